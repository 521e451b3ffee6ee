"""Where annotations may go: to a field, to the fields of a section, to the kept quotes, nowhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtWidgets import QComboBox

from app.domain.answers import Cell
from app.domain.fields import Section
from app.domain.records import Record
from app.domain.suggestions import suggest_cells
from app.pdf.marking import Annotation, Colour


class Way(StrEnum):
    """What happens to an annotation or to all of one colour."""

    LEAVE = "leave"
    KEEP = "keep"
    FIELD = "field"
    SECTION = "section"


@dataclass(frozen=True, slots=True)
class Target:
    """A place to go; `cell` goes with FIELD, `section` (its key) with SECTION."""

    way: Way
    cell: Cell | None = None
    section: str = ""

    @property
    def name(self) -> str:
        """How the choice is remembered for other studies, such as "field:country"."""
        key = self.cell.field_id if self.cell is not None else self.section
        return f"{self.way}:{key}"


LEAVE, KEEP = Target(Way.LEAVE), Target(Way.KEEP)


class TargetBox(QComboBox):
    """The places to choose from, the fields under their sections."""

    def __init__(self, record: Record, sections: Sequence[Section], *, whole: bool) -> None:
        """Offer these sections; `whole` offers each of them as one place too."""
        super().__init__()
        self._targets: list[Target] = []
        self.setMinimumWidth(240)
        self.setMaximumWidth(300)
        self._add(self.tr("Leave in the PDF only"), LEAVE)
        self._add(self.tr("Keep without a field"), KEEP)
        for section in sections:
            cells = record.cells_of(section)
            if whole and cells:
                title = self.tr("For each mark: {0}").format(section.label)
                self._add(title, Target(Way.SECTION, section=section.key))
            for cell in cells:
                number = record.form.number_of(cell.field_id)
                label = record.form.field(cell.field_id).label
                self._add(f"    {number}  {label}", Target(Way.FIELD, cell))

    @property
    def target(self) -> Target:
        """What is chosen."""
        return self._targets[self.currentIndex()]

    def choose(self, name: str) -> None:
        """Choose the place of this name; one that is not offered changes nothing."""
        names = [target.name for target in self._targets]
        if name in names:
            self.setCurrentIndex(names.index(name))

    def _add(self, text: str, target: Target) -> None:
        self._targets.append(target)
        self.addItem(text)


def section_box(record: Record, section: Section, annotation: Annotation) -> TargetBox:
    """Return the fields of one section for one annotation, a likely one chosen."""
    box = TargetBox(record, (section,), whole=False)
    cells = record.cells_of(section)
    offered = suggest_cells(record, None, annotation.quote or annotation.contents)
    likely = next((cell for cell in offered if cell in cells), cells[0])
    box.choose(Target(Way.FIELD, likely).name)
    return box


def colour_name(colour: Colour | None) -> str:
    """Return how a colour is remembered, such as "#ffd400"; "" stands for none."""
    return "" if colour is None else "#{:02x}{:02x}{:02x}".format(*colour)
