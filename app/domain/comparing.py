"""Compares two extractions of a study, field by field and row by row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field

from app.domain.anchors import Anchor
from app.domain.answers import NO_ANSWER, Answer, Cell, Status
from app.domain.consensus import (
    Apart,
    Compared,
    Decision,
    Kind,
    Line,
    Side,
    Taken,
    row_field,
)
from app.domain.fields import Field, FieldType, Form, Policy, Section
from app.domain.ids import derived_id
from app.domain.likeness import normal
from app.domain.places_shared import where
from app.domain.records import Evidence, Record, Row
from app.domain.row_alignment import HandPair, RowPair, align
from app.domain.studies import ExtractionStatus, Reviewer

Decisions = Mapping[tuple[str, str], Decision | Apart]
"""Decisions by field and row key; apart where two laptops decided differently."""
COMPLETION = ("", "")
"""The key of the decision that closes the consensus of a study."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two extractions of a study, and how its fields are charted (`policy` is the usual way).

    In an audited study two people chart every field. `corrections` are what checkers say instead
    of answers, by their cells.
    """

    reviewers: tuple[Reviewer, Reviewer]
    records: tuple[Record, Record]
    policy: Policy = Policy.DOUBLE
    is_audited: bool = False
    corrections: Mapping[Cell, Answer] = dataclass_field(default_factory=dict)

    def is_double(self, field: Field) -> bool:
        """Tell whether two people chart a field here, each for themselves."""
        return self.is_audited or (field.policy or self.policy) is Policy.DOUBLE


def compare(
    pair: Pair, decisions: Decisions, by_hand: Mapping[str, Sequence[HandPair]]
) -> Compared:
    """Return the two extractions beside each other, with what is decided."""
    form = pair.records[0].form
    pairs = align(*pair.records, by_hand)
    keys = {row: one.row_key for one in pairs for row in (one.first, one.second) if row}
    maker = _Lines(pair, pairs, keys, decisions)
    lines = maker.all()
    final = _final(pair, pairs, keys, lines)
    asked = tuple(line for line in lines if _is_asked(line, final))
    completion = decisions.get(COMPLETION)
    return Compared(
        study=pair.records[0].study,
        form=form,
        reviewers=pair.reviewers,
        records=pair.records,
        pairs=pairs,
        lines=asked,
        originals=lines,
        final=final,
        completion=completion if isinstance(completion, Decision) else None,
        adrift=len(decisions.keys() - {line.key for line in lines} - {COMPLETION}),
    )


def kind_of(field: Field, a: Answer, b: Answer, keys: Mapping[str, str] | None = None) -> Kind:
    """Return what two answers to a field are to each other."""
    if Status.EMPTY in (a.status, b.status):
        return Kind.BLANK if a.status is b.status else Kind.ONE_BLANK
    if a.status.has_value != b.status.has_value:
        return Kind.ONE_MARKED
    if not a.status.has_value:
        return Kind.SAME if a.status is b.status else Kind.DIFFERENT
    if field.type is FieldType.ROW:
        same = (keys or {}).get(str(a.value), a.value) == (keys or {}).get(str(b.value), b.value)
        return Kind.SAME if same else Kind.DIFFERENT
    if a.value == b.value:
        return Kind.SAME
    alike = normal(field, a.value) == normal(field, b.value)
    return Kind.NORMALISED if alike else Kind.DIFFERENT


def final_extraction(study_id: str, form_id: str) -> str:
    """Return the key under which the final record of a study has its cells."""
    return derived_id("final", study_id, form_id)


class _Lines:
    """Makes the lines of a pair in the order of the form."""

    def __init__(
        self,
        pair: Pair,
        pairs: Sequence[RowPair],
        keys: Mapping[str, str],
        decisions: Decisions,
    ) -> None:
        self._pair = pair
        self._rows: dict[str, list[RowPair]] = {}
        for one in pairs:
            self._rows.setdefault(one.section_key, []).append(one)
        self._keys = keys
        self._decisions = decisions
        self._evidence = [_by_cell(record.evidence) for record in pair.records]

    def all(self) -> tuple[Line, ...]:
        """Return every line, those of hidden fields too."""
        found: list[Line] = []
        for section in self._pair.records[0].form.study_sections:
            if not section.repeating:
                found += [self._line(section, field, None) for field in _asked(section)]
                continue
            for row in self._rows.get(section.key, ()):
                found += self._of_row(section, row)
        return tuple(found)

    def _of_row(self, section: Section, row: RowPair) -> list[Line]:
        if row.is_both:
            return [self._line(section, field, row) for field in _asked(section)]
        sides = [Side(row_id=id_, has_row=id_ is not None) for id_ in (row.first, row.second)]
        line = Line(row_field(section.key), section.key, sides[0], sides[1], Kind.ROWS, row)
        return [self._decided(line)]

    def _line(self, section: Section, field: Field, row: RowPair | None) -> Line:
        sides = [self._side(number, field, _row_of(row, number)) for number in (0, 1)]
        a, b = (side.answer for side in sides)
        kind = kind_of(field, a, b, self._keys)
        is_checked = kind is Kind.BLANK and any(side.corrected for side in sides)
        if (kind is Kind.ONE_BLANK or is_checked) and not self._pair.is_double(field):
            kind = Kind.SINGLE
        line = Line(
            field.field_id,
            section.key,
            sides[0],
            sides[1],
            kind,
            row,
            where(sides[0].anchors, sides[1].anchors),
            bool(a.status.has_value and b.status.has_value and a.report_id != b.report_id),
        )
        return self._decided(line)

    def _decided(self, line: Line) -> Line:
        found = self._decisions.get(line.key)
        if isinstance(found, Apart):
            return replace(line, apart=found)
        return replace(line, decision=found)

    def _side(self, number: int, field: Field, row_id: str | None) -> Side:
        record = self._pair.records[number]
        cell = Cell(record.extraction_id, field.field_id, row_id)
        if cell in record.hidden:
            return Side(row_id=row_id, is_asked=False)
        anchors = tuple(self._evidence[number].get(cell, ()))
        corrected = self._pair.corrections.get(cell)
        return Side(record.answer(cell), anchors, row_id, corrected=corrected)


def _row_of(pair: RowPair | None, number: int) -> str | None:
    if pair is None:
        return None
    return pair.second if number else pair.first


def _asked(section: Section) -> list[Field]:
    """Return the fields that are compared; what is said about the extraction itself is not."""
    if section.is_about_extraction:
        return []
    return [field for field in section.fields if not field.is_computed]


def _by_cell(evidence: Sequence[Evidence]) -> dict[Cell, list[Anchor]]:
    found: dict[Cell, list[Anchor]] = {}
    for item in sorted(evidence, key=lambda item: item.anchor.page):
        if item.cell is not None:
            found.setdefault(item.cell, []).append(item.anchor)
    return found


def _final(
    pair: Pair, pairs: Sequence[RowPair], keys: Mapping[str, str], lines: Sequence[Line]
) -> Record:
    """Return the record that counts: decided values, and the quotes that they rest on.

    Quotes of either reviewer that do not support the value that was taken stay with the
    record, without a field.
    """
    first = pair.records[0]
    own = final_extraction(first.study.study_id, first.form.form_id)
    kept = _kept_rows(pairs, lines)
    rows = _numbered(kept)
    answers: dict[Cell, Answer] = {}
    evidence: list[Evidence] = []
    for line in (*lines, *_lines_of_kept_rows(pair, kept, lines)):
        if line.is_about_row or (line.row_key and line.pair not in kept):
            continue
        cell = Cell(own, line.field_id, line.row_key or None)
        answer = _renamed(first.form, line, keys)
        if answer != NO_ANSWER:
            answers[cell] = answer
        evidence += _evidence(line, cell)
    loose = {
        item.anchor.anchor_id: item
        for record in pair.records
        for item in record.evidence
        if item.cell is None
    }
    evidence += loose.values()
    return Record(
        study=first.study,
        extraction_id=own,
        status=ExtractionStatus.OPEN,
        form=first.form,
        rows=rows,
        answers=answers,
        evidence=tuple(evidence),
        is_read_only=True,
    )


def _kept_rows(pairs: Sequence[RowPair], lines: Sequence[Line]) -> list[RowPair]:
    """Return the rows that both have, and those of one that were decided to stay."""
    stays = {
        line.pair
        for line in lines
        if line.is_about_row and line.decision and line.decision.answer.value is True
    }
    return [pair for pair in pairs if pair.is_both or pair in stays]


def _numbered(kept: Sequence[RowPair]) -> tuple[Row, ...]:
    counted: dict[str, int] = {}
    rows = []
    for pair in kept:
        position = counted.get(pair.section_key, 0)
        counted[pair.section_key] = position + 1
        rows.append(Row(pair.row_key, pair.section_key, position))
    return tuple(rows)


def _lines_of_kept_rows(pair: Pair, kept: Sequence[RowPair], lines: Sequence[Line]) -> list[Line]:
    """Return the cells of rows that one reviewer has and that stay: as that one charted them."""
    found = []
    for row in kept:
        if row.is_both:
            continue
        number = 0 if row.first else 1
        record = pair.records[number]
        evidence = _by_cell(record.evidence)
        section = record.form.section(row.section_key)
        for field in _asked(section):
            cell = Cell(record.extraction_id, field.field_id, row.first or row.second)
            anchors, corrected = tuple(evidence.get(cell, ())), pair.corrections.get(cell)
            side = Side(record.answer(cell), anchors, cell.row_id, corrected=corrected)
            found.append(Line(field.field_id, section.key, side, Side(), Kind.SINGLE, row))
    return found


def _renamed(form: Form, line: Line, keys: Mapping[str, str]) -> Answer:
    """Return the final answer of a line; a reference to a row names the row that stays."""
    answer = line.final
    if form.field(line.field_id).type is FieldType.ROW and answer.value is not None:
        return replace(answer, value=keys.get(str(answer.value), answer.value))
    return answer


def _evidence(line: Line, cell: Cell) -> list[Evidence]:
    anchors = {a.anchor_id: a for side in (line.first, line.second) for a in side.anchors}
    decision = line.decision
    resting = set(anchors) if decision is None else set(decision.anchors)
    if line.final == NO_ANSWER:
        resting = set()
    return [
        Evidence(anchor, cell if anchor_id in resting else None)
        for anchor_id, anchor in anchors.items()
    ]


def _is_asked(line: Line, final: Record) -> bool:
    """Tell whether the form still asks this, seeing what was decided so far."""
    if line.is_about_row:
        return True
    if line.apart is not None:
        return True
    if line.decision is not None and line.decision.taken == Taken.DEFERRED:
        return True
    return Cell(final.extraction_id, line.field_id, line.row_key or None) not in final.hidden
