"""Charting a second time: drawn from what is sealed, blind to it, in no consensus."""

from pathlib import Path

import pytest

from app.bootstrap import open_review
from app.domain.assigning import both
from app.domain.edits import RenameReviewer
from app.domain.errors import AppError
from app.domain.people_edits import AddReviewer
from app.services.sight import Blinded
from tests.services.laptops import exchange, laptops
from tests.services.reviews import FIELD, add_study
from tests.services.sealed import Charted, chart

ANA, BEN, AGAIN = "Ana Ortiz", "Ben Kim", "Ana Ortiz (again)"


@pytest.fixture
def studies(folder: Path) -> tuple[str, str]:
    """Two studies that Ana and Ben were given; both sealed the first, Ana the second."""
    with open_review(folder) as review:
        first, second = add_study(review), add_study(review, "Berg 2021")
        people = [p.reviewer for p in review.people.all() if p.reviewer.name in (ANA, BEN)]
        plan = both((first, second), *(person.reviewer_id for person in people))
        review.extraction.apply(review.assignments.planned(plan))
    for who, study in ((ANA, first), (BEN, first), (ANA, second)):
        chart(folder, who, study, Charted({FIELD: ["SE"]}))
    return first, second


def drawn(folder: Path, count: int = 2) -> None:
    with open_review(folder, ANA) as review:
        edit, _person = review.second_looks.begun(count, seed=7)
        review.extraction.apply(edit)


def renamed(folder: Path, before: str, after: str) -> None:
    with open_review(folder, before) as review:
        me = review.reviewer
        names = (me.name, me.initials), (after, me.initials)
        review.extraction.apply(RenameReviewer(me.reviewer_id, *names))


def test_only_what_is_sealed_is_drawn_and_one_step_takes_it_back(
    folder: Path, studies: tuple[str, str]
) -> None:
    with open_review(folder, BEN) as review:
        assert review.second_looks.standing().ready == studies[:1]
        edit, person = review.second_looks.begun(5, seed=1)
        review.extraction.apply(edit)
        look = review.second_looks.standing()
        assert (look.drawn, look.sealed, look.ready) == (1, 0, ())
        assert look.second is not None
        assert look.second.reviewer_id == person
        review.extraction.apply(edit.inverse())
        assert review.second_looks.standing().second is None
        assert review.second_looks.standing().ready == studies[:1]


def test_a_second_look_is_given_what_was_drawn_and_nothing_else(
    folder: Path, studies: tuple[str, str]
) -> None:
    drawn(folder, 1)
    with open_review(folder, AGAIN) as review:
        mine = [study for study in review.records.studies() if not study.is_others]
        assert len(mine) == 1
        assert mine[0].asked > 0
        assert review.second_looks.is_second
    with open_review(folder, ANA) as review:
        assert not any(study.is_others for study in review.records.studies())


def test_a_second_look_sees_no_first_answers_before_it_is_sealed(
    folder: Path, studies: tuple[str, str]
) -> None:
    drawn(folder)
    with open_review(folder, AGAIN) as review:
        assert review.consensus.all() == ()
        with pytest.raises(Blinded):
            review.blinding.colleagues(studies[0])
    chart(folder, AGAIN, studies[0], Charted({FIELD: ["NO"]}))
    with open_review(folder, AGAIN) as review:
        assert len(review.blinding.colleagues(studies[0])) == 2
        with pytest.raises(Blinded):
            review.blinding.colleagues(studies[1])


def test_what_was_charted_again_is_compared_with_the_first_and_counts_nowhere_else(
    folder: Path, studies: tuple[str, str]
) -> None:
    drawn(folder)
    chart(folder, AGAIN, studies[0], Charted({FIELD: ["NO"]}))
    with open_review(folder, ANA) as review:
        (compared,) = review.consensus.all()
        assert {one.name for one in compared.reviewers} == {ANA, BEN}
        usual, twice = review.agreement.couples()
        assert (usual.is_twice, twice.is_twice) == (False, True)
        who = (twice.first.reviewer_id, twice.second.reviewer_id)
        found = review.agreement.agreement(who=who)
        assert (found.overall.n, found.overall.agreed) == (1, 0)
        working = review.exports.log().working
    assert (working.sealed_by_two, working.charted_again, working.people) == (1, 1, (ANA, BEN))


def test_a_second_look_stays_one_whoever_is_renamed(folder: Path, studies: tuple[str, str]) -> None:
    drawn(folder, 1)
    renamed(folder, ANA, "Ana Vega")
    renamed(folder, AGAIN, "Anew")
    with open_review(folder, "Ana Vega") as review:
        look = review.second_looks.standing()
        assert look.second is not None
        assert (look.second.name, look.drawn, review.second_looks.is_second) == ("Anew", 1, False)
    with open_review(folder, "Anew") as review:
        assert review.second_looks.standing().first.name == "Ana Vega"
        assert review.second_looks.is_second
        (given,) = (study for study in review.records.studies() if not study.is_others)
        with pytest.raises(Blinded):
            review.blinding.colleagues(given.study_id)
    chart(folder, "Anew", given.study_id, Charted({FIELD: ["NO"]}))
    with open_review(folder, "Ana Vega") as review:
        assert [couple.is_twice for couple in review.agreement.couples()] == [False, True]
        assert len(review.consensus.all()) == 1


def test_a_second_look_of_before_is_known_by_its_name(
    folder: Path, studies: tuple[str, str]
) -> None:
    with open_review(folder, ANA) as review:
        review.extraction.apply(AddReviewer("drawn-before", AGAIN, "AO2", 3))
        edit, person = review.second_looks.begun(1, seed=7)
        review.extraction.apply(edit)
        assert person == "drawn-before"
        assert review.second_looks.standing().drawn == 1
    with open_review(folder, AGAIN) as review:
        assert review.second_looks.standing().first.name == ANA
        assert review.second_looks.is_second


def test_two_computers_of_one_person_have_one_second_look(
    folder: Path, tmp_path: Path, studies: tuple[str, str]
) -> None:
    with laptops(folder, tmp_path / "desks", (ANA, ANA)) as both_of_them:
        for number, laptop in enumerate(both_of_them):
            edit, _person = laptop.review.second_looks.begun(1, seed=number)
            laptop.review.extraction.apply(edit)
        exchange(both_of_them)
        for laptop in both_of_them:
            people = [person.reviewer.name for person in laptop.review.people.all()]
            assert sorted(people) == [ANA, AGAIN, BEN]


def test_nobody_takes_the_name_of_somebody_else(folder: Path) -> None:
    with pytest.raises(AppError, match="name of somebody else"):
        renamed(folder, ANA, "ben kim")


def test_without_sealed_work_there_is_nothing_to_chart_again(folder: Path) -> None:
    with open_review(folder) as review, pytest.raises(AppError, match="no study to chart again"):
        review.second_looks.begun(1, seed=1)
