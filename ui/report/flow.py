"""Opens the report dialog, reads what it needs in a job, and writes the document."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from app.jobs import JobContext
from ui.report.dialog import ReportDialog

if TYPE_CHECKING:
    from app.bootstrap import Review
    from app.export.methods import Sentence
    from app.export.places import Contents
    from app.export.word.parts import Part
    from ui.main_window import MainWindow


class _Read(NamedTuple):
    contents: Contents
    said: tuple[Sentence, ...]
    theirs: str
    empty: dict[Part, str]


def start(window: MainWindow) -> None:
    """Show the dialog for the review that is open."""
    if window.review is not None and window.window_actions.stores():
        Reporting(window, window.review).open()


class Reporting(QObject):
    """One dialog, from its opening to its end."""

    def __init__(self, window: MainWindow, review: Review) -> None:
        """Work for a window and its review."""
        dialog = ReportDialog(window.theme.tokens, window)
        super().__init__(dialog)
        self.dialog = dialog
        self._window = window
        self._review = review
        self._read: _Read | None = None
        self.dialog.save_requested.connect(self._save)
        self.dialog.text_changed.connect(self._keep)
        self.dialog.copy_requested.connect(self._copy)
        self.dialog.finished.connect(self.dialog.deleteLater)

    def open(self) -> None:
        """Show the dialog and read the review."""
        review = self._review

        def work(ctx: JobContext) -> _Read:
            from app.export.choices import Whose
            from app.export.methods import paragraph, sentences
            from app.export.word.parts import NOTHING, Part, is_there
            from app.export.word.writing import contents_of

            has_final = any(entry.is_complete for entry in review.consensus.standing(ctx))
            table = review.exports.table(Whose.FINAL if has_final else Whose.OWN, ctx)
            options = review.exports.choices().options()
            contents = contents_of(table, review.exports.log(), options)
            said = sentences(contents)
            empty = {p: NOTHING.get(p.value, "") for p in Part if not is_there(p, contents)}
            return _Read(contents, said, paragraph(said), empty)

        job = self._window.jobs.start(self.tr("Reading the review"), work)
        job.finished.connect(self._show)
        job.failed.connect(lambda problem: self.dialog.banner.tell(problem.message, "danger"))
        self.dialog.rejected.connect(job.cancel)
        self.dialog.open()

    def _show(self, read: _Read) -> None:
        self._read = read
        self.dialog.show_parts(read.empty)
        methods = self._review.methods
        self.dialog.show_text(methods.own(), read.theirs, read.said, methods.written_over())

    def _keep(self, own: str) -> None:
        editor = self._window.editor
        if editor is not None and not self._review.read_only:
            over = [one.text for one in self._read.said] if self._read else []
            edit = self._review.methods.keep(own, over)
            editor.submit(edit, self.tr("Text of the methods"))

    def _copy(self, text: str) -> None:
        QApplication.clipboard().setText(text)
        self.dialog.banner.tell(self.tr("Copied the text of the methods."), "success")

    def _save(self, parts: tuple[Part, ...]) -> None:
        read = self._read
        if read is None:
            return
        from app.export.files import export_path
        from app.export.word.writing import Wanted, write_word

        folder = self._folder()
        if folder is None:
            return
        table = read.contents.table
        path = export_path(folder, f"{table.title} report", table.made_at.date(), ".docx")
        wanted = Wanted(parts, self.dialog.words())

        def work(ctx: JobContext) -> Path:
            write_word(read.contents, path, wanted, ctx)
            return path

        job = self._window.jobs.start(self.tr("Writing the report"), work)
        job.finished.connect(self._on_written)
        job.failed.connect(lambda problem: self.dialog.banner.tell(problem.message, "danger"))

    def _folder(self) -> Path | None:
        if not self._review.read_only:
            return self._review.folder / "exports"
        from PySide6.QtWidgets import QFileDialog

        title = self.tr("Export to which folder?")
        chosen = QFileDialog.getExistingDirectory(self.dialog, title)
        return Path(chosen) if chosen else None

    def _on_written(self, path: Path) -> None:
        from ui.flows.exporting import show_file

        self.dialog.banner.tell(self.tr("Wrote {0}").format(path.name), "success")
        self.dialog.banner.offer(self.tr("Open"), lambda: show_file(path))
