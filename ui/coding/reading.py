"""The answers of a field as units to code."""

from collections.abc import Iterable, Sequence

from app.domain.answers import Cell
from app.domain.codes import Segment, Unit, rows_named, standing_on
from app.domain.quotes import clean_quote
from app.export.coded import answer_text
from app.export.model import ExportedStudy, ReviewTable
from ui.coding.models import CodedUnit, Quote


def units_of(
    table: ReviewTable, field_id: str, segments: Sequence[Segment]
) -> tuple[CodedUnit, ...]:
    """Return every answer of a field that has text, studies as listed, rows in order."""
    if not field_id or not table.form.has(field_id):
        return ()
    counts: dict[Unit, set[str]] = {}
    for segment in segments:
        counts.setdefault(segment.unit, set()).add(segment.code_id)
    found = []
    for entry in table.records:
        for unit, row in _units(entry, field_id):
            text = answer_text(entry, unit)
            if text:
                codes = len(counts.get(unit, ()))
                quotes = tuple(_quotes(entry, unit))
                found.append(CodedUnit(unit, entry.study.label, row, text, quotes, codes))
    return tuple(found)


def segments_on(table: ReviewTable, segments: Sequence[Segment]) -> tuple[Segment, ...]:
    """Return segments as they stand on the rows of a table."""
    rows = (row.row_id for entry in table.records for row in entry.record.rows)
    return standing_on(segments, rows_named(rows))


def _units(entry: ExportedStudy, field_id: str) -> Iterable[tuple[Unit, str]]:
    record = entry.record
    if not record.form.has(field_id):
        return
    section = record.form.section_of(field_id)
    if not section.repeating:
        yield Unit(entry.study.study_id, field_id), ""
        return
    for row in record.rows_of(section.key):
        yield Unit(entry.study.study_id, field_id, row.row_id), str(row.position + 1)


def _quotes(entry: ExportedStudy, unit: Unit) -> Iterable[Quote]:
    cell = Cell(entry.record.extraction_id, unit.field_id, unit.row_id or None)
    for evidence in entry.record.evidence_of(cell):
        if evidence.anchor.quote:
            yield Quote(clean_quote(evidence.anchor.quote), evidence.anchor.anchor_id)
