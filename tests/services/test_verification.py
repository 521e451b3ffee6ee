"""A checker confirms or corrects sealed answers; the originals stay as they are."""

from pathlib import Path

import pytest
from sqlalchemy import text

from app.bootstrap import Review, open_review
from app.domain.answers import Answer, Cell, Status
from app.domain.assigning import Assignment, both, checked
from app.domain.blinding import Role
from app.domain.consensus import Kind, Line, Side, State
from app.domain.errors import AppError, ValueDoesNotParse
from app.domain.fields import Policy
from app.domain.verification import Checked, Verdict, with_corrections
from app.jobs import JobContext
from app.services.sight import Blinded
from tests.services.laptops import laptops
from tests.services.reviews import FIELD, add_study
from tests.services.sealed import Charted, chart

ANA, BEN, CLEO = "Ana Ortiz", "Ben Kim", "Cleo Diaz"
TEXT = "design.aims"
WORK = Charted({FIELD: ["SE"], TEXT: "Council"})


@pytest.fixture
def study(folder: Path) -> str:
    """A study that Ana charts and Ben checks."""
    with open_review(folder) as review:
        study_id = add_study(review)
        people = [person.reviewer.reviewer_id for person in review.people.all()]
        review.extraction.apply(review.assignments.planned(checked([study_id], *people)))
    return study_id


@pytest.fixture
def sealed(folder: Path, study: str) -> str:
    """The same, charted and sealed."""
    chart(folder, ANA, study, WORK)
    return study


def cell(shown: Checked, field_id: str) -> Cell:
    return Cell(shown.record.extraction_id, field_id)


def apply(review: Review, edit: object) -> None:
    review.extraction.apply(edit)


def test_nothing_is_shown_before_it_is_sealed(folder: Path, study: str) -> None:
    chart(folder, ANA, study, WORK, seals=False)
    with open_review(folder, BEN) as bens:
        (listed,) = bens.verification.to_check()
        assert (listed.is_sealed, listed.total) == (False, 0)
        with pytest.raises(Blinded):
            bens.verification.checked(study)


def test_every_answer_is_stepped_through(folder: Path, sealed: str) -> None:
    with open_review(folder, BEN) as bens:
        shown = bens.verification.checked(sealed)
        first = shown.following(None)
        apply(bens, bens.verification.confirmed(shown, first))
        after = bens.verification.checked(sealed)
    assert {c.field_id for c in shown.cells} >= {FIELD, TEXT}
    assert after.checks[first].verdict is Verdict.CONFIRMED
    assert after.following(first) == shown.cells[1]


def test_a_correction_leaves_the_original_and_counts(folder: Path, sealed: str) -> None:
    with open_review(folder, BEN) as bens:
        shown = bens.verification.checked(sealed)
        place = cell(shown, TEXT)
        apply(bens, bens.verification.corrected(shown, place, "Research Council", "p. 9"))
        after = bens.verification.checked(sealed)
    assert after.record.answer(place).value == "Council"
    told = with_corrections(after.record, after.checks).answer(place)
    assert told == Answer("Research Council", Status.FILLED)
    assert (after.corrected, after.checks[place].note) == (1, "p. 9")


def test_a_check_that_was_changed_outside_is_told(folder: Path, sealed: str) -> None:
    with open_review(folder, BEN) as bens:
        shown = bens.verification.checked(sealed)
        apply(bens, bens.verification.confirmed(shown, cell(shown, TEXT)))
        assert bens.verify(JobContext()) == ()
        with bens._store.writing() as session:
            session.execute(text("UPDATE verification SET note = 'forged'"))
        (found,) = bens.verify(JobContext())
    assert found.sentence.startswith("What Ben Kim said when checking “")


def test_the_final_record_has_what_the_checker_corrected(folder: Path, sealed: str) -> None:
    with open_review(folder, BEN) as bens:
        shown = bens.verification.checked(sealed)
        edit = bens.verification.corrected(shown, cell(shown, TEXT), "Research Council")
        apply(bens, edit)
        (record,) = [r for r in bens.consensus.final_records() if r.study.study_id == sealed]
        told = {c.field_id: answer.value for c, answer in record.answers.items()}
        assert (told[TEXT], told[FIELD]) == ("Research Council", ["SE"])
        apply(bens, edit.inverse())
        (record,) = [r for r in bens.consensus.final_records() if r.study.study_id == sealed]
        assert "Council" in [answer.value for answer in record.answers.values()]


