"""Two laptops publish versions of the form: found, used or brought together, nothing lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.bootstrap import open_review
from app.domain.answers import Cell, Status
from app.domain.fields import FieldType
from app.domain.form_changes import Decision, asking, resolved
from app.domain.form_versions import Relation
from app.jobs import JobContext
from tests.services.laptops import Laptop, exchange, laptops
from tests.services.reviews import add_study, fill

PAIR = ("Ana Ortiz", "Ben Kim")


@pytest.fixture
def pair(folder: Path, tmp_path: Path) -> Iterator[list[Laptop]]:
    """Ana's and Ben's laptops with a study that both have begun, exchanged once."""
    with open_review(folder) as review:
        add_study(review)
    with laptops(folder, tmp_path / "desks", PAIR) as desks:
        for desk in desks:
            desk.review.extraction.apply(fill(desk.records()[0], ["SE"]))
        exchange(desks)
        yield desks


def publish(desk: Laptop, label: str, decision: Decision = Decision.REVISIT) -> str:
    """Add a field on one laptop, publish, and return the id of the field."""
    design = desk.review.design
    edit, field_id = design.moves().add_field("source", 0, FieldType.SHORT_TEXT, label)
    desk.review.extraction.apply(design.begun(edit))
    said = [resolved(change, decision) for change in asking(design.changes())]
    design.publish(f"{label} wanted", said, JobContext())
    return field_id


def cell(desk: Laptop, field_id: str) -> Cell:
    return Cell(desk.records()[0].extraction_id, field_id)


def test_version_that_came_is_not_used_before_the_reviewer_says_so(pair: list[Laptop]) -> None:
    ana, ben = pair
    publish(ana, "Funding")
    (told,) = ben.review.exchange.merge(ana.save(), JobContext()).warnings
    assert told.startswith("Version 2 of the form “")
    assert ben.review.forms.current().number == 1
    (arrived,) = ben.review.design.arrived()
    assert (arrived.version.number, arrived.relation) == (2, Relation.BEHIND)


def test_used_version_asks_the_colleague_about_their_own_answers(pair: list[Laptop]) -> None:
    ana, ben = pair
    field_id = publish(ana, "Funding")
    ben.take(ana.save())
    ben.review.design.use(ben.review.design.arrived()[0].version.version_id, JobContext())
    assert [entry.cell for entry in ben.review.design.revisits()] == [cell(ben, field_id)]


def test_decision_is_carried_out_where_the_version_is_used(pair: list[Laptop]) -> None:
    ana, ben = pair
    field_id = publish(ana, "Funding", Decision.NOT_REPORTED)
    ben.take(ana.save())
    ben.review.design.use(ben.review.design.arrived()[0].version.version_id, JobContext())
    assert ben.records()[0].answer(cell(ben, field_id)).status is Status.NOT_REPORTED


def test_versions_published_apart_are_brought_together_on_both(pair: list[Laptop]) -> None:
    ana, ben = pair
    first, second = publish(ana, "Funding"), publish(ben, "Registration")
    exchange(pair)
    (arrived,) = ana.review.design.arrived()
    assert arrived.relation is Relation.APART
    theirs = arrived.version.version_id
    edit = ana.review.design.replaced(ana.review.design.joining(theirs).document)
    ana.review.extraction.apply(edit)
    ana.review.design.publish("Both", (), JobContext(), theirs)
    ben.take(ana.save())
    (joined,) = ben.review.design.arrived()
    assert joined.relation is Relation.BEHIND
    ben.review.design.use(joined.version.version_id, JobContext())
    asked = [
        {entry.cell.field_id for entry in desk.review.design.revisits()} for desk in (ana, ben)
    ]
    assert asked == [{first, second}, {first, second}]
    assert ben.review.forms.current().sections == ana.review.forms.current().sections
