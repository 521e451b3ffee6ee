"""Several edits as one step, and the frame of a region as numbers."""

import pytest

from app.domain.anchors import Rect
from app.domain.edits import ChangeSet, RelabelStudy, Together
from app.services.codec import edit_to_json
from ui.reader.frame import GRIPS, WHOLE, drawn, moved
from ui.reader.layout import Spot

PAGE = (100.0, 200.0)
RECT = Rect(10.0, 20.0, 50.0, 60.0)


def test_the_inverse_takes_the_last_edit_back_first() -> None:
    first, second = RelabelStudy("s", "a", "b"), RelabelStudy("s", "b", "c")
    assert Together((first, second)).inverse().edits == (second.inverse(), first.inverse())


def test_the_log_names_every_edit_of_a_step() -> None:
    document = edit_to_json(Together((RelabelStudy("s", "a", "b"),)))
    assert document["edits"][0]["kind"] == "RelabelStudy"


def test_united_changes_hold_what_either_changed() -> None:
    both = ChangeSet(studies=frozenset({"a"})).united(ChangeSet(evidence=True))
    assert both == ChangeSet(studies=frozenset({"a"}), evidence=True)


def test_a_frame_is_the_same_from_any_corner() -> None:
    assert drawn(Spot(0, 50, 20), Spot(0, 10, 60), PAGE) == RECT


def test_a_frame_drawn_beyond_the_page_ends_at_its_edge() -> None:
    assert drawn(Spot(0, 90, 190), Spot(0, 400, 400), PAGE) == Rect(90, 190, 100, 200)


def test_the_whole_frame_stops_at_the_edge_and_keeps_its_size() -> None:
    assert moved(RECT, WHOLE, (-30.0, 5.0), PAGE) == Rect(0.0, 25.0, 40.0, 65.0)


@pytest.mark.parametrize("grip", GRIPS, ids=str)
def test_a_handle_moves_only_its_own_edges(grip: object) -> None:
    by = {(-1): (9.0, 49.0), 0: (10.0, 50.0), 1: (10.0, 51.0)}
    found = moved(RECT, grip, (-1.0, 0.0) if grip.across < 0 else (1.0, 0.0), PAGE)  # type: ignore[attr-defined, arg-type]
    expected = by[grip.across] if grip.across >= 0 else (9.0, 50.0)  # type: ignore[attr-defined]
    assert (found.left, found.right) == expected
