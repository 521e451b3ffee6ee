"""The search log at work: notes, describes, joins and removes searches, writes Appendix I."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QObject, Signal
from PySide6.QtWidgets import (
    QDialog,
    QInputDialog,
    QVBoxLayout,
    QWidget,
)

from app.domain.edits import Together
from app.domain.errors import AppError
from app.domain.flow import Found
from app.domain.ids import new_id
from app.domain.library import Search, SearchDraft
from ui.flows.saving import FileSaving
from ui.library.search_fields import SearchFields
from ui.widgets.accepting import accepting_buttons

if TYPE_CHECKING:
    from app.domain.edits import Edit
    from ui.library.page import LibraryPage
    from ui.library.searches_page import SearchesPage
    from ui.workspaces import Desk


class SearchDialog(QDialog):
    """Asks what is said of a search."""

    def __init__(self, title: str, draft: SearchDraft, parent: QWidget) -> None:
        """Show a search to be changed."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.fields = SearchFields()
        self.fields.show_draft(draft)
        buttons, self._ok = accepting_buttons(self, self.tr("Keep"))
        self.fields.changed.connect(lambda: self._ok.setEnabled(self.fields.is_named))
        self._ok.setEnabled(self.fields.is_named)
        column = QVBoxLayout(self)
        column.addWidget(self.fields, 1)
        column.addWidget(buttons)
        self.resize(620, 440)


class SearchesDesk(QObject):
    """Fills the page of the search log and carries out what is asked there."""

    records_wanted = Signal(str)  # search_id

    def __init__(self, desk: Desk, page: SearchesPage, whole: LibraryPage) -> None:
        """Work on `page`; notices stand on the whole page."""
        super().__init__(page)
        self._desk = desk
        self.page = page
        self._whole = whole
        self._log = desk.review.search_log
        self._saving = FileSaving(desk, whole.banner)
        page.add_requested.connect(self.add)
        page.edit_requested.connect(self._edit)
        page.join_requested.connect(self._join)
        page.part_requested.connect(self._part)
        page.remove_requested.connect(self._remove)
        page.save_requested.connect(self.save)
        page.show_requested.connect(lambda one: self.records_wanted.emit(one.search_id))

    def refresh(self) -> None:
        """Show the log as it is now."""
        self.page.show_searches(self._log.searches(), writable=not self._desk.review.read_only)

    def add(self) -> None:
        """Ask about a source that brings no file."""
        today = QDate.currentDate().toString("yyyy-MM-dd")
        draft = SearchDraft(new_id(), "", Found.WEBSITE, searched_on=today)
        self._ask(self.tr("Note a search or source"), draft, self._keep_new)

    def _edit(self, one: Search) -> None:
        try:
            draft = self._log.draft(one.search_id)
        except AppError as problem:
            self._tell(problem)
            return
        self._ask(self.tr("Describe the search"), draft, self._keep)

    def _ask(self, title: str, draft: SearchDraft, keep: Callable[[SearchDraft], None]) -> None:
        dialog = SearchDialog(title, draft, self._desk.window)
        dialog.accepted.connect(lambda: keep(dialog.fields.draft()))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _keep_new(self, draft: SearchDraft) -> None:
        label = self.tr("Note the search of {0}").format(draft.database)
        self._submit(lambda: self._log.add(draft), label)
        self.page.choose(draft.search_id)

    def _keep(self, draft: SearchDraft) -> None:
        if draft != self._log.draft(draft.search_id):
            label = self.tr("Describe the search of {0}").format(draft.database)
            self._submit(lambda: self._log.describe(draft), label)

    def _join(self, one: Search) -> None:
        """Ask which search this one is a batch of."""
        others = [other for other in self.page.model.searches if other.search_id != one.search_id]
        names = [
            ", ".join(filter(None, (other.database, other.platform, other.searched_on)))
            for other in others
        ]
        chosen, accepted = QInputDialog.getItem(
            self._desk.window,
            self.tr("Join to a search"),
            self.tr("{0} is a further export of").format(one.database),
            [f"{number}. {name}" for number, name in enumerate(names, 1)],
            0,
            False,
        )
        if not accepted:
            return
        into = others[int(chosen.split(".")[0]) - 1]
        label = self.tr("Join {0} to {1}").format(one.database, into.database)
        self._submit(lambda: self._log.join(one.search_id, into.search_id), label)

    def _part(self, one: Search) -> None:
        label = self.tr("Part the batches of {0}").format(one.database)
        self._submit(lambda: Together(tuple(self._log.part(key) for key in one.batches)), label)

    def _remove(self, one: Search) -> None:
        label = self.tr("Remove the search of {0}").format(one.database)
        self._submit(lambda: self._log.remove(one.search_id), label)

    def _submit(self, make: Callable[[], Edit], label: str) -> None:
        try:
            edit = make()
        except AppError as problem:
            self._tell(problem)
            return
        self._whole.banner.clear()
        self._desk.editor.submit(edit, label)

    def _tell(self, problem: AppError) -> None:
        self._whole.banner.tell(problem.message, "warning")

    def save(self) -> None:
        """Ask for a file and write Appendix I."""
        from app.export.appendix_searches import write_appendix

        path = self._saving.ask(
            self.tr("Save Appendix I"),
            "appendix I search strategy",
            {"docx": "Word", "csv": "CSV"},
        )
        if path is not None:
            searches, made_at = self._log.searches(), datetime.now().astimezone()
            self._saving.write(
                self.tr("Writing Appendix I"),
                path,
                lambda beside: write_appendix(searches, beside, made_at),
            )
