"""Takes a table of answers in, a study a line: what a team charted in a spreadsheet before."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.domain.answers import NO_ANSWER, Cell
from app.domain.column_forms import ColumnUse
from app.domain.edits import AddStudy, ChangeSet, Edit, FillAnswer, Together
from app.domain.errors import ValueDoesNotParse
from app.domain.folding import folded
from app.domain.ids import new_id
from app.domain.records import Record
from app.domain.studies import StudyDraft
from app.domain.table_answers import Source, TableMap, answer_in, map_columns
from app.jobs import JobContext
from app.services.acting import Acting, extraction_id_of
from app.services.extraction import ExtractionService
from app.services.forms import FormService
from app.services.records import RecordService


@dataclass(frozen=True, slots=True)
class Refused:
    """A cell that was not taken in: its line of the table (from 1, the heading), and why."""

    line: int
    study: str
    field: str
    text: str
    sentence: str


@dataclass(slots=True)
class TableImport:
    """What a table comes to: the edits, what they add, and what was refused or not used."""

    edits: list[Edit] = field(default_factory=list)
    studies: int = 0
    answers: int = 0
    same: int = 0
    refused: list[Refused] = field(default_factory=list)
    unused: tuple[str, ...] = ()


class TableImportService:
    """Plans and writes the import of a table; nothing that is charted already is replaced."""

    def __init__(
        self,
        acting: Acting,
        forms: FormService,
        records: RecordService,
        extraction: ExtractionService,
    ) -> None:
        """Write for the acting reviewer."""
        self._acting = acting
        self._forms = forms
        self._records = records
        self._extraction = extraction

    def plan(self, rows: Sequence[Sequence[str]], uses: Sequence[ColumnUse]) -> TableImport:
        """Return what the lines behind the heading come to; changes nothing.

        A line whose study is in the review by name fills that study, others add one.
        """
        table = map_columns(self._forms.current(), uses)
        made = TableImport(unused=table.unused)
        known = {folded(r.study.label): r for r in self._records.records()}
        seen: dict[str, int] = {}
        for number, row in enumerate(rows[1:], start=2):
            label = _label(table, row, number)
            seen[folded(label)] = seen.get(folded(label), 0) + 1
            if seen[folded(label)] > 1:
                label = f"{label} ({seen[folded(label)]})"
            self._plan_row(made, table, row, (number, label), known.get(folded(label)))
        return made

    def write(
        self, made: TableImport, label: str, ctx: JobContext
    ) -> tuple[tuple[Edit, ...], ChangeSet]:
        """Write a plan as one step, all of it or nothing; return what can be undone."""
        if not made.edits:
            return (), ChangeSet()
        edit = Together(tuple(made.edits))
        return (edit,), self._extraction.apply(edit, label=label, ctx=ctx)

    def _plan_row(
        self,
        made: TableImport,
        table: TableMap,
        row: Sequence[str],
        place: tuple[int, str],
        record: Record | None,
    ) -> None:
        number, label = place
        if record is None:
            title = row[table.title].strip() if table.title is not None else ""
            draft = StudyDraft(new_id(), new_id(), label, title, None, number)
            made.edits.append(AddStudy(draft))
            made.studies += 1
            extraction_id = extraction_id_of(self._acting, draft.study_id)
        else:
            extraction_id = record.extraction_id
        for source in table.sources:
            self._plan_cell(made, source, row, place, (extraction_id, record))

    def _plan_cell(
        self,
        made: TableImport,
        source: Source,
        row: Sequence[str],
        place: tuple[int, str],
        study: tuple[str, Record | None],
    ) -> None:
        number, label = place
        extraction_id, record = study
        said = " ".join(row[c].strip() for c in source.columns if c < len(row)).strip()
        try:
            answer, text = answer_in(source, row)
        except ValueDoesNotParse as problem:
            made.refused.append(Refused(number, label, source.field.label, said, problem.message))
            return
        cell = Cell(extraction_id, source.field.field_id)
        before = NO_ANSWER if record is None else record.answer(cell)
        if answer == NO_ANSWER:
            return
        if (before.value, before.status) == (answer.value, answer.status):
            made.same += 1
        elif before == NO_ANSWER and (record is None or not record.is_locked):
            made.edits.append(FillAnswer(cell, before, answer))
            made.answers += 1
        else:
            why = "It is charted already, or the study is complete. Nothing was replaced."
            made.refused.append(Refused(number, label, source.field.label, text, why))


def _label(table: TableMap, row: Sequence[str], number: int) -> str:
    said = row[table.study].strip() if table.study is not None else ""
    return said or f"Line {number}"
