"""Whatever is answered, of any type, under any version of the form: nothing is lost.

Random runs of answers, marks, rows and new versions that hide and show questions are held
against a model of their own; then undone, redone, and read again after a restart.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.bootstrap import Review, open_review
from app.domain.answers import NO_ANSWER, Answer, Cell, Json, Said, Status
from app.domain.edits import AddRow, Edit, FillAnswer, MoveRow, RemoveRow
from app.domain.fields import Field, FieldType
from app.domain.form_changes import asking, default_resolution
from app.domain.ids import new_id
from app.domain.records import Record
from app.jobs import JobContext
from tests.services.reviews import add_study
from tests.services.rich import _rich_folder, rich, rich_folder

__all__ = ["_rich_folder", "rich", "rich_folder"]
GROUPS = ("groups", "outcomes")
WORDS = st.text("abc é\n", max_size=6)
VALUES: dict[FieldType, st.SearchStrategy[Any]] = {
    FieldType.SINGLE: st.sampled_from(("Trial", "Cohort", "Other: N-of-1")),
    FieldType.INTEGER: st.integers(-5, 500),
    FieldType.DECIMAL: st.sampled_from(("1.50", "-2", "0")),
    FieldType.IDENTIFIER: st.sampled_from(("NCT01234567", "ISRCTN1")),
    FieldType.LIST_CHOICE: WORDS,
    FieldType.QUANTITY: st.builds(
        lambda n, unit: {"number": str(n), "unit": unit},
        st.integers(1, 60),
        st.sampled_from(("days", "weeks")),
    ),
    FieldType.REGION: WORDS,
    FieldType.SHORT_TEXT: WORDS,
    FieldType.ROW: st.none(),
}
KINDS = ("fill", "fill", "fill", "mark", "clear", "add", "remove", "move", "publish", "undo")
MOVES = st.tuples(st.sampled_from(KINDS), st.integers(0, 10_000), st.data())
CONDITIONS: tuple[dict[str, Any] | None, ...] = (
    None,
    {"field": "design.design", "is": "Trial"},
    {
        "any": [
            {"field": "groups.n", "more_than": 20},
            {"field": "design.design", "marked": "unclear"},
        ]
    },
)


@dataclass
class Model:
    """What the record must hold: the answers of every cell, and the rows in order."""

    answers: dict[Cell, Answer] = field(default_factory=dict)
    rows: dict[str, list[str]] = field(default_factory=lambda: {key: [] for key in GROUPS})

    def play(self, edit: Edit) -> None:
        """Do what an edit says."""
        match edit:
            case FillAnswer():
                self.answers[edit.cell] = edit.after
            case AddRow():
                self.rows[edit.section_key].insert(edit.position, edit.row_id)
            case RemoveRow():
                self.rows[edit.section_key].remove(edit.row_id)
            case MoveRow():
                self.rows[edit.section_key].remove(edit.row_id)
                self.rows[edit.section_key].insert(edit.after, edit.row_id)

    def shown(self) -> dict[Cell, Answer]:
        """The answers of the rows that are there."""
        there = {None, *(row for rows in self.rows.values() for row in rows)}
        return {c: a for c, a in self.answers.items() if a != NO_ANSWER and c.row_id in there}


def assert_holds(record: Record, model: Model) -> None:
    """The record has every answer of the model, asked or hidden, and its rows in order."""
    assert dict(record.answers) == model.shown()
    assert {key: [r.row_id for r in record.rows_of(key)] for key in GROUPS} == model.rows
    everything = {c for s in record.form.study_sections for c in record.all_cells_of(s)}
    asked = set(record.cells())
    assert asked | (record.hidden & everything) == everything
    assert not asked & record.hidden
    assert record.progress().answered == sum(record.answer(cell).is_done for cell in asked)


def value_of(record: Record, entry: Field, data: st.DataObject) -> Json:
    """A value of the field's type."""
    if entry.type is FieldType.ROW:
        rows = [row.row_id for row in record.rows_of(entry.points_to)]
        return data.draw(st.sampled_from(rows)) if rows else None
    value: Json = data.draw(VALUES[entry.type])
    return value or None


