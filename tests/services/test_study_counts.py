"""The study list counts what the record counts, also with rows and conditions."""

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.bootstrap import Review, open_review
from app.creating import create_review
from app.domain.answers import Answer, Status
from app.domain.edits import AddRow, FillAnswer, RemoveRow
from app.domain.ids import new_id
from tests.services.reviews import add_study


def field(key: str, **more: Any) -> dict[str, Any]:
    return {"key": key, "label": key, "type": "short_text", **more}


def section(key: str, *fields: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "key": key,
        "label": key,
        "scope": "source",
        "repeating": False,
        "fields": fields,
    } | more


FORM = {
    "id": "conditional",
    "name": "Conditional",
    "edition": "1",
    "sections": [
        section("a", field("design"), field("arms", show_if={"field": "a.design", "is": "RCT"})),
        section("b", field("n"), field("m"), show_if={"field": "a.design", "answered": True}),
        section("g", field("x"), field("y", show_if={"field": "g.x", "is": "yes"}), repeating=True),
    ],
}


@pytest.fixture
def review(tmp_path: Path) -> Iterator[Review]:
    """A review whose form asks only under conditions."""
    path = tmp_path / "form.json"
    path.write_text(json.dumps(FORM))
    create_review(tmp_path / "review", title="Conditions", template_id=str(path))
    with open_review(tmp_path / "review") as opened:
        add_study(opened)
        yield opened


def step(chance: random.Random, review: Review) -> None:
    """Make one edit at random."""
    record = review.records.records()[0]
    rows = record.rows_of("g")
    kind = chance.random()
    if kind < 0.2:
        review.extraction.apply(AddRow(record.extraction_id, "g", new_id(), len(rows)))
    elif kind < 0.3 and rows:
        row = chance.choice(rows)
        review.extraction.apply(RemoveRow(record.extraction_id, "g", row.row_id, row.position))
    else:
        cells = [c for s in record.form.study_sections for c in record.all_cells_of(s)]
        cell = chance.choice(cells)
        status = chance.choice((Status.FILLED, Status.FILLED, Status.EMPTY, Status.NOT_REPORTED))
        value = chance.choice(("RCT", "yes", "no")) if status is Status.FILLED else None
        after = Answer(value, status, flagged=chance.random() < 0.2)
        review.extraction.apply(FillAnswer(cell, record.answer(cell), after))


@pytest.mark.parametrize("seed", range(3))
def test_list_and_record_count_alike(review: Review, seed: int) -> None:
    chance = random.Random(seed)
    counted = []
    for _ in range(40):
        counted.append((review.records.studies()[0], review.records.records()[0].study))
        step(chance, review)
    assert [listed for listed, _ in counted] == [read for _, read in counted]
