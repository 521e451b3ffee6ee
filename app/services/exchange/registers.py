"""The merge of the review's own row, key by key."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.packets import Counts
from app.services import stamps
from app.services.codec import canonical
from app.services.exchange.foreseen import Foreseen
from app.services.exchange.reading import PacketReader, refused
from app.services.exchange.rows import UNSTAMPED, Stamp, are_storable, stamps_of
from app.services.exchange.writing import REVIEW
from app.services.stamps import LOCAL_SETTINGS
from db.models import ReviewRow, StampRow


def merge_registers(
    session: Session, packet: PacketReader, foreseen: Foreseen | None = None
) -> Counts:
    """Merge title, protocol answers and settings; each key is a register of its own.

    With `foreseen` it is told of those that would stand, and nothing is written.
    """
    review = session.scalars(select(ReviewRow)).one()
    own = {
        row.key: (row.counter, row.origin)
        for row in session.scalars(select(StampRow).where(StampRow.table_name == "review"))
    }
    counts = Counts()
    taken: list[tuple[str, Any, Stamp]] = []
    for key, value, stamp in _registers(packet):
        ours, local = _value(review, key), own.get(key, UNSTAMPED)
        if ours == value:
            counts += Counts(same=1)
            is_taken = stamp > local
        else:
            is_taken = (stamp, canonical(value)) > (local, canonical(ours))
            counts += Counts(changed=int(is_taken), older=int(not is_taken))
        if is_taken:
            taken.append((key, value, stamp))
    if foreseen is None:
        _take(session, review, taken)
    else:
        foreseen.see_registers({key: value for key, value, _stamp in taken})
    return counts


def _registers(packet: PacketReader) -> Iterator[tuple[str, Any, Stamp]]:
    lines = chain.from_iterable(block for block, _is_odd in packet.blocks(REVIEW))
    for line in lines:
        if len(line) != 3 or not isinstance(line[0], str) or not _is_register(line[0], line[1]):
            raise refused(packet.path, "a setting in it does not read")
        yield line[0], line[1], *stamps_of(packet, line[2:])


def _is_register(key: str, value: object) -> bool:
    column, _, name = key.partition(":")
    if key == "title":
        return isinstance(value, str) and are_storable([value])
    return column == "details" or (column == "settings" and name not in LOCAL_SETTINGS)


def _value(review: ReviewRow, key: str) -> Any:  # noqa: ANN401 - any JSON
    column, _, name = key.partition(":")
    return review.title if key == "title" else getattr(review, column).get(name)


def _take(session: Session, review: ReviewRow, taken: Sequence[tuple[str, Any, Stamp]]) -> None:
    for key, value, _stamp in taken:
        column, _, name = key.partition(":")
        if key == "title":
            review.title = value
            continue
        kept = {k: v for k, v in getattr(review, column).items() if k != name}
        setattr(review, column, kept if value is None else {**kept, name: value})
    session.flush()
    stamps.write(session, [("review", key, *stamp) for key, _, stamp in taken if stamp[0]])
