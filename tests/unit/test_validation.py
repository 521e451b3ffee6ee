"""What is said against an answer: names given twice, references, marks, rules of rows."""

from app.domain.answers import Answer, Cell, Status
from app.domain.completeness import Lack, missing
from app.domain.validation import objections
from tests.unit.form_samples import filled, record_of, rich_form

ROWS = [("groups", "a"), ("groups", "b"), ("outcomes", "o"), ("outcomes", "p")]


def said(answers: dict[str, Answer], field_id: str, row_id: str | None = None) -> list[str]:
    """The sentences against a cell."""
    record = record_of(rich_form(), answers, ROWS)
    return [one.sentence for one in objections(record, Cell("x", field_id, row_id))]


def test_name_of_two_rows_is_told() -> None:
    answers = {"groups.name@a": filled("Peers"), "groups.name@b": filled("Peers")}
    assert said(answers, "groups.name", "b") == ["Another row here has the same name."]


def test_broken_rule_keeps_a_study_open_and_a_warning_does_not() -> None:
    answers = {
        "design.design": filled("Trial"),
        "design.arms": filled(12),
        "design.registration": filled("ISRCTN1"),
    }
    record = record_of(rich_form(), answers)
    against = [entry.cell.field_id for entry in missing(record) if entry.why is Lack.INVALID]
    assert against == ["design.arms"]


def test_rule_of_a_hidden_answer_is_silent() -> None:
    assert said({"design.arms": filled(12)}, "design.arms") == []


def test_region_without_a_frame_is_told() -> None:
    assert said({"design.figure": filled("Table 2")}, "design.figure") == [
        "No region is linked. Frame it on the page (I), then press E."
    ]


def test_mark_that_a_later_version_forbids_is_told() -> None:
    answers = {"design.analysed": Answer(None, Status.UNCLEAR)}
    assert said(answers, "design.analysed") == [
        "This field is not to be marked “unclear” any more."
    ]


def test_default_sentences_say_what_is_expected() -> None:
    answers = {"design.design": filled("Trial"), "design.arms": filled(0)}
    assert said(answers, "design.arms") == ["Expected 1 to 9."]
    compared = {"design.enrolled": filled(40), "design.analysed": filled(41)}
    assert said(compared, "design.analysed") == ["More than came."]
