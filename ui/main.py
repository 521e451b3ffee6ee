"""Starts the window; also the self-test of a bundle and the demonstration without a display."""

import argparse
import gc
import multiprocessing
import os
import sys
from collections.abc import Sequence
from pathlib import Path


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the desktop program and return its exit code."""
    multiprocessing.freeze_support()
    asked = _parse(arguments)
    if asked.selftest or asked.headless_demo:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if asked.selftest:
        from ui.selftest import selftest

        return selftest()
    if asked.register:
        from ui.registering import register

        return register()
    if asked.headless_demo:
        from ui.demo import headless_demo

        return headless_demo(Path(asked.headless_demo))
    return _run_window(asked)


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="chartdesk-desktop", description="Chartdesk")
    parser.add_argument(
        "review", nargs="?", help="folder of a review, or the address of a highlight, to open"
    )
    parser.add_argument(
        "--register", action="store_true", help="let chartdesk:// links of workbooks open here"
    )
    parser.add_argument("--sample", action="store_true", help="open the sample review")
    parser.add_argument("--selftest", action="store_true", help="check this installation")
    parser.add_argument(
        "--headless-demo",
        metavar="FOLDER",
        help="without a display: export the sample and draw the window into FOLDER",
    )
    return parser.parse_args(arguments)


def _run_window(asked: argparse.Namespace) -> int:
    gc.disable()  # what is loaded now stays: collecting meanwhile is a tenth of the start
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from app import __version__
    from app.domain.addresses import is_address
    from ui.crash import CrashReports, reports_folder
    from ui.flows.addressed import follow, handed_over, watch
    from ui.flows.crashes import watch_crashes
    from ui.main_window import MainWindow
    from ui.settings import Settings
    from ui.theme import ThemeController, with_style

    app = QApplication(with_style(sys.argv))
    app.setApplicationName("Chartdesk")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("chartdesk")
    reports = CrashReports(reports_folder(), __version__, app)
    reports.install()
    settings = Settings()
    address = asked.review if asked.review and is_address(asked.review) else ""
    if address and handed_over(settings.folder, address):
        return 0
    theme = ThemeController(app, app)
    theme.apply(settings.choices.theme, settings.choices.text_scale)
    window = MainWindow(settings, theme)
    watch_crashes(reports, window)
    window.show()
    window.warm_up()
    QTimer.singleShot(0, window, lambda: watch(window))
    gc.freeze()
    gc.enable()
    if address:
        QTimer.singleShot(0, window, lambda: follow(window, address))
    elif asked.review:
        QTimer.singleShot(0, window, lambda: window.open_folder(Path(asked.review)))
    elif asked.sample:
        QTimer.singleShot(0, window, window.open_sample)
    code = app.exec()
    reports.remove()
    return code


if __name__ == "__main__":
    sys.exit(main())
