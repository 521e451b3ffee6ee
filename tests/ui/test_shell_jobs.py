"""Jobs: results and errors reach the window's thread; cancel and closing stop them."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from app.domain.errors import AppError
from app.jobs import JobContext
from ui.jobs import Jobs
from ui.status_line import StatusLine
from ui.widgets.job_bar import JobBar, StopDialog, remaining, stop_and_wait


class Gate:
    """Work that goes on until it is let through or asked to stop."""

    def __init__(self) -> None:
        self.entered = threading.Event()
        self.open = threading.Event()

    def work(self, context: JobContext) -> str:
        self.entered.set()
        while not self.open.wait(0.005):
            context.step(1, 4)
        return "done"


@pytest.fixture
def gate() -> Iterator[Gate]:
    made = Gate()
    yield made
    made.open.set()


@pytest.fixture
def jobs(gate: Gate) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    gate.open.set()
    made.cancel_all()
    made.wait()
    made.deleteLater()


def refuse(context: JobContext) -> None:
    raise AppError("The disk is full. Nothing was changed.")


def stumble(context: JobContext) -> None:
    raise ZeroDivisionError


def test_the_result_comes_back_in_the_thread_of_the_window(jobs: Jobs, qtbot: QtBot) -> None:
    seen = []
    job = jobs.start("Counting", lambda context: threading.get_ident())
    job.finished.connect(lambda ident: seen.append((ident, threading.get_ident())))
    with qtbot.waitSignal(jobs.idle):
        pass
    worker, receiver = seen[0]
    assert receiver == threading.get_ident()
    assert worker != receiver


def test_a_known_error_comes_back_as_it_is(jobs: Jobs, qtbot: QtBot) -> None:
    job = jobs.start("Writing", refuse)
    with qtbot.waitSignal(job.failed) as failed:
        pass
    assert failed.args[0].message == "The disk is full. Nothing was changed."


def test_a_job_that_ends_before_anybody_listens_is_still_heard(jobs: Jobs, qtbot: QtBot) -> None:
    job = jobs.start("Writing", refuse)
    jobs.wait()
    with qtbot.waitSignal(job.failed):
        pass


def test_a_job_is_over_for_whoever_hears_its_result(jobs: Jobs, qtbot: QtBot) -> None:
    busy = []
    job = jobs.start("Restoring", lambda context: "done")
    job.finished.connect(lambda _result: busy.append(jobs.is_busy))
    with qtbot.waitSignal(jobs.idle):
        pass
    assert busy == [False]


def test_a_bug_is_told_apart_from_a_known_error(jobs: Jobs, qtbot: QtBot) -> None:
    with qtbot.waitSignal(jobs.crashed) as crashed:
        jobs.start("Stumbling", stumble)
    assert isinstance(crashed.args[0], ZeroDivisionError)


def test_a_cancelled_job_stops_at_its_next_step(jobs: Jobs, gate: Gate, qtbot: QtBot) -> None:
    job = jobs.start("Importing", gate.work)
    with qtbot.waitSignal(job.cancelled):
        job.cancel()


def test_the_bar_shows_what_is_under_way_and_cancels_it(
    jobs: Jobs, gate: Gate, qtbot: QtBot
) -> None:
    bar = JobBar(jobs, appears_ms=0)
    qtbot.addWidget(bar)
    jobs.start("Importing PDFs", gate.work)
    qtbot.waitUntil(lambda: bar.isVisible() and bar.text == "Importing PDFs 1/4")
    with qtbot.waitSignal(jobs.idle):
        bar.findChild(QPushButton).click()
    assert not bar.isVisible()


def test_short_work_shows_no_bar(jobs: Jobs, qtbot: QtBot) -> None:
    bar = JobBar(jobs, appears_ms=10_000)
    qtbot.addWidget(bar)
    with qtbot.waitSignal(jobs.idle):
        jobs.start("Saving", lambda context: None)
    assert not bar.isVisible()


def test_waiting_jobs_are_counted(jobs: Jobs, gate: Gate, qtbot: QtBot) -> None:
    bar = JobBar(jobs)
    qtbot.addWidget(bar)
    jobs.start("Importing", gate.work)
    jobs.start("Exporting", gate.work)
    assert bar.text.endswith("(+1)")


def test_closing_stops_the_jobs_and_waits_for_them(jobs: Jobs, gate: Gate, qtbot: QtBot) -> None:
    jobs.start("Importing", gate.work)
    dialog = StopDialog(jobs)
    qtbot.addWidget(dialog)
    dialog.show()
    with qtbot.waitSignal(dialog.accepted):
        pass
    assert not jobs.is_busy


def test_closing_without_a_job_waits_for_nothing(jobs: Jobs) -> None:
    assert stop_and_wait(jobs)


@pytest.mark.parametrize(
    ("elapsed", "done", "total", "left"),
    [(5.0, 1, 10, None), (20.0, 0, 10, None), (20.0, 5, 10, 20), (20.0, 10, 10, None)],
)
def test_the_time_left_is_told_only_when_it_can_be(
    elapsed: float, done: int, total: int, left: int | None
) -> None:
    assert remaining(elapsed, done, total) == left


def test_the_foot_offers_to_take_back_only_what_undo_would(qtbot: QtBot, jobs: Jobs) -> None:
    line = StatusLine(jobs)
    qtbot.addWidget(line)
    line.show_step("Fill Sample size from p. 3")
    line.keep_step(True, "Fill Sample size from p. 3")
    button = line.findChild(QToolButton)
    assert button is not None
    assert not button.isHidden()
    line.keep_step(True, "Type Setting")
    assert button.isHidden()
