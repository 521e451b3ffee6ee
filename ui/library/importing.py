"""Takes export files in: looks at them, asks about their search, reads them in a job, reports."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QFileDialog

from app.domain.errors import AppError
from app.references.previewing import Preview, is_pdf
from ui.counting import counted
from ui.library.import_dialog import ImportDialog
from ui.library.mapping_dialog import MappingDialog
from ui.library.read_dialog import ReadDialog

if TYPE_CHECKING:
    from app.domain.edits import ChangeSet
    from app.domain.library import ReadFile, SearchDraft
    from app.domain.library_edits import PlaceImport
    from app.jobs import JobContext
    from ui.library.page import LibraryPage
    from ui.workspaces import Desk


class Taken(NamedTuple):
    """What a job took in: the edit and what it changed (None: no record), what was read."""

    edit: PlaceImport | None
    changes: ChangeSet | None
    files: tuple[ReadFile, ...]
    papers: tuple[Path, ...] = ()


class Importer(QObject):
    """Imports the exports of databases."""

    attached = Signal(object)  # list[Path]: PDFs that the records name and that lie beside

    def __init__(self, desk: Desk, page: LibraryPage) -> None:
        """Dialogs stand before the window; notices on `page`."""
        super().__init__(page)
        self._desk = desk
        self._page = page
        self._library = desk.review.library

    def choose_files(self) -> None:
        """Let files be chosen."""
        filters = self.tr(
            "References (*.ris *.nbib *.txt *.xml *.ciw *.enw *.bib *.json *.csv *.tsv *.xlsx *.cgi"
            " *.ovd);;All files (*)"
        )
        chosen, _used = QFileDialog.getOpenFileNames(
            self._desk.window, self.tr("Import references"), "", filters
        )
        if chosen:
            self.ask([Path(name) for name in chosen])

    def ask(self, paths: Sequence[Path]) -> None:
        """Ask which search these files come from, then take them in."""
        if self._desk.review.read_only:
            self._page.banner.tell(self.tr("This review is open read-only."), "warning")
            return
        searches = self._desk.review.search_log.searches()
        dialog = ImportDialog(paths, searches, self._desk.window)
        dialog.explain_requested.connect(lambda one: self._explain(dialog, one))
        dialog.accepted.connect(
            lambda: self.import_files(dialog.paths, dialog.search(), dialog.refused)
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        self._look(dialog, list(paths))

    def import_files(
        self, paths: Sequence[Path], search: SearchDraft, refused: Sequence[ReadFile] = ()
    ) -> None:
        """Read files and write their records off the thread, as one step of undo.

        `refused` are the files beside them that can't be taken in; they are told with the others.
        """
        review, library = self._desk.review, self._library
        title = self.tr("Import references of {0}").format(search.database)
        label = self.tr("Import references of {0}").format(search.database)

        def work(ctx: JobContext) -> Taken:
            edit, read = library.stage(paths, search, ctx)
            files = (*refused, *read)
            if edit is None:
                return Taken(None, None, files)
            changes = review.extraction.apply(edit, label=label, ctx=ctx)
            papers = review.paper_matching.attached(search.search_id, list(paths))
            return Taken(edit, changes, files, papers)

        job = self._desk.jobs.start(title, work)
        job.finished.connect(lambda taken: self._on_taken(taken, label))
        job.failed.connect(lambda problem: self._page.banner.tell(problem.message, "danger"))
        job.cancelled.connect(
            lambda: self._desk.say(self.tr("Stopped; nothing was imported."), "info")
        )

    def _on_taken(self, taken: Taken, label: str) -> None:
        said = self.tr("No record was taken in.")
        if taken.edit is not None and taken.changes is not None:
            self._desk.editor.take_written((taken.edit,), label, taken.changes)
            one, many = self.tr("1 record was"), self.tr("{n} records were")
            said = self.tr("{0} taken in, as one step of undo.").format(
                counted(taken.edit.records, one, many)
            )
        dialog = ReadDialog(taken.files, self._desk.tokens, self._desk.window, said)
        dialog.finished.connect(dialog.deleteLater)
        if taken.papers:
            text = self.tr("&Match the {0} PDFs these references name").format(len(taken.papers))
            dialog.offer(text, lambda: self.attached.emit(list(taken.papers)))
        dialog.open()

    def _look(self, dialog: ImportDialog, paths: list[Path]) -> None:
        job = self._desk.jobs.start(
            self.tr("Looking at the files"), lambda ctx: self._library.preview(paths, ctx)
        )
        job.finished.connect(dialog.show_previews)
        job.failed.connect(lambda problem: self._page.banner.tell(problem.message, "danger"))
        dialog.finished.connect(lambda _result: job.cancel() if _alive(job) else None)

    def _explain(self, dialog: ImportDialog, one: Preview) -> None:
        """Ask what the columns of a table hold, remember it, and look at the file again."""
        if one.grid is None:
            return
        grid = one.grid
        asked = MappingDialog(one.path.name, grid, dialog)
        if asked.exec() == QDialog.DialogCode.Accepted:
            try:
                edit = self._library.explain_columns(grid.fingerprint, asked.columns())
            except AppError as problem:
                self._page.banner.tell(problem.message, "warning")
            else:
                label = self.tr("Columns of {0}").format(one.path.name)
                self._desk.editor.submit(edit, label)
                self._look(dialog, list(dialog.files.paths))
        asked.deleteLater()


def parted(paths: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    """Return the exports and the PDFs among files, by their content."""
    papers = [path for path in paths if is_pdf(path)]
    return [path for path in paths if path not in papers], papers


def _alive(job: object) -> bool:
    from shiboken6 import isValid

    return isValid(job)
