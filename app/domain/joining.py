"""Two studies become one: what a reviewer charted of the second joins the first."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from app.domain.anchors import Anchor
from app.domain.answers import Answer, Cell, Json, Said, Status
from app.domain.edits import AddRow, Edit, FillAnswer, KeepQuote
from app.domain.fields import FieldType, Section
from app.domain.folding import folded
from app.domain.ids import derived_id
from app.domain.records import Record
from app.domain.row_names import row_heading


@dataclass(frozen=True, slots=True)
class Joined:
    """The edits that bring the answers over, and what they do.

    `filled` empty cells, `agreed` cells that said the same, `differing` cells where both
    values now stand side by side, `rows` that had no counterpart.
    """

    edits: tuple[Edit, ...]
    filled: int
    agreed: int
    differing: int
    rows: int


def joined_answers(into: Record, other: Record) -> Joined:
    """Return how the answers of `other` join those of `into`.

    Every value keeps the report it comes from. Where both have one and they differ, the value
    of `into` stays the answer. A row joins the row of the same name, else it is added.
    """
    join = _Join(into, other)
    rows = tuple(join.new_rows())
    fills = tuple(join.fills())
    held = {item.anchor.anchor_id for item in into.evidence if item.cell is None}
    loose = (item.anchor for item in other.evidence if item.cell is None)
    quotes = tuple(
        KeepQuote(into.extraction_id, anchor) for anchor in loose if anchor.anchor_id not in held
    )
    return Joined(
        (*rows, *fills, *quotes), join.filled, join.agreed, join.differing, rows=len(rows)
    )


class _Join:
    """Walks the cells of one record and finds their places in the other."""

    def __init__(self, into: Record, other: Record) -> None:
        self._into = into
        self._other = other
        self.filled = self.agreed = self.differing = 0
        self._rows: dict[str, str] = {}
        self._added: list[AddRow] = []
        for section in into.form.study_sections:
            if section.repeating:
                self._pair(section)

    def new_rows(self) -> Iterator[AddRow]:
        """Yield the rows to be added."""
        yield from self._added

    def fills(self) -> Iterator[FillAnswer]:
        """Yield the cells that change, in the order of the form."""
        for section in self._into.form.study_sections:
            for cell in self._other.all_cells_of(section):
                held = self._other.answer(cell)
                quotes = tuple(item.anchor for item in self._other.evidence_of(cell))
                if held.status is not Status.EMPTY or quotes or held.note:
                    yield from self._fill(cell, self._carried(cell, held), quotes)

    def _pair(self, section: Section) -> None:
        """Find for each row of the other record the row with its name, or a new one."""
        own = self._into.rows_of(section.key)
        named = {folded(row_heading(self._into, row)): row.row_id for row in own}
        for row in self._other.rows_of(section.key):
            name = folded(row_heading(self._other, row))
            if name and name in named:
                self._rows[row.row_id] = named.pop(name)
                continue
            key = derived_id("joined row", self._into.extraction_id, row.row_id)
            if any(known.row_id == key for known in own):
                self._rows[row.row_id] = key
                continue
            position = len(own) + sum(a.section_key == section.key for a in self._added)
            self._added.append(AddRow(self._into.extraction_id, section.key, key, position))
            self._rows[row.row_id] = key

    def _fill(self, cell: Cell, came: Answer, quotes: tuple[Anchor, ...]) -> Iterator[FillAnswer]:
        row_id = None if cell.row_id is None else self._rows[cell.row_id]
        place = Cell(self._into.extraction_id, cell.field_id, row_id)
        before = self._into.answer(place)
        after = self._together(before, came)
        held = {item.anchor.anchor_id for item in self._into.evidence_of(place)}
        new = tuple(anchor for anchor in quotes if anchor.anchor_id not in held)
        if after != before or new:
            yield FillAnswer(place, before, after, link=new)

    def _together(self, before: Answer, came: Answer) -> Answer:
        note, flagged = _notes(before.note, came.note), before.flagged or came.flagged
        says_less = not came.status.has_value and before.status is not Status.EMPTY
        if says_less or came.status is Status.EMPTY:
            return replace(before, note=note, flagged=flagged)
        if not before.status.has_value:
            self.filled += 1
            return replace(came, note=note, flagged=flagged)
        said = [Said(came.report_id, came.value), *came.others]
        known = {before.report_id, *(one.report_id for one in before.others)}
        new = [one for one in said if one.report_id not in known and one.value != before.value]
        self.agreed += not new
        self.differing += bool(new)
        return replace(before, note=note, others=(*before.others, *new))

    def _carried(self, cell: Cell, answer: Answer) -> Answer:
        """Return an answer with its reports named, and rows that it refers to found again."""
        begun = self._other.study.origin
        own = "" if begun is None else begun.report_id
        turned = self._rows if self._is_reference(cell) else {}
        return replace(
            answer,
            value=_turned(answer.value, turned),
            report_id=answer.report_id or own,
            others=tuple(
                Said(said.report_id or own, _turned(said.value, turned)) for said in answer.others
            ),
        )

    def _is_reference(self, cell: Cell) -> bool:
        return self._into.form.field(cell.field_id).type is FieldType.ROW


def _turned(value: Json, rows: Mapping[str, str]) -> Json:
    return rows.get(value, value) if isinstance(value, str) else value


def _notes(own: str, other: str) -> str:
    return "\n".join(dict.fromkeys(note for note in (own, other) if note))
