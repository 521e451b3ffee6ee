"""The read model of one reviewer's extraction of one study."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.anchors import Anchor
from app.domain.answers import NO_ANSWER, Answer, Cell
from app.domain.fields import Form, Section
from app.domain.studies import ExtractionStatus, Study


@dataclass(frozen=True, slots=True)
class Row:
    """One instance of a repeating group; positions count from 0 without gaps."""

    row_id: str
    section_key: str
    position: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """An anchor and the cell it supports (None: kept without a field)."""

    anchor: Anchor
    cell: Cell | None


@dataclass(frozen=True, slots=True)
class Progress:
    """Answered cells out of those asked for."""

    answered: int
    asked: int


@dataclass(frozen=True, slots=True)
class Record:
    """Everything one reviewer has of one study, read in one go."""

    study: Study
    extraction_id: str
    status: ExtractionStatus
    form: Form
    rows: tuple[Row, ...]
    answers: Mapping[Cell, Answer]
    evidence: tuple[Evidence, ...]
    is_read_only: bool = False

    @property
    def is_locked(self) -> bool:
        """Tell whether answers can't be changed: the study is complete, or the review read-only."""
        return self.is_read_only or self.status is ExtractionStatus.COMPLETE

    def answer(self, cell: Cell) -> Answer:
        """Return the content of a cell; an untouched cell is empty."""
        return self.answers.get(cell, NO_ANSWER)

    def rows_of(self, section_key: str) -> tuple[Row, ...]:
        """Return the rows of a repeating section, in order."""
        found = [row for row in self.rows if row.section_key == section_key]
        return tuple(sorted(found, key=lambda row: row.position))

    def evidence_of(self, cell: Cell) -> tuple[Evidence, ...]:
        """Return the evidence of a cell in page order."""
        found = [item for item in self.evidence if item.cell == cell]
        return tuple(sorted(found, key=lambda item: item.anchor.page))

    def cells_of(self, section: Section) -> tuple[Cell, ...]:
        """Return the cells of a section that a reviewer answers, row by row."""
        asked = [field for field in section.fields if not field.is_computed]
        if not section.repeating:
            return tuple(Cell(self.extraction_id, field.field_id) for field in asked)
        return tuple(
            Cell(self.extraction_id, field.field_id, row.row_id)
            for row in self.rows_of(section.key)
            for field in asked
        )

    def cells(self) -> tuple[Cell, ...]:
        """Return every cell that a reviewer answers, in the order of the form."""
        return tuple(c for section in self.form.study_sections for c in self.cells_of(section))

    def progress(self, section: Section | None = None) -> Progress:
        """Count the answered cells of a section, or of the whole form."""
        cells = self.cells() if section is None else self.cells_of(section)
        return Progress(sum(self.answer(cell).is_done for cell in cells), len(cells))
