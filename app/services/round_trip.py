"""Reads an edited workbook back: what differs from the answers, as edits of the reviewer."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app.domain import readback
from app.domain.answers import SOURCE_MARKS, Answer, Cell, Status
from app.domain.blocks import answer_of
from app.domain.charting_edits import COMPLETE, NO_CELL, READ_ONLY
from app.domain.edits import FillAnswer, Together
from app.domain.errors import AppError, ValueDoesNotParse
from app.domain.fields import LIST_TYPES, Field, FieldType, Section
from app.domain.folding import shortened
from app.domain.readback import Difference, EditedSheet, Line, Readback, Taken, merged, rows_in
from app.domain.records import Record, Row
from app.domain.workbook_marks import POINTED, Settings, bare, code_of, mark, plain, read_settings
from app.export.model import ExportedStudy, ExportOptions, ReviewTable
from app.export.order import charted
from app.export.rows import rows_text
from app.export.text import charted_text
from app.jobs import JobContext
from app.services.acting import Acting
from app.services.extraction import ExtractionService
from app.services.records import RecordService
from app.sheets.edited import read_edited

_LISTS = LIST_TYPES | {FieldType.MULTI, FieldType.COUNTRY}


@dataclass(frozen=True, slots=True)
class _Place:
    """A cell of the workbook that was edited, and the field it is of."""

    sheet: EditedSheet
    line: Line
    section: Section
    field: Field


class RoundTripService:
    """Compares a workbook with the acting reviewer's answers, and takes chosen changes in."""

    def __init__(
        self, acting: Acting, records: RecordService, extraction: ExtractionService
    ) -> None:
        """Read and write for the acting reviewer."""
        self._acting = acting
        self._records = records
        self._extraction = extraction

    def read(self, path: Path, ctx: JobContext | None = None) -> Readback:
        """Return what an edited workbook would change; changes nothing.

        Raises TableUnreadable, NoKeys, and AppError for a workbook of another review.
        """
        context = ctx or JobContext()
        book = read_edited(path, lambda: context.step(0, 2))
        sheets = book.sheets
        context.step(1, 2)
        table = self._records.export_table()
        found = _Reading(table, read_settings(sheets[0].key))
        differences = [one for sheet in sheets for one in found.differences(sheet)]
        told = tuple(line for sheet in sheets for line in found.told(sheet))
        told += tuple(readback.LOST.format(name) for name in book.lost)
        cells = sum(len(line.cells) for sheet in sheets for line in sheet.lines)
        context.step(2, 2)
        return Readback(path.name, merged(differences), told, cells)

    def edit(
        self, chosen: Sequence[Difference], left: Sequence[Difference] = ()
    ) -> Together | None:
        """Return the edit that takes these changes in as one step; None: there is none.

        A change with a reason of its own keeps it in the history. So does one that is left with
        a reason: a step that changes nothing says what was left, and why.
        """
        taken = tuple(
            Together((one.edit,), one.reason) if one.reason else one.edit
            for one in chosen
            if one.edit is not None
        )
        edits = (*taken, *(_left(one, one.edit) for one in left if one.edit and one.reason))
        return Together(edits) if edits else None

    def take(
        self,
        found: Readback,
        choice: tuple[Sequence[Difference], Sequence[Difference]],
        reason: str,
        ctx: JobContext,
    ) -> Taken:
        """Take changes in; all of them or, when one does not fit any more, none.

        `choice` are those to take and those that are left, `reason` is why all are taken. Raises
        StaleEdit when an answer was changed since the workbook was read.
        """
        chosen, left = choice
        edit = self.edit(chosen, left)
        if edit is not None:
            self._extraction.apply(edit, label=label_of(found.name, reason), ctx=ctx)
        changed = sum(one.edit is not None for one in chosen)
        refused = sum(one.edit is None for one in found.differences)
        return Taken(changed, len(found.differences) - changed - refused, refused, found.told)


def _left(one: Difference, edit: FillAnswer) -> Together:
    """Return a step that changes nothing and says what was left, and why."""
    same = FillAnswer(edit.cell, edit.before, edit.before)
    return Together((same,), f"left “{shortened(one.after)}”: {one.reason}")


def label_of(name: str, reason: str) -> str:
    """Return what the history calls the step."""
    return f"Workbook {name}: {reason.strip()}" if reason.strip() else f"Workbook {name}"


