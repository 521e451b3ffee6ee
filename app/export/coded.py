"""Codes of the content analysis beside the charted answers, and as tables of their own.

The coded field gets a neighbour that lists the codes put on it, so that workbook, tables and
figures show them; the answers themselves stay as they are.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app.domain.answers import Answer, Cell, Status
from app.domain.codes import Code, Frequency, Segment, Unit, in_order, labels
from app.domain.fields import Field, FieldType, Form, Section
from app.export.cells import guarded
from app.export.csv_export import BOM
from app.export.files import written_whole
from app.export.model import ExportedStudy, ReviewTable

SUFFIX = "~codes"
SEGMENTS = (
    "study", "field", "row", "code", "definition", "reviewer", "text", "answer",
)  # fmt: skip
COUNTS = ("code", "definition", "origin", "segments", "sources", "segments_below", "sources_below")


@dataclass(frozen=True, slots=True)
class Coding:
    """The framework and where its codes are put, as the reader may see it."""

    codes: tuple[Code, ...] = ()
    segments: tuple[Segment, ...] = ()


def with_codes(table: ReviewTable, coding: Coding) -> ReviewTable:
    """Return the table with a column of codes behind every coded field."""
    fields = {s.unit.field_id for s in coding.segments if table.form.has(s.unit.field_id)}
    if not fields:
        return table
    said = _said(coding)
    form = _widened(table.form, fields)
    entries = tuple(_coded(entry, form, fields, said) for entry in table.records)
    return replace(table, form=form, records=entries)


def write_counts(counts: Sequence[Frequency], path: Path) -> Path:
    """Write how often each code is used to a new CSV file; raises as `written_whole` does."""
    lines = [
        (
            f"{'  ' * one.level}{one.code.label}",
            one.code.definition,
            one.code.origin.value,
            str(one.segments),
            str(one.sources),
            str(one.all_segments),
            str(one.all_sources),
        )
        for one in counts
    ]
    return _write(path, COUNTS, lines)


def write_segments(table: ReviewTable, coding: Coding, names: Mapping[str, str], path: Path) -> int:
    """Write every segment with its text to a new CSV file; returns how many.

    `names` are those of the reviewers by id. Raises as `written_whole` does.
    """
    called = labels(coding.codes)
    defined = {code.code_id: code.definition for code in coding.codes}
    entries = {entry.study.study_id: entry for entry in table.records}
    lines = []
    for segment in coding.segments:
        unit, entry = segment.unit, entries.get(segment.unit.study_id)
        if entry is None or not table.form.has(unit.field_id):
            continue
        rows = {row.row_id: str(row.position + 1) for row in entry.record.rows}
        answer = answer_text(entry, unit)
        lines.append(
            (
                entry.study.label,
                table.form.field(unit.field_id).label,
                rows.get(unit.row_id, ""),
                called.get(segment.code_id, ""),
                defined.get(segment.code_id, ""),
                names.get(segment.reviewer_id, ""),
                segment.quote or answer,
                answer,
            )
        )
    _write(path, SEGMENTS, lines)
    return len(lines)


def answer_text(entry: ExportedStudy, unit: Unit) -> str:
    """Return what a study says in a unit; nothing where there is no value."""
    from app.export.model import ExportOptions
    from app.export.text import cell_text

    record = entry.record
    if not record.form.has(unit.field_id):
        return ""
    cell = Cell(record.extraction_id, unit.field_id, unit.row_id or None)
    if not entry.answer(cell).status.has_value:
        return ""
    return cell_text(entry, record.form.field(unit.field_id), cell, ExportOptions())


def _write(path: Path, head: Sequence[str], lines: Sequence[Sequence[str]]) -> Path:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(head)
    writer.writerows([guarded(cell) for cell in line] for line in lines)
    with written_whole(path) as stream:
        stream.write(BOM + text.getvalue().encode("utf-8", "backslashreplace"))
    return path


def _said(coding: Coding) -> Mapping[Unit, list[str]]:
    """Return the codes on each unit in words, in the order of the framework."""
    called, found = labels(coding.codes), {}
    put: dict[Unit, set[str]] = {}
    for segment in coding.segments:
        put.setdefault(segment.unit, set()).add(segment.code_id)
    order = [code.code_id for code, _level in in_order(coding.codes)]
    for unit, ids in put.items():
        found[unit] = [called[key] for key in order if key in ids]
    return found


def _widened(form: Form, fields: set[str]) -> Form:
    return replace(form, sections=tuple(_wider(section, fields) for section in form.sections))


def _wider(section: Section, fields: set[str]) -> Section:
    wide: list[Field] = []
    for field in section.fields:
        wide.append(field)
        if field.field_id in fields:
            name = f"{field.label}: codes"
            key = f"{field.key}{SUFFIX}"
            wide.append(Field(f"{field.field_id}{SUFFIX}", key, name, FieldType.CODES))
    return replace(section, fields=tuple(wide))


def _coded(
    entry: ExportedStudy, form: Form, fields: set[str], said: Mapping[Unit, list[str]]
) -> ExportedStudy:
    record = entry.record
    more = {
        Cell(record.extraction_id, f"{unit.field_id}{SUFFIX}", unit.row_id or None): Answer(
            list(words), Status.FILLED
        )
        for unit, words in said.items()
        if unit.study_id == entry.study.study_id and unit.field_id in fields and words
    }
    known = form if record.form.version_id == form.version_id else _widened(record.form, fields)
    wide = replace(record, form=known, answers={**record.answers, **more})
    return replace(entry, record=wide)
