"""Two laptops decide one line differently: both decisions are shown until somebody settles it."""

import platform
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from app.bootstrap import open_review
from app.domain import deciding
from app.domain.consensus import Compared, Line, State
from app.domain.consensus_edits import Decide
from app.domain.errors import AppError, StaleEdit
from app.export.sheets.comparison import _texts
from app.export.wording import ENGLISH
from app.jobs import JobContext
from tests.services.computers import computer
from tests.services.damage import execute
from tests.services.laptops import Laptop, exchange, laptops, state
from tests.services.reviews import add_study
from tests.services.test_consensus_packets import CONTEXT, chart_here

PEOPLE = ("Ana Ortiz", "Ben Kim")


@pytest.fixture(scope="module")
def _charted(_empty_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two copies of a review: Ana said ward, Ben clinic, each has the other's sealed work."""
    place = tmp_path_factory.mktemp("twice")
    first = Path(shutil.copytree(_empty_folder, place / "review"))
    with open_review(first) as review:
        add_study(review)
    with laptops(first, place, PEOPLE) as found:
        chart_here(found[0], "ward")
        chart_here(found[1], "clinic")
        exchange(found)
    return place


@pytest.fixture(scope="module")
def _apart(_charted: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same after Ana took A and Ben took B, each without the other's decision."""
    place = Path(shutil.copytree(_charted, tmp_path_factory.mktemp("apart") / "twice"))
    with opened(place) as found:
        decide(found[0], 0)
        decide(found[1], 1)
        exchange(found)
    return place


@pytest.fixture
def both(_charted: Path, tmp_path: Path) -> Iterator[list[Laptop]]:
    """The two copies, open, before anything is decided."""
    with opened(Path(shutil.copytree(_charted, tmp_path / "twice"))) as found:
        yield found


@pytest.fixture
def apart(_apart: Path, tmp_path: Path) -> Iterator[list[Laptop]]:
    """The two copies, open, with a line that was decided twice."""
    with opened(Path(shutil.copytree(_apart, tmp_path / "twice"))) as found:
        yield found


@contextmanager
def opened(place: Path) -> Iterator[list[Laptop]]:
    """Open the copy of each."""
    desks = [place / str(number) for number in range(len(PEOPLE))]
    with ExitStack() as stack:
        found = []
        for desk in desks:
            with computer(desk / "home", platform.node()):
                review = stack.enter_context(open_review(desk / "review"))
            found.append(Laptop(review, desk / "tray"))
        yield found


def compared(laptop: Laptop) -> Compared:
    return laptop.review.consensus.all()[0]


def line(laptop: Laptop) -> Line:
    found = compared(laptop).line((CONTEXT, ""))
    assert found is not None
    return found


def decide(laptop: Laptop, number: int) -> Decide:
    """Take one side of the line on a laptop; return the edit."""
    now = compared(laptop)
    decision = deciding.taken(now, line(laptop), number)
    edit = laptop.review.consensus.decide(now, line(laptop), decision)
    laptop.review.extraction.apply(edit)
    return edit


def settle(laptop: Laptop) -> None:
    """Take the first side of everything that is open, and close the study."""
    service, apply = laptop.review.consensus, laptop.review.extraction.apply
    for open_line in compared(laptop).open_lines:
        now = compared(laptop)
        apply(service.decide(now, open_line, deciding.taken(now, open_line, 0)))
    apply(service.complete(compared(laptop)))


def values(laptop: Laptop) -> list[object]:
    found = line(laptop).apart
    return [one.answer.value for one in found.decisions] if found else []


def test_both_decisions_are_shown_on_both_laptops_and_none_counts(apart: list[Laptop]) -> None:
    assert [line(laptop).state for laptop in apart] == [State.TWICE, State.TWICE]
    assert [values(laptop) for laptop in apart] == [["ward", "clinic"]] * 2
    assert [line(laptop).final.value for laptop in apart] == [None, None]
    assert [compared(laptop).final.answers for laptop in apart] == [{}, {}]


def test_the_merge_tells_of_it(both: list[Laptop]) -> None:
    decide(both[0], 0)
    decide(both[1], 1)
    packet = both[1].save()
    foreseen = both[0].review.exchange.preview(packet, JobContext()).warnings
    report = both[0].review.exchange.merge(packet, JobContext())
    assert "1 line of the consensus was decided on two laptops" in report.warnings[0]
    assert foreseen == report.warnings


def test_the_sheet_shows_both(apart: list[Laptop]) -> None:
    texts = _texts(compared(apart[0]), line(apart[0]), ENGLISH)
    assert texts[5:7] == ("", "decided twice, not settled")
    assert texts[9:11] == ("Ana Ortiz (ward); Ben Kim (clinic)", "Ana Ortiz; Ben Kim")


def test_who_settles_it_settles_it_for_both(apart: list[Laptop], tmp_path: Path) -> None:
    decide(apart[1], 0)
    exchange(apart)
    assert [line(laptop).state for laptop in apart] == [State.DECIDED, State.DECIDED]
    assert [line(laptop).final.value for laptop in apart] == ["ward", "ward"]
    for laptop in apart:
        laptop.review.close()
    assert state(tmp_path / "twice/0/review") == state(tmp_path / "twice/1/review")


def test_undo_of_the_settling_shows_both_again_and_redo_settles(apart: list[Laptop]) -> None:
    edit = decide(apart[0], 1)
    apart[0].review.extraction.apply(edit.inverse())
    assert sorted(map(str, values(apart[0]))) == ["clinic", "ward"]
    apart[0].review.extraction.apply(edit)
    assert line(apart[0]).final.value == "clinic"


def test_the_same_decision_twice_is_one(both: list[Laptop]) -> None:
    decide(both[0], 1)
    decide(both[1], 1)
    exchange(both)
    assert [line(laptop).state for laptop in both] == [State.DECIDED, State.DECIDED]


def test_a_decision_that_knew_the_other_takes_its_place(both: list[Laptop]) -> None:
    decide(both[0], 0)
    exchange(both)
    decide(both[1], 1)
    exchange(both)
    assert [line(laptop).final.value for laptop in both] == ["clinic", "clinic"]


def test_settling_what_came_apart_further_meanwhile_is_refused(apart: list[Laptop]) -> None:
    late = apart[0].review.consensus.decide(
        compared(apart[0]),
        line(apart[0]),
        deciding.taken(compared(apart[0]), line(apart[0]), 0),
    )
    decide(apart[1], 1)
    exchange(apart)
    with pytest.raises(StaleEdit):
        apart[0].review.extraction.apply(late)


def test_a_study_closed_on_one_laptop_is_open_where_it_was_decided_twice(
    both: list[Laptop],
) -> None:
    ana, ben = both
    decide(ben, 1)
    settle(ana)
    exchange(both)
    assert [one.review.consensus.standing()[0].is_complete for one in both] == [False, False]
    with pytest.raises(AppError, match="not settled"):
        ben.review.consensus.complete(compared(ben))
    decide(ben, 1)
    exchange(both)
    assert [one.review.consensus.standing()[0].is_complete for one in both] == [True, True]


def test_a_decision_of_before_copies_were_told_apart_counts_and_is_replaced(
    both: list[Laptop],
) -> None:
    decide(both[0], 0)
    file = both[0].review.folder / "review.sqlite"
    execute(file, "UPDATE decision SET id = 'old', origin = '', mark = '', knew = NULL")
    assert line(both[0]).final.value == "ward"
    decide(both[0], 1)
    assert line(both[0]).final.value == "clinic"
