"""Breaking the blinding: deliberate, for a reason, told in the methods text and the agreement."""

from pathlib import Path

import pytest

from app.bootstrap import Review, open_review
from app.domain.errors import AppError
from app.services.sight import Blinded
from tests.services.reviews import FIELD, add_study
from tests.services.sealed import Charted, chart

ANA, BEN = "Ana Ortiz", "Ben Kim"
SAID = Charted({FIELD: ["SE"]})


@pytest.fixture
def studies(folder: Path) -> tuple[str, str]:
    """Two studies: both have sealed the first, Ben alone the second."""
    with open_review(folder) as review:
        first, second = add_study(review), add_study(review, "Berg 2021")
    for who, study in ((ANA, first), (BEN, first), (BEN, second)):
        chart(folder, who, study, SAID)
    return first, second


def not_blind(folder: Path) -> frozenset[str]:
    with open_review(folder) as review:
        return review.blinding.not_blind()


def test_a_colleagues_work_is_opened_for_a_reason_and_told(
    folder: Path, studies: tuple[str, str]
) -> None:
    with open_review(folder) as review:
        with pytest.raises(Blinded):
            review.blinding.colleagues(studies[1])
        with pytest.raises(AppError, match="Say why"):
            review.blinding.opened(studies[1], " ")
        review.extraction.apply(review.blinding.opened(studies[1], "a deadline"))
        (ben,) = review.blinding.colleagues(studies[1])
        assert len(ben.record.answers) == 1
        assert "Ana Ortiz opened colleagues' work on Berg 2021 before" in review.blinding.told()[0]


def test_what_was_opened_early_is_not_blind_for_ever(
    folder: Path, studies: tuple[str, str]
) -> None:
    with open_review(folder) as review:
        review.extraction.apply(review.blinding.opened(studies[1], "a deadline"))
    chart(folder, ANA, studies[1], SAID)
    with open_review(folder) as review:
        found = review.agreement.agreement(review.agreement.choices())
        assert (found.studies, found.unblinded) == (2, 1)
        assert (found.parts[0].name, found.parts[0].studies) == ("Charted blind", 1)


def test_the_numbers_of_the_audit_sheet_do_not_count_what_is_hidden(
    folder: Path, studies: tuple[str, str]
) -> None:
    with open_review(folder) as review:
        numbers = [line.number for line in review.exports.log().audit]
    assert sorted(set(numbers)) == list(range(1, numbers[-1] + 1))


def test_who_has_sealed_may_look_and_the_study_stays_blind(
    folder: Path, studies: tuple[str, str]
) -> None:
    with open_review(folder, BEN) as bens:
        bens.extraction.apply(bens.blinding.opened(studies[1], "curious"))
    assert not_blind(folder) == frozenset()


def off(review: Review) -> None:
    review.extraction.apply(review.blinding.turned_off("training"))


def test_without_blinding_everybody_sees_what_is_not_sealed(
    folder: Path, studies: tuple[str, str]
) -> None:
    with open_review(folder) as review:
        off(review)
        assert len(review.blinding.colleagues(studies[1])) == 1
        review.extraction.apply(review.blinding.turned_on())
        with pytest.raises(Blinded):
            review.blinding.colleagues(studies[1])


def test_only_what_was_under_way_without_blinding_is_not_blind(
    folder: Path, studies: tuple[str, str]
) -> None:
    with open_review(folder) as review:
        off(review)
        review.extraction.apply(review.blinding.turned_on())
        third = add_study(review, "Cho 2022")
    for who in (ANA, BEN):
        chart(folder, who, third, SAID)
    chart(folder, ANA, studies[1], SAID)
    assert not_blind(folder) == {studies[1]}


def test_the_methods_text_says_what_was_not_blind(folder: Path, studies: tuple[str, str]) -> None:
    with open_review(folder) as review:
        off(review)
    chart(folder, ANA, studies[1], SAID)
    with open_review(folder) as review:
        working = review.exports.log().working
    assert working.unblinded == 1
    assert working.broken == ("Blinding is off, turned off by Ana Ortiz: training",)
