"""The read model of one reviewer's extraction of one study."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from app.domain.anchors import Anchor
from app.domain.answers import NO_ANSWER, Answer, Cell
from app.domain.fields import Form, Section
from app.domain.studies import ExtractionStatus, Study
from app.domain.visibility import Outlook


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
    """Everything one reviewer has of one study, read in one go.

    `lists` offers words for a field by its id: those of a list of the review, or those
    used before. `spared` are fields that others chart for this reviewer. `hidden` are the cells
    that the form does not ask with these answers, or not of this reviewer; what they hold is
    kept and comes back when they are asked again.
    """

    study: Study
    extraction_id: str
    status: ExtractionStatus
    form: Form
    rows: tuple[Row, ...]
    answers: Mapping[Cell, Answer]
    evidence: tuple[Evidence, ...]
    is_read_only: bool = False
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict, compare=False)
    spared: frozenset[str] = frozenset()
    hidden: frozenset[Cell] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Work out what is hidden."""
        object.__setattr__(self, "hidden", self.outlook().hidden() | self._spared_cells())

    def _spared_cells(self) -> frozenset[Cell]:
        if not self.spared:
            return frozenset()
        return frozenset(
            cell
            for section in self.form.study_sections
            for cell in self.all_cells_of(section)
            if cell.field_id in self.spared
        )

    def at_report(self, report_id: str) -> "Record":
        """Return the record with another report of its study looked at, if there is one."""
        found = self.study.report(report_id)
        if found is None or found.report_id == self.study.report_id:
            return self
        study = replace(
            self.study,
            report_id=found.report_id,
            paper=found.paper,
            paper_state=found.paper_state,
        )
        return replace(self, study=study)

    def outlook(self) -> Outlook:
        """Return what its cells see of each other."""
        return Outlook(self.form, self.extraction_id, self.rows, self.answers)

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
        """Return the cells of a section that a reviewer is asked, row by row."""
        return tuple(cell for cell in self.all_cells_of(section) if cell not in self.hidden)

    def all_cells_of(self, section: Section) -> tuple[Cell, ...]:
        """Return the cells of a section that a reviewer answers, hidden ones too."""
        asked = [field for field in section.fields if not field.is_computed]
        if not section.repeating:
            return tuple(Cell(self.extraction_id, field.field_id) for field in asked)
        return tuple(
            Cell(self.extraction_id, field.field_id, row.row_id)
            for row in self.rows_of(section.key)
            for field in asked
        )

    def cells(self) -> tuple[Cell, ...]:
        """Return every cell that a reviewer is asked, in the order of the form."""
        return tuple(c for section in self.form.study_sections for c in self.cells_of(section))

    def is_asked(self, section: Section) -> bool:
        """Tell whether a section is asked at all."""
        if self.spared and self.spared.issuperset(entry.field_id for entry in section.fields):
            return False
        return section.show_if is None or self.outlook().holds(section.show_if)

    def progress(self, section: Section | None = None) -> Progress:
        """Count the answered cells of a section, or of the whole form."""
        if section is None and not self.hidden:
            return self._whole_progress()
        cells = self.cells() if section is None else self.cells_of(section)
        return Progress(sum(self.answer(cell).is_done for cell in cells), len(cells))

    def _whole_progress(self) -> Progress:
        """Count where nothing is hidden: by the answers, without making every cell."""
        sections = {row.row_id: row.section_key for row in self.rows}
        fields: dict[str, tuple[str, bool]] = {}
        counts = Counter(sections.values())
        asked = 0
        for section in self.form.study_sections:
            own = [field.field_id for field in section.fields if not field.is_computed]
            fields |= dict.fromkeys(own, (section.key, section.repeating))
            asked += len(own) * (counts[section.key] if section.repeating else 1)
        answered = 0
        for cell, answer in self.answers.items():
            key, repeats = fields.get(cell.field_id, ("", False))
            there = sections.get(cell.row_id or "") == key if repeats else cell.row_id is None
            answered += bool(key) and there and answer.is_done
        return Progress(answered, asked)
