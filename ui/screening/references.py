"""Takes references in and asks about their duplicates: two commands of the Screening menu."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QFileDialog

from app.domain.edits import Edit, Together
from app.domain.errors import AppError
from app.domain.library import SearchDraft
from app.references.duplicates import Certainty, Pair
from ui.screening.reference_dialogs import PairDialog, ReadDialog, SearchDialog

if TYPE_CHECKING:
    from ui.screening.page import ScreeningPage
    from ui.workspaces import Desk


class References(QObject):
    """Imports exports of databases, and joins what is one report."""

    def __init__(self, desk: Desk, page: ScreeningPage) -> None:
        """Dialogs stand before the window; notices on `page`."""
        super().__init__(page)
        self._desk = desk
        self._page = page
        self._library = desk.review.library
        self._bound: dict[str, Callable[..., None]] = {
            "screen.references": lambda _on=False: self._choose_files(),
            "screen.duplicates": lambda _on=False: self._find(),
        }

    def acts(self) -> dict[str, Callable[..., None]]:
        """Return what each action does."""
        return self._bound

    def import_files(self, paths: list[Path], search: SearchDraft) -> None:
        """Read files off the thread, then take them in as one step of undo."""
        title = self.tr("Import references of {0}").format(search.database)
        job = self._desk.jobs.start(title, lambda ctx: self._library.stage(paths, search, ctx))
        job.finished.connect(self._on_read)
        job.failed.connect(self._on_failed)

    def _choose_files(self) -> None:
        title = self.tr("Import references")
        filters = self.tr(
            "References (*.ris *.nbib *.txt *.xml *.ciw *.enw *.bib *.json *.csv *.tsv *.xlsx *.cgi"
            " *.ovd);;All files (*)"
        )
        chosen, _used = QFileDialog.getOpenFileNames(self._desk.window, title, "", filters)
        if not chosen:
            return
        paths = [Path(name) for name in chosen]
        dialog = SearchDialog([path.name for path in paths], self._desk.window)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        search = dialog.search()
        dialog.deleteLater()
        if accepted:
            self.import_files(paths, search)

    def _on_read(self, result: Any) -> None:  # noqa: ANN401 - what the job returned
        edit, files = result
        if edit is not None:
            label = self.tr("Import {0} references of {1}").format(
                edit.records, edit.search.database
            )
            if self._desk.editor.submit(edit, label):
                self._desk.say(self.tr("{0} references imported.").format(edit.records), "success")
        dialog = ReadDialog(files, self._desk.window)
        dialog.exec()
        dialog.deleteLater()

    def _on_failed(self, problem: AppError) -> None:
        self._page.banner.tell(problem.message, "danger")

    def _find(self) -> None:
        job = self._desk.jobs.start(self.tr("Find duplicates"), self._library.duplicates)
        job.finished.connect(self._on_found)
        job.failed.connect(self._on_failed)

    def _on_found(self, found: Any) -> None:  # noqa: ANN401 - what the job returned
        sure = [pair for pair in found if pair.certainty is Certainty.CERTAIN]
        doubtful = [pair for pair in found if pair.certainty is Certainty.POSSIBLE]
        same, two = self._asked(doubtful) if doubtful else ([], [])
        edits: list[Edit] = []
        joined = self._library.join([*sure, *same])
        if joined is not None:
            edits.append(joined)
        if two:
            edits.append(self._library.keep_both(two))
        if edits:
            self._desk.editor.submit(Together(tuple(edits)), self.tr("Join duplicates"))
        text = self.tr("{0} certain and {1} possible duplicates joined; {2} kept apart.").format(
            len(sure), len(same), len(two)
        )
        self._page.banner.tell(text, "success")

    def _asked(self, doubtful: list[Pair]) -> tuple[list[Pair], list[Pair]]:
        """Ask about pairs; returns those of one report and those of two."""
        fields = {shown.record_id: shown.csl for shown in self._library.records()}
        answers: dict[str, list[Pair]] = {"same": [], "two": [], "later": []}
        dialog = PairDialog(self._desk.window)
        left = iter(doubtful)

        def following() -> Pair | None:
            pair = next(left, None)
            if pair is None:
                dialog.accept()
                return None
            done = sum(map(len, answers.values())) + 1
            told = self.tr("{0} of {1}: {2}").format(done, len(doubtful), "; ".join(pair.reasons))
            dialog.show_pair(told, (fields[pair.first], fields[pair.second]))
            return pair

        shown = [following()]

        def take(key: str) -> None:
            if shown[0] is not None:
                answers[key].append(shown[0])
            shown[0] = following()

        dialog.answered.connect(take)
        dialog.exec()
        dialog.deleteLater()
        return answers["same"], answers["two"]
