"""The consensus of two sealed extractions: what is compared, decided and kept."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from app.bootstrap import Review, open_review
from app.domain import deciding
from app.domain.answers import Answer, Status
from app.domain.assignment_edits import Assign, Duty
from app.domain.blinding import Role
from app.domain.comparing import Pair, compare
from app.domain.consensus import Compared, Kind, Line, State, Taken
from app.domain.errors import AppError, StaleEdit
from app.domain.fields import Policy
from app.domain.places_shared import Where
from app.domain.studies import ExtractionStatus
from app.jobs import JobContext
from app.services.forms import template
from app.services.sealed_pairs import NotSealed
from db.models import AnswerRow, AuditRow
from tests.services.designs import change, publish
from tests.services.reviews import add_study, anchor
from tests.services.sealed import Charted, chart

NR = Answer(None, Status.NOT_REPORTED)
ANA = Charted(
    answers={
        "source.study_id": "Lee 2020",
        "source.citation": "Lee J, 2020",
        "source.country": ["SE"],
        "source.context": "four rural hospitals",
        "design.aims": "To test peer support for 12 months.",
        "findings.findings": "Hope grew",
        "gaps.limits": NR,
    },
    rows={
        "participants": [
            {"participants.group": "Service users", "participants.n": 412},
            {"participants.group": "Peer support workers", "participants.n": 9},
        ]
    },
    quotes={"source.country": anchor("in Sweden"), "findings.findings": anchor("Hope", 1)},
)
BEN = Charted(
    answers={
        "source.study_id": "Lee 2020",
        "source.country": ["NO"],
        "source.context": "Four rural hospitals.",
        "design.aims": "To test peer support for 12 mo",
        "findings.findings": "Hope grew",
        "gaps.limits": "small sample",
    },
    rows={
        "participants": [
            {"participants.group": "Family and carers", "participants.n": 30},
            {"participants.group": "Service users", "participants.n": 42},
        ]
    },
    quotes={"source.country": anchor("from Norway", 2), "findings.findings": anchor("hope", 2)},
)


@pytest.fixture(scope="module")
def _sealed_folder(_empty_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A review of one study that Ana and Ben charted apart and sealed."""
    place = tmp_path_factory.mktemp("sealed") / "review"
    folder = Path(shutil.copytree(_empty_folder, place))
    with open_review(folder) as review:
        study = add_study(review)
    chart(folder, "Ana Ortiz", study, ANA)
    chart(folder, "Ben Kim", study, BEN)
    return folder


@pytest.fixture
def opened(_sealed_folder: Path, tmp_path: Path) -> Iterator[Review]:
    """A copy of it, open for Ana."""
    with open_review(Path(shutil.copytree(_sealed_folder, tmp_path / "review"))) as review:
        yield review


@pytest.fixture
def compared(opened: Review) -> Compared:
    """The study beside itself."""
    return opened.consensus.compared(opened.records.studies()[0].study_id)


def line(compared: Compared, field_id: str) -> Line:
    """Return the first line of a field."""
    return next(one for one in compared.lines if one.field_id == field_id)


def take(review: Review, compared: Compared, field_id: str, number: int) -> Compared:
    """Take one side of a line."""
    chosen = line(compared, field_id)
    decision = deciding.taken(compared, chosen, number)
    review.extraction.apply(review.consensus.decide(compared, chosen, decision))
    return review.consensus.compared(compared.study.study_id)


def test_nothing_is_compared_before_both_have_sealed(folder: Path) -> None:
    with open_review(folder) as review:
        study = add_study(review)
    chart(folder, "Ana Ortiz", study, ANA)
    chart(folder, "Ben Kim", study, BEN, seals=False)
    with open_review(folder) as review:
        with pytest.raises(NotSealed):
            review.consensus.compared(study)
        assert not review.consensus.standing()[0].is_sealed
        assert review.consensus.final_records()[0].answers == {}


