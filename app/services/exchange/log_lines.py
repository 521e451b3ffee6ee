"""The entries of a packet's log: looked at, and made ready to be written behind those here."""

from collections.abc import Iterator, Mapping, Sequence
from types import NoneType
from typing import Any

from app.services import audit
from app.services.exchange.reading import PacketReader, refused
from app.services.exchange.rows import are_storable
from app.services.exchange.writing import LOG, LOG_COLUMNS

STORED = (*LOG_COLUMNS, "previous_hash", "hash")
"""The columns of an entry as it is written here."""
KINDS: Mapping[str, set[type]] = {
    "utc_offset": {int},
    "counter": {int},
    "edit": {dict},
    "subject_id": {str, NoneType},
}
EDIT = LOG_COLUMNS.index("edit")  # the last of audit.HASHED, which are the first columns


def entries_of(packet: PacketReader) -> Iterator[list[list[Any]]]:
    """Yield entries by the columns LOG_COLUMNS, some at a time; raises PacketRefused."""
    reviewer_id = packet.manifest.reviewer_id
    for lines, is_odd in packet.blocks(LOG):
        whole = set(map(len, lines)) == {len(LOG_COLUMNS)}
        columns = list(zip(*lines, strict=True)) if whole else []
        if not whole or not _is_sound(columns, reviewer_id, is_odd=is_odd):
            raise refused(packet.path, "an entry of its log is not whole, or somebody else's")
        yield lines


def _is_sound(columns: Sequence[Sequence[Any]], reviewer_id: str, *, is_odd: bool) -> bool:
    """Tell whether entries, given by column, have the types of an entry and one author."""
    for name, values in zip(LOG_COLUMNS, columns, strict=True):
        kinds = KINDS.get(name, {str})
        if not set(map(type, values)) <= kinds:
            return False
        if is_odd and str in kinds and not are_storable(values):
            return False
        if int in kinds and max(map(abs, values)) >= 1 << 62:
            return False
    return set(columns[LOG_COLUMNS.index("reviewer_id")]) == {reviewer_id}


def chained_rows(
    entries: Sequence[Sequence[Any]], previous: str, *, as_text: bool
) -> list[tuple[Any, ...]]:
    """Return entries by the columns STORED, chained behind the hash `previous`.

    What an edit found and left stands in the edit, and is not kept twice. `as_text`: the edit
    is the text that an SQLite file keeps of it.
    """
    columns = list(zip(*entries, strict=True))
    heads = list(zip(*columns[:EDIT], strict=True))
    hashes, texts = audit.chained(heads, columns[EDIT], previous)
    if as_text:
        columns[EDIT] = tuple(texts)
    return list(zip(*columns, [previous, *hashes[:-1]], hashes, strict=True))
