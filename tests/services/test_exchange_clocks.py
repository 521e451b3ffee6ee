"""What laptops' clocks say decides nothing: a year ahead, a year behind, or put back."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.bootstrap import open_review
from app.domain.answers import Cell
from app.domain.edits import FillAnswer, RelabelStudy, SetExtractionStatus
from app.domain.errors import AppError
from app.domain.studies import ExtractionStatus
from app.jobs import JobContext
from tests.services.laptops import Laptop, exchange, laptops, state
from tests.services.reviews import FIELD, add_study, fill, filled

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
YEAR = timedelta(days=365)
ANA, BEN = "Ana Ortiz", "Ben Kim"
Clock = Callable[[], datetime]


class PutBack:
    """A clock that is put back by a day whenever it is read."""

    def __init__(self) -> None:
        self._now = NOW

    def __call__(self) -> datetime:
        self._now -= timedelta(days=1)
        return self._now


def ahead() -> datetime:
    return NOW + YEAR


def behind() -> datetime:
    return NOW - YEAR


@pytest.fixture(params=[(ahead, behind), (PutBack(), ahead)])
def clocks(request: pytest.FixtureRequest) -> tuple[Clock, Clock]:
    """The clocks of two laptops."""
    found: tuple[Clock, Clock] = request.param
    return found


@pytest.fixture
def twice_ana(folder: Path, tmp_path: Path, clocks: tuple[Clock, Clock]) -> Iterator[list[Laptop]]:
    """Ana's two laptops with a study, their clocks apart."""
    with open_review(folder) as review:
        add_study(review)
    with laptops(folder, tmp_path / "desks", (ANA, ANA), clocks) as desks:
        yield desks


def answered(desk: Laptop, before: str, after: str) -> None:
    cell = Cell(desk.records()[0].extraction_id, FIELD)
    desk.review.extraction.apply(FillAnswer(cell, filled(before), filled(after)))


def said(desk: Laptop) -> object:
    record = desk.records()[0]
    return record.answer(Cell(record.extraction_id, FIELD)).value


def test_answer_given_later_by_one_person_stands_whatever_the_clocks_say(
    twice_ana: list[Laptop],
) -> None:
    first, second = twice_ana
    first.review.extraction.apply(fill(first.records()[0], "Norway"))
    second.take(first.save())
    answered(second, "Norway", "Sweden")
    first.take(second.save())
    answered(first, "Sweden", "Denmark")
    exchange(twice_ana)
    assert (said(first), said(second)) == ("Denmark", "Denmark")
    assert state(first.review.folder) == state(second.review.folder)


def test_log_keeps_the_order_of_edits_and_is_sound(twice_ana: list[Laptop]) -> None:
    first, second = twice_ana
    first.review.extraction.apply(fill(first.records()[0], "Norway"))
    second.take(first.save())
    answered(second, "Norway", "Sweden")
    first.take(second.save())
    record = first.records()[0]
    entries = first.review.history.of_answer(record, Cell(record.extraction_id, FIELD))
    assert [entry.answer and entry.answer.value for entry in entries] == ["Sweden", "Norway"]
    assert first.review.verify(JobContext()) == ()
    assert first.review.exchange.merges()[0].told[0].startswith("This is your own work")


def test_a_clock_that_is_ahead_is_told(folder: Path, tmp_path: Path) -> None:
    with laptops(folder, tmp_path / "desks", (ANA, BEN), (ahead, behind)) as (ana, ben):
        (told,) = ben.review.exchange.preview(ana.save(), JobContext()).warnings
    assert "Ana Ortiz's computer is 730 days ahead of this one" in told


def test_name_that_two_gave_apart_is_the_same_on_both(
    folder: Path, tmp_path: Path, clocks: tuple[Clock, Clock]
) -> None:
    with open_review(folder) as review:
        study = add_study(review)
    with laptops(folder, tmp_path / "desks", (ANA, BEN), clocks) as desks:
        for desk, label in zip(desks, ("Lee 2020a", "Lee et al. 2020"), strict=True):
            desk.review.extraction.apply(RelabelStudy(study, "Lee 2020", label))
        exchange(desks)
        assert desks[0].records()[0].study.label == desks[1].records()[0].study.label


def test_seal_that_was_handed_over_stays_so_when_the_clock_is_put_back(
    folder: Path, tmp_path: Path
) -> None:
    with open_review(folder) as review:
        add_study(review)
    with laptops(folder, tmp_path / "desks", (ANA,), (PutBack(),)) as (desk,):
        review, key = desk.review, desk.records()[0].extraction_id
        done = (ExtractionStatus.OPEN, ExtractionStatus.COMPLETE)
        review.extraction.apply(SetExtractionStatus(key, *done))
        edit = review.seals.sealed(key)
        review.extraction.apply(edit)
        desk.save()
        with pytest.raises(AppError, match="relies on this seal"):
            review.extraction.apply(edit.inverse())
