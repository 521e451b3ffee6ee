"""Any run of answers, versions and reinstatements loses no answer and keeps the log whole."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.bootstrap import Review, open_review
from app.domain.answers import Cell
from app.domain.edits import FillAnswer
from app.domain.errors import AppError
from app.domain.fields import FieldType
from app.domain.form_changes import Decision, asking, resolved
from app.jobs import JobContext
from db.engine import open_engine, reading
from db.models import AnswerRow
from tests.services.reviews import add_study, filled

TEXT = st.text(min_size=1, max_size=6).filter(lambda text: bool(text.strip()))
STEP = st.tuples(
    st.sampled_from(("fill", "fill", "add", "label", "remove", "condition", "publish", "back")),
    st.integers(0, 1000),
    TEXT,
)


class Desk:
    """A review and a study of it, and what was typed into each cell last."""

    def __init__(self, review: Review) -> None:
        self.review = review
        self.study_id = add_study(review)
        self.typed: dict[Cell, str] = {}

    def fill(self, number: int, text: str) -> None:
        record = self.review.records.record(self.study_id)
        texts = [
            field.field_id
            for field in record.form.study_fields
            if field.type in (FieldType.SHORT_TEXT, FieldType.LONG_TEXT)
            and not record.form.section_of(field.field_id).repeating
        ]
        cell = Cell(record.extraction_id, texts[number % len(texts)])
        self.review.extraction.apply(FillAnswer(cell, record.answer(cell), filled(text)))
        self.typed[cell] = text

    def add(self, number: int, text: str) -> None:
        section = "source" if number % 2 else "findings"
        moves = self.review.design.moves()
        self.change(moves.add_field(section, number % 4, FieldType.SHORT_TEXT, text)[0])

    def label(self, number: int, text: str) -> None:
        self.change(self.review.design.moves().change_field(self.some(number), {"label": text}))

    def remove(self, number: int, _text: str) -> None:
        if number % 3 == 0:
            self.change(self.review.design.moves().remove_field(self.some(number)))

    def condition(self, number: int, text: str) -> None:
        said = {"show_if": {"field": "findings.findings", "contains": text}}
        self.change(self.review.design.moves().change_field(self.some(number), said))

    def publish(self, number: int, _text: str) -> None:
        asked = asking(self.review.design.changes())
        choices = [c.choices[number % len(c.choices)] for c in asked]
        said = [
            resolved(change, choice if choice is not Decision.MERGE else Decision.LEAVE)
            for change, choice in zip(asked, choices, strict=True)
        ]
        try:
            self.review.design.publish("Property", said, JobContext())
        except AppError:  # nothing changed, or the draft has a mistake
            return

    def back(self, number: int, _text: str) -> None:
        versions = list(self.review.design.versions())
        edit = self.review.design.reinstated(versions[number % len(versions)])
        self.review.extraction.apply(edit)

    def some(self, number: int) -> str:
        sections = self.review.design.document()["sections"]
        fields = [f for s in sections if s["key"] in ("source", "findings") for f in s["fields"]]
        return str(fields[number % len(fields)]["field_id"])

    def change(self, edit: Any) -> None:
        if not self.review.design.objection(edit):
            self.review.extraction.apply(self.review.design.begun(edit))

    @property
    def verbs(self) -> dict[str, Callable[[int, str], None]]:
        return {
            "fill": self.fill,
            "add": self.add,
            "label": self.label,
            "remove": self.remove,
            "condition": self.condition,
            "publish": self.publish,
            "back": self.back,
        }


def stored(folder: Path) -> dict[Cell, object]:
    engine = open_engine(folder / "review.sqlite", read_only=True)
    with reading(engine) as session:
        rows = session.scalars(select(AnswerRow)).all()
        found = {Cell(r.extraction_id, r.field_id, r.row_id): r.value for r in rows}
    engine.dispose()
    return found


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(STEP, min_size=4, max_size=14))
def test_no_version_loses_an_answer(review: Review, steps: list[tuple[str, int, str]]) -> None:
    desk = Desk(review)
    for verb, number, text in steps:
        desk.verbs[verb](number, text)
    kept = stored(review.folder)
    assert {cell: kept.get(cell) for cell in desk.typed} == desk.typed
    assert review.verify(JobContext()) == ()


@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(STEP, min_size=4, max_size=10))
def test_draft_version_and_queue_are_there_after_a_restart(
    folder: Path, steps: list[tuple[str, int, str]]
) -> None:
    with open_review(folder) as review:
        desk = Desk(review)
        for verb, number, text in steps:
            desk.verbs[verb](number, text)
        before = (review.design.draft(), review.forms.current(), review.design.revisits())
    with open_review(folder) as review:
        after = (review.design.draft(), review.forms.current(), review.design.revisits())
    assert after == before
