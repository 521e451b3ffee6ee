"""Carries answers of other threads into the window's."""

from concurrent.futures import Future
from typing import Any

from PySide6.QtCore import QObject, Signal


class Post(QObject):
    """Says in a signal what a future was answered; it may outlive the window.

    Connect it queued: it is emitted in the thread that finished the work.
    """

    delivered = Signal(object, object, object)  # what was asked, the answer or None, the error

    def deliver(self, asked: object, done: "Future[Any]") -> None:
        """Say what a request was answered."""
        if not done.cancelled():
            error = done.exception()
            self.delivered.emit(asked, None if error else done.result(), error)
