"""Packets that are damaged or forged are refused in a sentence; the review stays as it was."""

import hashlib
import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.bootstrap import Review, open_review
from app.domain.errors import AppError
from app.domain.packets import PacketRefused
from app.jobs import JobContext
from tests.services.hostile_packets import FORGERIES, damaged, mutated
from tests.services.laptops import laptops
from tests.services.reviews import add_row, add_study, anchor, fill

SEEDS = range(260)
MANY = 300
MUTATIONS = int(os.environ.get("CHARTDESK_MUTATIONS", "40"))
"""How many random forgeries are merged; 1000 before a release."""


@pytest.fixture(scope="module")
def desk(_empty_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Ana's closed review, and a sound packet of Ben's work on it."""
    place = tmp_path_factory.mktemp("desks")
    with laptops(_empty_folder, place, ("Ana Ortiz", "Ben Kim")) as (ana, ben):
        record = ben.review.records.record(add_study(ben.review))
        add_row(ben.review, record)
        ben.review.extraction.apply(replace(fill(record), link=(anchor(),)))
        packet = ben.save()
        folder = ana.review.folder
    return folder, packet


def digest(folder: Path) -> str:
    return hashlib.sha256((folder / "review.sqlite").read_bytes()).hexdigest()


def refused(review: Review, packet: Path) -> str:
    with pytest.raises(AppError) as problem:
        review.exchange.merge(packet, JobContext())
    return problem.value.message


@pytest.fixture
def ana(desk: tuple[Path, Path]) -> Iterator[Review]:
    """Ana's review, whose file must be byte for byte the same afterwards."""
    folder, _ = desk
    with open_review(folder):
        pass
    before = digest(folder)
    with open_review(folder) as review:
        yield review
    assert digest(folder) == before


@pytest.mark.parametrize("forgery", FORGERIES)
def test_forged_packet_is_refused(
    ana: Review, desk: tuple[Path, Path], tmp_path: Path, forgery: str
) -> None:
    packet = FORGERIES[forgery](desk[1], tmp_path / "forged.chartpacket")
    assert "Nothing was changed." in refused(ana, packet)


def test_damaged_packets_are_refused(ana: Review, desk: tuple[Path, Path]) -> None:
    packets = [damaged(desk[1], seed) for seed in SEEDS]
    said = {packet.name: taken_or_refused(ana, packet) for packet in packets}
    assert [name for name, sentence in said.items() if "Nothing was changed." not in sentence] == []
    different = {packet.read_bytes() for packet in packets}
    assert len(different) + len(FORGERIES) > MANY


def test_random_forgeries_are_refused_or_leave_a_review_that_reads(
    desk: tuple[Path, Path], tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(desk[0], tmp_path / "copy"))
    with open_review(folder) as review:
        ends = [taken_or_refused(review, mutated(desk[1], seed)) for seed in range(MUTATIONS)]
        assert review.records.export_table()
        assert review.final_table()
    with open_review(folder) as review:
        assert review.records.records() is not None
    assert sum("Nothing was changed." in end for end in ends) > MUTATIONS // 2


def taken_or_refused(review: Review, packet: Path) -> str:
    """Merge a packet; return why it is refused."""
    try:
        review.exchange.merge(packet, JobContext())
    except PacketRefused as problem:
        return problem.message
    return "taken"
