"""Designing a form in tests: one move a function."""

from typing import Any

import pytest

from app.bootstrap import Review
from app.domain.answers import Answer, Cell
from app.domain.fields import FieldType
from app.domain.form_changes import Decision, asking, default_resolution, resolved
from app.jobs import JobContext
from tests.services.reviews import add_study, fill

COUNTRY = "source.country"
DESIGN = "design.design"


def apply(review: Review, edit: Any, label: str = "") -> None:
    review.extraction.apply(edit, None, label)


def change(review: Review, field_id: str = COUNTRY, **said: object) -> None:
    apply(review, review.design.begun(review.design.moves().change_field(field_id, said)))


def add_field(review: Review, section: str = "source", label: str = "Funding") -> str:
    edit, field_id = review.design.moves().add_field(section, 0, FieldType.SHORT_TEXT, label)
    apply(review, review.design.begun(edit))
    return field_id


def publish(review: Review, decision: Decision | None = None, target: str = "") -> None:
    asked = asking(review.design.changes())
    said = [
        default_resolution(one) if decision is None else resolved(one, decision, target)
        for one in asked
        if decision is None or decision in one.choices
    ]
    review.design.publish("Funding matters", said, JobContext())


def cells(review: Review) -> list[Cell]:
    return [entry.cell for entry in review.design.revisits()]


def answer(review: Review, cell: Cell) -> Answer:
    return review.records.record_of_extraction(cell.extraction_id).answer(cell)


@pytest.fixture
def answered(review: Review) -> Cell:
    """The country of a study that was begun."""
    record = review.records.record(add_study(review))
    apply(review, fill(record, ["SE"]))
    return Cell(record.extraction_id, COUNTRY)
