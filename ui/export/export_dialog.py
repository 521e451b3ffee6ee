"""The export dialog: whose answers, which sheets, how cells are written, what is not ready."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app.domain.errors import AppError
from app.export.choices import ExportChoices
from app.export.readiness import Readiness
from ui.counting import counted
from ui.designer.rows import HighRows
from ui.export.cell_page import CellPage
from ui.export.concerns import ConcernModel
from ui.export.main_page import MainPage
from ui.style_sheet import set_kind
from ui.table.check_list import CheckList
from ui.theme import Tokens

SIZE = (760, 500)  # pixels; fits a window of 534
ROLE = QDialogButtonBox.ButtonRole


@dataclass(frozen=True, slots=True)
class Offered:
    """What can be chosen: sheets, and fields (id, heading, whether the form names it)."""

    sheets: Sequence[str]
    fields: Sequence[tuple[str, str, bool]]
    folder: str


class ExportDialog(QDialog):
    """Holds the choices of an export; `concern_chosen` follows a click on what is not ready."""

    concern_chosen = Signal(object)  # Concern
    checks_wanted = Signal(str)  # whose answers

    def __init__(
        self, choices: ExportChoices, offered: Offered, tokens: Tokens, parent: QWidget
    ) -> None:
        """Show what was chosen the last time."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Export"))
        self.resize(*SIZE)
        self._offered = offered
        self._choices = choices
        self._has_studies = True  # until it is known
        self.main = MainPage(choices, offered.folder)
        self.cells = CellPage(choices)
        self.sheets = CheckList(self.tr("Sheets of the workbook"), self.tr("Find a sheet"))
        self.sheets.show_words(
            (name, name, choices.sheets is None or name in choices.sheets)
            for name in offered.sheets
        )
        self.columns = CheckList(
            self.tr("Columns of the Characteristics sheet"), self.tr("Find a field")
        )
        chosen = choices.characteristics
        self.columns.show_words(
            (key, words, usual if chosen is None else key in chosen)
            for key, words, usual in offered.fields
        )
        self._told = QLabel(self.tr("Looking at what is ready…"))
        self._told.setWordWrap(True)
        self._model = ConcernModel(tokens["link"])
        self._list = self._concern_list()
        self.export_button = QPushButton(self.tr("Export"))
        self._assemble()
        self.main.whose.currentIndexChanged.connect(
            lambda _index: self.checks_wanted.emit(str(self.main.whose.currentData()))
        )
        self.main.format.currentIndexChanged.connect(lambda _index: self._show_format())
        self._show_format()

    def choices(self) -> ExportChoices:
        """Return what is chosen."""
        for words in (self.sheets, self.columns):
            words.search.clear()  # what a search leaves out counts as not checked
        made = self.cells.taken(self.main.taken(self._choices))
        sheets, columns = frozenset(self.sheets.checked()), frozenset(self.columns.checked())
        usual = frozenset(key for key, _words, named in self._offered.fields if named)
        return replace(
            made,
            sheets=None if len(sheets) == len(self._offered.sheets) else sheets,
            characteristics=None if columns == usual else columns,
        )

    def show_readiness(self, found: Readiness) -> None:
        """Say what would be exported, and list what is not ready."""
        complete = counted(
            found.complete, self.tr("One extraction is complete"), self.tr("{n} are complete")
        )
        if not found.studies:
            text = self.tr("Nothing is charted yet: there is no study to export.")
        elif not found.concerns:
            text = self.tr("✓ {0}. Nothing speaks against this export.").format(complete)
        else:
            text = self.tr("✓ {0}. ⚠ {1} to look at; a click leads there:").format(
                complete, len(found.concerns)
            )
        self._told.setText(text)
        self._model.show(found.concerns)
        self._list.setVisible(bool(found.concerns))
        self._has_studies = bool(found.studies)
        self._show_format()

    def show_failed(self, problem: AppError) -> None:
        """Say why it is not known what is ready; the export may still be tried."""
        self._told.setText(problem.message)

    def _concern_list(self) -> QListView:
        view = QListView()
        view.setModel(self._model)
        view.setAccessibleName(self.tr("What is not ready"))
        view.setItemDelegate(HighRows(view))
        view.setUniformItemSizes(True)
        view.setVisible(False)
        view.activated.connect(self._on_chosen)
        view.clicked.connect(self._on_chosen)
        return view

    def _assemble(self) -> None:
        column = QVBoxLayout(self)
        self._tabs = QTabWidget()
        for widget in (self._tabs, self._tabs.tabBar()):
            widget.setAccessibleName(self.tr("Choices"))
        for page, name in (
            (self.main, self.tr("What and where")),
            (self.sheets, self.tr("Sheets")),
            (self.columns, self.tr("Characteristics")),
            (self.cells, self.tr("Cells")),
        ):
            self._tabs.addTab(page, name)
        column.addWidget(self._tabs, 3)
        column.addWidget(self._told)
        column.addWidget(self._list, 2)
        column.addLayout(self._buttons())

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        box = QDialogButtonBox()
        set_kind(self.export_button, "primary")
        self.export_button.setDefault(True)
        self.save_button = box.addButton(self.tr("Save settings"), ROLE.ApplyRole)
        self.save_button.setAutoDefault(False)
        box.addButton(self.export_button, ROLE.AcceptRole)
        box.addButton(QDialogButtonBox.StandardButton.Cancel).setAutoDefault(False)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        row.addWidget(box)
        return row

    def _on_chosen(self, index: QModelIndex) -> None:
        concern = self._model.concern(index)
        if concern.study_id:
            self.concern_chosen.emit(concern)

    def _show_format(self) -> None:
        """Sheets are of the workbook only, cells of tables, answers of what prints them."""
        for place in (1, 2):
            self._tabs.setTabEnabled(place, self.main.is_workbook)
        self._tabs.setTabEnabled(3, self.main.is_workbook or self.main.is_csv)
        self.cells.show_format(is_workbook=self.main.is_workbook, is_csv=self.main.is_csv)
        self.main.show_format()
        self.export_button.setEnabled(self._has_studies or not self.main.is_of_answers)
