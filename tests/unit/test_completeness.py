"""What a record lacks, and the way from one open cell to the next."""

from app.domain.answers import Answer, Cell, Status
from app.domain.completeness import Lack, Missing, missing, next_unanswered
from app.domain.fields import FieldType
from app.domain.records import Row
from tests.unit.form_makers import (
    cell_of,
    field_of,
    filled,
    form_of,
    quote_for,
    record_of,
    section_of,
)

FORM = form_of(
    section_of(
        "s",
        field_of(FieldType.REVIEWER, "who", required=True),
        field_of(FieldType.SHORT_TEXT, "aim", required=True),
        field_of(FieldType.INTEGER, "size", evidence_required=True),
        field_of(FieldType.SHORT_TEXT, "free"),
    ),
    section_of("group", field_of(FieldType.INTEGER, "n", required=True), repeating=True),
)
AIM, SIZE, FREE = cell_of("aim"), cell_of("size"), cell_of("free")
DONE = {AIM: filled("to see"), SIZE: filled(412)}
PROOF = (quote_for(SIZE, "412 adults"),)


def test_empty_record_lacks_what_is_required() -> None:
    assert missing(record_of(FORM)) == (Missing(AIM, Lack.REQUIRED),)


def test_record_with_all_that_is_asked_lacks_nothing() -> None:
    assert missing(record_of(FORM, DONE, evidence=PROOF)) == ()


def test_required_field_may_be_not_reported() -> None:
    answers = {**DONE, AIM: Answer(status=Status.NOT_REPORTED)}
    assert missing(record_of(FORM, answers, evidence=PROOF)) == ()


def test_filled_answer_lacks_its_required_quote() -> None:
    assert missing(record_of(FORM, DONE)) == (Missing(SIZE, Lack.EVIDENCE),)


def test_absence_needs_no_quote() -> None:
    answers = {**DONE, SIZE: Answer(status=Status.NOT_REPORTED)}
    assert missing(record_of(FORM, answers)) == ()


def test_unsure_answer_is_listed() -> None:
    answers = {**DONE, FREE: filled("perhaps", flagged=True)}
    assert missing(record_of(FORM, answers, evidence=PROOF)) == (Missing(FREE, Lack.FLAGGED),)


def test_value_of_another_type_is_listed() -> None:
    answers = {**DONE, SIZE: filled("many")}
    assert missing(record_of(FORM, answers, evidence=PROOF)) == (Missing(SIZE, Lack.INVALID),)


def test_required_field_is_asked_in_every_row() -> None:
    rows = (Row("r2", "group", 1), Row("r1", "group", 0))
    answers = {**DONE, cell_of("n", "r1"): filled(3)}
    record = record_of(FORM, answers, rows, PROOF)
    assert missing(record) == (Missing(cell_of("n", "r2"), Lack.REQUIRED),)


def next_of(answers: dict[Cell, Answer], after: Cell | None, *, back: bool = False) -> Cell | None:
    return next_unanswered(record_of(FORM, answers), after, backwards=back)


def test_next_open_cell_skips_answered_ones() -> None:
    assert next_of({SIZE: filled(412)}, AIM) == FREE


def test_way_goes_on_at_the_beginning() -> None:
    assert next_of({}, FREE) == AIM


def test_way_back_goes_on_at_the_end() -> None:
    assert next_of({}, AIM, back=True) == FREE


def test_way_starts_at_either_end() -> None:
    assert (next_of({}, None), next_of({}, None, back=True)) == (AIM, FREE)


def test_unsure_cell_is_open() -> None:
    assert next_of({SIZE: filled(412, flagged=True)}, AIM) == SIZE


def test_only_open_cell_leads_to_itself() -> None:
    assert next_of(DONE, FREE) == FREE


def test_finished_record_leads_nowhere() -> None:
    assert next_of({**DONE, FREE: filled("x")}, AIM) is None
