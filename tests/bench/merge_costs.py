"""What the merge of a large packet costs: see tests.bench.bench_merge.

A reviewer's packet of 321 studies (100,152 answers, about 64,000 quotes, one entry of the log
for every answer, everything stamped as edits stamp it) is saved, looked into and merged, after
a backup, into a copy of the review in which none of it is. Seconds by the clock and of the CPU
(of all threads, and of the process that makes the log ready) in a process of its own, its peak
memory above the open review and that of the other process, and the time until the preview can
show its first row. The ratio is to reading the same packet's lines as JSON and no more.
"""

import json
import multiprocessing
import os
import resource
import shutil
import tempfile
import time
import zipfile
from collections.abc import Callable
from contextlib import closing
from multiprocessing.connection import Connection
from pathlib import Path

from sqlalchemy import delete, insert, select

from app.bootstrap import open_review
from app.domain.answers import NO_ANSWER, Cell
from app.domain.edits import FillAnswer
from app.domain.ids import new_id
from app.jobs import JobContext
from app.services import audit
from app.services.codec import edit_to_json
from app.services.writing.answers import answer_of
from db.engine import open_engine, writing
from db.models import (
    AnchorRow,
    AnswerRow,
    AuditRow,
    EvidenceRow,
    ExchangeRow,
    ExtractionRow,
    GroupRow,
    ReviewerRow,
    StampRow,
)
from db.sqlite import connect
from tests.bench.large_review import MOMENT, make

STUDIES = 321
ORIGIN = "elsewhere/ana"
COLLEAGUE = "Ben Kim"
OWNED = (AnswerRow, EvidenceRow, GroupRow, AnchorRow, ExtractionRow)


def main() -> None:
    """Make the packet, merge it, and print."""
    with tempfile.TemporaryDirectory() as place:
        sender, receiver = Path(place) / "sender", Path(place) / "receiver"
        _at_the_computer_of(sender)
        make(sender, studies=STUDIES)
        stamp_everything(sender)
        shutil.copytree(sender, receiver)
        packet = Path(place) / "ana.chartpacket"
        saved = measured(save, sender, packet)
        leave_nothing(receiver)
        looked = measured(look, receiver, packet)
        merged = measured(merge, receiver, packet)
        again = measured(merge, receiver, packet)
        plain = measured(only_read, receiver, packet)
        size = packet.stat().st_size
    print(f"packet                      {size / 1e6:7.1f} MB, {merged['lines']:.0f} lines")
    print(f"preview: first row          {looked['first'] * 1000:7.0f} ms")
    for name, told in (
        ("save", saved), ("preview", looked), ("merge", merged), ("merge again", again),
    ):  # fmt: skip
        print(
            f"{name:<20} {told['clock']:7.2f} s  CPU {told['cpu']:7.2f} s  "
            f"memory {told['memory']:6.0f} MB above open, {told['beside']:4.0f} MB beside  "
            f"x{told['cpu'] / plain['cpu']:.1f} of reading its lines"
        )
    print(f"progress reported           {merged['steps']:7.0f} times")


def measured(act: Callable[[Path, Path], dict[str, float]], *paths: Path) -> dict[str, float]:
    """Run a function in a process of its own and return what it told."""
    ours, theirs = multiprocessing.get_context("spawn").Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_told, args=(act, paths, theirs))
    process.start()
    told: dict[str, float] = ours.recv()
    process.join()
    return told


def _told(
    act: Callable[[Path, Path], dict[str, float]], paths: tuple[Path, Path], out: Connection
) -> None:
    _at_the_computer_of(paths[0])
    out.send(act(*paths))


def _at_the_computer_of(folder: Path) -> None:
    """Let who works on a review be kept in a profile beside it: each folder is on its computer."""
    os.environ["XDG_CONFIG_HOME"] = str(folder.with_name(f"profile of {folder.name}"))


def save(folder: Path, packet: Path) -> dict[str, float]:
    """Save the reviewer's work."""
    with open_review(folder) as review:
        return costs(lambda ctx: review.exchange.save(packet, ctx))


