"""Prints how evenly the window draws while the workbook of a large review is written.

A timer of 16 ms paints the status line of the real window, and the time between two of its ticks is
kept: once at rest, once while 300 studies with 60,000 quotes are read and written. `-w` paints the
whole window with every tick.
"""

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

# what writes imports this module again: the window is loaded where it is wanted
if TYPE_CHECKING:
    from ui.main_window import MainWindow


def exported(window: "MainWindow", folder: Path) -> None:
    """Write the workbook by the window's own job, and wait for its end."""
    from PySide6.QtCore import QEventLoop

    from app.export.choices import ExportChoices

    assert window.review is not None
    loop = QEventLoop()
    window.jobs.ended.connect(loop.quit)
    window.exporting.export_with(window.review, ExportChoices(), folder)
    loop.exec()


def main() -> None:
    """Make the review, open it, measure at rest and during the export."""
    from PySide6.QtWidgets import QApplication

    from tests.bench.bench_import_window import REST, Pulse, rested
    from tests.bench.large_review import make
    from ui.demo import wait
    from ui.main_window import MainWindow
    from ui.settings import Settings
    from ui.theme import ThemeController, with_style

    app = QApplication(with_style(sys.argv))
    theme = ThemeController(app, app)
    theme.apply("light")
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        make(place / "review")
        window = MainWindow(Settings(place / "bench.ini"), theme)
        window.resize(1366, 688)
        window.show()
        window.warm_up()
        window.open_folder(place / "review")
        wait(lambda: window.extract is not None and not window.jobs.is_busy)
        pulse = Pulse(window, whole="-w" in sys.argv)
        rested(REST)
        pulse.told("at rest")
        exported(window, place)
        pulse.told("while 300 studies are exported")
        window.close()
        window.jobs.wait()


if __name__ == "__main__":
    main()
