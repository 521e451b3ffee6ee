"""Work in another process reports, stops and fails as it would here."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from app import apart
from app.apart import ProcessLost, WorkFailed, done_apart
from app.domain.errors import AppError, DiskFull
from app.export.files import remove_left_by
from app.jobs import Cancelled, JobContext
from tests.unit import apart_work


def test_work_is_done_elsewhere_and_reports_here() -> None:
    seen: list[tuple[int, int]] = []
    pid = done_apart(apart_work.counted, JobContext(lambda done, total: seen.append((done, total))))
    assert pid != os.getpid()
    assert seen == [(3, 3)]


@pytest.mark.parametrize(
    ("work", "kind", "sentence"),
    [
        (apart_work.refused, DiskFull, "The disk is full."),
        (apart_work.oddly_refused, AppError, "Sentence 7."),
    ],
)
def test_refusal_keeps_its_sentence(
    work: Callable[[JobContext], None], kind: type[AppError], sentence: str
) -> None:
    with pytest.raises(kind) as problem:
        done_apart(work, JobContext())
    assert problem.value.message == sentence


def test_bug_tells_the_lines_that_led_to_it_and_not_its_words() -> None:
    with pytest.raises(WorkFailed, match=r"builtins\.ZeroDivisionError") as problem:
        done_apart(apart_work.faulty, JobContext())
    assert "in faulty: return 1 / len" in problem.value.frames[-1]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_killed_process_is_told_in_a_sentence() -> None:
    with pytest.raises(ProcessLost, match="Nothing was written and your answers are safe"):
        done_apart(apart_work.killed, JobContext())


def test_cancelled_work_clears_up_behind_itself(tmp_path: Path) -> None:
    ctx = JobContext(lambda _done, _total: ctx.cancel())
    with pytest.raises(Cancelled):
        done_apart(partial(apart_work.endless, tmp_path / "out"), ctx)
    assert list(tmp_path.iterdir()) == []


def test_work_that_does_not_stop_is_killed_and_cleared_up_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "STOP_SECONDS", 0.1)
    ctx = JobContext(lambda _done, _total: ctx.cancel())
    work = partial(apart_work.stubborn, tmp_path / "out")
    with pytest.raises(Cancelled):
        done_apart(work, ctx, partial(remove_left_by, tmp_path))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_work_ends_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    code = (
        "import sys; from functools import partial; from pathlib import Path;"
        "from app.apart import done_apart; from app.jobs import JobContext;"
        "from tests.unit.apart_work import endless;"
        "report = lambda done, total: print('on', flush=True);"
        "done_apart(partial(endless, Path(sys.argv[1])), JobContext(report))"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "out")]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        parent.stdout.readline()
        parent.send_signal(signal.SIGKILL)
        parent.stdout.read()  # the other process has it too, and lets go of it as it ends
    assert list(tmp_path.iterdir()) == []
