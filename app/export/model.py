"""What the exporters read: frozen values, gathered once, and the choices of an export."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from app.domain.answers import NO_ANSWER, Answer, Cell, Json
from app.domain.consensus import Compared
from app.domain.field_agreement import Agreement
from app.domain.fields import Field, Form, Section
from app.domain.records import Record
from app.domain.sentence import Sentence
from app.domain.studies import ExtractionStatus, Reviewer, Study
from app.export.wording import ENGLISH, Words, words_in


@dataclass(frozen=True, slots=True)
class ExportedStudy:
    """One reviewer's (or the final) extraction of one study."""

    study: Study
    reviewer: Reviewer
    record: Record

    def answer(self, cell: Cell) -> Answer:
        """Return the content of a cell as it counts: one that is not asked has none."""
        hidden = self.record.hidden
        return NO_ANSWER if hidden and cell in hidden else self.record.answer(cell)

    @property
    def status_text(self) -> str:
        """Return "Complete", or how many cells are answered so far."""
        if self.record.status is ExtractionStatus.COMPLETE:
            return Sentence("Complete")
        progress = self.record.progress()
        return Sentence("Not complete ({0} of {1})", progress.answered, progress.asked)


@dataclass(frozen=True, slots=True)
class ReviewTable:
    """Everything an export prints.

    `details` are the review-level answers by field id; `final` tells that the records
    are the consensus and not one reviewer's own. `compared` are then the studies as two
    reviewers charted them, `agreement` how far they agreed before.
    """

    title: str
    details: Mapping[str, Json]
    form: Form
    reviewers: tuple[str, ...]
    records: tuple[ExportedStudy, ...]
    made_at: datetime
    final: bool = False
    review_id: str = ""
    compared: tuple[Compared, ...] = ()
    agreement: Agreement | None = None

    @property
    def shows_reviewer(self) -> bool:
        """Tell whether rows must be told apart by their reviewer."""
        return len({entry.reviewer.reviewer_id for entry in self.records}) > 1


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """Choices of the export dialog.

    `codes` replace "NR", "NA" and "Unclear". `characteristics` are the fields of that sheet
    (None: those the form chooses), `sheets` the names of the optional sheets (None: all).
    `language` is the code of that of headings and other fixed texts.
    """

    page_after_value: bool = False
    list_separator: str = "; "
    codes: Mapping[str, str] = field(default_factory=dict)
    characteristics: frozenset[str] | None = None
    sheets: frozenset[str] | None = None
    letter_paper: bool = False
    language: str = "en"

    @property
    def words(self) -> Words:
        """Return the fixed texts in the language that is chosen."""
        return words_in(self.language)


def with_earlier_fields(table: ReviewTable, say: Words = ENGLISH) -> ReviewTable:
    """Add fields that only an earlier form version has, where they hold answers."""
    known = {entry.field_id for section in table.form.sections for entry in section.fields}
    earlier: dict[str, tuple[Section, list[Field]]] = {}
    for entry in table.records:
        for cell in entry.record.answers:
            if cell.field_id in known or not entry.record.form.has(cell.field_id):
                continue
            known.add(cell.field_id)
            section = entry.record.form.section_of(cell.field_id)
            found = earlier.setdefault(section.key, (section, []))
            found[1].append(_marked(entry.record.form.field(cell.field_id), say))
    if not earlier:
        return table
    return replace(table, form=replace(table.form, sections=_joined(table.form, earlier)))


def answered_cells(entry: ExportedStudy, section: Section, field_id: str) -> tuple[Cell, ...]:
    """Return the cells of a field in row order; one cell when the section does not repeat."""
    record = entry.record
    if not section.repeating:
        return (Cell(record.extraction_id, field_id),)
    rows = record.rows_of(section.key)
    return tuple(Cell(record.extraction_id, field_id, row.row_id) for row in rows)


def _marked(entry: Field, say: Words) -> Field:
    return replace(entry, label=say("{0} (earlier form version)", entry.label))


def _joined(form: Form, earlier: dict[str, tuple[Section, list[Field]]]) -> tuple[Section, ...]:
    """Put the earlier fields behind those of their section, lost sections at the end."""
    sections = [
        replace(section, fields=(*section.fields, *earlier.pop(section.key)[1]))
        if section.key in earlier
        else section
        for section in form.sections
    ]
    lost = [replace(section, fields=tuple(fields)) for section, fields in earlier.values()]
    return (*sections, *lost)
