"""The settings: what is chosen takes effect at once."""

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui.settings import TEXT_SCALES, Choices
from ui.style_sheet import set_kind
from ui.theme import ThemeMode


class SettingsDialog(QDialog):
    """Says every new choice; the window applies and keeps it."""

    chosen = Signal(object)  # Choices

    def __init__(self, choices: Choices, parent: QWidget | None = None) -> None:
        """Show what is chosen now."""
        super().__init__(parent)
        self._choices = choices
        self._theme = QComboBox()
        self._scale = QComboBox()
        self._after = QComboBox()
        self._letters = QCheckBox(self.tr("Keys of one letter, such as F to fill"))
        self._motion = QCheckBox(self.tr("No gliding and no flashing"))
        self._name = QLineEdit()
        self._fill_boxes()
        self._build()
        self.show_choices(choices)
        self._connect()

    def show_choices(self, choices: Choices) -> None:
        """Show what is chosen; says nothing back."""
        parts = (self._theme, self._scale, self._after, self._letters, self._motion)
        blockers = [QSignalBlocker(part) for part in parts]
        self._choices = choices
        self._theme.setCurrentIndex(self._theme.findData(choices.theme.value))
        nearest = min(TEXT_SCALES, key=lambda scale: abs(scale - choices.text_scale))
        self._scale.setCurrentIndex(TEXT_SCALES.index(nearest))
        self._after.setCurrentIndex(self._after.findData(choices.after_fill))
        self._letters.setChecked(choices.single_letters)
        self._motion.setChecked(choices.reduced_motion)
        self._name.setText(choices.reviewer_name)
        for blocker in blockers:
            blocker.unblock()

    def _fill_boxes(self) -> None:
        self._theme.addItem(self.tr("Like the system"), ThemeMode.SYSTEM.value)
        self._theme.addItem(self.tr("Light"), ThemeMode.LIGHT.value)
        self._theme.addItem(self.tr("Dark"), ThemeMode.DARK.value)
        for scale in TEXT_SCALES:
            self._scale.addItem(f"{scale:.0%}", scale)
        self._after.addItem(self.tr("Go to the next empty field"), "next")
        self._after.addItem(self.tr("Stay on the field"), "stay")

    def _build(self) -> None:
        self.setWindowTitle(self.tr("Settings"))
        self.setMinimumWidth(460)
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        rows: tuple[tuple[str, QWidget], ...] = (
            (self.tr("&Theme"), self._theme),
            (self.tr("Te&xt size"), self._scale),
            (self.tr("&After a fill"), self._after),
            (self.tr("Your &name"), self._name),
        )
        for text, widget in rows:
            label = QLabel(text)
            label.setBuddy(widget)
            widget.setAccessibleName(text.replace("&", ""))
            form.addRow(label, widget)
        form.addRow(self.tr("Keys"), self._letters)
        form.addRow(self.tr("Motion"), self._motion)
        close = QPushButton(self.tr("Close"))
        close.setDefault(True)
        set_kind(close, "primary")
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(16)
        column.addLayout(form)
        column.addStretch(1)
        column.addLayout(foot)

    def _connect(self) -> None:
        for box in (self._theme, self._scale, self._after):
            box.currentIndexChanged.connect(self._on_changed)
        self._letters.toggled.connect(self._on_changed)
        self._motion.toggled.connect(self._on_changed)
        self._name.editingFinished.connect(self._on_changed)

    def _on_changed(self) -> None:
        new = replace(
            self._choices,
            theme=ThemeMode(self._theme.currentData()),
            text_scale=float(self._scale.currentData()),
            after_fill=str(self._after.currentData()),
            single_letters=self._letters.isChecked(),
            reduced_motion=self._motion.isChecked(),
            reviewer_name=self._name.text().strip(),
        )
        if new != self._choices:
            self._choices = new
            self.chosen.emit(new)
