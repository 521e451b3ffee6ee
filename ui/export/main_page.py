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
from app.export.wording import languages


class MainPage(QWidget):
    """What is exported, and into which folder."""

    def __init__(self, choices: ExportChoices, folder: str) -> None:
        """Show what was chosen; `folder` is the review's own folder of exports."""
        super().__init__()
        self._own = folder
        self.format = _box(
            self.tr("Format"),
            tuple((kind.value, name) for kind, name in _formats(self).items()),
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
        self.language = _box(self.tr("Language"), tuple(languages().items()), choices.language)
        self.language.setToolTip(
            self.tr("Of headings and of sentences that Chartdesk makes; answers stay as they are.")
        )
        self.folder = QLineEdit(choices.folder or folder)
        self.folder.setAccessibleName(self.tr("Folder"))
        self._form()

    @property
    def is_workbook(self) -> bool:
        """Tell whether the workbook is chosen."""
        return self.format.currentData() in (Format.WORKBOOK.value, Format.ALL.value)

    @property
    def is_csv(self) -> bool:
        """Tell whether CSV is written."""
        kinds = (Format.WIDE.value, Format.TIDY.value, Format.ALL.value)
        return self.format.currentData() in kinds

    @property
    def is_of_answers(self) -> bool:
        """Tell whether the format prints what was charted."""
        return Format(str(self.format.currentData())).is_of_answers

    def show_format(self) -> None:
        """Ask only for what matters to the format."""
        for widget in (self.whose, self.with_open):
            widget.setEnabled(self.is_of_answers)
        kind = Format(str(self.format.currentData()))
        books = (Format.WORKBOOK, Format.BLANK, Format.ALL)
        self.paper.setEnabled(kind in (*books, Format.WORD))
        self.language.setEnabled(kind in (*books, Format.WORD, Format.WIDE, Format.FLOW))

    def taken(self, choices: ExportChoices) -> ExportChoices:
        """Return choices with those of this page."""
        folder = self.folder.text().strip()
        return replace(
            choices,
            format=Format(str(self.format.currentData())),
            whose=Whose(str(self.whose.currentData())),
            with_open=self.with_open.isChecked(),
            letter_paper=self.paper.currentData() == "letter",
            language=str(self.language.currentData()),
            folder="" if folder == self._own else folder,
        )

    def _form(self) -> None:
        form = QFormLayout(self)
        for box in (self.format, self.whose):
            form.addRow(_label(box), box)
        form.addRow("", self.with_open)
        for box in (self.paper, self.language):
            form.addRow(_label(box), box)
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


def _formats(page: QWidget) -> dict[Format, str]:
    return {
        Format.WORKBOOK: page.tr("JBI charting workbook (.xlsx)"),
        Format.BLANK: page.tr("Blank instrument (.xlsx)"),
        Format.WORD: page.tr("Report in Word, all parts (.docx)"),
        Format.WIDE: page.tr("CSV, one line a study"),
        Format.TIDY: page.tr("CSV, one line an answer"),
        Format.JSON: page.tr("JSON, everything"),
        Format.BUNDLE: page.tr("Evidence bundle, without the papers (.zip)"),
        Format.ANNOTATED: page.tr("Annotated PDFs (folder)"),
        Format.FIGURES: page.tr("Figures (folder)"),
        Format.FLOW: page.tr("Flow diagram (.svg)"),
        Format.RIS: page.tr("References of included reports (.ris)"),
        Format.CSL: page.tr("References of included reports (CSL-JSON)"),
        Format.ALL: page.tr("All of these, in one folder"),
    }


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
