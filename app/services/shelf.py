"""The shelf: what an import has read waits in files of its own until the import is applied.

Nothing of it is in the review, so reading needs no lock, and a cancelled import leaves nothing.
"""

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import IO, TYPE_CHECKING, TypeAlias

from app.domain.errors import AppError

if TYPE_CHECKING:
    from msgspec.msgpack import Decoder

Row: TypeAlias = tuple[str, str, str, str, int | None, str | None, str | None]
"""A record that waits: id, raw text, CSL as JSON, title, year, DOI, PMID; texts without NUL."""


@dataclass(slots=True)
class _Pile:
    """The records of one search: batches of text, each behind its length, in a nameless file."""

    file: IO[bytes] = field(default_factory=tempfile.TemporaryFile)
    records: int = 0
    packed: bytearray = field(default_factory=bytearray)  # used again by every batch


class Shelf:
    """Keeps rows by the search they wait for."""

    def __init__(self) -> None:
        """Begin empty."""
        self._piles: dict[str, _Pile] = {}

    def put(self, search_id: str, rows: Sequence[Row]) -> None:
        """Add rows; raises AppError when the disk takes no more."""
        from msgspec.msgpack import Encoder  # dear at the start

        encode_into = Encoder().encode_into
        pile = self._piles.get(search_id)
        if pile is None:
            pile = self._piles[search_id] = _Pile()
        encode_into(list(rows), pile.packed)
        try:
            pile.file.write(len(pile.packed).to_bytes(8, "little"))
            pile.file.write(pile.packed)
        except OSError as error:
            raise AppError(
                "There is no room for what was read on the disk of temporary files. Make room and"
                " import again; nothing was imported."
            ) from error
        pile.records += len(rows)

    def count(self, search_id: str) -> int:
        """Return how many rows wait for a search."""
        pile = self._piles.get(search_id)
        return pile.records if pile else 0

    def batches(self, search_id: str) -> Iterator[list[Row]]:
        """Yield the rows of a search as they were put."""
        decode = _unpacking().decode
        pile = self._piles[search_id]
        pile.file.seek(0)
        while head := pile.file.read(8):
            yield decode(pile.file.read(int.from_bytes(head, "little")))

    def drop(self, search_id: str) -> None:
        """Forget the rows of a search."""
        pile = self._piles.pop(search_id, None)
        if pile is not None:
            pile.file.close()

    def close(self) -> None:
        """Forget everything."""
        for search_id in list(self._piles):
            self.drop(search_id)


@cache
def _unpacking() -> "Decoder[list[Row]]":
    from msgspec.msgpack import Decoder

    return Decoder(list[Row])
