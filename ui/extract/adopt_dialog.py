"""Asks where the annotations of each colour go: to a field, to the kept quotes, or nowhere."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPixmap, QStandardItemModel
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.domain.answers import Cell
from app.domain.records import Record
from app.pdf.marking import Annotation, Colour
from ui.counting import counted
from ui.extract.adopting import ColourGroup
from ui.style_sheet import set_kind

Target = Cell | str | None
"""A cell, KEEP, or None for nowhere."""

KEEP = "keep"
EXAMPLE_LENGTH = 90
SWATCH = 16  # pixels


class AdoptDialog(QDialog):
    """One line a colour; nothing is changed before it is accepted."""

    adopted = Signal(object)  # tuple of (Annotation, Cell or None)

    def __init__(
        self,
        record: Record,
        groups: Sequence[ColourGroup],
        before: Mapping[Colour | None, Target],
        parent: QWidget | None = None,
    ) -> None:
        """Offer the fields of the record; `before` is what was chosen the last time."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Adopt annotations"))
        self.resize(640, 380)
        self._record = record
        self._groups = tuple(groups)
        self._boxes: list[QComboBox] = []
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self._adopt = self._buttons.button(QDialogButtonBox.StandardButton.Ok)
        self._buttons.accepted.connect(self._on_accepted)
        self._buttons.rejected.connect(self.reject)
        self._arrange(before)
        self._count()

    def targets(self) -> dict[Colour | None, Target]:
        """Return what is chosen for each colour."""
        return {
            group.colour: box.currentData()
            for group, box in zip(self._groups, self._boxes, strict=True)
        }

    def _arrange(self, before: Mapping[Colour | None, Target]) -> None:
        intro = QLabel(
            self.tr(
                "Marks that another program left in this PDF become evidence. Choose for each "
                "colour where they go. The answers stay as they are; comments become notes."
            )
        )
        intro.setWordWrap(True)
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setColumnStretch(1, 1)
        for number, group in enumerate(self._groups):
            box = self._box(group, before.get(group.colour, KEEP))
            self._boxes.append(box)
            grid.addWidget(_swatch(group), number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self._words(group), number, 1)
            grid.addWidget(box, number, 2, Qt.AlignmentFlag.AlignTop)
        grid.setRowStretch(len(self._groups), 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        area.setAccessibleName(self.tr("Colours"))
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.addWidget(intro)
        column.addWidget(area, 1)
        column.addWidget(self._buttons)

    def _words(self, group: ColourGroup) -> QLabel:
        label = QLabel(f"{_counts(group)}\n{_example(group.annotations)}")
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        set_kind(label, "muted")
        return label

    def _box(self, group: ColourGroup, chosen: Target) -> QComboBox:
        """Return the list of places, the fields under the names of their sections."""
        box = QComboBox()
        box.setAccessibleName(self.tr("Where {0} go").format(_named(group)))
        box.setMinimumWidth(240)
        box.setMaximumWidth(280)
        box.addItem(self.tr("Leave in the PDF only"), None)
        box.addItem(self.tr("Keep without a field"), KEEP)
        form = self._record.form
        for section in form.study_sections:
            cells = self._record.cells_of(section)
            if not cells:
                continue
            box.addItem(section.label)
            _disable(box, box.count() - 1)
            for cell in cells:
                number = form.number_of(cell.field_id)
                box.addItem(f"{number}  {form.field(cell.field_id).label}", cell)
        at = next((n for n in range(box.count()) if _is(box, n, chosen)), 1)
        box.setCurrentIndex(at)
        box.currentIndexChanged.connect(self._count)
        return box

    def _count(self) -> None:
        number = len(self._chosen())
        text = counted(number, self.tr("Adopt one"), self.tr("Adopt {n}"))
        self._adopt.setText(text if number else self.tr("Adopt"))
        self._adopt.setEnabled(number > 0)

    def _chosen(self) -> tuple[tuple[Annotation, Cell | None], ...]:
        return tuple(
            (annotation, target if isinstance(target, Cell) else None)
            for group, target in zip(self._groups, self.targets().values(), strict=True)
            if target is not None
            for annotation in group.annotations
        )

    def _on_accepted(self) -> None:
        chosen = self._chosen()
        self.accept()
        self.adopted.emit(chosen)


def _is(box: QComboBox, index: int, target: Target) -> bool:
    model = box.model()
    enabled = bool(model.flags(model.index(index, 0)) & Qt.ItemFlag.ItemIsEnabled)
    return enabled and bool(box.itemData(index) == target)


def _disable(box: QComboBox, index: int) -> None:
    """Make an entry a heading that cannot be chosen."""
    model = box.model()
    if isinstance(model, QStandardItemModel):
        model.item(index).setEnabled(False)


def _swatch(group: ColourGroup) -> QLabel:
    picture = QPixmap(SWATCH, SWATCH)
    colour = QColor(*group.colour) if group.colour else QColor(Qt.GlobalColor.transparent)
    picture.fill(colour)
    label = QLabel()
    label.setPixmap(QIcon(picture).pixmap(SWATCH, SWATCH))
    label.setFixedSize(SWATCH + 2, SWATCH + 2)
    label.setStyleSheet("border: 1px solid gray;")
    return label


def _named(group: ColourGroup) -> str:
    """Return the group in words, for screen readers."""
    colour = QColor(*group.colour).name() if group.colour else "no colour"
    return f"{_counts(group)} ({colour})"


def _counts(group: ColourGroup) -> str:
    words = sum(annotation.marks_text for annotation in group.annotations)
    others = len(group.annotations) - words
    marks = counted(words, "One mark on words", "{n} marks on words")
    notes = counted(others, "one note or drawing", "{n} notes or drawings")
    return ", ".join(part for part, number in ((marks, words), (notes, others)) if number)


def _example(annotations: Sequence[Annotation]) -> str:
    first = annotations[0]
    text = " ".join((first.quote or first.contents).split())
    short = text if len(text) <= EXAMPLE_LENGTH else f"{text[: EXAMPLE_LENGTH - 1]}…"
    return f"p. {first.page + 1}: “{short}”" if short else f"p. {first.page + 1}"
