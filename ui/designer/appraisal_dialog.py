"""Which appraisal checklist goes with which design: asked before checklists join the draft."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QFrame,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.domain.appraisal import checklists_for
from app.domain.fields import Field
from ui.style_sheet import set_kind

NAMES = 34  # letters of a checklist's name that a box shows at least
DESIGN_WIDTH = 200  # px; names of designs are long
ROLE = QDialogButtonBox.ButtonRole


class AppraisalDialog(QDialog):
    """Lists the designs of a field, each with the checklist that fits or another one."""

    chosen = Signal(str, object)  # field id, checklist by design

    def __init__(
        self, fields: Sequence[Field], checklists: Mapping[str, str], parent: QWidget
    ) -> None:
        """Offer the fields that name designs; `checklists` are names by template id."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Appraise studies by design"))
        self.resize(640, 480)
        self._fields = tuple(fields)
        self._checklists = dict(checklists)
        self._boxes: dict[str, QComboBox] = {}
        self._field = QComboBox()
        self._rows = QScrollArea()
        self._buttons = QDialogButtonBox()
        self._add = self._buttons.addButton(self.tr("Put into the draft"), ROLE.AcceptRole)
        self._build()
        self._show_designs()

    def _build(self) -> None:
        words = QLabel(
            self.tr(
                "Critical appraisal is optional in a scoping review. Each checklist becomes a "
                "section that is asked of studies of its designs only, with an overall judgement. "
                "It is in use after you publish the draft."
            )
        )
        words.setWordWrap(True)
        set_kind(words, "muted")
        self._field.addItems([field.label for field in self._fields])
        self._field.setAccessibleName(self.tr("Field that names the design"))
        self._field.activated.connect(lambda _index: self._show_designs())
        label = QLabel(self.tr("&Design is in"))
        label.setBuddy(self._field)
        top = QFormLayout()
        top.addRow(label, self._field)
        self._rows.setWidgetResizable(True)
        self._rows.setFrameShape(QFrame.Shape.NoFrame)
        set_kind(self._rows, "plain")
        set_kind(self._add, "primary")
        self._buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        self._buttons.accepted.connect(self._accept)
        self._buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(words)
        column.addLayout(top)
        column.addWidget(self._rows, 1)
        column.addWidget(self._buttons)

    def _show_designs(self) -> None:
        field = self._fields[self._field.currentIndex()]
        fitting = checklists_for(field.options)
        ids = ["", *self._checklists]
        page = QWidget()
        form = QFormLayout(page)
        self._boxes = {}
        for option in field.options:
            box = QComboBox()
            box.addItems([self.tr("None"), *self._checklists.values()])
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(NAMES)
            box.setAccessibleName(self.tr("Checklist for {0}").format(option))
            found = fitting.get(option, "")
            box.setCurrentIndex(ids.index(found) if found in ids else 0)
            box.currentIndexChanged.connect(lambda _index: self._enable())
            name = QLabel(option)
            name.setWordWrap(True)
            name.setMinimumWidth(DESIGN_WIDTH)
            form.addRow(name, box)
            self._boxes[option] = box
        self._rows.setWidget(page)
        self._enable()

    def _taken(self) -> dict[str, str]:
        ids = ["", *self._checklists]
        taken = {option: ids[box.currentIndex()] for option, box in self._boxes.items()}
        return {option: checklist for option, checklist in taken.items() if checklist}

    def _enable(self) -> None:
        self._add.setEnabled(bool(self._taken()))

    def _accept(self) -> None:
        field = self._fields[self._field.currentIndex()]
        self.chosen.emit(field.field_id, self._taken())
        self.accept()
