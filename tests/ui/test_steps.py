"""Steps of undo: one order for all answers, seen from a record, from all, from a workspace."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QObject

from app.domain.answers import NO_ANSWER, Answer, Cell, Status
from app.domain.edits import Edit, FillAnswer, Together
from ui.steps import EVERY_RECORD, Steps

ONE, TWO = Cell("e1", "n"), Cell("e2", "n")
CELLS = (ONE, TWO, Cell("e2", "m"), Cell("e3", "n"))
PLACES = ("e1", "e2", "e3", EVERY_RECORD)
FILLS = st.sets(st.sampled_from(CELLS), min_size=1, max_size=3)
ACTS = st.lists(
    st.tuples(st.sampled_from(PLACES), st.sampled_from(["undo", "redo"]) | FILLS), max_size=14
)


class Review:
    """Stands for the service: holds answers, refuses what does not follow from them."""

    def __init__(self, parent: QObject) -> None:
        self.answers: dict[Cell, Answer] = {}
        self.steps = Steps(self.apply, parent)

    def apply(self, edit: Edit, _label: str) -> bool:
        """Write all parts, or none."""
        parts = edit.edits if isinstance(edit, Together) else (edit,)
        fills = [part for part in parts if isinstance(part, FillAnswer)]
        if any(self.answers.get(fill.cell, NO_ANSWER) != fill.before for fill in fills):
            return False
        self.answers |= {fill.cell: fill.after for fill in fills}
        return True

    def fill(self, value: int, *cells: Cell) -> None:
        """Write a value into cells as one step."""
        after = Answer(value, Status.FILLED)
        fills = [FillAnswer(cell, self.answers.get(cell, NO_ANSWER), after) for cell in cells]
        step = self.steps.begun(f"Fill {value}")
        step.edits.append(Together(tuple(fills)))
        assert self.apply(step.edits[0], "")
        self.steps.push(step)

    def take_back(self) -> int:
        """Undo as long as there is something to undo; return how many steps."""
        number = 0
        while self.steps.can_undo():
            self.steps.undo()
            number += 1
        return number

    def do_again(self, number: int) -> None:
        """Redo so many steps."""
        for _ in range(number):
            self.steps.redo()

    def values(self) -> list[object]:
        """Return what stands in both cells."""
        return [self.answers.get(cell, NO_ANSWER).value for cell in (ONE, TWO)]


@pytest.fixture
def review(qapp: QObject) -> Iterator[Review]:
    parent = QObject()
    yield Review(parent)
    parent.deleteLater()


def test_all_records_take_back_the_latest_first(review: Review) -> None:
    review.steps.show_record("e1")
    review.fill(1, ONE)
    review.steps.show_record("e2")
    review.fill(2, TWO)
    review.steps.show_record(EVERY_RECORD)
    review.steps.undo()
    assert review.values() == [1, None]
    review.steps.undo()
    assert review.values() == [None, None]


def test_step_made_among_all_records_is_taken_back_in_its_own(review: Review) -> None:
    review.steps.show_record(EVERY_RECORD)
    review.fill(1, ONE)
    review.steps.show_record("e2")
    assert not review.steps.can_undo()
    review.steps.show_record("e1")
    review.steps.undo()
    assert review.values() == [None, None]


def test_step_of_two_records_is_taken_back_in_both(review: Review) -> None:
    review.steps.show_record(EVERY_RECORD)
    review.fill(1, ONE, TWO)
    review.steps.show_record("e1")
    review.steps.undo()
    assert review.values() == [None, None]
    review.steps.show_record("e2")
    review.steps.redo()
    assert review.values() == [1, 1]


def test_step_below_another_stays_when_it_is_refused(review: Review) -> None:
    review.steps.show_record(EVERY_RECORD)
    review.fill(1, ONE, TWO)
    review.fill(2, TWO)
    review.steps.show_record("e1")
    review.steps.undo()
    assert review.values() == [1, 2]
    review.steps.show_record(EVERY_RECORD)
    review.steps.undo()
    review.steps.undo()
    assert review.values() == [None, None]


def test_new_step_forgets_what_was_taken_back_in_its_record_only(review: Review) -> None:
    review.steps.show_record(EVERY_RECORD)
    review.fill(1, ONE)
    review.fill(2, TWO)
    review.steps.undo()
    review.steps.undo()
    review.fill(3, ONE)
    review.steps.show_record("e1")
    assert not review.steps.can_redo()
    review.steps.show_record("e2")
    review.steps.redo()
    assert review.values() == [3, 2]


def test_steps_of_a_workspace_are_not_among_those_of_records(review: Review) -> None:
    review.steps.show_page("form")
    step = review.steps.begun("Rename a field")
    review.steps.push(step)
    review.steps.show_record(EVERY_RECORD)
    assert not review.steps.can_undo()
    review.steps.show_page("form")
    assert review.steps.can_undo()
    review.steps.forget_page("form")
    assert not review.steps.can_undo()


@given(ACTS)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_is_done_where_all_of_it_can_be_taken_back(
    qapp: QObject, acts: list[tuple[str, str | set[Cell]]]
) -> None:
    parent = QObject()
    review = Review(parent)
    for number, (place, act) in enumerate(acts):
        review.steps.show_record(place)
        if isinstance(act, str):
            getattr(review.steps, act)()
        else:
            review.fill(number, *sorted(act, key=str))
    review.steps.show_record(EVERY_RECORD)
    written = dict(review.answers)
    number = review.take_back()
    assert set(review.answers.values()) <= {NO_ANSWER}
    review.do_again(number)
    assert review.answers == written
