"""Without a display: exports the sample's workbook and draws the window, and says where."""

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from app.creating import create_sample
from ui.main_window import MainWindow
from ui.settings import Settings
from ui.theme import ThemeController, ThemeMode, with_style

SIZE = (1366, 688)
LONGEST_MS = 60_000


def headless_demo(folder: Path) -> int:
    """Do the main job into `folder`; return 0 when the workbook and the picture are there."""
    folder.mkdir(parents=True, exist_ok=True)
    review = folder / "sample-review"
    create_sample(review, reset=review.exists())
    app = QApplication(with_style(sys.argv))
    theme = ThemeController(app, app)
    theme.apply(ThemeMode.LIGHT)
    window = MainWindow(Settings(folder / "demo.ini"), theme)
    window.resize(*SIZE)
    window.show()
    exported: list[Path] = []
    window.exporting.exported.connect(lambda _text, path: exported.append(path))
    window.open_folder(review)
    wait(lambda: window.extract is not None and window.extract.source.is_settled)
    if window.review is not None:
        window.exporting.export(window.review)
    wait(lambda: bool(exported))
    picture = folder / "chartdesk.png"
    window.messages.hide()
    saved = window.grab().save(str(picture))
    window.close()
    if not exported or not saved:
        sys.stderr.write("The demonstration did not finish. Nothing else was changed.\n")
        return 1
    sys.stdout.write(f"Workbook: {exported[0]}\nPicture of the window: {picture}\n")
    return 0


def wait(is_done: Callable[[], bool], longest_ms: int = LONGEST_MS) -> None:
    """Let Qt work until `is_done()`, at most so many milliseconds."""
    loop = QEventLoop()
    timer = QTimer()
    timer.setInterval(20)
    timer.timeout.connect(lambda: loop.quit() if is_done() else None)
    timer.start()
    QTimer.singleShot(longest_ms, loop, loop.quit)
    loop.exec()
    timer.stop()