def test_conflicts_are_typed(compared: Compared) -> None:
    kinds = {
        "source.study_id": Kind.SAME,
        "source.country": Kind.DIFFERENT,
        "source.context": Kind.NORMALISED,
        "design.aims": Kind.NORMALISED,
        "gaps.limits": Kind.ONE_MARKED,
        "source.citation": Kind.ONE_BLANK,
        "source.doi": Kind.BLANK,
        "participants.*": Kind.ROWS,
        "participants.n": Kind.DIFFERENT,
    }
    assert {field_id: line(compared, field_id).kind for field_id in kinds} == kinds


def test_the_same_value_from_another_place_is_told(compared: Compared) -> None:
    found = line(compared, "findings.findings")
    assert (found.kind, found.where) == (Kind.SAME, Where.OTHER_PAGE)


def test_the_same_value_from_another_report_is_told(compared: Compared) -> None:
    first, second = compared.records
    cell = next(one for one in second.answers if one.field_id == "source.study_id")
    other = replace(second.answers[cell], report_id="the protocol")
    turned = replace(second, answers={**second.answers, cell: other})
    lines = compare(Pair(compared.reviewers, (first, turned)), {}, {}).lines
    told = [one.field_id for one in lines if one.has_other_report]
    assert told == ["source.study_id"]
    assert next(one.kind for one in lines if one.field_id == "source.study_id") is Kind.SAME


def test_rows_are_paired_by_what_they_hold(compared: Compared) -> None:
    service_users = next(pair for pair in compared.pairs if pair.is_both)
    first, second = compared.records
    assert first.rows_of("participants")[0].row_id == service_users.first
    assert second.rows_of("participants")[1].row_id == service_users.second
    assert sum(not pair.is_both for pair in compared.pairs) == 2


def test_rows_paired_by_hand_are_remembered(opened: Review, compared: Compared) -> None:
    first, second = (record.rows_of("participants") for record in compared.records)
    by_hand = [(first[1].row_id, second[0].row_id), (first[0].row_id, second[1].row_id)]
    edit = opened.consensus.align(compared, "participants", by_hand)
    opened.extraction.apply(edit)
    again = opened.consensus.compared(compared.study.study_id)
    assert [(p.first, p.second, p.by_hand) for p in again.pairs] == [
        (*by_hand[1], True),
        (*by_hand[0], True),
    ]
    opened.extraction.apply(edit.inverse())
    assert opened.consensus.compared(compared.study.study_id).pairs == compared.pairs


def test_decisions_on_rows_that_are_paired_otherwise_are_kept_and_told(
    opened: Review, compared: Compared
) -> None:
    after = take(opened, compared, "participants.n", 1)
    assert after.adrift == 0
    first, second = (record.rows_of("participants") for record in compared.records)
    by_hand = [(first[1].row_id, second[0].row_id), (first[0].row_id, second[1].row_id)]
    by_hand = [(by_hand[0][0], by_hand[1][1]), (by_hand[1][0], by_hand[0][1])]
    edit = opened.consensus.align(after, "participants", by_hand)
    opened.extraction.apply(edit)
    assert opened.consensus.compared(compared.study.study_id).adrift == 1
    opened.extraction.apply(edit.inverse())
    again = opened.consensus.compared(compared.study.study_id)
    assert (again.adrift, line(again, "participants.n").final.value) == (0, 42)


def test_what_is_said_of_the_extraction_itself_is_not_compared(compared: Compared) -> None:
    form = template("jbi-scoping")
    first, second = (
        replace(record, form=form, rows=(), answers={}, evidence=()) for record in compared.records
    )
    lines = compare(Pair(compared.reviewers, (first, second)), {}, {}).originals
    sections = {line.section_key for line in lines}
    assert next(s.key for s in form.study_sections if s.key not in sections) == "meta"
    assert "source" in sections


def test_what_is_taken_goes_into_the_final_record_with_its_quote(
    opened: Review, compared: Compared
) -> None:
    final = take(opened, compared, "source.country", 1).final
    cell = next(cell for cell in final.answers if cell.field_id == "source.country")
    assert final.answer(cell).value == ["NO"]
    assert [item.anchor.quote for item in final.evidence_of(cell)] == ["from Norway"]
    loose = [item.anchor.quote for item in final.evidence if item.cell is None]
    assert loose == ["in Sweden"]


