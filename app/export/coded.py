"""Codes of the content analysis in exports: beside the charted answers, and as tables."""

import csv
import io
import xml.etree.ElementTree as Xml
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from app.domain.answers import Cell
from app.domain.coded import Coding, code_columns
from app.domain.codes import Code, Frequency, Unit, in_order, labels, rows_named, standing_on
from app.export.cells import guarded
from app.export.csv_export import BOM
from app.export.files import written_whole
from app.export.model import ExportedStudy, ReviewTable
from app.export.word.words import plain

SEGMENTS = (
    "study", "field", "row", "code", "definition", "reviewer", "text", "answer",
)  # fmt: skip
FRAMEWORK = ("code", "definition", "parent", "origin")
REFI_QDA = "urn:QDA-XML:codebook:1.0"
COUNTS = ("code", "definition", "origin", "segments", "sources", "segments_below", "sources_below")


def with_codes(table: ReviewTable, coding: Coding) -> ReviewTable:
    """Return the table with a column of codes behind every coded field."""
    columns = code_columns(coding)
    form = columns.widened(table.form)
    if form is table.form:
        return table
    known = {table.form.version_id: form}
    entries = tuple(
        replace(e, record=columns.coded(e.record, known.get(e.record.form.version_id)))
        for e in table.records
    )
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


def write_framework(codes: Sequence[Code], path: Path) -> Path:
    """Write the codes with their definitions to a new file: a REFI-QDA codebook (.qdc) or CSV.

    Other programs read the one, Chartdesk both. Raises as `written_whole` does.
    """
    if path.suffix.casefold() == ".qdc":
        with written_whole(path) as stream:
            stream.write(_codebook(codes))
        return path
    called = labels(codes)
    lines = [
        (code.label, code.definition, called.get(code.parent, ""), code.origin.value)
        for code, _level in in_order(codes)
    ]
    return _write(path, FRAMEWORK, lines)


def write_segments(table: ReviewTable, coding: Coding, names: Mapping[str, str], path: Path) -> int:
    """Write every segment with its text to a new CSV file; returns how many.

    `names` are those of the reviewers by id. Raises as `written_whole` does.
    """
    called = labels(coding.codes)
    defined = {code.code_id: code.definition for code in coding.codes}
    entries = {entry.study.study_id: entry for entry in table.records}
    lines = []
    known = rows_named(row.row_id for entry in table.records for row in entry.record.rows)
    for segment in standing_on(coding.segments, known):
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


def _codebook(codes: Sequence[Code]) -> bytes:
    Xml.register_namespace("", REFI_QDA)
    root = Xml.Element(f"{{{REFI_QDA}}}CodeBook", {"origin": "Chartdesk"})
    nodes = {"": Xml.SubElement(root, f"{{{REFI_QDA}}}Codes")}
    for code, _level in in_order(codes):
        said = {"guid": code.code_id, "name": plain(code.label), "isCodable": "true"}
        node = Xml.SubElement(nodes.get(code.parent, nodes[""]), f"{{{REFI_QDA}}}Code", said)
        nodes[code.code_id] = node
        if code.definition:
            described = Xml.SubElement(node, f"{{{REFI_QDA}}}Description")
            described.text = plain(code.definition)
    content: bytes = Xml.tostring(root, encoding="utf-8", xml_declaration=True)
    return content


def _write(path: Path, head: Sequence[str], lines: Sequence[Sequence[str]]) -> Path:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(head)
    writer.writerows([guarded(cell) for cell in line] for line in lines)
    with written_whole(path) as stream:
        stream.write(BOM + text.getvalue().encode("utf-8", "backslashreplace"))
    return path
