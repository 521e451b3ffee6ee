"""What finding costs: python -m tests.bench.bench_search [PAPERS] [FOLDER OF PDFS].

The papers of the data set, repeated under other hashes up to PAPERS, each with 30 answers.
Each figure is median and 95th percentile of processor time, with the ratio of its median to a
reference of the same run: looking through the folded text of all pages in memory.
"""

import hashlib
import math
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import pairwise
from pathlib import Path
from statistics import median

from PySide6.QtCore import QCoreApplication, QEventLoop, Qt, QTimer
from sqlalchemy import select

from app.bootstrap import Review, open_review
from app.creating import create_review
from app.domain.answers import Answer, Status
from app.domain.edits import (
    AddStudy,
    Edit,
    FillAnswer,
    LinkPaper,
    RelabelStudy,
    RemoveStudy,
)
from app.domain.fields import FieldType
from app.domain.ids import new_id
from app.domain.studies import StudyDraft
from app.domain.wording import Folded
from app.jobs import JobContext
from app.services.search_index import FILE
from db.engine import open_engine, reading, writing
from db.models import PageTextRow, PaperRow
from tests.bench.bench_services import report
from ui.jobs import Jobs

PAPERS = Path(__file__).parents[3] / "shared" / "data" / "papers"
ANSWERS = 30
TICK = 4  # milliseconds
QUERIES = (
    "personality",
    "anterior cingulate cortex",
    '"social inclusion"',
    "peer* support*",
    "the",
    "of",
    "zygomorphic",
)


def main() -> None:
    """Build the review, then measure index and searches."""
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    papers = Path(sys.argv[2]) if len(sys.argv) > 2 else PAPERS
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "review"
        create_review(folder, title="Peer support", template_id="jbi-scoping")
        with open_review(folder) as review:
            review.papers.add(sorted(papers.glob("*.pdf")), JobContext())
            grow(review, wanted)
        with open_review(folder) as review:
            measure(review)


def grow(review: Review, wanted: int) -> None:
    """Repeat the papers under other hashes, and write answers for all of them."""
    engine = open_engine(review.folder / "review.sqlite")
    with reading(engine) as session:
        known = session.scalars(select(PaperRow.sha256)).all()
    names = [name_of(known[n % len(known)], n) for n in range(len(known), wanted)]
    with writing(engine) as session:
        for number, sha256 in enumerate(names):
            like = session.get_one(PaperRow, known[number % len(known)])
            kept = ("file_name", "size", "pages", "has_text", "labels", "sizes", "added_at")
            session.add(PaperRow(sha256=sha256, **{key: getattr(like, key) for key in kept}))
            session.flush()
            texts = select(PageTextRow).where(PageTextRow.paper_sha256 == like.sha256)
            for row in session.scalars(texts).all():
                session.add(PageTextRow(paper_sha256=sha256, page=row.page, text=row.text))
    engine.dispose()
    for number, sha256 in enumerate(names):
        draft = StudyDraft(new_id(), new_id(), f"Copy {number}", paper=sha256)
        review.extraction.apply(AddStudy(draft))
    for study in review.records.studies():
        write_answers(review, study.study_id)


def name_of(sha256: str, number: int) -> str:
    """Return another hash."""
    return hashlib.sha256(f"{sha256}{number}".encode()).hexdigest()


def write_answers(review: Review, study_id: str) -> None:
    """Fill the text fields of a study."""
    record = review.records.record(study_id)
    texts = (FieldType.SHORT_TEXT, FieldType.LONG_TEXT)
    cells = [c for c in record.cells() if record.form.field(c.field_id).type in texts]
    said = Answer("Weekly groups led by peers with lived experience of the disorder", Status.FILLED)
    for cell in cells[:ANSWERS]:
        review.extraction.apply(FillAnswer(cell, record.answer(cell), said))


