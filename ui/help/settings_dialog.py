"""Settings: theme, text size, keys, motion; each takes effect at once."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ui.settings import TEXT_SCALES, Choices
from ui.theme import ThemeMode


class SettingsDialog(QDialog):
    """Says what was chosen as soon as it is chosen; there is nothing to confirm."""

    changed = Signal(object)  # Choices

    def __init__(self, choices: Choices, parent: QWidget | None = None) -> None:
        """Show what is chosen now."""
        super().__init__(parent)
        self._choices = choices
        self.setWindowTitle(self.tr("Settings"))
        self._theme = QComboBox()
        self._scale = QComboBox()
        self._after = QComboBox()
        self._letters = QCheckBox(self.tr("Single letters work as keys in the PDF"))
        self._motion = QCheckBox(self.tr("Reduce motion: no gliding, no flashing"))
        self._name = QLineEdit(choices.reviewer_name)
        self._fill()
        self._build()
        self._connect()

    def _fill(self) -> None:
        for mode, text in (
            (ThemeMode.SYSTEM, self.tr("As the system")),
            (ThemeMode.LIGHT, self.tr("Light")),
            (ThemeMode.DARK, self.tr("Dark")),
        ):
            self._theme.addItem(text, mode.value)
        for scale in TEXT_SCALES:
            self._scale.addItem(f"{scale:.0%}", scale)
        self._after.addItem(self.tr("Go on to the next empty field"), "next")
        self._after.addItem(self.tr("Stay on the field"), "stay")
        self._theme.setCurrentIndex(self._theme.findData(self._choices.theme.value))
        self._scale.setCurrentIndex(max(0, self._scale.findData(self._choices.text_scale)))
        self._after.setCurrentIndex(self._after.findData(self._choices.after_fill))
        self._letters.setChecked(self._choices.single_letters)
        self._motion.setChecked(self._choices.reduced_motion)

    def _build(self) -> None:
        form = QFormLayout()
        form.setVerticalSpacing(12)
        rows: tuple[tuple[str, QWidget], ...] = (
            (self.tr("&Theme"), self._theme),
            (self.tr("Text &size"), self._scale),
            (self.tr("After a &fill"), self._after),
            (self.tr("&Keys"), self._letters),
            (self.tr("&Motion"), self._motion),
            (self.tr("&Your name in new reviews"), self._name),
        )
        for text, widget in rows:
            form.addRow(text, widget)
            widget.setAccessibleName(text.replace("&", ""))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.addLayout(form)
        column.addWidget(buttons)

    def _connect(self) -> None:
        for box in (self._theme, self._scale, self._after):
            box.currentIndexChanged.connect(self._on_changed)
        for check in (self._letters, self._motion):
            check.toggled.connect(self._on_changed)
        self._name.editingFinished.connect(self._on_changed)

    def _on_changed(self) -> None:
        self._choices = replace(
            self._choices,
            theme=ThemeMode(self._theme.currentData()),
            text_scale=float(self._scale.currentData()),
            after_fill=str(self._after.currentData()),
            single_letters=self._letters.isChecked(),
            reduced_motion=self._motion.isChecked(),
            reviewer_name=self._name.text().strip(),
        )
        self.changed.emit(self._choices)
