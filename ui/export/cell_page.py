"""Page of the export dialog on how cells are written: pages, codes, lists, and how CSV begins."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QFormLayout, QLabel, QLineEdit, QWidget

from app.domain.answers import STATUS_CODES, Status
from app.export.choices import LONGEST_CODE, LONGEST_SEPARATOR, ExportChoices


class CellPage(QWidget):
    """What stands in cells besides the value."""

    def __init__(self, choices: ExportChoices) -> None:
        """Show what was chosen."""
        super().__init__()
        self.pages = QCheckBox(self.tr("Page after the value, “412 (p. 3)”"))
        self.pages.setChecked(choices.page_after_value)
        self.bom = QCheckBox(self.tr("CSV with a byte order mark, which Excel needs"))
        self.bom.setChecked(choices.has_bom)
        self.separator = self._line(
            self.tr("Between the words of a list"), choices.list_separator, LONGEST_SEPARATOR
        )
        names = {
            Status.NOT_REPORTED: self.tr("Not reported is written"),
            Status.NOT_APPLICABLE: self.tr("Not applicable is written"),
            Status.UNCLEAR: self.tr("Unclear is written"),
        }
        self.codes = {
            code: self._line(names[status], choices.codes.get(code, code), LONGEST_CODE)
            for status, code in STATUS_CODES.items()
        }
        form = QFormLayout(self)
        form.addRow("", self.pages)
        form.addRow("", self.bom)
        for field in (self.separator, *self.codes.values()):
            label = QLabel(field.accessibleName())
            label.setBuddy(field)
            form.addRow(label, field)

    def show_format(self, *, is_workbook: bool, is_csv: bool) -> None:
        """Ask only for what matters to the format."""
        for widget in (self.pages, self.separator, *self.codes.values()):
            widget.setEnabled(is_workbook)
        self.bom.setEnabled(is_csv)

    def taken(self, choices: ExportChoices) -> ExportChoices:
        """Return choices with those of this page; words that are the usual ones are not kept."""
        said = {code: field.text().strip() for code, field in self.codes.items()}
        return replace(
            choices,
            page_after_value=self.pages.isChecked(),
            has_bom=self.bom.isChecked(),
            list_separator=self.separator.text().strip() or ";",
            codes={code: word for code, word in said.items() if word and word != code},
        )

    def _line(self, name: str, text: str, longest: int) -> QLineEdit:
        field = QLineEdit(text)
        field.setAccessibleName(name)
        field.setMaxLength(longest)
        field.setMaximumWidth(220)
        return field
