"""Progress and cancelling of long work."""

import pytest

from app.jobs import Cancelled, JobContext


class Clock:
    """A clock that stands still until it is set."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_step_raises_after_cancel() -> None:
    ctx = JobContext()
    ctx.cancel()
    with pytest.raises(Cancelled, match="Nothing was changed"):
        ctx.step(1, 2)


def test_steps_within_a_tenth_of_a_second_are_reported_once() -> None:
    seen: list[tuple[int, int]] = []
    clock = Clock()
    ctx = JobContext(lambda done, total: seen.append((done, total)), clock)
    ctx.step(1, 10)
    clock.now = 0.05
    ctx.step(2, 10)
    clock.now = 0.11
    ctx.step(3, 10)
    assert seen == [(1, 10), (3, 10)]


def test_the_end_is_always_reported() -> None:
    seen: list[int] = []
    ctx = JobContext(lambda done, total: seen.append(done), Clock())
    ctx.step(1, 2)
    ctx.step(2, 2)
    assert seen == [1, 2]
