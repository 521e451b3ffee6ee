"""Three copies of one review on three laptops, and what can be done at random on each."""

import platform
import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select

from app.bootstrap import Review, open_review
from app.domain.answers import Answer, Cell, Status
from app.domain.edits import (
    AddRow,
    AddStudy,
    Edit,
    FillAnswer,
    MoveRow,
    RelabelStudy,
    RemoveRow,
    SetReviewAnswer,
    SetReviewSetting,
)
from app.domain.ids import new_id
from app.domain.records import Record
from app.domain.studies import StudyDraft
from app.jobs import JobContext
from app.services.acting import local_now
from app.services.exchange.tables import CARRIED
from app.services.stamps import LOCAL_SETTINGS
from db.engine import open_engine, reading
from db.models import AuditRow, ReviewRow, StampRow
from tests.services.computers import computer, known_at
from tests.services.reviews import anchor

FIELDS = ("source.country", "source.funding", "source.coi", "aims_methods.aims")
GROUP, GROUP_FIELD = "participants", "population.n"
PEOPLE = ("Ana Ortiz", "Ben Kim", "Cleo Diaz")


@dataclass(frozen=True, slots=True)
class Laptop:
    """A copy of the review, open for one person; packets lie in `tray`."""

    review: Review
    tray: Path

    def save(self) -> Path:
        """Write a packet and return it."""
        path = self.tray / f"{new_id()}.chartpacket"
        self.review.exchange.save(path, JobContext())
        return path

    def take(self, packet: Path) -> None:
        """Merge a packet."""
        self.review.exchange.merge(packet, JobContext())

    def records(self) -> tuple[Record, ...]:
        """The acting reviewer's records."""
        return self.review.records.records()


@contextmanager
def laptops(
    folder: Path,
    place: Path,
    people: tuple[str, ...] = PEOPLE,
    clocks: tuple[Callable[[], datetime], ...] = (),
) -> Iterator[list[Laptop]]:
    """Copy a closed review to one folder a person, and open each, with clocks of their own."""
    with ExitStack() as stack:
        opened = []
        for number, name in enumerate(people):
            desk = place / str(number)
            copy = Path(shutil.copytree(folder, desk / "review"))
            (desk / "tray").mkdir()
            now = clocks[number] if clocks else local_now
            known_at(desk / "home", copy, name)
            with computer(desk / "home", platform.node()):
                review = stack.enter_context(open_review(copy, now=now))
            opened.append(Laptop(review, desk / "tray"))
        yield opened


def exchange(all_of_them: list[Laptop]) -> None:
    """Let everybody take everybody's packet."""
    packets = [laptop.save() for laptop in all_of_them]
    for laptop in all_of_them:
        for packet in packets:
            laptop.take(packet)


def state(folder: Path) -> dict[str, Any]:
    """Return everything that laptops must agree on, in an order of its own."""
    engine = open_engine(folder / "review.sqlite", read_only=True)
    found: dict[str, Any] = {}
    with reading(engine) as session:
        for carried in CARRIED:
            columns = [carried.table.c[name] for name in carried.columns]
            found[carried.name] = sorted(map(repr, session.execute(select(*columns))))
        review = session.scalars(select(ReviewRow)).one()
        settings = {k: v for k, v in review.settings.items() if k not in LOCAL_SETTINGS}
        found["review"] = (review.title, review.details, settings)
        found["log"] = sorted(session.scalars(select(AuditRow.id)))
        stamped = select(StampRow.table_name, StampRow.key, StampRow.counter, StampRow.origin)
        found["stamps"] = sorted(map(repr, session.execute(stamped)))
    engine.dispose()
    return found


def random_edit(chance: random.Random, laptop: Laptop) -> Edit | None:
    """Return an edit that this laptop could make now."""
    records = laptop.records()
    if not records or chance.random() < 0.04:
        return AddStudy(StudyDraft(new_id(), new_id(), f"Study {chance.randrange(99)}"))
    record = chance.choice(records)
    made = chance.choice((_filled, _filled, _filled, _row, _relabelled, _detail, _setting))
    return made(chance, laptop, record)


def _filled(chance: random.Random, laptop: Laptop, record: Record) -> Edit:
    rows = [row.row_id for row in record.rows_of(GROUP)]
    field = chance.choice(FIELDS)
    cell = Cell(record.extraction_id, field)
    if rows and chance.random() < 0.4:
        cell = Cell(record.extraction_id, GROUP_FIELD, chance.choice(rows))
    before = record.answer(cell)
    after = Answer(f"value {chance.randrange(9)}", Status.FILLED, note=chance.choice(("", "sure?")))
    linked = [item.anchor for item in record.evidence_of(cell)]
    if linked and chance.random() < 0.3:
        return FillAnswer(cell, before, after, unlink=(chance.choice(linked),))
    return FillAnswer(cell, before, after, link=(anchor(),) if chance.random() < 0.4 else ())


def _row(chance: random.Random, laptop: Laptop, record: Record) -> Edit:
    rows = record.rows_of(GROUP)
    if len(rows) > 1 and chance.random() < 0.4:
        one, other = chance.sample(rows, 2)
        return MoveRow(record.extraction_id, GROUP, one.row_id, one.position, other.position)
    if rows and chance.random() < 0.3:
        row = chance.choice(rows)
        return RemoveRow(record.extraction_id, GROUP, row.row_id, row.position)
    return AddRow(record.extraction_id, GROUP, new_id(), chance.randint(0, len(rows)))


def _relabelled(chance: random.Random, laptop: Laptop, record: Record) -> Edit:
    return RelabelStudy(record.study.study_id, record.study.label, f"Label {chance.randrange(99)}")


def _detail(chance: random.Random, laptop: Laptop, record: Record) -> Edit:
    key = chance.choice(("review.objective", "review.population"))
    before = laptop.review.records.details().get(key)
    return SetReviewAnswer(key, before, f"text {chance.randrange(99)}")


def _setting(chance: random.Random, laptop: Laptop, record: Record) -> Edit:
    with laptop.review._store.reading() as session:
        before = session.scalars(select(ReviewRow)).one().settings.get("reasons")
    return SetReviewSetting("reasons", before, [chance.randrange(9)])
