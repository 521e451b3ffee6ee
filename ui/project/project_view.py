"""The Project workspace: a list of pages beside the chosen page."""

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.domain.fields import Form
from app.domain.studies import Reviewer
from app.services.backup import Backup
from ui.project.assignment_page import AssignmentPage
from ui.project.backups_page import BackupsPage
from ui.project.people_page import PeoplePage
from ui.project.review_page import ReviewPage
from ui.project.small_pages import FilesPage, ReviewerPage, ReviewFiles
from ui.style_sheet import set_kind
from ui.theme import Tokens

WIDEST = 1100  # pixels of the page
ICONS = ("archive", "user", "users", "folder-open")


class ProjectView(QFrame):
    """Shows the review's own answers, its backups, reviewer and files."""

    edit_requested = Signal(object, str)  # SetReviewAnswer, label for undo
    backup_requested = Signal()
    look_requested = Signal(object)  # Path of a backup
    restore_requested = Signal(object)  # Backup
    copy_requested = Signal(object)  # Backup
    reviewer_renamed = Signal(str, str)  # name, initials
    folder_requested = Signal()

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        """Start with the pages that every review has."""
        super().__init__(parent)
        self._tokens = tokens
        self._form_key = ""
        self._reviews: list[ReviewPage] = []
        self._list = QListWidget()
        self._pages = QStackedWidget()
        self._backups = BackupsPage()
        self._reviewer = ReviewerPage()
        self.people = PeoplePage()
        self.assignments = AssignmentPage()
        self._files = FilesPage()
        self._build()
        self._connect()
        self._list_pages()

    @property
    def backups(self) -> BackupsPage:
        """The page of the copies, so that a window can go there."""
        return self._backups

    def show_review(self, form: Form, details: Mapping[str, object]) -> None:
        """Show the stored answers of the review by field id."""
        if form.version_id != self._form_key:
            self._form_key = form.version_id
            self._make_review_pages(form)
        for page in self._reviews:
            page.show_details(details)

    def show_backups(self, backups: tuple[Backup, ...]) -> None:
        """List the copies."""
        self._backups.show_backups(backups)

    def show_reviewer(self, reviewer: Reviewer) -> None:
        """Show who extracts."""
        self._reviewer.show_reviewer(reviewer)

    def show_files(self, files: ReviewFiles) -> None:
        """Show where the review lies."""
        self._files.show_files(files)

    def show_page(self, page: QWidget) -> None:
        """Bring a page to the front."""
        self._list.setCurrentRow(self._pages.indexOf(page))

    def flush(self) -> None:
        """Say what is typed now, before the review closes or a step is undone."""
        for page in self._reviews:
            page.flush()

    def dress(self, tokens: Tokens) -> None:
        """Draw in the colours of the theme."""
        self._tokens = tokens
        self._tint()

    def _build(self) -> None:
        set_kind(self, "pane")
        self._list.setAccessibleName(self.tr("Pages"))
        self._list.setFixedWidth(240)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setIconSize(QSize(18, 18))
        set_kind(self._list, "pages")
        self._pages.setMaximumWidth(WIDEST)
        reviewers = QWidget()
        column = QVBoxLayout(reviewers)
        column.setContentsMargins(0, 0, 16, 16)
        column.addWidget(self._reviewer)
        column.addWidget(self.people, 1)
        self.people.setContentsMargins(16, 0, 0, 0)
        scrolled = QScrollArea()
        scrolled.setWidgetResizable(True)
        scrolled.setFrameShape(QFrame.Shape.NoFrame)
        set_kind(scrolled, "plain")
        scrolled.setWidget(reviewers)
        for page in (self._backups, scrolled, self.assignments, self._files):
            self._pages.addWidget(page)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._list)
        row.addWidget(self._pages, 1000)
        row.addStretch(1)

    def _connect(self) -> None:
        self._list.currentRowChanged.connect(self._pages.setCurrentIndex)
        self._backups.backup_requested.connect(self.backup_requested)
        self._backups.look_requested.connect(self.look_requested)
        self._backups.restore_requested.connect(self.restore_requested)
        self._backups.copy_requested.connect(self.copy_requested)
        self._reviewer.rename_requested.connect(self.reviewer_renamed)
        self._files.folder_requested.connect(self.folder_requested)

    def _make_review_pages(self, form: Form) -> None:
        for page in self._reviews:
            self._pages.removeWidget(page)
            page.deleteLater()
        self._reviews = [ReviewPage(section) for section in form.review_sections]
        for place, page in enumerate(self._reviews):
            page.edit_requested.connect(self.edit_requested)
            self._pages.insertWidget(place, page)
        self._list_pages()

    def _list_pages(self) -> None:
        self._list.clear()
        names = [page.accessibleName() for page in self._reviews]
        names += [
            self.tr("Backups"),
            self.tr("Reviewers"),
            self.tr("Assignments"),
            self.tr("Files"),
        ]
        self._list.addItems(names)
        self._tint()
        self._list.setCurrentRow(0)

    def _tint(self) -> None:
        icons = [*("clipboard-list" for _ in self._reviews), *ICONS]
        for row, name in enumerate(icons):
            self._list.item(row).setIcon(self._tokens.icon(name, "text_muted"))
