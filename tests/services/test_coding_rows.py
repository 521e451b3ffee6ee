"""Codes on the rows of groups that two people charted."""

import shutil
from pathlib import Path

import pytest

from app.bootstrap import Review, open_review
from app.domain.coded import codes_field
from app.domain.codes import Unit
from app.export.choices import Whose
from tests.services.reviews import add_study
from tests.services.sealed import Charted, chart

GROUP = "participants.group"
WORK = Charted(rows={"participants": [{GROUP: "Service users"}, {GROUP: "Carers"}]})


def code_first_row(folder: Path, reviewer: str, study_id: str, label: str) -> None:
    with open_review(folder, reviewer) as review:
        known = {code.label: code for code in review.coding.codes()}
        if label not in known:
            added = review.coding.new_code(label)
            review.extraction.apply(added)
            known[label] = added.code
        row = review.records.record(study_id).rows[0]
        put = review.coding.put(known[label], Unit(study_id, GROUP, row.row_id))
        assert put is not None
        review.extraction.apply(put)
        review.extraction.apply(review.coding.finished(GROUP, done=True))


def final_codes(review: Review) -> list[object]:
    (entry,) = review.exports.table(Whose.FINAL).records
    answers = entry.record.answers
    return [a.value for cell, a in answers.items() if cell.field_id == codes_field(GROUP)]


@pytest.fixture
def place(_empty_folder: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(_empty_folder, tmp_path / "review"))


def test_codes_of_two_on_one_row_are_on_one_row_everywhere(place: Path) -> None:
    with open_review(place) as review:
        study_id = add_study(review)
    for reviewer in ("Ana Ortiz", "Ben Kim"):
        chart(place, reviewer, study_id, WORK)
        code_first_row(place, reviewer, study_id, "Users")
    with open_review(place) as review:
        (pair,) = review.coding.compared(GROUP)
        assert (pair.agreement.units, pair.agreement.shared.value) == (1, 1.0)
        assert [one.segments for one in review.coding.counts()] == [1]
        assert final_codes(review) == [["Users"]]
