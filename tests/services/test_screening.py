"""Screening as two reviewers do it: blinded, settled, turned into studies, counted."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from app.bootstrap import Review, open_review
from app.domain.errors import AppError, StaleEdit
from app.domain.flow import Found, Override, warnings
from app.domain.screening import Decision, LeftOut, Outcome, Policy, Retrieval, Stage, Verdict
from app.domain.screening_edits import LeaveOut
from app.services.acting import local_now
from db.models import PageTextRow
from tests.services.laptops import exchange, laptops
from tests.services.reviews import PAPER
from tests.services.screening import NO, YES, add_records, decide

FULL, TITLE = Stage.FULL, Stage.TITLE
NAMED = "Nurse-led clinics for heart failure patients"


@pytest.fixture
def alone(review: Review) -> Review:
    """A review in which one reviewer decides."""
    review.extraction.apply(review.screening.set_policy(Policy(1, 1)))
    return review


@pytest.fixture
def records(folder: Path) -> list[str]:
    """Three records in the review of Ana and Ben, which is closed."""
    with open_review(folder) as review:
        return add_records(review)


@pytest.fixture
def ben(folder: Path, records: list[str]) -> Iterator[Review]:
    """The review open for Ben, after Ana included the first record and excluded the second."""
    with open_review(folder) as review:
        decide(review, records[0], TITLE, YES)
        decide(review, records[1], TITLE, NO)
    with open_review(folder, "Ben Kim") as opened:
        yield opened


def test_colleague_does_not_see_a_decision_before_deciding(ben: Review, records: list[str]) -> None:
    seen = ben.screening.records(TITLE)
    assert [item.outcome for item in seen] == [Outcome.OPEN] * 3
    assert not any(item.own.is_made for item in seen)
    assert ben.screening.conflicts(TITLE) == ()


def test_disagreement_shows_both_decisions(ben: Review, records: list[str]) -> None:
    decide(ben, records[0], TITLE, NO)
    [conflict] = ben.screening.conflicts(TITLE)
    assert dict(conflict.said) == {"Ana Ortiz": YES, "Ben Kim": NO}


def test_settling_goes_over_both_and_keeps_them(ben: Review, records: list[str]) -> None:
    decide(ben, records[0], TITLE, NO)
    ben.extraction.apply(ben.screening.settle(records[0], TITLE, YES))
    assert ben.screening.conflicts(TITLE) == ()
    assert [item.record_id for item in ben.screening.records(FULL)] == [records[0]]
    kept = ben.screening.one(records[0], TITLE)
    assert kept is not None
    assert kept.own == NO


def test_what_was_agreed_is_settled_anew_for_a_reason_and_taken_back(
    ben: Review, records: list[str]
) -> None:
    record = records[0]
    with pytest.raises(AppError, match="Nothing has been agreed"):
        ben.screening.settle_anew(record, TITLE, replace(NO, note="Retracted since"))
    decide(ben, record, TITLE, YES)
    with pytest.raises(AppError, match="why"):
        ben.screening.settle_anew(record, TITLE, NO)
    edit = ben.screening.settle_anew(record, TITLE, replace(NO, note="Retracted since"))
    ben.extraction.apply(edit)
    assert ben.screening.records(FULL) == ()
    ben.extraction.apply(edit.inverse())
    assert [item.record_id for item in ben.screening.records(FULL)] == [record]


def test_own_decision_stays_after_the_colleagues_was_shown(
    folder: Path, ben: Review, records: list[str]
) -> None:
    decide(ben, records[0], TITLE, NO)
    ben.close()
    later = open_review(folder, "Ben Kim", now=lambda: local_now() + timedelta(hours=1))
    with later, pytest.raises(AppError, match="Settle it"):
        decide(later, records[0], TITLE, YES)


def test_slip_of_the_hand_can_be_undone(ben: Review, records: list[str]) -> None:
    edit = ben.screening.decide(records[0], TITLE, NO)
    ben.extraction.apply(edit)
    ben.extraction.apply(edit.inverse())
    assert not any(item.own.is_made for item in ben.screening.records(TITLE))


def test_decision_made_from_an_older_one_is_refused(alone: Review) -> None:
    first, *_ = add_records(alone)
    edit = alone.screening.decide(first, TITLE, YES)
    decide(alone, first, TITLE, NO)
    with pytest.raises(StaleEdit):
        alone.extraction.apply(edit)


def test_full_text_is_not_excluded_without_a_reason(alone: Review) -> None:
    first, *_ = add_records(alone)
    with pytest.raises(AppError, match="primary reason"):
        alone.screening.decide(first, FULL, Decision(Verdict.EXCLUDE))


def test_included_reports_become_studies_with_labels(alone: Review) -> None:
    first, second, _ = add_records(alone)
    for record_id in (first, second):
        decide(alone, record_id, TITLE, YES)
        decide(alone, record_id, FULL, YES)
    assert [study.label for study in alone.records.studies()] == ["Lee 2020", "Lee 2020b"]


def test_taking_an_inclusion_back_takes_its_study_back(alone: Review) -> None:
    first, *_ = add_records(alone)
    decide(alone, first, TITLE, YES)
    edit = alone.screening.decide(first, FULL, YES)
    alone.extraction.apply(edit)
    alone.extraction.apply(edit.inverse())
    assert alone.records.studies() == ()
    alone.extraction.apply(edit)
    assert len(alone.records.studies()) == 1


def test_linked_reports_are_one_study(alone: Review) -> None:
    first, second, _ = add_records(alone)
    for record_id in (first, second):
        decide(alone, record_id, TITLE, YES)
        decide(alone, record_id, FULL, YES)
    one, other = alone.records.studies()
    alone.extraction.apply(alone.linking.link(other.report_id, one.study_id))
    flow = alone.flow.counted()
    assert len(alone.records.record(one.study_id).study.reports) == 2
    assert (flow.studies, flow.reports) == (1, 2)


def test_unlinked_report_is_a_study_of_its_own_again(alone: Review) -> None:
    first, second, _ = add_records(alone)
    for record_id in (first, second):
        decide(alone, record_id, TITLE, YES)
        decide(alone, record_id, FULL, YES)
    one, other = alone.records.studies()
    linked = alone.linking.link(other.report_id, one.study_id)
    alone.extraction.apply(linked)
    alone.extraction.apply(alone.linking.unlink(other.report_id))
    assert len(alone.records.studies()) == 2
    with pytest.raises(AppError, match="only report"):
        alone.linking.unlink(other.report_id)


def test_review_that_names_an_included_study_may_count_twice(alone: Review) -> None:
    add_records(
        alone, "A scoping review of nursing", "Nurse-led clinics for heart failure patients"
    )
    for item in alone.screening.records(TITLE):
        decide(alone, item.record_id, TITLE, YES)
        if "review" in item.title:
            alone.extraction.apply(alone.screening.give_paper(item.record_id, PAPER))
        decide(alone, item.record_id, FULL, YES)
    text = "4. Lee A. Nurse-led clinics for heart\nfailure patients. 2020."
    with alone._store.writing() as session:
        session.add(PageTextRow(paper_sha256=PAPER, page=2, text=text))
    [found] = alone.linking.counted_twice()
    studies = {study.label: study.title for study in alone.records.studies()}
    assert studies[found.review] == "A scoping review of nursing"
    assert (studies[found.study], found.page) == (NAMED, 2)


def test_full_text_of_a_record_becomes_the_paper_of_its_study(alone: Review) -> None:
    first, *_ = add_records(alone)
    decide(alone, first, TITLE, YES)
    edit = alone.screening.give_paper(first, PAPER)
    alone.extraction.apply(edit)
    assert alone.screening.records(FULL)[0].retrieval is Retrieval.RETRIEVED
    decide(alone, first, FULL, YES)
    [study] = alone.records.studies()
    assert study.paper is not None
    assert study.paper.sha256 == PAPER


def test_flow_counts_what_became_of_every_record(alone: Review) -> None:
    first, second, third = add_records(alone)
    [hand] = add_records(alone, "A thesis", source="Library", found=Found.WEBSITE)
    alone.extraction.apply(LeaveOut(third, LeftOut.NO, LeftOut.AUTOMATION))
    decide(alone, first, TITLE, YES)
    decide(alone, second, TITLE, NO)
    decide(alone, hand, TITLE, YES)
    decide(alone, first, FULL, NO)
    alone.extraction.apply(alone.screening.retrieve(hand, Retrieval.NOT_RETRIEVED))
    flow = alone.flow.counted()
    assert (flow.databases, flow.others) == ((("MEDLINE", 3),), (("Websites", 1),))
    assert (flow.automation, flow.screened, flow.excluded, flow.sought) == (1, 2, 1, 1)
    assert flow.reasons == (("Wrong concept", 1),)
    assert (flow.other_sought, flow.other_not_retrieved, flow.other_assessed) == (1, 1, 0)
    assert warnings(flow) == ()


def test_typed_number_needs_its_reason_and_can_go_again(alone: Review) -> None:
    with pytest.raises(AppError, match="why"):
        alone.flow.override("screened", Override(900, " "))
    alone.extraction.apply(alone.flow.override("screened", Override(900, "done in Rayyan")))
    assert (alone.flow.flow().screened, alone.flow.counted().screened) == (900, 0)
    alone.extraction.apply(alone.flow.override("screened", None))
    assert alone.flow.flow() == alone.flow.counted()


def test_pilot_is_the_same_sample_for_all_and_measures_agreement(
    ben: Review, records: list[str]
) -> None:
    ben.extraction.apply(ben.screening.begin_pilot(TITLE, seed=1, size=2))
    ben.extraction.apply(ben.screening.begin_pilot(TITLE, seed=1, size=3))
    decide(ben, records[0], TITLE, YES)
    decide(ben, records[1], TITLE, YES)
    pilot = ben.screening.pilot()
    assert pilot is not None
    assert (len(pilot.records), pilot.own_done, pilot.complete) == (3, 2, 2)
    assert pilot.agreement.value == 0.5


def test_decisions_of_two_laptops_meet(folder: Path, tmp_path: Path, records: list[str]) -> None:
    with laptops(folder, tmp_path / "desks", ("Ana Ortiz", "Ben Kim")) as pair:
        ana, ben = pair
        decide(ana.review, records[0], TITLE, YES)
        decide(ben.review, records[0], TITLE, NO)
        exchange(pair)
        found = [desk.review.screening.conflicts(TITLE) for desk in pair]
    assert [len(conflicts) for conflicts in found] == [1, 1]
    assert found[0] == found[1]


def test_third_person_settles_on_a_laptop_of_their_own(
    folder: Path, tmp_path: Path, records: list[str]
) -> None:
    first = records[0]
    with open_review(folder) as review:
        review.extraction.apply(review.people.added("Cleo Diaz", "CD"))
    people = ("Ana Ortiz", "Ben Kim", "Cleo Diaz")
    with laptops(folder, tmp_path / "desks", people) as desks:
        ana, ben, cleo = desks
        decide(ana.review, first, Stage.TITLE, YES)
        decide(ben.review, first, Stage.TITLE, NO)
        cleo.take(ben.save())
        assert cleo.review.screening.conflicts(Stage.TITLE) == ()
        cleo.take(ana.save())
        [conflict] = cleo.review.screening.conflicts(Stage.TITLE)
        assert {name for name, _ in conflict.said} == {"Ana Ortiz", "Ben Kim"}
        cleo.review.extraction.apply(cleo.review.screening.settle(first, Stage.TITLE, YES))
        packet = cleo.save()
        ana.take(packet)
        ben.take(packet)
        assert [item.record_id for item in ana.review.screening.records(Stage.FULL)] == [first]
        assert ben.review.screening.one(first, Stage.TITLE).own == NO
