"""What the log says of answers is read as far as it reads."""

from typing import Any

import pytest

from app.domain.answers import Answer, Cell, Status
from app.domain.history import explained

SET = {
    "kind": "FillAnswer",
    "cell": {"extraction_id": "e", "field_id": "f"},
    "after": {"value": "SE", "status": "filled"},
}


def test_answers_of_a_step_of_several_edits_are_read_with_its_reason() -> None:
    step = {"kind": "Together", "reason": "a new version", "edits": [SET, {"kind": "AddRow"}]}
    (found,) = explained(step)
    assert found == (Cell("e", "f"), Answer("SE", Status.FILLED), "a new version")


@pytest.mark.parametrize(
    "altered",
    [
        5, [1], {"kind": "Together", "edits": 7}, {**SET, "cell": "x"}, {**SET, "after": None},
        {**SET, "after": {"value": 1, "status": "no such"}}, {"kind": "FillAnswer"},
    ],
)  # fmt: skip
def test_what_was_altered_until_it_does_not_read_sets_nothing(altered: Any) -> None:
    assert list(explained(altered)) == []
