"""Which rows of two extractions are the same one: the best pairing by what they hold.

Rows are paired so that their likeness is greatest in sum (the assignment problem; shortest
augmenting paths with potentials, Jonker & Volgenant 1987). A pairing made by hand comes first.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from app.domain.answers import Cell
from app.domain.fields import Field, FieldType, Section
from app.domain.likeness import likeness
from app.domain.places_shared import Spot, share_of_places
from app.domain.records import Record, Row

FEWEST = 0.34  # rows that are less alike are not taken for the same one
KEY_WEIGHT = 3.0  # what names a row counts as much as three other fields
ORDER = 0.001  # of equal likeness the pairing in the order of the rows is taken

HandPair = tuple[str | None, str | None]
"""Row of the first and row of the second extraction that are the same; None: it has none."""


@dataclass(frozen=True, slots=True)
class RowPair:
    """One row of a group as the two have it; `row_key` names it on every laptop.

    `alike` is from 0 to 1; `by_hand` says that a person paired (or parted) it.
    """

    section_key: str
    first: str | None
    second: str | None
    alike: float = 0.0
    by_hand: bool = False

    @property
    def row_key(self) -> str:
        """The ids of its rows, in an order that does not depend on who is first."""
        return "+".join(sorted(row for row in (self.first, self.second) if row))

    @property
    def is_both(self) -> bool:
        """Tell whether both extractions have the row."""
        return bool(self.first and self.second)


def align(
    first: Record, second: Record, by_hand: Mapping[str, Sequence[HandPair]]
) -> tuple[RowPair, ...]:
    """Return the pairs of all repeating sections, sections above others first."""
    made: list[RowPair] = []
    keys: dict[str, str] = {}
    for section in _parents_first(first.form.study_sections):
        pairs = _section_pairs(section, (first, second), by_hand.get(section.key, ()), keys)
        made += pairs
        for pair in pairs:
            keys |= {row: pair.row_key for row in (pair.first, pair.second) if row}
    return tuple(made)


def best_pairs(gains: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Return (row, column) pairs whose gains are greatest in sum; pairs without a gain are left."""
    turned = bool(gains) and len(gains) > len(gains[0])
    costs = [
        [-max(gain, 0.0) for gain in row] for row in (zip(*gains, strict=True) if turned else gains)
    ]
    pairs = [(b, a) if turned else (a, b) for a, b in _assigned(costs)]
    return sorted((a, b) for a, b in pairs if gains[a][b] > 0)


def _section_pairs(
    section: Section,
    records: tuple[Record, Record],
    by_hand: Sequence[HandPair],
    keys: Mapping[str, str],
) -> list[RowPair]:
    rows = [record.rows_of(section.key) for record in records]
    there = [{row.row_id for row in side} for side in rows]
    fixed = [
        RowPair(section.key, a, b, by_hand=True)
        for a, b in by_hand
        if (a or b) and (a is None or a in there[0]) and (b is None or b in there[1])
    ]
    taken = {row for pair in fixed for row in (pair.first, pair.second)}
    left, right = ([row for row in side if row.row_id not in taken] for side in rows)
    alike = _alike(section, records, keys)
    scores = [[alike(a, b) for b in right] for a in left]
    gains = [
        [score - FEWEST - ORDER * abs(a - b) / 10 for b, score in enumerate(line)]
        for a, line in enumerate(scores)
    ]
    found = best_pairs(gains) if left and right else []
    for a, b in found:
        fixed.append(RowPair(section.key, left[a].row_id, right[b].row_id, scores[a][b]))
    firsts, seconds = {a for a, _ in found}, {b for _, b in found}
    fixed += [RowPair(section.key, r.row_id, None) for n, r in enumerate(left) if n not in firsts]
    fixed += [RowPair(section.key, None, r.row_id) for n, r in enumerate(right) if n not in seconds]
    place = {row.row_id: (n, side) for side in (1, 0) for n, row in enumerate(rows[side])}
    return sorted(fixed, key=lambda pair: place[pair.first or pair.second or ""])


