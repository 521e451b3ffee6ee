"""The log of a large packet is made ready by a process beside; without it nothing is missing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from app.domain.packets import PacketRefused
from app.jobs import JobContext
from app.services.exchange import log, log_ahead
from app.services.exchange.log import merge_log
from app.services.exchange.log_ahead import LogAhead
from app.services.exchange.reading import PacketReader
from db.models import AuditRow
from tests.services.hostile_packets import FORGERIES
from tests.services.laptops import Laptop, laptops
from tests.services.reviews import add_study, fill

PAIR = ("Ana Ortiz", "Ben Kim")
ENTRIES = 12


@pytest.fixture
def desks(folder: Path, tmp_path: Path) -> Iterator[list[Laptop]]:
    """Ana's laptop, and Ben's on which he added six studies and charted them."""
    with laptops(folder, tmp_path / "desks", PAIR) as (ana, ben):
        for number in range(ENTRIES // 2):
            study = add_study(ben.review, f"Study {number}")
            ben.review.extraction.apply(fill(ben.review.records.record(study)))
        yield [ana, ben]


def log_of(desk: Laptop) -> list[tuple[str, object, str, str]]:
    with desk.review._store.reading() as session:
        rows = session.scalars(select(AuditRow).order_by(AuditRow.seq))
        return [(row.id, row.edit, row.previous_hash, row.hash) for row in rows]


def test_a_log_made_ready_beside_is_the_same(
    desks: list[Laptop], monkeypatch: pytest.MonkeyPatch
) -> None:
    ana, ben = desks
    given: list[int] = []
    read = LogAhead.__iter__
    monkeypatch.setattr(log_ahead, "MANY", ENTRIES)
    monkeypatch.setattr(
        LogAhead,
        "__iter__",
        lambda ahead: (given.append(len(rows)) or rows for rows in read(ahead)),
    )
    report = ana.review.exchange.merge(ben.save(), JobContext())
    assert (report.log_entries, sum(given)) == (ENTRIES, ENTRIES)
    assert log_of(ana) == log_of(ben)
    assert ana.review.verify(JobContext()) == ()


def test_what_a_lost_process_did_not_give_is_made_ready_here(desks: list[Laptop]) -> None:
    ana, ben = desks
    with PacketReader(ben.save()) as packet, ana.review._store.writing() as session:
        assert list(merge_log(session, packet, iter(()))) == [ENTRIES]
    assert log_of(ana) == log_of(ben)


def test_another_packet_in_its_place_gives_nothing(desks: list[Laptop]) -> None:
    path = desks[1].save()
    assert list(log_ahead._made_ready(path, "signature of another", "0" * 64)) == []


def test_what_the_process_finds_wrong_refuses_the_packet(
    desks: list[Laptop], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana, ben = desks
    forged = FORGERIES["NUL in the log"](ben.save(), tmp_path / "forged.chartpacket")
    monkeypatch.setattr(log_ahead, "MANY", 1)
    monkeypatch.setattr(log, "_fresh", None)  # nothing is read here
    with pytest.raises(PacketRefused, match="an entry of its log is not whole"):
        ana.review.exchange.merge(forged, JobContext())
    assert log_of(ana) == []
