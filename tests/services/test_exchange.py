"""One reviewer's work goes to a colleague in a file, and comes back, without loss."""

import itertools
import platform
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.bootstrap import open_review
from app.domain.answers import Cell
from app.domain.edits import RelabelStudy, SetReviewAnswer
from app.domain.errors import AppError
from app.domain.identity import Claim
from app.domain.packets import MergeReport, PacketRefused
from app.jobs import Cancelled, JobContext
from app.services.exchange.tables import BY_NAME, NOT_CARRIED
from app.services.sight import Blinded
from db.models import Base
from tests.services.computers import computer
from tests.services.laptops import Laptop, exchange, laptops, state
from tests.services.reviews import FIELD, add_study, fill
from tests.services.test_cli import Run, run

__all__ = ["run"]
PAIR = ("Ana Ortiz", "Ben Kim")


@pytest.fixture
def pair(folder: Path, tmp_path: Path) -> Iterator[list[Laptop]]:
    """Ana's and Ben's laptops with one study that both have."""
    with open_review(folder) as review:
        add_study(review)
    with laptops(folder, tmp_path / "desks", PAIR) as desks:
        yield desks


def filled_by(desk: Laptop, value: str) -> Cell:
    record = desk.records()[0]
    desk.review.extraction.apply(fill(record, value))
    return Cell(record.extraction_id, FIELD)


def test_merged_work_of_a_colleague_does_not_show(pair: list[Laptop]) -> None:
    ana, ben = pair
    filled_by(ben, "Norway")
    ana.take(ben.save())
    assert ana.records()[0].answers == {}
    assert ana.review.info().answers == 0


def test_both_answers_are_kept(pair: list[Laptop]) -> None:
    ana, ben = pair
    cells = {filled_by(ana, "Sweden"), filled_by(ben, "Norway")}
    exchange(pair)
    held = "".join(state(ana.review.folder)["answer"])
    assert len(cells) == 2
    assert ("Sweden" in held, "Norway" in held) == (True, True)


def test_merging_again_changes_nothing(pair: list[Laptop]) -> None:
    ana, ben = pair
    filled_by(ben, "Norway")
    packet = ben.save()
    ana.take(packet)
    before = state(ana.review.folder)
    report = ana.review.exchange.merge(packet, JobContext())
    assert (report.total.new, report.total.changed, report.is_known) == (0, 0, True)
    assert state(ana.review.folder) == before


def test_known_packet_is_told_at_once_as_it_was_told_before(pair: list[Laptop]) -> None:
    ana, ben = pair
    filled_by(ben, "Norway")
    packet = ben.save()
    first = ana.review.exchange.merge(packet, JobContext())
    copies = len(ana.review.backups.list())
    again = ana.review.exchange.merge(packet, JobContext())
    assert (again.tables["answer"].same, again.log_entries, again.warnings) == (
        1,
        0,
        first.warnings,
    )
    assert len(ana.review.backups.list()) == copies
    assert ana.review.exchange.preview(packet, JobContext()) == again


def test_known_packet_brings_back_what_was_taken_away_since(pair: list[Laptop]) -> None:
    ana, ben = pair
    edit = ana.review.people.added("Cleo Diaz", "CD")
    ana.review.extraction.apply(edit)
    packet = ana.save()
    ben.take(packet)
    ben.review.extraction.apply(edit.inverse())
    assert ben.review.exchange.merge(packet, JobContext()).tables["reviewer"].new == 1
    assert "Cleo Diaz" in [p.reviewer.name for p in ben.review.people.all()]


def test_preview_counts_and_changes_nothing(pair: list[Laptop]) -> None:
    ana, ben = pair
    filled_by(ben, "Norway")
    packet, before = ben.save(), state(ana.review.folder)
    report: MergeReport = ana.review.exchange.preview(packet, JobContext())
    assert report.tables["answer"].new == 1
    assert state(ana.review.folder) == before


def test_name_given_on_both_sides_is_a_conflict_that_the_later_settles(pair: list[Laptop]) -> None:
    ana, ben = pair
    study = ana.records()[0].study
    for desk, label in ((ana, "Lee 2020a"), (ben, "Lee et al. 2020")):
        desk.review.extraction.apply(RelabelStudy(study.study_id, study.label, label))
    report = ana.review.exchange.preview(ben.save(), JobContext())
    assert report.tables["study"].conflicting == 1
    exchange(pair)
    assert ana.records()[0].study.label == ben.records()[0].study.label


def test_two_protocol_fields_answered_apart_are_both_kept(pair: list[Laptop]) -> None:
    ana, ben = pair
    ana.review.extraction.apply(SetReviewAnswer("review.objective", None, "to map"))
    ben.review.extraction.apply(SetReviewAnswer("review.population", None, "adults"))
    exchange(pair)
    details = ana.review.records.details()
    assert (details["review.objective"], details["review.population"]) == ("to map", "adults")