def look(folder: Path, packet: Path) -> dict[str, float]:
    """Look into the packet."""
    with open_review(folder, COLLEAGUE) as review:
        begun = time.perf_counter()
        review.exchange.manifest(packet)
        first = time.perf_counter() - begun
        return costs(lambda ctx: review.exchange.preview(packet, ctx)) | {"first": first}


def merge(folder: Path, packet: Path) -> dict[str, float]:
    """Merge the packet."""
    with open_review(folder, COLLEAGUE) as review:
        return costs(lambda ctx: review.exchange.merge(packet, ctx))


def only_read(_folder: Path, packet: Path) -> dict[str, float]:
    """Decode the lines of the packet and do nothing with them."""

    def read(_ctx: JobContext) -> None:
        with zipfile.ZipFile(packet) as archive:
            for name in archive.namelist():
                lines = archive.read(name).splitlines() if name.endswith(".jsonl") else ()
                for line in lines:
                    json.loads(line)

    return costs(read)


def costs(work: Callable[[JobContext], object]) -> dict[str, float]:
    """Return CPU seconds, peak megabytes above now, and what was reported."""
    steps: list[tuple[int, int]] = []
    before, cpu, clock = peak(), cpu_of_all(), time.perf_counter()
    work(JobContext(lambda done, total: steps.append((done, total))))
    return {
        "clock": time.perf_counter() - clock,
        "cpu": cpu_of_all() - cpu,
        "memory": peak() - before,
        "beside": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024,
        "steps": float(len(steps)),
        "lines": float(max((total for _, total in steps), default=0)),
    }


def cpu_of_all() -> float:
    """Return the CPU seconds of this process and of those that it ended."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + ended.ru_utime + ended.ru_stime


def peak() -> float:
    """Return the most memory this process ever had, in MB."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    told = next(line for line in lines if line.startswith("VmHWM"))
    return int(told.split()[1]) / 1024


def stamp_everything(folder: Path) -> None:
    """Stamp every row and log every answer, as the edits that make them would."""
    engine = open_engine(folder / "review.sqlite")
    with writing(engine) as session:
        reviewer = session.scalars(select(ReviewerRow)).one()
        session.add(ReviewerRow(id=new_id(), name=COLLEAGUE, initials="BK", colour=1))
        entries, stamps, previous = [], [], audit.CHAIN_START
        for counter, row in enumerate(session.scalars(select(AnswerRow)), start=1):
            cell = Cell(row.extraction_id, row.field_id, row.row_id)
            document = edit_to_json(FillAnswer(cell, NO_ANSWER, answer_of(row)))
            entry = AuditRow(
                id=new_id(), subject_id=row.extraction_id, at=MOMENT, utc_offset=0,
                device="elsewhere", reviewer_id=reviewer.id, kind="FillAnswer", label="Fill",
                edit=document,
                previous_hash=previous, counter=counter,
            )  # fmt: skip
            entry.hash = previous = audit.entry_hash(entry)
            columns = [c for c in AuditRow.__table__.columns if c.name != "seq"]
            entries.append({c.name: getattr(entry, c.name) for c in columns})
            stamps.append(("answer", row.id, counter))
        for model in OWNED[1:]:
            keys = session.scalars(select(model.id))
            stamps += [(model.__tablename__, key, 7) for key in keys]
        session.execute(insert(AuditRow), entries)
        names = ("table_name", "key", "counter")
        made = [dict(zip(names, stamp, strict=True)) | {"origin": ORIGIN} for stamp in stamps]
        session.execute(insert(StampRow), made)
    engine.dispose()


def leave_nothing(folder: Path) -> None:
    """Take the work away again: the colleague has none of it yet."""
    engine = open_engine(folder / "review.sqlite")
    with writing(engine) as session:
        for model in (*OWNED, StampRow, AuditRow, ExchangeRow):
            session.execute(delete(model))
    engine.dispose()
    with closing(connect(folder / "review.sqlite")) as connection:
        connection.execute("VACUUM")  # a review that never held it has no empty pages
