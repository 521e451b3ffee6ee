"""Follows an address of a workbook: finds its review, opens it and goes to the highlight.

A second start of the program with an address hands it to the window that runs already: it is
written into a small file beside the settings, which that window watches. No network is used.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QFileSystemWatcher,
    QLockFile,
    QObject,
    QTimer,
    Signal,
)

from app.domain.addresses import Address, is_address, read_address
from app.domain.errors import AppError
from ui.registering import ensure_registered

if TYPE_CHECKING:
    from ui.main_window import MainWindow

LOCK, INBOX = "window.lock", "address.txt"
LONGEST = 2_000  # characters of an address that are read


class AddressInbox(QObject):
    """Gives the addresses that other starts of the program leave."""

    arrived = Signal(str)

    def __init__(self, folder: Path, parent: QObject) -> None:
        """Watch `folder`, if no other window does."""
        super().__init__(parent)
        folder.mkdir(parents=True, exist_ok=True)
        self._file = folder / INBOX
        self._lock = QLockFile(str(folder / LOCK))
        self._lock.setStaleLockTime(0)  # as long as its process lives
        self.is_first = self._lock.tryLock(0)
        if self.is_first:
            self._watcher = QFileSystemWatcher([str(folder)], self)
            self._watcher.directoryChanged.connect(lambda _folder: self._look())

    def close(self) -> None:
        """Let another window watch."""
        if self.is_first:
            self._watcher.deleteLater()
            self._lock.unlock()
            self.is_first = False

    def _look(self) -> None:
        if not self._file.exists():
            return
        text = self._file.read_text("utf-8", "replace")[:LONGEST].strip()
        self._file.unlink(missing_ok=True)
        if is_address(text):
            self.arrived.emit(text)


def handed_over(folder: Path, address: str) -> bool:
    """Give an address to the window that runs; False when there is none."""
    lock = QLockFile(str(folder / LOCK))
    lock.setStaleLockTime(0)
    if not folder.is_dir() or lock.tryLock(0):
        lock.unlock()
        return False
    written = folder / f".{INBOX}.new"
    written.write_text(address, encoding="utf-8")
    written.replace(folder / INBOX)
    return True


class OpenedByTheSystem(QObject):
    """Hears the addresses that macOS gives to a running program."""

    arrived = Signal(str)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take an address; files are left to others."""
        if event.type() is QEvent.Type.FileOpen:
            text = str(event.url().toString())  # type: ignore[attr-defined]
            if is_address(text):
                self.arrived.emit(text)
                return True
        return super().eventFilter(watched, event)


def watch(window: MainWindow) -> None:
    """Follow what other starts of the program, or the system, hand over."""
    ensure_registered(window.settings.folder)
    inbox = AddressInbox(window.settings.folder, window)
    inbox.arrived.connect(lambda text: follow(window, text))
    application = QCoreApplication.instance()
    if application is not None:
        application.aboutToQuit.connect(inbox.close)
        system = OpenedByTheSystem(window)
        system.arrived.connect(lambda text: follow(window, text))
        application.installEventFilter(system)


def follow(window: MainWindow, text: str) -> None:
    """Go to the highlight that an address names."""
    window.activateWindow()
    try:
        address = read_address(text)
    except AppError as problem:
        window.say(problem.message, "warning")
        return
    review = window.review
    if review is not None and review.addresses.review_id() == address.review_id:
        _show(window, address)
        return
    from app.services.addresses import folder_of

    folder = folder_of(address.review_id, (r.folder for r in window.settings.recent_reviews))
    if folder is None:
        window.say(_tr("The review of this highlight is not among those you opened here. Open it, "
                       "then follow the link again."), "warning")  # fmt: skip
        return

    def opened(_review: object) -> None:
        window.opening.opened.disconnect(opened)
        QTimer.singleShot(0, window, lambda: _show(window, address))

    window.opening.opened.connect(opened)
    window.open_folder(folder)


def _show(window: MainWindow, address: Address) -> None:
    if window.review is None or window.opened is None:
        return
    try:
        found = window.review.addresses.find(address)
    except AppError as problem:
        window.say(problem.message, "warning")
        return
    window.opened.show_place(found.study_id, found.places, found.paper)
    if found.cell is not None:
        window.opened.show_cell(found.study_id, found.cell)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Addressed", text)