def test_only_what_is_new_goes_into_the_next_packet(pair: list[Laptop]) -> None:
    ana, ben = pair
    filled_by(ben, "Norway")
    ana.take(ben.save())
    path = ben.tray / "second.chartpacket"
    manifest = ben.review.exchange.save(path, JobContext(), only_new=True)
    assert manifest.parts["rows/answer.jsonl"].lines == 0
    ana.take(path)


def test_new_work_waits_for_the_packet_before_it(pair: list[Laptop]) -> None:
    ana, ben = pair
    filled_by(ben, "Norway")
    first, second = ben.save(), ben.tray / "second.chartpacket"
    ben.review.exchange.save(second, JobContext(), only_new=True)
    with pytest.raises(PacketRefused, match="Merge their earlier packets first"):
        ana.take(second)
    ana.take(first)
    ana.take(second)


def test_cancelled_merge_leaves_nothing(pair: list[Laptop]) -> None:
    ana, ben = pair
    filled_by(ben, "Norway")
    packet, before = ben.save(), state(ana.review.folder)
    ctx = JobContext()
    ctx.cancel()
    with pytest.raises(Cancelled):
        ana.review.exchange.merge(packet, ctx)
    assert state(ana.review.folder) == before


def test_merge_cancelled_midway_leaves_the_file_as_it_was(pair: list[Laptop]) -> None:
    ana, ben = pair
    filled_by(ben, "Norway")
    packet, folder = ben.save(), ana.review.folder
    ana.review.close()
    before = (folder / "review.sqlite").read_bytes()
    told: list[int] = []

    def report(done: int, _total: int) -> None:
        told.append(done)
        if done > 5:
            ctx.cancel()

    ctx = JobContext(report, clock=itertools.count().__next__)
    with open_review(folder) as again, pytest.raises(Cancelled):
        again.exchange.merge(packet, ctx)
    assert (folder / "review.sqlite").read_bytes() == before
    assert told[-1] > 5


def test_state_before_a_merge_is_kept(pair: list[Laptop]) -> None:
    ana, ben = pair
    ana.take(ben.save())
    assert ana.review.backups.list()[0].reason == "before-merge"


def test_command_line_saves_and_merges(run: Run, folder: Path, tmp_path: Path) -> None:
    packet = tmp_path / "ben.chartpacket"
    assert run("packet", folder, packet, "--reviewer", "BK").code == 0
    said = run("merge", folder, packet, "--preview", "--json")
    assert (said.code, said.document["total"]["conflicting"]) == (0, 0)
    assert run("merge", folder, packet).code == 0
    (again,) = run("merge", folder, "--list", "--json").document["merges"]
    assert again["file"] == "ben.chartpacket"


def test_command_line_refuses_what_is_no_packet(run: Run, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "x.chartpacket").write_text("hello")
    said = run("merge", folder, tmp_path / "x.chartpacket")
    assert said.code == 2
    assert "Nothing was changed." in said.err


def test_every_table_is_carried_or_says_why_not() -> None:
    assert {*BY_NAME, *NOT_CARRIED} == set(Base.metadata.tables)
    assert not set(BY_NAME) & set(NOT_CARRIED)


def test_nobody_acts_as_a_colleague_whose_work_came_in_a_packet(pair: list[Laptop]) -> None:
    ana, ben = pair
    ana.take(ben.save())
    folder = ana.review.folder
    ana.review.close()
    hers = computer(ana.tray.parent / "home", platform.node())
    with hers, pytest.raises(Blinded, match="stays hidden"):
        open_review(folder, "Ben Kim")


def test_a_person_who_did_nothing_is_taken_out_again(pair: list[Laptop]) -> None:
    ana, _ben = pair
    edit = ana.review.people.added("Cleo Diaz", "CD")
    ana.review.extraction.apply(edit)
    ana.review.extraction.apply(edit.inverse())
    assert [p.reviewer.name for p in ana.review.people.all()] == ["Ana Ortiz", "Ben Kim"]


def test_name_that_is_taken_is_refused(pair: list[Laptop]) -> None:
    ana, _ben = pair
    with pytest.raises(AppError, match="name of their own"):
        ana.review.extraction.apply(ana.review.people.added("ben kim", "BK"))


def test_what_one_person_wrote_on_two_computers_of_one_name_is_told_as_both(
    pair: list[Laptop], tmp_path: Path
) -> None:
    old = pair[0]
    copy = Path(shutil.copytree(old.review.folder, tmp_path / "copy"))
    second = computer(tmp_path / "home", platform.node())
    filled_by(old, "Sweden")
    with second, open_review(copy, Claim("Ana Ortiz", because="two laptops")) as review:
        filled_by(Laptop(review, tmp_path), "Norway")
        report = review.exchange.merge(old.save(), JobContext())
        assert report.tables["answer"].conflicting == 1