def measure(review: Review) -> None:
    """Measure building, then searching with and without the index."""
    texts = folded_texts(review)
    print(f"{len(review.records.studies())} papers, {len(texts)} pages")
    reference = timed(lambda: [text for text in texts if "personality" in text], times=20)
    report("reference: text in memory", reference, reference)
    report("find, no index", timed(lambda: review.search.find("personality")), reference)
    build(review, reference)
    size = (review.folder / FILE).stat().st_size
    print(f"index {size / 1e6:.1f} MB")
    for name, spent in first_finds(review).items():
        report(f"first find after {name}", spent, reference)
    for query in QUERIES:
        hits = review.search.find(query)
        spent = timed(lambda q=query: review.search.find(q), times=20)
        report(f"{query} ({len(hits)})", spent, reference)


def folded_texts(review: Review) -> list[str]:
    """Return the folded text of every page."""
    engine = open_engine(review.folder / "review.sqlite")
    with reading(engine) as session:
        texts = session.scalars(select(PageTextRow.text)).all()
    engine.dispose()
    return [Folded.of(text).folded for text in texts]


def build(review: Review, reference: list[float]) -> None:
    """Build the index in a job, and tell how late a timer of the window's thread came."""
    app = QCoreApplication([])
    late = ticks(lambda loop: QTimer.singleShot(2000, loop.quit))
    jobs = Jobs()

    def work(loop: QEventLoop) -> None:
        job = jobs.start("Preparing", review.search.prepare)
        job.ended.connect(loop.quit)

    start = time.perf_counter()
    during = ticks(work)
    report("index built", [time.perf_counter() - start], reference)
    for name, gaps in (("idle", late), ("building", during)):
        high = sorted(gaps)[math.ceil(0.99 * len(gaps)) - 1]
        middle = median(gaps)
        print(
            f"tick late, {name:<12} p50 {1e3 * middle:8.2f} ms   p99 {1e3 * high:8.2f} ms   "
            f"most {1e3 * max(gaps):8.2f} ms"
        )
    del app


def timed(work: Callable[[], object], times: int = 1) -> list[float]:
    """Return the seconds of the processor that each run took, in all threads."""
    seconds = []
    for _ in range(times):
        begun = time.process_time()
        work()
        seconds.append(time.process_time() - begun)
    return seconds


def ticks(begin: Callable[[QEventLoop], object]) -> list[float]:
    """Return by how many seconds each tick was late until the loop ends."""
    loop = QEventLoop()
    stamps = [time.perf_counter()]
    timer = QTimer(timerType=Qt.TimerType.PreciseTimer, interval=TICK)
    timer.timeout.connect(lambda: stamps.append(time.perf_counter()))
    timer.start()
    begin(loop)
    loop.exec()
    timer.stop()
    return [b - a - TICK / 1000 for a, b in pairwise(stamps)]


def first_finds(review: Review) -> dict[str, list[float]]:
    """Time the first search after edits of one kind, for each kind in turn."""
    find = partial(review.search.find, "personality")
    find()
    papers = [study.paper for study in review.records.studies()]
    edits: dict[str, Edit] = {}
    spent: dict[str, list[float]] = {}
    for turn in range(20):
        record = review.records.records()[turn]
        study, cell = record.study, record.cells()[0]
        before = record.answer(cell)
        said = replace(before, value=f"changed {turn}", status=Status.FILLED)
        draft = StudyDraft(new_id(), new_id(), f"New {turn}", position=len(papers) + turn)
        paper = papers[turn]
        edits["an answer"] = FillAnswer(cell, before, said)
        edits["a study is renamed"] = RelabelStudy(study.study_id, study.label, f"Named {turn}")
        edits["a study is added"] = AddStudy(draft)
        edits["it gets a paper"] = LinkPaper(draft.report_id, None, paper and paper.sha256)
        edits["it is removed"] = RemoveStudy(draft)
        for name, edit in edits.items():
            review.extraction.apply(edit)
            spent.setdefault(name, []).extend(timed(find))
    return spent


if __name__ == "__main__":
    main()
