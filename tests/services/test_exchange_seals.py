"""Seals are handed over before the answers: nothing opens, and what comes later is compared."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select, update

from app.bootstrap import open_review
from app.domain.answers import Cell
from app.domain.edits import FillAnswer, SetExtractionStatus
from app.domain.errors import AppError
from app.domain.studies import ExtractionStatus
from app.jobs import JobContext
from app.services.exchange import seals
from db.models import AnswerRow, SealRow, StampRow
from tests.services.computers import computer
from tests.services.laptops import Laptop, laptops, state
from tests.services.reviews import FIELD, add_study, fill, filled
from tests.services.test_cli import Run, run

__all__ = ["run"]
DONE = (ExtractionStatus.OPEN, ExtractionStatus.COMPLETE)


@pytest.fixture
def pair(folder: Path, tmp_path: Path) -> Iterator[list[Laptop]]:
    """Ana and Ben with one study, which Ben has charted and sealed."""
    with open_review(folder) as review:
        add_study(review)
    with laptops(folder, tmp_path / "desks", ("Ana Ortiz", "Ben Kim")) as desks:
        finish(desks[1])
        yield desks


def finish(desk: Laptop) -> None:
    """Chart the study and seal it."""
    record, review = desk.records()[0], desk.review
    review.extraction.apply(fill(record, "Norway"))
    review.extraction.apply(SetExtractionStatus(record.extraction_id, *DONE))
    review.extraction.apply(review.seals.sealed(record.extraction_id))


def handed_over(desk: Laptop) -> Path:
    path = desk.tray / "seals.chartpacket"
    desk.review.exchange.save_seals(path, JobContext())
    return path


def change(desk: Laptop) -> None:
    """Break the seal for a reason, change the answer, and seal again."""
    record, review = desk.records()[0], desk.review
    review.extraction.apply(review.seals.broken(record.extraction_id, "wrong arm"))
    cell = Cell(record.extraction_id, FIELD)
    review.extraction.apply(FillAnswer(cell, filled("Norway"), filled("Sweden")))
    review.extraction.apply(SetExtractionStatus(record.extraction_id, *DONE))
    review.extraction.apply(review.seals.sealed(record.extraction_id))


def forget_the_first_seal(desk: Laptop) -> None:
    """Do what no program does: let the seal be over the answers as they are now."""
    with desk.review._store.writing() as session:
        key = desk.records()[0].extraction_id
        session.execute(update(SealRow).values(seal=seals.seal_of(session, key)))


def test_packet_of_seals_holds_no_work_and_opens_nothing(pair: list[Laptop]) -> None:
    ana, ben = pair
    finish(ana)
    before = state(ana.review.folder)
    report = ana.review.exchange.merge(handed_over(ben), JobContext())
    assert "seal of 1 study and no answers" in report.warnings[0]
    assert state(ana.review.folder) == before
    assert ana.review.consensus.sealed_studies() == frozenset()


def test_answers_that_come_later_under_the_same_seal_are_compared(pair: list[Laptop]) -> None:
    ana, ben = pair
    finish(ana)
    ana.take(handed_over(ben))
    report = ana.review.exchange.merge(ben.save(), JobContext())
    assert report.warnings == ()
    assert len(ana.review.consensus.sealed_studies()) == 1


def test_other_answers_than_those_sealed_at_hand_over_are_told(pair: list[Laptop]) -> None:
    ana, ben = pair
    ana.take(handed_over(ben))
    change(ben)
    forget_the_first_seal(ben)
    packet = ben.save()
    before = ana.review.exchange.preview(packet, JobContext())
    report = ana.review.exchange.merge(packet, JobContext())
    assert any("whose seal Ben Kim handed over" in sentence for sentence in report.warnings)
    assert before.warnings == report.warnings


@pytest.mark.parametrize("is_here", [False, True])
def test_answers_that_do_not_fit_their_seal_are_told_before_a_merge(
    pair: list[Laptop], *, is_here: bool
) -> None:
    ana, ben = pair
    if is_here:
        ana.take(ben.save())
    with ben.review._store.writing() as session:
        answer = session.scalars(select(AnswerRow)).one()
        answer.checksum = "0" * 64
        session.get_one(StampRow, ("answer", answer.id)).counter += 100
    packet = ben.save()
    before = ana.review.exchange.preview(packet, JobContext()).warnings
    assert "The answers to “Lee 2020” are not those that Ben Kim sealed." in before[0]
    assert before == ana.review.exchange.merge(packet, JobContext()).warnings


def test_a_seal_broken_for_a_reason_after_the_hand_over_is_no_deceit(pair: list[Laptop]) -> None:
    ana, ben = pair
    ana.take(handed_over(ben))
    change(ben)
    study = ben.records()[0].study.study_id
    ben.review.extraction.apply(ben.review.blinding.opened(study, "a colleague fell ill"))
    packet = ben.save()
    foreseen = ana.review.exchange.preview(packet, JobContext()).warnings
    warnings = ana.review.exchange.merge(packet, JobContext()).warnings
    told = " ".join(warnings)
    assert foreseen == warnings
    assert ana.review.exchange.merge(packet, JobContext()).warnings == warnings
    assert "whose seal" not in told
    assert "Ben Kim broke the seal of “Lee 2020” on " in told
    assert ": wrong arm." in told
    assert "Ben Kim opened colleagues' work on Lee 2020 after sealing their own work: a " in told


def test_packet_older_than_the_seals_that_were_handed_over_is_no_deceit(
    pair: list[Laptop],
) -> None:
    ana, ben = pair
    older = ben.save()
    change(ben)
    ana.take(handed_over(ben))
    assert ana.review.exchange.merge(older, JobContext()).warnings == ()


def test_old_packet_that_comes_again_after_its_seal_was_broken_is_no_deceit(
    pair: list[Laptop],
) -> None:
    ana, ben = pair
    older = ben.save()
    change(ben)
    ana.take(ben.save())
    assert ana.review.exchange.merge(older, JobContext()).warnings == ()


def test_seal_whose_hash_left_is_relied_on_and_new_work_goes_into_the_next_packet(
    pair: list[Laptop],
) -> None:
    _ana, ben = pair
    handed_over(ben)
    path = ben.tray / "new.chartpacket"
    manifest = ben.review.exchange.save(path, JobContext(), only_new=True)
    assert manifest.parts["rows/answer.jsonl"].lines == 1


def test_nothing_sealed_is_nothing_to_hand_over(pair: list[Laptop]) -> None:
    with pytest.raises(AppError, match="Nothing was written"):
        handed_over(pair[0])
    assert list(pair[0].tray.iterdir()) == []


def test_command_line_hands_seals_over(run: Run, pair: list[Laptop], tmp_path: Path) -> None:
    ben = pair[1].review
    ben.close()
    packet = tmp_path / "ben.chartpacket"
    with computer(pair[1].tray.parent / "home"):
        said = run("packet", ben.folder, packet, "--reviewer", "BK", "--seals", "--json")
    assert (said.code, said.document["rows"], len(said.document["seals"])) == (0, 0, 1)
