"""A packet merges into the database of a team's server as into a file."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from app.domain.packets import MergeReport
from app.jobs import JobContext
from app.services.exchange.reading import PacketReader
from app.services.exchange.service import _merged
from app.services.log_breaks import breaks
from db.engine import open_engine, reading, writing
from db.migrate import ensure_server_current
from db.models import AnswerRow, AuditRow, ReviewRow, StampRow
from tests.services.laptops import laptops
from tests.services.reviews import add_row, add_study, fill


@pytest.fixture
def packet(folder: Path, tmp_path: Path) -> Path:
    """Ben's packet of a study with a row and an answer."""
    with laptops(folder, tmp_path / "desks", ("Ben Kim",)) as (ben,):
        record = ben.review.records.record(add_study(ben.review))
        add_row(ben.review, record)
        ben.review.extraction.apply(fill(record, "Zürich \ud800"))
        return ben.save()


@pytest.fixture
def server(server_url: str, packet: Path) -> Iterator[Engine]:
    """A server on which the review was begun, and nothing else."""
    engine = open_engine(server_url)
    ensure_server_current(engine)
    with PacketReader(packet) as reader, writing(engine) as session:
        manifest = reader.manifest
        session.add(ReviewRow(id=manifest.review_id, title="", created_at="", app_version=""))
    yield engine
    engine.dispose()


def merge(engine: Engine, packet: Path) -> MergeReport:
    with PacketReader(packet) as reader, writing(engine) as session:
        return _merged(session, reader, JobContext())


def test_packet_merges_into_a_server_with_a_sound_log(server: Engine, packet: Path) -> None:
    report = merge(server, packet)
    with reading(server) as session:
        values = session.scalars(select(AnswerRow.value)).all()
        log = session.scalars(select(AuditRow).order_by(AuditRow.seq)).all()
        stamped = session.scalars(select(StampRow.key).where(StampRow.table_name == "answer"))
        assert (values, len(stamped.all())) == (["Zürich \ud800"], 1)
        assert (len(log), breaks(log)) == (report.log_entries, [])


def test_packet_merges_into_a_server_once(server: Engine, packet: Path) -> None:
    merge(server, packet)
    again = merge(server, packet)
    assert (again.total.new, again.total.changed, again.log_entries) == (0, 0, 0)
