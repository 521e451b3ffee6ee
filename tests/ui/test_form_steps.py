"""Edits built from the shown record: what they change, and what undo calls them."""

import pytest

from app.domain.answers import Answer, Json, Status
from app.domain.edits import AddRow, FillAnswer, MoveRow
from app.domain.fields import FieldType, Scope, Section
from app.domain.records import Evidence, Row
from app.domain.row_names import row_noun
from tests.ui.form_record import cell, field, filled, make_record, quote, small_form
from ui.form import steps
from ui.form.paging import open_rows, pages_of

SETTING = cell("study.setting")


def section(label: str, fields: int = 1) -> Section:
    """Return a section with so many fields."""
    made = tuple(field("s", f"f{n}", FieldType.SHORT_TEXT) for n in range(fields))
    return Section("s", label, Scope.STUDY, True, made)


def test_typing_the_stored_value_asks_for_nothing() -> None:
    record = make_record(answers={SETTING: filled("ward")})
    assert steps.typed(record, SETTING, "ward") is None


def test_emptying_a_field_makes_it_empty_and_keeps_note_and_flag() -> None:
    before = filled("ward", note="n", flagged=True)
    step = steps.typed(make_record(answers={SETTING: before}), SETTING, None)
    assert step is not None
    assert step.edit == FillAnswer(SETTING, before, Answer(note="n", flagged=True))


@pytest.mark.parametrize("status", [Status.NOT_REPORTED, Status.UNCLEAR, Status.EMPTY])
def test_an_empty_editor_never_takes_a_mark_away(status: Status) -> None:
    record = make_record(answers={SETTING: Answer(None, status)})
    assert steps.typed(record, SETTING, None) is None


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (Status.NOT_REPORTED, "not reported"),
        (Status.NOT_APPLICABLE, "not applicable"),
        (Status.UNCLEAR, "unclear"),
    ],
)
def test_a_mark_replaces_the_value(status: Status, words: str) -> None:
    step = steps.marked(make_record(answers={SETTING: filled("ward")}), SETTING, status)
    assert step is not None
    assert step.edit == FillAnswer(SETTING, filled("ward"), Answer(None, status))
    assert step.label == f"Mark ‘Setting’ {words}"


@pytest.mark.parametrize("value", ["ward", "", 0, []])
def test_an_edit_and_its_inverse_meet(value: Json) -> None:
    step = steps.typed(make_record(), SETTING, value)
    assert step is not None
    assert step.edit.inverse().inverse() == step.edit


def test_removing_a_quote_changes_no_value() -> None:
    evidence = (Evidence(quote("q1", 2), SETTING), Evidence(quote("q2", 2), SETTING))
    record = make_record(answers={SETTING: filled("ward")}, evidence=evidence)
    step = steps.unlinked(record, SETTING, "q1")
    assert step is not None
    assert step.edit == FillAnswer(
        SETTING, filled("ward"), filled("ward"), unlink=(quote("q1", 2),)
    )


def test_a_quote_of_another_cell_is_not_removed() -> None:
    record = make_record(evidence=(Evidence(quote("q1", 2), SETTING),))
    assert steps.unlinked(record, cell("study.aims"), "q1") is None


def test_a_new_row_goes_to_the_end() -> None:
    record = make_record(rows=(Row("g1", "groups", 0),))
    edit = steps.row_added(record, record.form.section("groups")).edit
    assert isinstance(edit, AddRow)
    assert (edit.section_key, edit.position) == ("groups", 1)


def test_the_first_row_cannot_move_up() -> None:
    row = Row("g1", "groups", 0)
    assert steps.row_moved(make_record(rows=(row,)), row, -1) is None


def test_moving_down_names_the_row_by_its_old_place() -> None:
    rows = (Row("g1", "groups", 0), Row("g2", "groups", 1))
    step = steps.row_moved(make_record(rows=rows), rows[0], 1)
    assert step == steps.Step(MoveRow("e1", "groups", "g1", 0, 1), "Move participant group 1")


@pytest.mark.parametrize(
    ("label", "noun"),
    [
        ("Outcomes", "Outcome"),
        ("Participant groups", "Participant group"),
        ("Intervention content and structure (TIDieR)", "Row"),
        ("TIDieR reporting rating", "Row"),
        ("Risks and adverse events", "Row"),
    ],
)
def test_a_row_is_called_by_a_plain_noun_or_row(label: str, noun: str) -> None:
    assert row_noun(section(label)) == noun


def test_a_long_section_is_cut_into_pages_of_25() -> None:
    form = small_form()
    long = type(form)("f", "v", 1, "Long", "", (section("Long", 60),))
    assert [len(page.fields) for page in pages_of(form)] == [10, 2]
    assert [(len(p.fields), p.title) for p in pages_of(long)][1:] == [
        (25, "Long, part 2 of 3"),
        (10, "Long, part 3 of 3"),
    ]


def test_small_rows_are_all_open_and_large_ones_only_one() -> None:
    order = ("a", "b", "c")
    assert open_rows(order, None, 2) == order
    assert open_rows(order, "b", 12) == ("b",)
    assert open_rows(order, None, 12) == ("a",)
