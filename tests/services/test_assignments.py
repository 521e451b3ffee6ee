"""Studies are given to people; who charts second is asked what two people chart."""

from pathlib import Path

import pytest

from app.bootstrap import Review, open_review
from app.domain.assigning import Assignment, Plan, both, checked
from app.domain.blinding import Role
from app.domain.edits import SetExtractionStatus
from app.domain.errors import AppError
from app.domain.fields import Policy
from app.domain.records import Record
from app.domain.studies import ExtractionStatus
from tests.services.laptops import exchange, laptops
from tests.services.reviews import FIELD, add_study, fill

BEN = "Ben Kim"


def ids(review: Review) -> tuple[str, str]:
    ana, ben = (person.reviewer.reviewer_id for person in review.people.all())
    return ana, ben


def give(review: Review, plan: Plan) -> None:
    edit = review.assignments.planned(plan)
    assert edit is not None
    review.extraction.apply(edit)


def test_a_plan_is_given_and_taken_back(review: Review, record: Record) -> None:
    plan = both([record.study.study_id], *ids(review))
    edit = review.assignments.planned(plan)
    review.extraction.apply(edit)
    assert (review.assignments.plan(), review.assignments.planned(plan)) == (plan, None)
    review.extraction.apply(edit.inverse())
    assert review.assignments.plan() == frozenset()


def test_a_study_given_to_others_is_told_so(review: Review, record: Record, folder: Path) -> None:
    ana, _ben = ids(review)
    give(review, frozenset({Assignment(record.study.study_id, ana, Role.FIRST)}))
    assert review.records.study(record.study.study_id).roles == (Role.FIRST,)
    review.close()
    with open_review(folder, BEN) as bens:
        assert bens.records.study(record.study.study_id).is_others


def test_who_charts_second_is_asked_only_what_two_people_chart(
    review: Review, record: Record, folder: Path
) -> None:
    study = record.study.study_id
    give(review, both([study], *ids(review)))
    review.extraction.apply(review.assignments.with_policy(Policy.SINGLE))
    assert review.records.record(study).spared == frozenset()
    review.close()
    with open_review(folder, BEN) as bens:
        bens.extraction.apply(fill(bens.records.record(study)))
        seen = bens.records.record(study)
        (listed,) = bens.records.studies()
    assert FIELD in seen.spared
    assert (seen.study.asked, seen.study.answered) == (0, 0)
    assert (listed.asked, listed.answered) == (0, 0)


def test_who_was_drawn_for_audit_is_asked_everything(
    review: Review, record: Record, folder: Path
) -> None:
    study, (ana, ben) = record.study.study_id, ids(review)
    second = Assignment(study, ben, Role.SECOND, is_audited=True)
    give(review, frozenset({Assignment(study, ana, Role.FIRST), second}))
    review.extraction.apply(review.assignments.with_policy(Policy.SINGLE))
    review.close()
    with open_review(folder, BEN) as bens:
        assert bens.records.record(study).spared == frozenset()


def test_a_checker_charts_nothing(review: Review, record: Record, folder: Path) -> None:
    study = record.study.study_id
    give(review, checked([study], *ids(review)))
    review.close()
    with open_review(folder, BEN) as bens:
        assert bens.records.record(study).progress().asked == 0
        assert bens.records.study(study).asked == 0


def test_progress_counts_whole_studies(review: Review, record: Record) -> None:
    give(review, both([record.study.study_id], *ids(review)))
    opened, done = ExtractionStatus.OPEN, ExtractionStatus.COMPLETE
    review.extraction.apply(SetExtractionStatus(record.extraction_id, opened, done))
    review.extraction.apply(review.seals.sealed(record.extraction_id))
    ana, ben = review.assignments.loads()
    assert (ana.given, ana.sealed, ben.given, ben.sealed) == (1, 1, 1, 0)


def test_a_sealed_study_stays_with_who_sealed_it(review: Review, record: Record) -> None:
    test_progress_counts_whole_studies(review, record)
    with pytest.raises(AppError, match="stays theirs"):
        review.extraction.apply(review.assignments.planned(frozenset()))


def test_experience_is_kept_with_the_review(review: Review) -> None:
    ana, _ben = ids(review)
    edit = review.assignments.with_experience(ana, is_experienced=True)
    review.extraction.apply(edit)
    assert review.assignments.experienced() == {ana}
    review.extraction.apply(edit.inverse())
    assert review.assignments.experienced() == frozenset()


def test_assignments_travel_in_packets(folder: Path, tmp_path: Path) -> None:
    with open_review(folder) as review:
        study = add_study(review)
    with laptops(folder, tmp_path / "desks", ("Ana Ortiz", BEN)) as desks:
        plan = both([study], *ids(desks[0].review))
        give(desks[0].review, plan)
        exchange(desks)
        assert desks[1].review.assignments.plan() == plan


def test_only_named_studies_are_replaced(review: Review, record: Record) -> None:
    other, (ana, ben) = add_study(review, "Kim 2021"), ids(review)
    give(review, both([record.study.study_id, other], ana, ben))
    changed = frozenset({Assignment(other, ben, Role.FIRST)})
    review.extraction.apply(review.assignments.planned(changed, [other]))
    kept = both([record.study.study_id], ana, ben)
    assert review.assignments.plan() == kept | changed


def test_a_person_who_was_given_studies_for_a_time_can_be_taken_out_again(folder: Path) -> None:
    with open_review(folder) as review:
        study = add_study(review)
        added = review.people.added("Cleo Diaz", "CD")
        review.extraction.apply(added)
        given = review.assignments.planned(checked([study], added.reviewer_id, added.reviewer_id))
        assert given is not None
        review.extraction.apply(given)
        with pytest.raises(AppError, match="was given studies"):
            review.extraction.apply(added.inverse())
        review.extraction.apply(given.inverse())
        review.extraction.apply(added.inverse())
        assert "Cleo Diaz" not in {person.reviewer.name for person in review.people.all()}
