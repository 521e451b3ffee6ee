"""Pilots of the form: sources by type of evidence, minutes, the debrief."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from app.bootstrap import Review, open_review
from app.domain.edits import FillAnswer, SetExtractionStatus
from app.domain.pilots import PilotSource, chosen, pilot_from_json, pilot_to_json
from app.domain.records import Record
from app.domain.studies import ExtractionStatus
from tests.services.reviews import add_study, fill, filled

START = datetime.fromisoformat("2025-03-01T20:00:00+01:00")


class Clock:
    """Time that moves only when told."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now


def begin(review: Review, per_type: int = 1) -> None:
    review.extraction.apply(review.pilots.begun(per_type))


@pytest.mark.parametrize(("per_type", "taken"), [(1, "ac"), (2, "abcd"), (9, "abcde")])
def test_so_many_sources_of_every_type_are_taken(per_type: int, taken: str) -> None:
    kinds = {"a": "Trial", "b": "Trial", "c": "", "d": "", "e": "Trial"}
    studies = [PilotSource(key, key, kind) for key, kind in kinds.items()]
    assert "".join(s.study_id for s in chosen(studies, per_type)) == taken


def test_pilot_goes_with_the_charted_type_of_evidence(sample: Review) -> None:
    begin(sample)
    (pilot,) = sample.pilots.pilots()
    kinds = [source.evidence_type for source in pilot.sources]
    assert len(set(kinds)) == len(kinds)
    assert "Primary research - quantitative" in kinds


def test_debrief_and_minutes_are_the_reviewers_own(review: Review, record: Record) -> None:
    begin(review)
    pilot = review.pilots.pilots()[0]
    review.extraction.apply(review.pilots.said(pilot, "missing", "Funding"))
    pilot = review.pilots.pilots()[0]
    review.extraction.apply(review.pilots.took(pilot, record.study.study_id, 25))
    pilot = review.pilots.pilots()[0]
    assert review.pilots.debrief_of(pilot) == {"missing": "Funding"}
    assert review.pilots.minutes_of(pilot) == {record.study.study_id: 25}


def test_undo_takes_a_pilot_away(review: Review, record: Record) -> None:
    edit = review.pilots.begun(2)
    review.extraction.apply(edit)
    review.extraction.apply(edit.inverse())
    assert review.pilots.pilots() == ()


def test_minutes_are_told_by_the_log_without_pauses(folder: Path) -> None:
    clock = Clock()
    with open_review(folder, now=clock) as review:
        record = review.records.record(add_study(review))
        edit = fill(record, "SE")
        review.extraction.apply(edit)
        clock.now += timedelta(minutes=4)
        review.extraction.apply(FillAnswer(edit.cell, edit.after, filled("NO")))
        clock.now += timedelta(hours=1)
        review.extraction.apply(FillAnswer(edit.cell, filled("NO"), filled("DK")))
        begin(review)
        (pilot,) = review.pilots.pilots()
        assert review.pilots.minutes_worked(pilot) == {record.study.study_id: 4}


def test_closed_pilot_can_be_opened_again(review: Review, record: Record) -> None:
    begin(review)
    pilot = review.pilots.pilots()[0]
    review.extraction.apply(review.pilots.closed(pilot))
    closed = review.pilots.pilots()[0]
    assert closed.closed_at
    review.extraction.apply(review.pilots.closed(closed))
    assert review.pilots.pilots()[0] == pilot


def test_agreement_is_kept_with_the_pilot(review: Review, record: Record) -> None:
    begin(review)
    pilot = review.pilots.pilots()[0]
    agreed = replace(pilot, agreement={"percent": 87.5})
    review.extraction.apply(review.pilots.changed(pilot, agreed))
    assert review.pilots.pilots()[0] == agreed


def test_pilot_is_read_back_as_it_was(review: Review, record: Record) -> None:
    begin(review)
    pilot = review.pilots.pilots()[0]
    assert pilot.sources
    assert pilot_from_json(pilot.pilot_id, pilot_to_json(pilot)) == pilot


def both_answer(folder: Path, *, complete: bool) -> None:
    """Let Ana and Ben answer three fields of the only study, two of them alike."""
    for name, design in (("Ana Ortiz", "Cohort"), ("Ben Kim", "Mixed methods")):
        with open_review(folder, name) as review:
            record = review.records.records()[0]
            said = {"source.country": ["SE"], "source.doi": "10.1/x", "design.design": design}
            for field_id, value in said.items():
                review.extraction.apply(fill(record, value, field_id))
            if complete:
                review.extraction.apply(
                    SetExtractionStatus(
                        record.extraction_id, ExtractionStatus.OPEN, ExtractionStatus.COMPLETE
                    )
                )
                review.extraction.apply(review.seals.sealed(record.extraction_id))


@pytest.mark.parametrize(
    ("complete", "told"),
    [(True, {"sources": 1, "answers": 3, "percent": 66.7, "AC1": -1.0}), (False, {})],
)
def test_agreement_is_told_when_both_have_sealed(
    folder: Path, complete: bool, told: dict[str, float]
) -> None:
    with open_review(folder) as review:
        add_study(review)
        begin(review)
    both_answer(folder, complete=complete)
    with open_review(folder) as review:
        (pilot,) = review.pilots.pilots()
        review.extraction.apply(review.pilots.closed(pilot))
        assert review.pilots.pilots()[0].agreement == told