def edit_of(record: Record, kind: str, number: int, data: st.DataObject) -> Edit | None:
    """Return the edit that a move means for the record, hidden cells included."""
    cells = [c for s in record.form.study_sections for c in record.all_cells_of(s)]
    cell = cells[number % len(cells)]
    before, entry = record.answer(cell), record.form.field(cell.field_id)
    section = GROUPS[number % 2]
    rows = record.rows_of(section)
    row = rows[number % len(rows)] if rows else None
    match kind:
        case "fill":
            value = value_of(record, entry, data)
            others = (Said("another report", value_of(record, entry, data)),) * (number % 2)
            status = data.draw(st.sampled_from((Status.FILLED, Status.COMPUTED)))
            given = Answer(value, status, data.draw(WORDS), bool(number % 3), "", others)
            return FillAnswer(cell, before, given if value is not None else NO_ANSWER)
        case "mark":
            mark = data.draw(st.sampled_from((Status.NOT_REPORTED, Status.UNCLEAR)))
            return FillAnswer(cell, before, replace(before, value=None, status=mark))
        case "clear":
            return FillAnswer(cell, before, NO_ANSWER)
        case "remove" if row:
            return RemoveRow(record.extraction_id, section, row.row_id, row.position)
        case "move" if row:
            return MoveRow(
                record.extraction_id, section, row.row_id, row.position, number % len(rows)
            )
        case "add":
            place = number % (len(rows) + 1)
            return AddRow(record.extraction_id, section, new_id(), place)
    return None


def publish(review: Review, number: int) -> None:
    """Publish a version that asks for the number enrolled under another condition."""
    said = {"show_if": CONDITIONS[number % 3], "help": f"Version {new_id()}"}
    edit = review.design.begun(review.design.moves().change_field("design.enrolled", said))
    review.extraction.apply(edit)
    asked = asking(review.design.changes())
    review.design.publish("Tried", [default_resolution(one) for one in asked], JobContext())


def played(
    review: Review, study_id: str, moves: Sequence[tuple[str, int, st.DataObject]]
) -> tuple[list[Edit], Model]:
    """Play the moves, the model beside the review; return what may be undone."""
    model, done = Model(), list[Edit]()
    for kind, number, data in moves:
        if kind == "publish":
            publish(review, number)
        elif kind == "undo" and done:
            inverse = done.pop().inverse()
            review.extraction.apply(inverse)
            model.play(inverse)
        elif edit := edit_of(review.records.record(study_id), kind, number, data):
            review.extraction.apply(edit)
            model.play(edit)
            done.append(edit)
        assert_holds(review.records.record(study_id), model)
    return done, model


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(MOVES, min_size=4, max_size=14))
def test_no_answer_is_lost_by_conditions_versions_rows_and_undo(
    rich: Review, moves: list[tuple[str, int, st.DataObject]]
) -> None:
    study_id = add_study(rich, f"Study {new_id()}")
    done, model = played(rich, study_id, moves)
    for edit in reversed(done):
        rich.extraction.apply(edit.inverse())
    assert rich.records.record(study_id).answers == {}
    for edit in done:
        rich.extraction.apply(edit)
    record = rich.records.record(study_id)
    assert_holds(record, model)
    assert record.study in rich.records.studies()
    assert rich.verify(JobContext()) == ()


@settings(
    max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(MOVES, min_size=4, max_size=14))
def test_record_is_the_same_after_a_restart(
    rich_folder: Path, moves: list[tuple[str, int, st.DataObject]]
) -> None:
    with open_review(rich_folder) as review:
        study_id = add_study(review, f"Study {new_id()}")
        _, model = played(review, study_id, moves)
        before = review.records.record(study_id)
    with open_review(rich_folder) as review:
        after = review.records.record(study_id)
        assert (after, after.hidden) == (before, before.hidden)
        assert_holds(after, model)