class _Reading:
    """A workbook against the answers as they are now."""

    def __init__(self, table: ReviewTable, settings: Settings) -> None:
        if settings.review_id and settings.review_id != table.review_id:
            raise AppError(
                "This workbook is of another review. Nothing was changed. Open that review first."
            )
        self._settings = settings
        self._options = ExportOptions(
            settings.page_after_value,
            settings.list_separator,
            settings.codes,
            language=settings.language,
        )
        self._continued = _ending(self._options.words(POINTED))
        self._form = table.form
        self._entries = {e.record.extraction_id: e for e in table.records}

    def differences(self, sheet: EditedSheet) -> Iterator[Difference]:
        """Yield the cells of a sheet that were edited and are not what the answer says now."""
        for line in sheet.lines:
            entry = self._entries.get(line.extraction_id)
            if entry is not None:
                yield from self._of_line(sheet, line, entry)

    def told(self, sheet: EditedSheet) -> Iterator[str]:
        """Yield a sentence on each line that came, went or is not the reviewer's."""
        where = f"Sheet “{sheet.name}”"
        for number, label in sheet.added:
            named = f" (“{label}”)" if label else ""
            yield f"{where}, line {number}{named}: {readback.NEW_LINE}"
        for number in sheet.copied:
            yield f"{where}, line {number} is a copy of a line above; it was not read."
        foreign = sum(line.extraction_id not in self._entries for line in sheet.lines)
        if foreign:
            lines = "one line is" if foreign == 1 else f"{foreign} lines are"
            yield (
                f"{where}: {lines} another reviewer's, of the consensus, or of a study that is not "
                "in the review any more, and was not read."
            )
        for column, text in sheet.own:
            yield f"{where}, column {column} (“{shortened(text)}”) was added by hand; not read."
        yield from self._renamed(sheet)
        for label in self._columns_gone(sheet):
            yield (
                f"{where} has no column “{label}”: it was deleted there, or is newer than the "
                "workbook. Its answers stay."
            )
        for name in self._missing(sheet):
            yield (
                f"{where}: “{name}” has no line. It was deleted there, or came after the export. "
                "Nothing was removed from the review."
            )

    def _renamed(self, sheet: EditedSheet) -> Iterator[str]:
        for line in sheet.lines:
            entry = self._entries.get(line.extraction_id)
            if entry is not None and plain(line.label) != plain(entry.study.label):
                yield (
                    f"Sheet “{sheet.name}”, line {line.number}: “{shortened(line.label)}” is "
                    f"“{entry.study.label}” in the review. Studies are renamed in Chartdesk."
                )

    def _columns_gone(self, sheet: EditedSheet) -> Iterator[str]:
        """Yield the fields that the sheet should have columns of."""
        columns = charted(self._form)
        if sheet.is_group:
            there = {c.section.key for c in columns if c.field.field_id in sheet.fields}
            columns = tuple(column for column in columns if column.section.key in there)
        for column in columns:
            if column.field.field_id not in sheet.fields:
                yield column.field.label

    def _missing(self, sheet: EditedSheet) -> Iterator[str]:
        there = {(line.extraction_id, line.row_id) for line in sheet.lines}
        fields = {key for line in sheet.lines for key in line.cells}
        if not any(line.extraction_id in self._entries for line in sheet.lines):
            return
        for key, entry in self._entries.items():
            if not sheet.is_group:
                if (key, "") not in there:
                    yield entry.study.label
                continue
            for row in _rows_for(entry.record, fields):
                if (key, row.row_id) not in there:
                    yield f"{entry.study.label}, row {row.position + 1}"

    def _of_line(
        self, sheet: EditedSheet, line: Line, entry: ExportedStudy
    ) -> Iterator[Difference]:
        form = entry.record.form
        for field_id, text in line.cells.items():
            if mark(field_id, text) in line.marks:
                continue
            if not form.has(field_id):
                yield _refused(entry, field_id, (sheet, line, field_id), text, NO_CELL)
                continue
            why = _unlike_an_answer(sheet, line, field_id)
            if why:
                label = form.field(field_id).label
                yield _refused(entry, label, (sheet, line, field_id), text, why)
                continue
            place = _Place(sheet, line, form.section_of(field_id), form.field(field_id))
            yield from self._of_cell(place, entry, text)

    def _of_cell(self, place: _Place, entry: ExportedStudy, text: str) -> Iterator[Difference]:
        field_id = place.field.field_id
        rows = _rows_meant(place, entry.record)
        cells = [
            Cell(place.line.extraction_id, field_id, row.row_id if row else None) for row in rows
        ]
        now = [charted_text(entry, place.field, cell, self._options) for cell in cells]
        shown = rows_text(now) if any(now) else ""
        if plain(shown) == plain(text):
            return
        at = (place.sheet, place.line, field_id)
        if not rows:
            yield _refused(entry, place.field.label, at, text, readback.NO_ROW)
            return
        if self._continued.search(text):
            if not shown.startswith(self._continued.sub("", text)):
                yield _refused(entry, place.field.label, at, text, readback.TOO_LONG)
            return
        said = rows_in(plain(text), len(rows)) if plain(text) else ("",) * len(rows)
        if said is None:
            yield _refused(entry, place.field.label, at, text, readback.ROWS_DIFFER)
            return
        stale = "" if mark(field_id, shown) in place.line.marks else readback.STALE
        for row, cell, before, after in zip(rows, cells, now, said, strict=True):
            if plain(before) != plain(after):
                edit, why = self._edit(entry.record, place.field, cell, after)
                number = row.position + 1 if row else None
                yield Difference(
                    entry.study.label, place.field.label, number, _where(*at), before, after, edit,
                    why or stale,
                )  # fmt: skip

    def _edit(
        self, record: Record, field: Field, cell: Cell, text: str
    ) -> tuple[FillAnswer | None, str]:
        """Return the edit that a text means, or why there is none."""
        if record.is_read_only:
            return None, READ_ONLY
        if record.is_locked:
            return None, COMPLETE
        if cell in record.hidden or field.is_computed:
            return None, NO_CELL
        before = record.answer(cell)
        try:
            after = answer_of(record, field, self._meant(field, text), before)
        except ValueDoesNotParse as problem:
            return None, problem.message
        return FillAnswer(cell, before, _as_before(before, after)), ""

    def _meant(self, field: Field, text: str) -> str:
        """Return the text as the program writes it: without pages, with its own codes and signs."""
        said = code_of(bare(text, self._settings, self._options.words), self._settings.codes)
        between = self._settings.list_separator
        if between != "; " and field.type in _LISTS:
            return "; ".join(said.split(between))
        return said


