"""A random user of the window: python -m tests.bench.bench_random [REVIEW].

Opens a copy of the review (or of the sample) in a window without a screen, and does
CHARTDESK_STEPS (5,000) things at random by the seed CHARTDESK_SEED (1): see random_user. Told are
errors with what led to them, steps of more than half a second of processor time, and how the
memory grew. Ends with 1 when there was an error.
"""

import os
import random
import resource
import shutil
import sys
import tempfile
import threading
import time
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QTimer
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QFileDialog

from app.creating import create_sample
from app.domain.identity import Claim
from tests.bench.random_user import RandomUser, files_of
from ui.demo import wait
from ui.main_window import MainWindow
from ui.settings import Settings
from ui.theme import ThemeController, ThemeMode

STEPS = int(os.environ.get("CHARTDESK_STEPS", "5000"))
SEED = int(os.environ.get("CHARTDESK_SEED", "1"))
PAUSE = 4  # milliseconds between two steps
SLOW = 0.5  # seconds of processor time
TOLD_EVERY = 500  # steps


class Run:
    """Takes the steps one after the other, within dialogs and menus too."""

    def __init__(self, window: MainWindow, folder: Path) -> None:
        """Work on the review of a folder, opened again whenever it was closed."""
        self.errors = 0
        self._window = window
        self._folder = folder
        self._user = RandomUser(window, SEED)
        self._done = 0
        self._depth = 0

    def take(self) -> None:
        """Take a step; the next one does not wait for it to end."""
        QTimer.singleShot(PAUSE, self._window, self.take)
        if self._done >= STEPS:
            self._leave()
            return
        self._done += 1
        self._reopen()
        start = time.process_time()
        self._depth += 1
        try:
            self._user.step()
        except RuntimeError as error:
            if "already deleted" not in str(error):  # the widget went while the mouse was down
                self.tell(error)
        finally:
            self._depth -= 1
        spent = time.process_time() - start
        if spent > SLOW and self._depth == 0:
            print(f"slow, {spent:.1f} s: {self._user.trail[-1]}")
        if self._done % TOLD_EVERY == 0:
            grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            print(f"{self._done} steps, {grown} MB, errors {self.errors}", flush=True)

    def tell(self, error: BaseException) -> None:
        """Print an error and what led to it."""
        self.errors += 1
        print("".join(traceback.format_exception(error)), *self._user.trail, sep="\n  ", flush=True)

    def hook(
        self, _kind: type[BaseException], error: BaseException, _at: TracebackType | None
    ) -> None:
        """Take what Python could not hand to anybody."""
        self.tell(error)

    def _reopen(self) -> None:
        window = self._window
        if window.review is None and not window.jobs.is_busy and self._done % 50 == 0:
            window.open_folder(self._folder)

    def _leave(self) -> None:
        for shown in (QApplication.activePopupWidget(), QApplication.activeModalWidget()):
            if shown is not None:
                shown.close()
        if QApplication.activeModalWidget() is None and self._depth == 0:
            QApplication.exit()


def main() -> None:
    """Let the random user work."""
    app = QApplication(sys.argv[:1])
    theme = ThemeController(app, app)
    theme.apply(ThemeMode.LIGHT)
    with tempfile.TemporaryDirectory() as place:
        folder = _copied(Path(place) / "review")
        _stand_in(Path(place), random.Random(SEED))
        window = MainWindow(Settings(Path(place) / "settings.ini"), theme)
        window.resize(1366, 688)
        window.show()
        window.opening.open(folder, _who())
        wait(lambda: window.extract is not None)
        run = Run(window, folder)
        sys.excepthook = run.hook
        threading.excepthook = lambda told: run.tell(told.exc_value or RuntimeError("thread"))
        QTimer.singleShot(0, window, run.take)
        app.exec()
        window.close()
    print(f"seed {SEED}: {STEPS} steps, errors {run.errors}")
    sys.exit(1 if run.errors else 0)


def _copied(folder: Path) -> Path:
    if len(sys.argv) > 1:
        return Path(shutil.copytree(sys.argv[1], folder))
    create_sample(folder)
    return folder


def _who() -> Claim | None:
    name = os.environ.get("CHARTDESK_NAME", "")
    return Claim(name, because="a copy for tests") if name else None


def _stand_in(folder: Path, chance: random.Random) -> None:
    """Let the dialogs of the system, and its other programs, not appear."""
    chosen = files_of(folder, chance)
    for name in ("getSaveFileName", "getOpenFileName"):
        setattr(QFileDialog, name, staticmethod(chosen))
    many = staticmethod(lambda *_args, **_more: ([], ""))
    setattr(QFileDialog, "getOpenFileNames", many)  # noqa: B010 - mypy knows it as a method
    none = staticmethod(lambda *_args, **_more: "")
    setattr(QFileDialog, "getExistingDirectory", none)  # noqa: B010
    stay = staticmethod(lambda _address: True)
    setattr(QDesktopServices, "openUrl", stay)  # noqa: B010


if __name__ == "__main__":
    main()
