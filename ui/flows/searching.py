"""Find in all papers, answers and quotes: a list of places that lead to the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.domain.anchors import Place
from app.jobs import JobContext
from ui.jobs import Job, Jobs

if TYPE_CHECKING:
    from app.bootstrap import Review
    from app.services.search import Hit

LIMIT = 500
HIT_ROLE = Qt.ItemDataRole.UserRole


class Searching(QObject):
    """Opens the list and runs the search off the window's thread."""

    said = Signal(str, str)
    place_chosen = Signal(str, object)  # study_id, tuple[Place, ...]

    def __init__(self, jobs: Jobs, window: QWidget) -> None:
        """Run in `jobs`; the list belongs to `window`."""
        super().__init__(window)
        self._jobs = jobs
        self._window = window
        self._list: FindList | None = None
        self._job: Job | None = None

    def ask(self, review: Review) -> None:
        """Open the list for a review."""
        if self._list is not None:
            self._list.deleteLater()
        self._list = FindList(self._window)
        self._list.query_entered.connect(lambda text: self._find(review, text))
        self._list.place_chosen.connect(self.place_chosen)
        self._list.show()

    def _find(self, review: Review, text: str) -> None:
        if self._job is not None:
            self._job.cancel()

        def work(ctx: JobContext) -> tuple[Hit, ...]:
            return review.search.find(text, LIMIT, ctx)

        job = self._jobs.start(self.tr("Searching"), work)
        self._job = job
        job.finished.connect(self._on_found)
        job.failed.connect(lambda problem: self.said.emit(problem.message, "warning"))
        job.ended.connect(lambda: self._on_ended(job))

    def _on_found(self, hits: tuple[Hit, ...]) -> None:
        if self._list is not None:
            self._list.show_hits(hits)

    def _on_ended(self, job: Job) -> None:
        if self._job is job:
            self._job = None


class FindList(QDialog):
    """A line to type in and the places found, study by study."""

    query_entered = Signal(str)
    place_chosen = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without a search."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Find in all papers"))
        self.resize(640, 480)
        self._line = QLineEdit()
        self._line.setPlaceholderText(self.tr("Words to find in papers, answers and quotes"))
        self._line.setAccessibleName(self._line.placeholderText())
        self._line.setClearButtonEnabled(True)
        self._count = QLabel(self.tr("Type words and press Return."))
        self._rows = QListWidget()
        self._rows.setAccessibleName(self.tr("Places found"))
        self._rows.setWordWrap(True)
        self._rows.setAlternatingRowColors(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        for widget in (self._line, self._count, self._rows):
            column.addWidget(widget)
        self._line.returnPressed.connect(self._on_entered)
        self._rows.itemActivated.connect(self._on_activated)
        self._rows.itemClicked.connect(self._on_activated)

    def show_hits(self, hits: tuple[Hit, ...]) -> None:
        """Show what was found."""
        self._rows.clear()
        self._count.setText(
            self.tr("%n place(s) found.", "", len(hits))
            if hits
            else self.tr("Nothing found. Try fewer or shorter words.")
        )
        for hit in hits:
            item = QListWidgetItem(self._words(hit))
            item.setData(HIT_ROLE, hit)
            self._rows.addItem(item)

    def keyPressEvent(self, event: object) -> None:
        """Let Return in the line search instead of closing the list."""
        from PySide6.QtGui import QKeyEvent

        if isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                return
            super().keyPressEvent(event)

    def _words(self, hit: Hit) -> str:
        where = self.tr("p. {n}").format(n=hit.page + 1) if hit.page is not None else ""
        what = hit.field_label or ""
        head = " · ".join(part for part in (hit.study_label, where, what) if part)
        return f"{head}\n{hit.excerpt}"

    def _on_entered(self) -> None:
        self._count.setText(self.tr("Searching…"))
        self.query_entered.emit(self._line.text())

    def _on_activated(self, item: QListWidgetItem) -> None:
        hit: Hit = item.data(HIT_ROLE)
        places = (Place(hit.page, hit.rects),) if hit.page is not None else ()
        self.place_chosen.emit(hit.study_id, places)
