"""Where the chain of the log is broken, and what was done to it: changed, moved, taken out."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.services.audit import CHAIN_START, entry_hash
from db.models import AuditRow


class Done(StrEnum):
    """What was done to the log outside the program."""

    CHANGED = "changed"
    MOVED = "moved"
    ADDED = "added"
    REMOVED = "removed"
    UNLINKED = "unlinked"


@dataclass(frozen=True, slots=True)
class Break:
    """What was done, and to which entries: `first` to `last` by their numbers.

    UNLINKED: something between the two was taken out, or `first` was changed with its hash.
    """

    done: Done
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Link:
    """An entry as far as the chain goes; `is_sound`: its hash is that of its content."""

    seq: int
    previous: str
    own: str
    is_sound: bool


def breaks(rows: Iterable[AuditRow]) -> list[Break]:
    """Return what was done to a log whose entries are given by their number.

    An entry says which one it was written after, so an entry that is gone and one that stands
    elsewhere can be told apart. ADDED ones follow one that another follows too.
    """
    links = [
        _Link(row.seq, row.previous_hash, row.hash, row.hash == entry_hash(row)) for row in rows
    ]
    found = [Break(Done.CHANGED, link.seq, link.seq) for link in links if not link.is_sound]
    found += _moved(links)
    found += _added(links)
    found += _missing(links, {link.own for link in links})
    broken = _first_broken(links)
    if not found and broken is not None:
        found.append(Break(Done.CHANGED, broken, broken))
    return sorted(found, key=lambda one: one.first)


def _missing(links: Sequence[_Link], known: set[str]) -> Iterator[Break]:
    """Yield where an entry follows one that is not there any more."""
    last = 0
    for link in links:
        if link.is_sound and link.previous not in known and link.previous != CHAIN_START:
            is_gap = link.seq > last + 1
            first, until = (last + 1, link.seq - 1) if is_gap else (last, link.seq)
            yield Break(Done.REMOVED if is_gap else Done.UNLINKED, first, until)
        last = link.seq


def _moved(links: Sequence[_Link]) -> Iterator[Break]:
    """Yield the entries that do not stand where the chain says that they were written."""
    stands = [link for link in links if link.is_sound]
    written = [link for link in _in_order(links) if link.is_sound]
    for link, other in zip(stands, written, strict=True):
        if link is not other:
            yield Break(Done.MOVED, link.seq, link.seq)


def _added(links: Sequence[_Link]) -> Iterator[Break]:
    """Yield the entries beside which another follows the same one, and which nothing follows."""
    sound = [link for link in links if link.is_sound]
    followers = Counter(link.previous for link in sound)
    for link in sound:
        if followers[link.previous] > 1 and not followers[link.own]:
            yield Break(Done.ADDED, link.seq, link.seq)


def _in_order(links: Sequence[_Link]) -> Iterator[_Link]:
    """Yield the entries as they were written: each after the one that it names."""
    after: dict[str, list[_Link]] = {}
    for link in links:
        after.setdefault(link.previous, []).append(link)
    known = {link.own for link in links}
    heads = [link for link in links if link.previous not in known]
    told: set[int] = set()
    for head in heads:
        yield from _from(head, after, told)
    yield from (link for link in links if link.seq not in told)


def _from(head: _Link, after: Mapping[str, list[_Link]], told: set[int]) -> Iterator[_Link]:
    waiting = [head]
    while waiting:
        link = waiting.pop()
        if link.seq in told:
            continue
        told.add(link.seq)
        yield link
        waiting.extend(reversed(after.get(link.own, ())))


def _first_broken(links: Sequence[_Link]) -> int | None:
    previous = CHAIN_START
    for link in links:
        if link.previous != previous:
            return link.seq
        previous = link.own
    return None