def _alike(
    section: Section, records: tuple[Record, Record], keys: Mapping[str, str]
) -> Callable[[Row, Row], float]:
    """Return how alike two rows are: fields by their weight, and the places of their quotes."""
    named = {entry.field_id for entry in (section.label_field, section.parent_field) if entry}
    asked = [
        (field, KEY_WEIGHT if field.field_id in named else 1.0)
        for field in section.fields
        if not field.is_computed
    ]
    evidence = [_places_of(record) for record in records]

    def alike(a: Row, b: Row) -> float:
        total = gained = 0.0
        for field, weight in asked:
            share = _field_alike(field, records, (a, b), keys)
            if share is not None:
                total += weight
                gained += weight * share
        places = [by_row.get(row.row_id, []) for by_row, row in zip(evidence, (a, b), strict=True)]
        if all(places):
            total += 1.0
            gained += share_of_places(*places)
        return gained / total if total else 0.0

    return alike


def _field_alike(
    field: Field, records: tuple[Record, Record], rows: tuple[Row, Row], keys: Mapping[str, str]
) -> float | None:
    """Return how alike a field is in two rows; None when it tells nothing of them."""
    cells = [
        Cell(record.extraction_id, field.field_id, row.row_id)
        for record, row in zip(records, rows, strict=True)
    ]
    a, b = (record.answer(cell) for record, cell in zip(records, cells, strict=True))
    if not a.status.has_value or not b.status.has_value:
        return None
    if field.type is FieldType.ROW:
        return float(keys.get(str(a.value)) == keys.get(str(b.value)))
    return likeness(field, a, b, keys)


def _places_of(record: Record) -> dict[str, list[Spot]]:
    found: dict[str, list[Spot]] = {}
    for item in record.evidence:
        if item.cell is not None and item.cell.row_id is not None:
            where = [(item.anchor.paper, place) for place in item.anchor.places]
            found.setdefault(item.cell.row_id, []).extend(where)
    return found


def _parents_first(sections: Sequence[Section]) -> list[Section]:
    """Return the repeating sections, those whose rows others refer to before these."""
    waiting = [section for section in sections if section.repeating]
    ordered: list[Section] = []
    while waiting:
        names = {section.key for section in waiting}
        ready = [s for s in waiting if not _refers_to(s) & (names - {s.key})] or waiting
        ordered += ready
        waiting = [section for section in waiting if section not in ready]
    return ordered


def _refers_to(section: Section) -> set[str]:
    return {field.points_to for field in section.fields if field.type is FieldType.ROW}


def _assigned(costs: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Return the cheapest assignment of every row of costs to a column; rows <= columns."""
    width = len(costs[0]) if costs else 0
    row_price, column_price = [0.0] * (len(costs) + 1), [0.0] * (width + 1)
    taken_by = [0] * (width + 1)
    for row in range(1, len(costs) + 1):
        taken_by[0] = row
        _augment(costs, taken_by, row_price, column_price)
    return [(owner - 1, column - 1) for column, owner in enumerate(taken_by) if column and owner]


def _augment(
    costs: Sequence[Sequence[float]],
    taken_by: list[int],
    row_price: list[float],
    column_price: list[float],
) -> None:
    """Give the row at column 0 a column, along the cheapest alternating path."""
    width = len(column_price) - 1
    nearest, came_from = [math.inf] * (width + 1), [0] * (width + 1)
    done = [False] * (width + 1)
    column = 0
    while taken_by[column]:
        done[column] = True
        row = taken_by[column]
        open_columns = [c for c in range(1, width + 1) if not done[c]]
        for other in open_columns:
            reduced = costs[row - 1][other - 1] - row_price[row] - column_price[other]
            if reduced < nearest[other]:
                nearest[other], came_from[other] = reduced, column
        following = min(open_columns, key=nearest.__getitem__)
        step = nearest[following]
        for other in range(width + 1):
            if done[other]:
                row_price[taken_by[other]] += step
                column_price[other] -= step
            else:
                nearest[other] -= step
        column = following
    while column:
        taken_by[column] = taken_by[came_from[column]]
        column = came_from[column]
