"""A process that settles lines is killed by SIGKILL at counted moments: nothing settled is lost."""

import os
import shutil
import sys
import traceback
from pathlib import Path

import pytest

from app.bootstrap import Review, open_review
from app.domain import deciding
from app.domain.consensus import State
from app.jobs import JobContext
from tests.services.killed import _killing_after, _watch
from tests.services.reviews import add_study
from tests.services.sealed import Charted, chart

FIELDS = ("source.citation", "source.context", "design.aims", "findings.findings", "gaps.limits")
MOMENTS = (20, 90, 150)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")


@pytest.fixture(scope="module")
def sealed(_empty_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study with five lines in which Ana and Ben differ."""
    made = Path(shutil.copytree(_empty_folder, tmp_path_factory.mktemp("settling") / "review"))
    with open_review(made) as review:
        study = add_study(review)
    chart(made, "Ana Ortiz", study, Charted({field: f"{field} of A" for field in FIELDS}))
    chart(made, "Ben Kim", study, Charted({field: f"{field} of B" for field in FIELDS}))
    return made


def settle(review: Review, told: Path) -> None:
    """Take B on every line, and write down each one that was settled."""
    with told.open("a", encoding="utf-8") as stream:
        for line in review.consensus.all()[0].open_lines:
            now = review.consensus.all()[0]
            decision = deciding.taken(now, line, 1)
            review.extraction.apply(review.consensus.decide(now, line, decision))
            os.write(stream.fileno(), f"{line.field_id}\n".encode())


def settle_and_die(folder: Path, told: Path, moment: int) -> bool:
    """Settle in a process of its own that is killed; tell whether it was, or was done before."""
    child = os.fork()
    if child == 0:
        done = 1
        try:
            with open_review(folder) as review:
                _watch(_killing_after(moment))
                settle(review, told)
            done = 0
        except BaseException:  # noqa: BLE001 - told, and the parent sees the exit code
            traceback.print_exc()
        finally:
            os._exit(done)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, f"settling failed: {status}"
    return os.WIFSIGNALED(status)


@pytest.mark.parametrize("moment", MOMENTS)
def test_nothing_that_was_settled_is_lost(sealed: Path, tmp_path: Path, moment: int) -> None:
    folder = Path(shutil.copytree(sealed, tmp_path / "review"))
    told = tmp_path / "told"
    assert settle_and_die(folder, told, moment)
    settled = told.read_text(encoding="utf-8").split()
    with open_review(folder) as review:
        compared = review.consensus.all()[0]
        found = [line.field_id for line in compared.lines if line.state is State.DECIDED]
        assert found[: len(settled)] == settled
        assert len(found) <= len(settled) + 1
        assert [line.first.answer.value for line in compared.lines if line.field_id in FIELDS] == [
            f"{field} of A" for field in FIELDS
        ]
        assert review.verify(JobContext()) == ()
        settle(review, told)
        assert not review.consensus.all()[0].open_lines
