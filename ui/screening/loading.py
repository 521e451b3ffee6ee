"""Reading the list of records: at once, or in a job behind a busy page where there are many."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from app.domain.screened import Screened
    from ui.screening.page import ScreeningPage
    from ui.screening.queue import Queue
    from ui.workspaces import Desk

MANY = 10_000  # records; fewer are read before one notices
Show = Callable[[list["Screened"]], None]


class Loading(QObject):
    """Reads what the queue shows; of several readings under way only the last is shown."""

    def __init__(self, desk: Desk, page: ScreeningPage, queue: Queue) -> None:
        """Read for `queue`, and say so on `page`."""
        super().__init__(page)
        self._desk = desk
        self._page = page
        self._queue = queue
        self._turn = 0

    def read(self, show: Show) -> None:
        """Read the records and show them."""
        self._turn += 1
        if self._desk.review.screening.size() < MANY:
            show(self._queue.read())
            return
        turn, reading = self._turn, copy(self._queue)
        self._page.show_busy()
        job = self._desk.jobs.start(self.tr("Reading the records"), lambda _ctx: reading.read())
        job.finished.connect(lambda items: self._on_read(turn, reading, items, show))

    def forget(self) -> None:
        """Show nothing of what is being read."""
        self._turn += 1

    def _on_read(self, turn: int, reading: Queue, items: list[Screened], show: Show) -> None:
        if turn == self._turn:
            self._queue.take(reading)
            show(items)