def _unlike_an_answer(sheet: EditedSheet, line: Line, field_id: str) -> str:
    """Return why a cell holds no answer that anybody typed; "" when it may."""
    if f"{line.columns[field_id]}{line.number}" in sheet.joined:
        return readback.JOINED
    return readback.ERROR if line.cells[field_id] in readback.ERRORS else ""


def _ending(pointed: str) -> re.Pattern[str]:
    """Return what finds the words that a cell ends with when its text continues elsewhere."""
    said = re.escape(pointed).replace(r"\{sheet\}", ".*?").replace(r"\{row\}", "[0-9]+")
    return re.compile(f"{said}$")


def _as_before(before: Answer, after: Answer) -> Answer:
    """Return an answer with the source and the report of the one it stands instead of."""
    kept = replace(after, report_id=before.report_id, others=before.others)
    if after.status is Status.FILLED and before.status in SOURCE_MARKS:
        return replace(kept, status=before.status)
    return kept


def _rows_for(record: Record, fields: set[str]) -> Iterator[Row]:
    """Yield the rows of the groups that a sheet has fields of."""
    for section in record.form.study_sections:
        if section.repeating and any(f.field_id in fields for f in section.fields):
            yield from record.rows_of(section.key)


def _rows_meant(place: _Place, record: Record) -> tuple[Row | None, ...]:
    """Return the rows that a cell shows; None for a field outside groups."""
    if not place.section.repeating:
        return (None,)
    rows = record.rows_of(place.section.key)
    if place.sheet.is_group:
        return tuple(row for row in rows if row.row_id == place.line.row_id)
    return rows


def _where(sheet: EditedSheet, line: Line, field_id: str) -> str:
    return f"{sheet.name}!{line.columns[field_id]}{line.number}"


def _refused(
    entry: ExportedStudy, field: str, at: tuple[EditedSheet, Line, str], text: str, why: str
) -> Difference:
    return Difference(entry.study.label, field, None, _where(*at), "", text, None, why)
