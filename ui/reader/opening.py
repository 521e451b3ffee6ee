"""What stands in the place of the pages until they are there, and when they cannot be shown."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.reader.empty_page import EmptyPage, Offer
from ui.reader.pages import PageSource

PATIENCE = 150  # milliseconds without a word: most papers are there sooner


class Opening(QObject):
    """Opens papers, and says so when that takes a while, asks for a password, or fails."""

    announced = Signal(str)
    failed = Signal(str)

    def __init__(
        self, source: PageSource, empty: EmptyPage, stack: QStackedWidget, pages: QWidget
    ) -> None:
        super().__init__(pages)
        self._source = source
        self._empty = empty
        self._stack = stack
        self._pages = pages
        self._paper: tuple[Path, str, str] | None = None
        self._is_locked = False  # it asks for a password
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE)
        self._patience.timeout.connect(self._tell)
        source.paper_opened.connect(self._on_opened)
        source.paper_failed.connect(self._on_failed)
        source.password_needed.connect(self._on_password_needed)
        empty.came_up.connect(self._on_came_up)

    def open(self, path: Path, key: str, title: str) -> None:
        """Open a paper; its pages come, or a word about what keeps them."""
        self._paper, self._is_locked = (path, key, title), False
        self._show_pages()
        self._patience.start()
        self._source.open(path, key)

    def forget(self) -> None:
        """Nothing is opened any more."""
        self._is_locked = False
        self._patience.stop()
        self._source.close()

    def _tell(self) -> None:
        if self._paper is None:
            return
        title = self._paper[2]
        words = self.tr("Opening {0}…").format(title) if title else self.tr("Opening the paper…")
        self._show(words, ((self.tr("Stop"), self._stop),), is_busy=True)

    def _stop(self) -> None:
        self.forget()
        self._show(self.tr("The paper was not opened. Your answers are safe."), self._again())

    def _on_opened(self) -> None:
        self._patience.stop()
        self._is_locked = False
        self._show_pages()

    def _on_came_up(self) -> None:
        """Open at once what another pane has unlocked meanwhile."""
        paper = self._paper
        if paper is not None and self._is_locked and self._source.is_unlocked(paper[0]):
            self.open(*paper)

    def _on_failed(self, message: str) -> None:
        """Say why; the file has its hash for a name, which says nothing to a reader."""
        self._patience.stop()
        if self._paper is not None and self._paper[2]:
            named = self.tr("The PDF of {0}").format(self._paper[2])
            message = message.replace(f"“{self._paper[0].name}”", named)
        self._show(message, self._again())
        self.failed.emit(message)

    def _on_password_needed(self, was_wrong: bool) -> None:
        """Ask on the spot; where the keys were in the pages, they go on in the line."""
        self._patience.stop()
        words = (
            self.tr("That was not the password of this PDF. Try another.")
            if was_wrong
            else self.tr("This PDF asks for a password. It is not stored.")
        )
        had_keys = self._has_keys()
        self._empty.ask_password(words, self._retry_with)
        self._stack.setCurrentWidget(self._empty)
        self._is_locked = True
        if had_keys:
            self._empty.focus_password()
        self.announced.emit(words)

    def _retry_with(self, password: str) -> None:
        self._patience.start()
        self._source.retry_with_password(password)

    def _again(self) -> tuple[Offer, ...]:
        return ((self.tr("Try again"), self._retry),)

    def _retry(self) -> None:
        if self._paper is not None:
            self._source.forgive(self._paper[0])
            self.open(*self._paper)

    def _show_pages(self) -> None:
        had_keys = self._empty.has_keys
        self._stack.setCurrentWidget(self._pages)
        if had_keys:
            self._pages.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, words: str, offers: Sequence[Offer], *, is_busy: bool = False) -> None:
        """Put a sentence in the place of the pages and say it; the keys stay in the pane.

        They go to no button: what is pressed to scroll must not stop or begin anything.
        """
        had_keys = self._has_keys()
        self._empty.tell(words, offers, is_drop_zone=False, is_busy=is_busy)
        self._stack.setCurrentWidget(self._empty)
        if had_keys:
            self._empty.setFocus(Qt.FocusReason.OtherFocusReason)
        self.announced.emit(words)

    def _has_keys(self) -> bool:
        return self._pages.hasFocus() or self._empty.has_keys
