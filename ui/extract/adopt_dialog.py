"""Asks where the annotations of each colour go: to fields, to the kept quotes, or nowhere."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPixmap
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.domain.answers import Cell
from app.domain.fields import Section
from app.domain.records import Record
from app.pdf.marking import Annotation
from ui.counting import counted
from ui.extract.adopt_targets import TargetBox, Way, colour_name, section_box
from ui.extract.adopting import ColourGroup
from ui.style_sheet import set_kind

EXAMPLE_LENGTH = 90
SWATCH = 16  # pixels
INDENT = 24


class _Group(QWidget):
    """One colour: how many marks it has, where they go, and each mark when that is asked."""

    changed = Signal()

    def __init__(self, record: Record, group: ColourGroup, chosen: str) -> None:
        super().__init__()
        self._record = record
        self._group = group
        self._boxes: list[TargetBox] = []  # one a mark, while a section is chosen
        self._marks = QWidget()
        sections = record.form.study_sections
        self.box = TargetBox(record, sections, whole=True)
        self.box.setAccessibleName(self.tr("Where {0} go").format(_named(group)))
        self.box.setCurrentIndex(1)
        self.box.choose(chosen)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 8)
        grid.setColumnStretch(1, 1)
        grid.addWidget(_swatch(group), 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(_words(f"{_counts(group)}\n{_example(group.annotations[0])}"), 0, 1)
        grid.addWidget(self.box, 0, 2, Qt.AlignmentFlag.AlignTop)
        self._grid = grid
        self._show_marks()
        self.box.currentIndexChanged.connect(self._on_chosen)

    @property
    def colour(self) -> str:
        """The name of the colour."""
        return colour_name(self._group.colour)

    def chosen(self) -> tuple[tuple[Annotation, Cell | None], ...]:
        """Return the marks that are adopted, each with its cell."""
        boxes = self._boxes or [self.box] * len(self._group.annotations)
        return tuple(
            (mark, box.target.cell)
            for mark, box in zip(self._group.annotations, boxes, strict=True)
            if box.target.way is not Way.LEAVE
        )

    def _on_chosen(self) -> None:
        self._show_marks()
        self.changed.emit()

    def _show_marks(self) -> None:
        """Ask for every mark of the colour while a whole section is chosen."""
        self._boxes.clear()
        self._grid.removeWidget(self._marks)
        self._marks.deleteLater()
        self._marks = QWidget()
        section = self._section()
        if section is not None:
            column = QGridLayout(self._marks)
            column.setContentsMargins(INDENT, 0, 0, 0)
            column.setColumnStretch(0, 1)
            for row, annotation in enumerate(self._group.annotations):
                self._add_mark(column, row, section_box(self._record, section, annotation))
        self._grid.addWidget(self._marks, 1, 0, 1, 3)

    def _add_mark(self, column: QGridLayout, row: int, box: TargetBox) -> None:
        words = _example(self._group.annotations[row])
        box.setAccessibleName(self.tr("Where {0} goes").format(words))
        box.currentIndexChanged.connect(self.changed)
        self._boxes.append(box)
        column.addWidget(_words(words), row, 0)
        column.addWidget(box, row, 1, Qt.AlignmentFlag.AlignTop)

    def _section(self) -> Section | None:
        key = self.box.target.section
        return next((s for s in self._record.form.study_sections if key and s.key == key), None)


class AdoptDialog(QDialog):
    """One line a colour; nothing is changed before it is accepted."""

    adopted = Signal(object, object)  # tuple of (Annotation, Cell or None); what `choices` says

    def __init__(
        self,
        record: Record,
        groups: Sequence[ColourGroup],
        before: Mapping[str, str],
        parent: QWidget | None = None,
    ) -> None:
        """Offer the fields of the record; `before` is what was chosen the last time, by colour."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Adopt annotations"))
        self.resize(700, 420)
        self._groups: list[_Group] = []
        for group in groups:
            line = _Group(record, group, before.get(colour_name(group.colour), ""))
            line.changed.connect(self._count)
            self._groups.append(line)
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self._adopt = self._buttons.button(QDialogButtonBox.StandardButton.Ok)
        self._buttons.accepted.connect(self._on_accepted)
        self._buttons.rejected.connect(self.reject)
        self._arrange()
        self._count()

    def choices(self) -> dict[str, str]:
        """Return the names of what is chosen, by the names of the colours."""
        return {group.colour: group.box.target.name for group in self._groups}

    def _arrange(self) -> None:
        intro = QLabel(
            self.tr(
                "Marks that another program left in this PDF become evidence. Choose for each "
                "colour where they go. Answers stay as they are; comments become notes of the "
                "field. Chartdesk remembers the choice for other papers."
            )
        )
        intro.setWordWrap(True)
        inside = QWidget()
        lines = QVBoxLayout(inside)
        for group in self._groups:
            lines.addWidget(group)
        lines.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        area.setAccessibleName(self.tr("Colours"))
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.addWidget(intro)
        column.addWidget(area, 1)
        column.addWidget(self._buttons)

    def _count(self) -> None:
        number = len(self._chosen())
        text = counted(number, self.tr("Adopt one"), self.tr("Adopt {n}"))
        self._adopt.setText(text if number else self.tr("Adopt"))
        self._adopt.setEnabled(number > 0)

    def _chosen(self) -> tuple[tuple[Annotation, Cell | None], ...]:
        return tuple(entry for group in self._groups for entry in group.chosen())

    def _on_accepted(self) -> None:
        chosen = self._chosen()
        self.accept()
        self.adopted.emit(chosen, self.choices())


def _words(text: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    set_kind(label, "muted")
    return label


def _swatch(group: ColourGroup) -> QLabel:
    picture = QPixmap(SWATCH, SWATCH)
    picture.fill(QColor(*group.colour) if group.colour else QColor(Qt.GlobalColor.transparent))
    label = QLabel()
    label.setPixmap(picture)
    label.setFixedSize(SWATCH + 2, SWATCH + 2)
    label.setStyleSheet("border: 1px solid gray;")
    return label


def _named(group: ColourGroup) -> str:
    """Return the group in words, for screen readers."""
    return f"{_counts(group)} ({colour_name(group.colour) or 'no colour'})"


def _counts(group: ColourGroup) -> str:
    words = sum(annotation.marks_text for annotation in group.annotations)
    others = len(group.annotations) - words
    marks = counted(words, "One mark on words", "{n} marks on words")
    notes = counted(others, "one note or drawing", "{n} notes or drawings")
    said = ", ".join(part for part, number in ((marks, words), (notes, others)) if number)
    return said[:1].upper() + said[1:]


def _example(annotation: Annotation) -> str:
    text = " ".join((annotation.quote or annotation.contents).split())
    short = text if len(text) <= EXAMPLE_LENGTH else f"{text[: EXAMPLE_LENGTH - 1]}…"
    return f"p. {annotation.page + 1}: “{short}”" if short else f"p. {annotation.page + 1}"