def test_what_both_say_rests_on_the_quotes_of_both(compared: Compared) -> None:
    cell = next(c for c in compared.final.answers if c.field_id == "findings.findings")
    assert [item.anchor.quote for item in compared.final.evidence_of(cell)] == ["Hope", "hope"]


def test_decisions_leave_the_originals_as_they_are(opened: Review, compared: Compared) -> None:
    after = take(opened, compared, "source.country", 1)
    assert after.records == compared.records


def test_a_decision_is_undone_by_its_inverse(opened: Review, compared: Compared) -> None:
    chosen = line(compared, "source.country")
    edit = opened.consensus.decide(compared, chosen, deciding.taken(compared, chosen, 0))
    opened.extraction.apply(edit)
    opened.extraction.apply(edit.inverse())
    again = opened.consensus.compared(compared.study.study_id)
    assert line(again, "source.country").state is State.TO_DECIDE


def test_a_decision_made_in_the_meantime_is_not_overwritten(
    opened: Review, compared: Compared
) -> None:
    take(opened, compared, "source.country", 1)
    chosen = line(compared, "source.country")
    late = opened.consensus.decide(compared, chosen, deciding.taken(compared, chosen, 0))
    with pytest.raises(StaleEdit):
        opened.extraction.apply(late)


FORGED = {
    "UPDATE decision SET reason = 'forged'": "The decision of Ana Ortiz on “Country of origin” in",
    "UPDATE seal SET withdrawn = 1": "was broken outside the program",
}


@pytest.mark.parametrize("forging", FORGED)
def test_what_two_agreed_on_and_was_changed_outside_is_told(
    opened: Review, compared: Compared, forging: str
) -> None:
    take(opened, compared, "source.country", 1)
    assert opened.verify(JobContext()) == ()
    with opened._store.writing() as session:
        session.execute(text(forging))
    told = [finding.sentence for finding in opened.verify(JobContext())]
    assert any(FORGED[forging] in sentence for sentence in told)


def test_both_values_are_put_together(opened: Review, compared: Compared) -> None:
    chosen = line(compared, "source.country")
    field = compared.form.field("source.country")
    opened.extraction.apply(
        opened.consensus.decide(compared, chosen, deciding.combined(field, chosen))
    )
    again = line(opened.consensus.compared(compared.study.study_id), "source.country")
    assert (again.final.value, again.decision and again.decision.taken) == (
        ["SE", "NO"],
        Taken.COMBINED,
    )


def test_a_value_of_ones_own_is_of_the_type_of_its_field(compared: Compared) -> None:
    field, chosen = compared.form.field("participants.n"), line(compared, "participants.n")
    assert deciding.typed(field, chosen, "42").answer.value == 42
    assert deciding.typed(field, chosen, "NR").answer.status is Status.NOT_REPORTED
    with pytest.raises(AppError):
        deciding.typed(field, chosen, "many")


def test_all_that_is_identical_is_accepted_in_one_step(opened: Review, compared: Compared) -> None:
    edit = opened.consensus.accept_identical(compared)
    assert edit is not None
    opened.extraction.apply(edit)
    again = opened.consensus.compared(compared.study.study_id)
    assert again.count(State.AGREED) == 0
    assert again.count(State.DECIDED) == compared.count(State.AGREED) > 0
    assert opened.consensus.accept_identical(again) is None


def test_a_row_of_one_reviewer_stays_or_goes_by_decision(
    opened: Review, compared: Compared
) -> None:
    before = len(compared.final.rows_of("participants"))
    lone = line(compared, "participants.*")
    keeper = 0 if lone.first.has_row else 1
    kept = take(opened, compared, "participants.*", keeper)
    assert len(kept.final.rows_of("participants")) == before + 1
    edit = opened.consensus.decide(
        kept, line(kept, "participants.*"), deciding.taken(kept, lone, 1 - keeper)
    )
    opened.extraction.apply(edit)
    gone = opened.consensus.compared(compared.study.study_id)
    assert len(gone.final.rows_of("participants")) == before


