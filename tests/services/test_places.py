"""The place in each study is remembered for each reviewer, over closing and opening."""

from pathlib import Path

from app.bootstrap import Review, open_review
from tests.services.reviews import add_study

PLACE = {"page": 3, "zoom": "fit text", "section": "design", "target": ["design.aims", None]}


def test_place_is_remembered_after_closing(review: Review, folder: Path) -> None:
    study_id = add_study(review)
    review.places.put(study_id, PLACE)
    review.close()
    with open_review(folder) as again:
        assert again.places.get(study_id) == PLACE
        assert again.places.last_study() == study_id


def test_new_place_replaces_the_old_one(review: Review) -> None:
    study_id = add_study(review)
    review.places.put(study_id, PLACE)
    review.places.put(study_id, {"page": 4})
    assert review.places.get(study_id) == {"page": 4}


def test_last_study_is_the_one_put_last(review: Review) -> None:
    first, second = add_study(review), add_study(review, "Zhao 2021")
    review.places.put(second, PLACE)
    review.places.put(first, PLACE)
    assert review.places.last_study() == first


def test_nothing_is_remembered_at_first(review: Review) -> None:
    assert review.places.get(add_study(review)) == {}
    assert review.places.last_study() is None


def test_each_reviewer_has_places_of_their_own(review: Review, folder: Path) -> None:
    study_id = add_study(review)
    review.places.put(study_id, PLACE)
    review.close()
    with open_review(folder, "Ben Kim") as bens:
        assert bens.places.get(study_id) == {}
        assert bens.places.last_study() is None


def test_place_of_a_study_that_is_gone_is_dropped(review: Review) -> None:
    review.places.put("gone", PLACE)
    assert review.places.get("gone") == {}
    assert review.places.last_study() is None
