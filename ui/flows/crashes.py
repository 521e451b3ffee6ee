"""Shows a crash report when one is written, and the one that the last session left."""

from pathlib import Path

from PySide6.QtCore import QTimer

from ui.crash import CrashReports
from ui.main_window import MainWindow
from ui.widgets.crash_dialog import CrashDialog


def watch_crashes(reports: CrashReports, window: MainWindow) -> None:
    """Connect the reports to the window."""
    reports.refused.connect(lambda text: window.messages.say(text, "danger"))
    reports.reported.connect(lambda path: _show(path, window, last_time=False))
    window.jobs.crashed.connect(lambda error: _show(reports.report(error), window, last_time=False))
    unseen = reports.unseen
    if unseen:
        QTimer.singleShot(0, window, lambda: _show(unseen[0], window, last_time=True))
        reports.mark_seen()


def _show(report: Path, window: MainWindow, *, last_time: bool) -> None:
    seen = report.with_name(report.name.replace("new-", "seen-", 1))
    CrashDialog(report if report.exists() else seen, window, last_time).open()
