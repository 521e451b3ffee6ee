"""Reports of bugs: kept on this computer, without what the reviewer typed."""

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from app.domain.errors import AppError
from ui.crash import CrashReports
from ui.widgets.crash_dialog import CrashDialog

SECRET = "412 adults with heart failure"


def broken() -> Exception:
    """Return an exception that holds an answer, with a traceback."""
    try:
        {}[SECRET]
    except KeyError as error:
        return error
    raise AssertionError


@pytest.fixture
def reports(tmp_path: Path) -> Iterator[CrashReports]:
    made = CrashReports(tmp_path / "reports", "1.0")
    made.install()
    yield made
    made.remove()


def test_a_report_names_the_bug_but_not_what_was_typed(reports: CrashReports) -> None:
    text = reports.report(broken()).read_text(encoding="utf-8")
    assert "builtins.KeyError" in text
    assert "in broken" in text
    assert SECRET not in text


def test_a_report_does_not_name_the_home_folder(reports: CrashReports) -> None:
    text = reports.report(broken()).read_text(encoding="utf-8")
    assert str(Path(__file__).parent) not in text


def test_an_uncaught_exception_is_reported(reports: CrashReports, qtbot: QtBot) -> None:
    error = broken()
    with qtbot.waitSignal(reports.reported) as reported:
        sys.excepthook(type(error), error, error.__traceback__)
    assert reported.args == [reports.unseen[0]]


def test_a_known_error_nobody_caught_is_shown_and_not_reported(
    reports: CrashReports, qtbot: QtBot
) -> None:
    error = AppError("The PDF is damaged. Your answers are safe.")
    with qtbot.waitSignal(reports.refused) as refused:
        sys.excepthook(AppError, error, None)
    assert refused.args == ["The PDF is damaged. Your answers are safe."]
    assert reports.unseen == ()


def test_a_bug_in_a_thread_is_reported(reports: CrashReports) -> None:
    thread = threading.Thread(target=lambda: {}[SECRET])
    thread.start()
    thread.join()
    assert len(reports.unseen) == 1


def test_the_next_start_finds_what_a_fault_left_behind(tmp_path: Path) -> None:
    (tmp_path / "fault.txt").write_text(
        'Fatal Python error: Aborted\n  File "/home/anna/chartdesk/ui/reader/canvas.py", line 3'
    )
    reports = CrashReports(tmp_path, "1.0")
    reports.install()
    reports.remove()
    text = reports.unseen[0].read_text(encoding="utf-8")
    assert "Aborted" in text
    assert "ui/reader/canvas.py" in text
    assert "anna" not in text


def test_a_clean_end_leaves_nothing_to_offer(tmp_path: Path) -> None:
    reports = CrashReports(tmp_path, "1.0")
    reports.install()
    reports.remove()
    assert list(tmp_path.iterdir()) == []


def test_reports_that_were_shown_are_not_offered_again(reports: CrashReports) -> None:
    reports.report(broken())
    reports.mark_seen()
    assert reports.unseen == ()


def test_hooks_are_put_back(tmp_path: Path) -> None:
    before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
    reports = CrashReports(tmp_path, "1.0")
    reports.install()
    assert sys.excepthook is not before[0]
    reports.remove()
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == before


def test_the_dialog_shows_and_copies_the_report(reports: CrashReports, qtbot: QtBot) -> None:
    dialog = CrashDialog(reports.report(broken()))
    qtbot.addWidget(dialog)
    dialog.show()
    buttons = {button.text(): button for button in dialog.findChildren(QPushButton)}
    assert not dialog.findChild(QPlainTextEdit).isVisible()
    buttons["Show report"].click()
    assert dialog.findChild(QPlainTextEdit).isVisible()
    buttons["Copy report"].click()
    assert "builtins.KeyError" in QGuiApplication.clipboard().text()