@pytest.mark.parametrize(
    ("policy", "counts"), [(Policy.VERIFY, "Research Council"), (Policy.DOUBLE, None)]
)
def test_a_correction_decides_only_where_one_person_charts_the_field(
    folder: Path, study: str, policy: Policy, counts: str | None
) -> None:
    with open_review(folder) as review:
        ana, ben = (person.reviewer.reviewer_id for person in review.people.all())
        review.extraction.apply(review.people.added(CLEO, "CD"))
        cleo = review.people.all()[-1].reviewer.reviewer_id
        plan = both([study], ana, ben) | {Assignment(study, cleo, Role.CHECKER)}
        review.extraction.apply(review.assignments.planned(plan))
        review.extraction.apply(review.assignments.with_policy(policy))
    chart(folder, ANA, study, WORK)
    chart(folder, BEN, study, Charted({}))
    with open_review(folder, CLEO) as cleos:
        shown = cleos.verification.checked(study)
        apply(cleos, cleos.verification.corrected(shown, cell(shown, TEXT), "Research Council"))
    with open_review(folder) as review:
        (line,) = (one for one in review.consensus.compared(study).lines if one.field_id == TEXT)
    assert (line.final.value, line.first.answer.value) == (counts, "Council")
    assert line.first.corrected == Answer("Research Council", Status.FILLED)


@pytest.mark.parametrize(
    ("kind", "state"),
    [
        (Kind.SAME, State.TO_ACCEPT),
        (Kind.BLANK, State.TO_DECIDE),
        (Kind.SINGLE, State.AGREED),
    ],
)
def test_what_two_charted_alike_waits_for_them_when_a_checker_says_otherwise(
    kind: Kind, state: State
) -> None:
    corrected = Side(corrected=Answer("Research Council", Status.FILLED))
    assert Line(TEXT, "source", corrected, Side(), kind).state is state
    assert Line(TEXT, "source", Side(), Side(), Kind.SAME).state is State.AGREED


def test_a_check_is_taken_back(folder: Path, sealed: str) -> None:
    with open_review(folder, BEN) as bens:
        shown = bens.verification.checked(sealed)
        edit = bens.verification.corrected(shown, cell(shown, TEXT), "NR")
        apply(bens, edit)
        apply(bens, edit.inverse())
        assert bens.verification.checked(sealed) == shown


def test_what_is_no_value_of_the_field_or_the_same_is_refused(folder: Path, sealed: str) -> None:
    with open_review(folder, BEN) as bens:
        shown = bens.verification.checked(sealed)
        with pytest.raises(ValueDoesNotParse):
            bens.verification.corrected(shown, cell(shown, FIELD), "Atlantis-on-Sea")
        with pytest.raises(ValueDoesNotParse, match="what the answer says"):
            bens.verification.corrected(shown, cell(shown, TEXT), "Council")


def test_nobody_checks_their_own_answers(folder: Path, sealed: str) -> None:
    with open_review(folder, BEN) as bens:
        edit = bens.verification.confirmed(
            shown := bens.verification.checked(sealed), shown.cells[0]
        )
    with open_review(folder, ANA) as review, pytest.raises(AppError, match="somebody else"):
        review.extraction.apply(edit)


def test_checks_travel_to_who_charted(folder: Path, sealed: str, tmp_path: Path) -> None:
    with laptops(folder, tmp_path / "desks", (ANA, BEN)) as desks:
        bens = desks[1].review
        shown = bens.verification.checked(sealed)
        apply(bens, bens.verification.corrected(shown, cell(shown, TEXT), "NR"))
        desks[0].take(desks[1].save())
        anas = desks[0].review
        steps = anas.history.of_study(anas.records.record(sealed))
    (told,) = [step for step in steps if step.kind == "CheckAnswer"]
    assert (told.cell, told.who) == (cell(shown, TEXT), "Ben Kim")
    assert told.answer == Answer(status=Status.NOT_REPORTED)
