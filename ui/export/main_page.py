"""First page of the export dialog: format, whose answers, paper and folder."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from app.export.choices import ExportChoices, Format, Whose


class MainPage(QWidget):
    """What is exported, and into which folder."""

    def __init__(self, choices: ExportChoices, folder: str) -> None:
        """Show what was chosen; `folder` is the review's own folder of exports."""
        super().__init__()
        self._own = folder
        self.format = _box(
            self.tr("Format"),
            (
                (Format.WORKBOOK.value, self.tr("JBI charting workbook (.xlsx)")),
                (Format.WIDE.value, self.tr("CSV, one line a study")),
                (Format.TIDY.value, self.tr("CSV, one line an answer")),
                (Format.JSON.value, self.tr("JSON, everything")),
            ),
            choices.format.value,
        )
        self.whose = _box(
            self.tr("Rows"),
            (
                (Whose.OWN.value, self.tr("My answers")),
                (Whose.FINAL.value, self.tr("Final: what two agreed and decided")),
                (Whose.BOTH.value, self.tr("Both reviewers, a row each")),
            ),
            choices.whose.value,
        )
        self.with_open = QCheckBox(self.tr("Include studies that are not complete, marked"))
        self.with_open.setChecked(choices.with_open)
        self.paper = _box(
            self.tr("Prints on"),
            (("a4", self.tr("A4, landscape")), ("letter", self.tr("Letter, landscape"))),
            "letter" if choices.letter_paper else "a4",
        )
        self.folder = QLineEdit(choices.folder or folder)
        self.folder.setAccessibleName(self.tr("Folder"))
        self._form()

    @property
    def is_workbook(self) -> bool:
        """Tell whether the workbook is chosen."""
        return bool(self.format.currentData() == Format.WORKBOOK.value)

    def taken(self, choices: ExportChoices) -> ExportChoices:
        """Return choices with those of this page."""
        folder = self.folder.text().strip()
        return replace(
            choices,
            format=Format(str(self.format.currentData())),
            whose=Whose(str(self.whose.currentData())),
            with_open=self.with_open.isChecked(),
            letter_paper=self.paper.currentData() == "letter",
            folder="" if folder == self._own else folder,
        )

    def _form(self) -> None:
        form = QFormLayout(self)
        for box in (self.format, self.whose):
            form.addRow(_label(box), box)
        form.addRow("", self.with_open)
        form.addRow(_label(self.paper), self.paper)
        choose = QPushButton(self.tr("Choose…"))
        choose.setAutoDefault(False)
        choose.clicked.connect(self._choose)
        row = QHBoxLayout()
        row.addWidget(self.folder, 1)
        row.addWidget(choose)
        form.addRow(_label(self.folder), row)

    def _choose(self) -> None:
        found = QFileDialog.getExistingDirectory(
            self, self.tr("Export to which folder?"), self.folder.text()
        )
        if found:
            self.folder.setText(found)


def _box(name: str, words: tuple[tuple[str, str], ...], chosen: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    for key, text in words:
        box.addItem(text, key)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    return box


def _label(field: QWidget) -> QLabel:
    label = QLabel(field.accessibleName())
    label.setBuddy(field)
    return label
