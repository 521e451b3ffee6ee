"""Charted studies as CSV: wide (one line a study) or tidy (one line an answer)."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from io import StringIO
from pathlib import Path

from app.domain.answers import Cell
from app.domain.quotes import clean_quote
from app.domain.records import Row
from app.export.cells import guarded
from app.export.files import written_whole
from app.export.model import (
    ExportedStudy,
    ExportOptions,
    ReviewTable,
    answered_cells,
    with_earlier_fields,
)
from app.export.order import Column, charted, instrument
from app.export.rows import rows_text
from app.export.text import cell_text, number_of, others_text, page_text, report_text
from app.export.wording import ENGLISH, Words, words_in
from app.jobs import JobContext

BOM = b"\xef\xbb\xbf"
TIDY = (
    "study", "study_id", "reviewer", "extraction_status", "number", "section", "field_id",
    "field", "row", "status", "value", "note", "unsure", "quotes", "pages",
    "report", "other_reports",
)  # fmt: skip


class Shape(StrEnum):
    """One line a study, or one line an answer."""

    WIDE = "wide"
    TIDY = "tidy"


@dataclass(frozen=True, slots=True)
class CsvStyle:
    """How a file is written: with a byte order mark, which Excel needs; headings in a language."""

    has_bom: bool = True
    language: str = "en"


def write_csv(
    table: ReviewTable,
    path: Path,
    shape: Shape = Shape.WIDE,
    ctx: JobContext | None = None,
    style: CsvStyle | None = None,
) -> Path:
    """Write a new UTF-8 file and return its path.

    Text that a spreadsheet would run as a formula gets an apostrophe before it. Raises
    ExportExists, DiskFull or FolderNotWritable, and Cancelled; then nothing is left.
    """
    context, chosen = ctx or JobContext(), style or CsvStyle()
    with written_whole(path) as stream:
        stream.write(BOM if chosen.has_bom else b"")
        for done, line in enumerate(csv_lines(table, shape, words_in(chosen.language))):
            context.step(done, max(done + 1, len(table.records)))
            stream.write(line)
    return path


def csv_lines(table: ReviewTable, shape: Shape, say: Words = ENGLISH) -> Iterator[bytes]:
    """Yield the encoded lines of the file, the headings first, without a byte order mark.

    `say` heads the wide table in a language. Answers stay as they are, and the tidy table, which
    scripts read, is the same in all.
    """
    whole = with_earlier_fields(table, say if shape is Shape.WIDE else ENGLISH)
    yield from map(csv_line, _wide(whole, say) if shape is Shape.WIDE else _tidy(whole))


def csv_line(line: Iterable[str]) -> bytes:
    """Return one line, quoted as RFC 4180 asks; lone surrogates as backslash escapes."""
    text = StringIO()
    csv.writer(text, lineterminator="\r\n").writerow(line)
    return text.getvalue().encode("utf-8", "backslashreplace")


def _wide(table: ReviewTable, say: Words) -> Iterator[tuple[str, ...]]:
    columns = charted(table.form)
    headings = (guarded(column.heading) for column in columns)
    yield (*say.all(("Study", "Status", "Reviewer")), *headings, "study_id", "extraction_id")
    for entry in table.records:
        texts = (_wide_text(entry, column) for column in columns)
        keys = (entry.study.study_id, entry.record.extraction_id)
        names = (guarded(entry.study.label), say(entry.status_text), guarded(entry.reviewer.name))
        yield (*names, *texts, *keys)


def _wide_text(entry: ExportedStudy, column: Column) -> str:
    cells = answered_cells(entry, column.section, column.field.field_id)
    texts = [cell_text(entry, column.field, cell, ExportOptions()) for cell in cells]
    if not any(texts):
        return ""
    if len(cells) == 1 and number_of(column.field, entry.answer(cells[0])):
        return texts[0]
    return guarded(rows_text(texts))


def _tidy(table: ReviewTable) -> Iterator[tuple[str, ...]]:
    yield TIDY
    columns = [c for c in instrument(table.form) if c.part > 2]
    for entry in table.records:
        for column in columns:
            section = column.section
            rows = entry.record.rows_of(section.key) if section.repeating else (None,)
            for row in rows:
                yield _tidy_line(entry, column, row)


def _tidy_line(entry: ExportedStudy, column: Column, row: Row | None) -> tuple[str, ...]:
    record, field = entry.record, column.field
    cell = Cell(record.extraction_id, field.field_id, row.row_id if row else None)
    answer = entry.answer(cell)
    status = "not_asked" if cell in record.hidden else answer.status.value
    text = cell_text(entry, field, cell, ExportOptions())
    anchors = [evidence.anchor for evidence in record.evidence_of(cell)]
    return (
        guarded(entry.study.label),
        entry.study.study_id,
        guarded(entry.reviewer.name),
        record.status.value,
        column.number,
        guarded(column.section.label),
        field.field_id,
        guarded(field.label),
        str(row.position + 1) if row else "",
        status,
        text if number_of(field, answer) else guarded(text),
        guarded(answer.note),
        "yes" if answer.flagged else "",
        guarded("\n".join(clean_quote(anchor.quote) for anchor in anchors if anchor.quote)),
        "; ".join(page_text(entry, anchor) for anchor in anchors),
        guarded(report_text(entry, cell)),
        guarded(others_text(entry, field, cell)),
    )