def test_a_study_with_open_lines_is_not_closed(opened: Review, compared: Compared) -> None:
    with pytest.raises(AppError, match="not settled"):
        opened.consensus.complete(compared)


def settled(review: Review, compared: Compared) -> Compared:
    """Take the first reviewer's side of everything that is open, and close the study."""
    while compared.open_lines:
        chosen = compared.open_lines[0]
        decision = deciding.taken(compared, chosen, 0)
        review.extraction.apply(review.consensus.decide(compared, chosen, decision))
        compared = review.consensus.compared(compared.study.study_id)
    review.extraction.apply(review.consensus.complete(compared))
    return review.consensus.compared(compared.study.study_id)


def test_a_closed_study_is_reopened_with_a_reason_only(opened: Review, compared: Compared) -> None:
    closed = settled(opened, compared)
    chosen = line(closed, "source.country")
    with pytest.raises(AppError, match="closed"):
        opened.extraction.apply(opened.consensus.decide(closed, chosen, None))
    with pytest.raises(AppError, match="reason"):
        opened.consensus.reopen(closed, " ")
    opened.extraction.apply(opened.consensus.reopen(closed, "Erratum of 2021"))
    again = opened.consensus.compared(closed.study.study_id)
    assert not again.is_complete
    assert again.completion is not None
    assert again.completion.reason == "Erratum of 2021"


def test_the_final_table_is_what_was_decided(opened: Review, compared: Compared) -> None:
    settled(opened, compared)
    table = opened.consensus.final_table()
    entry = table.records[0]
    assert (table.final, table.reviewers) == (True, ("Ana Ortiz", "Ben Kim"))
    assert entry.record.status is ExtractionStatus.COMPLETE
    said = {cell.field_id: answer.value for cell, answer in entry.record.answers.items()}
    assert (said["source.country"], said["participants.n"]) == (["SE"], 9)


def test_every_decision_is_in_the_log_and_no_answer_is_written(
    opened: Review, compared: Compared
) -> None:
    with opened._store.reading() as session:
        counts = [
            session.scalar(select(func.count()).select_from(t)) for t in (AnswerRow, AuditRow)
        ]
    take(opened, compared, "source.country", 1)
    with opened._store.reading() as session:
        assert session.scalar(select(func.count()).select_from(AnswerRow)) == counts[0]
        assert session.scalar(select(func.count()).select_from(AuditRow)) == (counts[1] or 0) + 1


def test_fields_that_a_later_version_asks_differently_are_named(
    opened: Review, compared: Compared
) -> None:
    assert compared.changed == frozenset()
    change(opened, "design.aims", label="Purpose")
    change(opened, "source.context", type="short_text")
    publish(opened)
    again = opened.consensus.compared(compared.study.study_id)
    assert again.changed == {"source.context"}


def test_a_field_of_one_person_is_no_conflict(opened: Review, compared: Compared) -> None:
    assert line(compared, "source.citation").kind is Kind.ONE_BLANK
    opened.extraction.apply(opened.assignments.with_policy(Policy.SINGLE))
    again = line(opened.consensus.compared(compared.study.study_id), "source.citation")
    assert (again.kind, again.final.value) == (Kind.SINGLE, "Lee J, 2020")


def test_a_study_of_one_person_is_final_once_it_is_sealed(folder: Path) -> None:
    with open_review(folder) as review:
        study = add_study(review)
        me = review.reviewer.reviewer_id
        review.extraction.apply(Assign(study, me, Role.FIRST, Duty.NONE, Duty.GIVEN))
    chart(folder, "Ana Ortiz", study, ANA)
    with open_review(folder) as review:
        final = review.consensus.final_records()[0]
    said = {cell.field_id: answer.value for cell, answer in final.answers.items()}
    assert (said["source.country"], len(final.rows)) == (["SE"], 2)
    assert final.status is ExtractionStatus.COMPLETE
