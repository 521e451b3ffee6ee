"""Requests wait for the worker that suits them, the most urgent first."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.pdf.requests import OpenPaper, Priority
from app.pdf.waiting import Fit, Idle, JobQueue

ONE, TWO = OpenPaper(Path("one.pdf")), OpenPaper(Path("two.pdf"))


def any_lane(_request: object) -> Fit:
    """A lane that is running."""
    return Fit.READY


def cold_lane(_request: object) -> Fit:
    """A lane that would have to start a worker."""
    return Fit.COLD


def test_running_lane_gets_the_job_before_one_that_must_start() -> None:
    queue = JobQueue()
    with ThreadPoolExecutor(2) as pool:
        cold, warm = pool.submit(queue.take, cold_lane), pool.submit(queue.take, any_lane)
        queue.add(ONE, Priority.VISIBLE)
        job = warm.result()
        queue.close()
        assert cold.result() is None
    assert job is not None
    assert job.request is ONE


def test_lane_that_must_start_takes_what_nobody_else_takes() -> None:
    queue = JobQueue()
    queue.add(ONE, Priority.VISIBLE)
    job = queue.take(cold_lane)
    assert job is not None


def test_paper_that_is_open_goes_before_an_earlier_one() -> None:
    queue = JobQueue()
    queue.add(ONE, Priority.VISIBLE)
    queue.add(TWO, Priority.VISIBLE)
    job = queue.take(lambda request: Fit.OPEN if request is TWO else Fit.READY)
    assert job is not None
    assert job.request is TWO


def test_urgent_request_goes_before_an_open_paper() -> None:
    queue = JobQueue()
    queue.add(ONE, Priority.THUMBNAIL)
    queue.add(TWO, Priority.VISIBLE)
    job = queue.take(lambda request: Fit.OPEN if request is ONE else Fit.READY)
    assert job is not None
    assert job.request is TWO


def test_a_lane_without_work_is_told() -> None:
    with pytest.raises(Idle):
        JobQueue().take(any_lane, 0.0)


def test_a_job_that_is_there_goes_before_idleness() -> None:
    queue = JobQueue()
    queue.add(ONE, Priority.BACKGROUND)
    job = queue.take(any_lane, 0.0)
    assert job is not None


def test_cancelled_request_is_skipped() -> None:
    queue = JobQueue()
    queue.add(ONE, Priority.VISIBLE).cancel()
    queue.add(TWO, Priority.VISIBLE)
    job = queue.take(any_lane)
    assert job is not None
    assert job.request is TWO


def test_closed_queue_gives_no_job_and_takes_none() -> None:
    queue = JobQueue()
    waiting = queue.add(ONE, Priority.VISIBLE)
    queue.close()
    assert waiting.cancelled()
    assert queue.take(any_lane) is None
    assert queue.add(TWO, Priority.VISIBLE).cancelled()
