"""Where a code goes in the framework: what changes when one is moved, and a framework taken in."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from app.domain.codes import Code, Origin, below, in_order
from app.domain.folding import folded
from app.domain.ids import derived_id

BETWEEN = " › "


class Way(StrEnum):
    """A step in the tree: among its siblings, under the one above, behind what it is under."""

    UP = "up"
    DOWN = "down"
    IN = "in"
    OUT = "out"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a code stands: under `parent` ("" none), behind so many siblings."""

    parent: str
    number: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A code of a list: the names above it and its own, what it means, where it comes from."""

    path: tuple[str, ...]
    definition: str = ""
    origin: Origin = Origin.DEDUCTIVE


@dataclass(frozen=True, slots=True)
class Framework:
    """What taking a list in comes to: codes to add, codes that get a definition, codes known."""

    added: tuple[Code, ...]
    defined: tuple[tuple[Code, Code], ...]
    known: int


def next_place(codes: Sequence[Code], code_id: str, way: Way) -> Place | None:
    """Return where a step takes a code; None where there is no such step."""
    known = {code.code_id: code for code in codes}
    code = known[code_id]
    line = _under(codes, code.parent)
    at = [one.code_id for one in line].index(code_id)
    if way in (Way.UP, Way.DOWN):
        place = at + (1 if way is Way.DOWN else -1)
        return Place(code.parent, place) if 0 <= place < len(line) else None
    if way is Way.IN:
        return Place(line[at - 1].code_id, len(_under(codes, line[at - 1].code_id))) if at else None
    above = known.get(code.parent)
    if above is None:
        return None
    beside = [one.code_id for one in _under(codes, above.parent)]
    return Place(above.parent, beside.index(above.code_id) + 1)


def place_before(codes: Sequence[Code], code_id: str, other: str) -> Place:
    """Return the place just before another code; at the end of all without one."""
    target = next((one for one in codes if one.code_id == other), None)
    parent = target.parent if target else ""
    line = [one.code_id for one in _under(codes, parent) if one.code_id != code_id]
    if other == code_id:
        return Place(parent, [one.code_id for one in _under(codes, parent)].index(code_id))
    return Place(parent, line.index(other) if target else len(line))


def place_under(codes: Sequence[Code], parent: str) -> Place:
    """Return the last place under a code."""
    return Place(parent, len(_under(codes, parent)))


def moved(codes: Sequence[Code], code_id: str, to: Place) -> tuple[tuple[Code, Code], ...]:
    """Return each code that changes when one goes to a place, as it was and as it will be.

    Nothing changes for a place inside the code itself.
    """
    if to.parent in below(codes, code_id):
        return ()
    code = next(one for one in codes if one.code_id == code_id)
    others = [one for one in _under(codes, to.parent) if one.code_id != code_id]
    line = [*others[: to.number], code, *others[to.number :]]
    placed = ((one, replace(one, parent=to.parent, position=n)) for n, one in enumerate(line))
    return tuple((before, after) for before, after in placed if before != after)


def taken_in(
    codes: Sequence[Code],
    entries: Sequence[Entry],
    used: Collection[str],
    new_id: Callable[[], str],
) -> Framework:
    """Return what a list adds to the framework; a code with the same names above it is known.

    Ids come from the names, so that two laptops that take in the same list have the same codes;
    an id in `used` (codes that were renamed or merged since) gives way to `new_id`. What a known
    code means is kept where it says anything.
    """
    by_path = {tuple(map(folded, path)): code for code, path in _paths(codes)}
    added: dict[str, Code] = {}
    defined: dict[str, tuple[Code, Code]] = {}
    seen: set[str] = set()
    for path, entry in _each(entries):
        key = tuple(map(folded, path))
        code = by_path.get(key)
        if code is None:
            above = by_path[key[:-1]].code_id if len(key) > 1 else ""
            made = derived_id("code", *key)
            place = _next_position(codes, added.values(), above)
            code = Code(new_id() if made in used else made, path[-1].strip(), parent=above)
            code = replace(code, position=place, origin=entry.origin)
            by_path[key] = added[code.code_id] = code
        elif code.code_id not in added:
            seen.add(code.code_id)
        if len(entry.path) == len(path) and entry.definition and not code.definition:
            told = replace(code, definition=entry.definition)
            by_path[key] = told
            if code.code_id in added:
                added[code.code_id] = told
            else:
                defined[code.code_id] = (code, told)
    return Framework(tuple(added.values()), tuple(defined.values()), len(seen))


def _each(entries: Sequence[Entry]) -> list[tuple[tuple[str, ...], Entry]]:
    """Return every path with its entry, those above it first."""
    return [
        (entry.path[: depth + 1], entry) for entry in entries for depth in range(len(entry.path))
    ]


def _paths(codes: Sequence[Code]) -> list[tuple[Code, tuple[str, ...]]]:
    found: dict[str, tuple[str, ...]] = {}
    for code, _level in in_order(codes):
        found[code.code_id] = (*found.get(code.parent, ()), code.label)
    return [(code, found[code.code_id]) for code in codes]


def _under(codes: Sequence[Code], parent: str) -> list[Code]:
    return [code for code, _level in in_order(codes) if code.parent == parent]


def _next_position(codes: Sequence[Code], added: Collection[Code], parent: str) -> int:
    held = [code.position for code in (*codes, *added) if code.parent == parent]
    return max(held, default=-1) + 1
