"""What a figure counts and how it is drawn: fields, order, width, colours."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QLabel,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.domain.fields import Field
from app.export.charts.choices import (
    ONE_COLUMN,
    REFERENCE_YEAR,
    TWO_COLUMNS,
    Blanks,
    Choices,
    Kind,
    Order,
)
from ui.form.layouts import WrapLayout

SORTED = (Kind.COUNTRIES, Kind.BARS, Kind.STACKED, Kind.HEAT, Kind.GAP)
FORMATS = ("svg", "pdf", "png", "tiff", "csv", "docx")


class SettingsPane(QWidget):
    """Shows the choices of one figure; says what is chosen instead."""

    changed = Signal(object)  # Choices
    save_requested = Signal(str)  # ending
    copy_requested = Signal()
    remove_requested = Signal()

    def __init__(self) -> None:
        """Build the pane without a figure."""
        super().__init__()
        self._choices: Choices | None = None
        self._fields: Sequence[Field] = ()
        self.fields = [QComboBox() for _ in range(3)]
        self.order, self.blanks, self.width_mm = QComboBox(), QComboBox(), QComboBox()
        self.top = QSpinBox()
        self.grey = QCheckBox(self.tr("&Black and white"))
        self.title = QCheckBox(self.tr("Print the &title"))
        self.saves = {kind: QPushButton(kind.upper()) for kind in FORMATS}
        self.copy = QPushButton(self.tr("&Copy picture"))
        self.remove = QPushButton(self.tr("&Remove figure"))
        self._form = QFormLayout()
        self._build()

    def use_fields(self, fields: Sequence[Field]) -> None:
        """Offer the fields whose answers can be counted."""
        self._fields = fields

    def show_choices(self, choices: Choices, *, writable: bool) -> None:
        """Show the choices of a figure."""
        self._choices = choices
        with QSignalBlocker(self):
            self._fill_fields(choices)
            self.order.setCurrentIndex(self.order.findData(choices.order))
            self.blanks.setCurrentIndex(self.blanks.findData(choices.blanks))
            self.width_mm.setCurrentIndex(max(self.width_mm.findData(choices.width), 0))
            with QSignalBlocker(self.top):
                self.top.setValue(choices.top)
            for box, on in ((self.grey, choices.grey), (self.title, choices.title)):
                with QSignalBlocker(box):
                    box.setChecked(on)
        is_sorted, is_flow = choices.kind in SORTED, choices.kind is Kind.FLOW
        self._form.setRowVisible(self.order, is_sorted)
        self._form.setRowVisible(self.top, is_sorted)
        self._form.setRowVisible(self.blanks, choices.kind not in (Kind.FLOW, Kind.MAP, Kind.YEARS))
        self.title.setHidden(is_flow)  # the words of the diagram are its title
        self.saves["docx"].setVisible(is_flow)
        chosen: tuple[QWidget, ...] = (self.order, self.blanks, self.width_mm, self.top, self.grey)
        for control in (*chosen, *self.fields, self.title, self.remove):
            control.setEnabled(writable)

    def allow_saving(self, on: bool) -> None:
        """Let the figure be saved and copied: there is one."""
        for button in (*self.saves.values(), self.copy):
            button.setEnabled(on)

    def _fill_fields(self, choices: Choices) -> None:
        names = {
            1: (self.tr("Counts"),),
            2: (self.tr("Rows"), self.tr("Parts")),
            3: (self.tr("Rows"), self.tr("Columns"), self.tr("Colours")),
        }
        if choices.kind is Kind.HEAT:
            names[2] = (self.tr("Rows"), self.tr("Columns"))
        needed = choices.kind.needs
        for place, box in enumerate(self.fields):
            self._form.setRowVisible(box, place < needed)
            if place >= needed:
                continue
            label = self._form.labelForField(box)
            if isinstance(label, QLabel):
                label.setText(names[needed][place])
            box.setAccessibleName(names[needed][place])
            box.clear()
            if choices.kind is Kind.YEARS:
                box.addItem(self.tr("Year of the reference"), REFERENCE_YEAR)
            for field in self._fields:
                box.addItem(field.label, field.field_id)
            chosen = choices.fields[place] if place < len(choices.fields) else ""
            box.setCurrentIndex(box.findData(chosen))

    def _on_chosen(self) -> None:
        if self._choices is None:
            return
        needed = self._choices.kind.needs
        fields = tuple(str(box.currentData() or "") for box in self.fields[:needed])
        after = self._choices.with_(
            fields=fields,
            order=self.order.currentData(),
            blanks=self.blanks.currentData(),
            width=self.width_mm.currentData(),
            top=self.top.value(),
            grey=self.grey.isChecked(),
            title=self.title.isChecked(),
        )
        if after != self._choices:
            self._choices = after
            self.changed.emit(after)

    def _build(self) -> None:
        self._fill_boxes()
        self.top.setRange(0, 200)
        self.top.setSpecialValueText(self.tr("all"))
        self.top.setKeyboardTracking(False)
        rows: tuple[tuple[str, QWidget], ...] = (
            *((self.tr("Counts"), box) for box in self.fields),
            (self.tr("Sort"), self.order),
            (self.tr("Named"), self.top),
            (self.tr("NR, NA"), self.blanks),
            (self.tr("Width"), self.width_mm),
        )
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for name, control in rows:
            self._form.addRow(name, control)
            control.setAccessibleName(name)
        for box in (*self.fields, self.order, self.blanks, self.width_mm):
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(12)
            box.activated.connect(self._on_chosen)
        self.top.valueChanged.connect(self._on_chosen)
        for check in (self.grey, self.title):
            check.toggled.connect(self._on_chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addLayout(self._form)
        column.addWidget(self.grey)
        column.addWidget(self.title)
        column.addSpacing(8)
        column.addWidget(self._save_row())
        column.addWidget(self.copy)
        column.addStretch(1)
        column.addWidget(self.remove, alignment=Qt.AlignmentFlag.AlignLeft)
        self.copy.clicked.connect(self.copy_requested)
        self.remove.clicked.connect(self.remove_requested)

    def _fill_boxes(self) -> None:
        orders = {
            Order.COUNT: self.tr("by number"),
            Order.FORM: self.tr("as on the form"),
            Order.NAME: self.tr("by name"),
        }
        blanks = {
            Blanks.SHOWN: self.tr("shown as answers"),
            Blanks.LEFT_OUT: self.tr("left out and said"),
        }
        widths = {
            TWO_COLUMNS: self.tr("2 columns, 174 mm"),
            ONE_COLUMN: self.tr("1 column, 84 mm"),
        }
        for box, named in ((self.order, orders), (self.blanks, blanks), (self.width_mm, widths)):
            for value, text in named.items():
                box.addItem(text, value)

    def _save_row(self) -> QWidget:
        box = QWidget()
        row = WrapLayout(box)
        row.addWidget(QLabel(self.tr("Save as")))
        for kind, button in self.saves.items():
            button.setAccessibleName(self.tr("Save as {0}").format(kind.upper()))
            button.clicked.connect(lambda _on=False, kind=kind: self.save_requested.emit(kind))
            row.addWidget(button)
        return box
