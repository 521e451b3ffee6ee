"""What the start screen asks for: new, open, sample, recent."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.home.home_view import HomeView

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.bootstrap import Review
    from app.domain.identity import Claim, WhoAreYou
    from ui.main_window import MainWindow

SAMPLE_FOLDER = "Chartdesk sample review"
HIDDEN = "sample-bpd"


def documents() -> Path:
    """Return the user's documents folder, where new reviews are offered to lie."""
    import platformdirs

    return Path(platformdirs.user_documents_path())


class HomeFlow(QObject):
    """Carries out what the start screen and the File menu ask for."""

    def __init__(self, window: MainWindow) -> None:
        """Act on the window."""
        super().__init__(window)
        self._window = window
        self._waiting: tuple[Path, ...] = ()

    def connect_view(self, view: HomeView) -> None:
        """Connect the start screen."""
        view.new_requested.connect(self.new)
        view.open_chosen.connect(self.choose)
        view.open_requested.connect(self._window.open_folder)
        view.sample_requested.connect(self.sample)
        view.find_requested.connect(self.find)
        view.recent_removed.connect(self._on_removed)
        view.files_dropped.connect(self.new_with)
        self._window.opening.opened.connect(self._add_waiting)
        self._window.opening.failed.connect(self._forget_waiting)
        self._window.opening.identity_wanted.connect(self._ask_who)
        actions = self._window.actions_by_id
        actions["file.new"].triggered.connect(self.new)
        actions["app.sample"].triggered.connect(self.sample)
        actions["app.resetsample"].triggered.connect(self.reset_sample)
        actions["file.open"].triggered.connect(self.choose)

    def new(self) -> None:
        """Ask for title, folder, form and name, then make the review."""
        from PySide6.QtWidgets import QDialog

        from app.services.forms import templates
        from ui.home.new_review_dialog import NewReviewDialog
        from ui.home.values import Template

        offered = tuple(
            Template(found.template_id, found.name)
            for found in templates()
            if found.template_id != HIDDEN
        )
        name = self._window.settings.choices.reviewer_name
        dialog = NewReviewDialog(offered, documents(), name, self._window)
        if dialog.exec() == QDialog.DialogCode.Accepted and self._window.close_review():
            wanted = dialog.review
            self._window.opening.create(
                wanted.folder, wanted.title, wanted.template, wanted.reviewer
            )
        else:
            self._waiting = ()

    def _add_waiting(self, review: Review) -> None:
        papers, self._waiting = self._waiting, ()
        if papers:
            self._window.importing.add(review, papers)

    def _ask_who(self, asked: WhoAreYou, again: Callable[[Claim], None]) -> None:
        """Ask who opens a review that was not opened on this computer before."""
        from ui.home.identity_dialog import IdentityDialog

        self._window.show_home()
        usual = self._window.settings.choices.reviewer_name
        dialog = IdentityDialog(asked.title, asked.people, usual, self._window)
        dialog.claimed.connect(again)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _forget_waiting(self) -> None:
        """Drop the files of a review that was not made: they belong to no other."""
        self._waiting = ()

    def new_with(self, papers: list[Path]) -> None:
        """Make a review and add the PDFs that were dropped on the start screen."""
        self._waiting = tuple(papers)
        self.new()

    def choose(self) -> None:
        """Let the reviewer choose a review folder."""
        from PySide6.QtWidgets import QFileDialog

        folder = QFileDialog.getExistingDirectory(
            self._window, self.tr("Open a review folder"), str(documents())
        )
        if folder:
            self._window.open_folder(Path(folder))

    def sample(self, *, reset: bool = False) -> None:
        """Open the reviewer's copy of the sample review."""
        if self._window.close_review():
            self._window.opening.sample(documents() / SAMPLE_FOLDER, reset=reset)

    def reset_sample(self) -> None:
        """Replace the copy of the sample after asking; what was typed in it is lost."""
        from PySide6.QtWidgets import QMessageBox

        asked = QMessageBox(self._window)
        asked.setIcon(QMessageBox.Icon.Question)
        asked.setText(self.tr("Replace your copy of the sample review by a fresh one?"))
        asked.setInformativeText(
            self.tr("What you typed in the copy is lost. Your own reviews stay.")
        )
        reset = asked.addButton(self.tr("Reset the sample"), QMessageBox.ButtonRole.DestructiveRole)
        asked.setDefaultButton(asked.addButton(QMessageBox.StandardButton.Cancel))
        asked.exec()
        if asked.clickedButton() is reset:
            self.sample(reset=True)

    def find(self, missing: Path) -> None:
        """Let the reviewer point to a listed review whose folder was moved."""
        from PySide6.QtWidgets import QFileDialog

        folder = QFileDialog.getExistingDirectory(
            self._window, self.tr("Where is “{name}” now?").format(name=missing.name)
        )
        if folder:
            self._window.settings.move_review(missing, Path(folder))
            self._window.open_folder(Path(folder))

    def _on_removed(self, folder: Path) -> None:
        self._window.settings.forget_review(folder)
        self._window.home.show_recent(self._window.settings.recent_reviews)
