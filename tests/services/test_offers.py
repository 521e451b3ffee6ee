"""Words on offer: lists of the review, and what the reviewer used before."""

from app.bootstrap import Review
from app.domain.answers import NO_ANSWER, Cell
from app.domain.edits import AddRow, FillAnswer, SetReviewAnswer
from app.domain.ids import new_id
from app.domain.records import Record
from tests.services.reviews import filled
from tests.services.rich import _rich_folder, rich, rich_folder, rich_record

__all__ = ["_rich_folder", "rich", "rich_folder", "rich_record"]


def name_group(review: Review, record: Record, name: str) -> None:
    """Add a group with this name."""
    row_id = new_id()
    cell = Cell(record.extraction_id, "groups.name", row_id)
    review.extraction.apply(AddRow(record.extraction_id, "groups", row_id, 0))
    review.extraction.apply(FillAnswer(cell, NO_ANSWER, filled(name)))


def test_list_of_the_review_is_offered(rich: Review) -> None:
    reasons = ["Wrong population", "Wrong concept"]
    rich.extraction.apply(SetReviewAnswer("review.reasons", None, [*reasons]))
    assert rich.offers.lists()["design.reason"] == tuple(reasons)


def test_row_headings_used_before_are_offered_most_frequent_first(
    rich: Review, rich_record: Record
) -> None:
    name_group(rich, rich_record, "Control")
    name_group(rich, rich_record, "Peers")
    name_group(rich, rich_record, "Peers")
    assert rich.offers.lists()["groups.name"] == ("Peers", "Control")


def test_field_without_words_offers_nothing(rich: Review) -> None:
    assert "design.reason" not in rich.offers.lists()
