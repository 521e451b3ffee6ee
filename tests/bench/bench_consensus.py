"""The consensus at work: the next line with both places, a decision, the next study, agreement.

CPU time of the window's thread, so that a busy machine does not count; the target for the next
line with both places is 100 ms.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.bootstrap import open_review
from app.creating import create_sample
from app.domain.anchors import Anchor
from app.domain.answers import NO_ANSWER, Answer, Cell
from app.domain.edits import AddRow, FillAnswer, SetExtractionStatus
from app.domain.field_agreement import Choices
from app.domain.ids import new_id
from app.domain.records import Record
from app.domain.studies import ExtractionStatus
from ui.consensus.workspace import ConsensusWorkspace
from ui.demo import wait
from ui.main_window import MainWindow
from ui.settings import Settings
from ui.theme import ThemeController, ThemeMode

SECOND = "C. Duarte"
DONE = (ExtractionStatus.OPEN, ExtractionStatus.COMPLETE)


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "review"
        charted_twice(folder)
        app = QApplication.instance() or QApplication(sys.argv[:1])
        theme = ThemeController(app)
        theme.apply(ThemeMode.LIGHT)
        window = MainWindow(Settings(Path(place) / "bench.ini"), theme)
        window.resize(1366, 688)
        window.show()
        window.open_folder(folder)
        wait(lambda: window.extract is not None and window.extract.source.is_settled)
        window.actions_by_id["view.consensus"].trigger()
        assert window.opened is not None
        workspace = window.opened._workspace("consensus")
        assert isinstance(workspace, ConsensusWorkspace)
        measure(workspace)
        window.close()


def measure(workspace: ConsensusWorkspace) -> None:
    """Step through all lines twice, decide one again and again, compute the agreement."""
    page = workspace.page
    workspace._choose_filter("all")
    wait(lambda: workspace._source.is_settled and page.paper.canvas.is_ready)
    rows = workspace.model.rowCount()
    keys = ["j"] * rows + ["k"] * rows
    steps = [cpu(partial(press, workspace, key)) for key in keys]
    print(f"lines {rows}")
    tell("next line, both places shown", steps)
    page.choose(next(n for n, one in enumerate(workspace.model.lines) if one.is_open))
    tell("decide, stored and shown", [cpu(lambda: decide(workspace)) for _ in range(15)])
    study = workspace.compared.study.study_id if workspace.compared else ""
    tell("study read and compared", [cpu(lambda: workspace._open(study)) for _ in range(10)])
    service = workspace._desk.review.agreement
    print(f"agreement, 1,000 draws: {cpu(lambda: service.agreement(Choices())):.0f} ms CPU")


def press(workspace: ConsensusWorkspace, key: str) -> None:
    """Press a key and let the window paint."""
    QTest.keyClicks(workspace.page.lines, key)
    QApplication.processEvents()
    workspace.page.paper.canvas.viewport().repaint()


def decide(workspace: ConsensusWorkspace) -> None:
    """Take A on the current line, then open it again."""
    row = workspace.page.row
    press(workspace, "1")
    workspace.page.choose(row)
    QTest.keyClick(workspace.page.lines, Qt.Key.Key_Delete)


def cpu(act: Callable[[], object]) -> float:
    """Return the milliseconds of CPU that an act takes in this thread."""
    begun = time.thread_time()
    act()
    return 1000 * (time.thread_time() - begun)


def tell(name: str, times: list[float]) -> None:
    """Print median, p95 and largest."""
    ordered = sorted(times)
    p95 = ordered[int(0.95 * (len(ordered) - 1))]
    median = statistics.median(ordered)
    print(f"{name}: median {median:.1f}, p95 {p95:.1f}, most {ordered[-1]:.1f} ms CPU")


def charted_twice(folder: Path) -> None:
    """Make the sample, its first study charted by a second person with other words and places."""
    create_sample(folder)
    with open_review(folder) as review:
        review.extraction.apply(review.people.added(SECOND, "CD"))
        record = review.records.records()[0]
        review.extraction.apply(review.seals.sealed(record.extraction_id))
    with open_review(folder, SECOND) as review:
        own = review.records.record(record.study.study_id)
        rows = {row.row_id: new_id() for row in record.rows}
        for row in record.rows:
            edit = AddRow(own.extraction_id, row.section_key, rows[row.row_id], row.position)
            review.extraction.apply(edit)
        for number, (cell, answer) in enumerate(record.answers.items()):
            place = Cell(own.extraction_id, cell.field_id, rows.get(cell.row_id or ""))
            said = other_words(answer) if number % 2 else answer
            link = tuple(copied(record, cell))
            review.extraction.apply(FillAnswer(place, NO_ANSWER, said, link))
        review.extraction.apply(SetExtractionStatus(own.extraction_id, *DONE))
        review.extraction.apply(review.seals.sealed(own.extraction_id))


def other_words(answer: Answer) -> Answer:
    """Return the answer with other words, where it is text."""
    if isinstance(answer.value, str):
        return Answer(f"{answer.value} and more", answer.status)
    return answer


def copied(record: Record, cell: Cell) -> list[Anchor]:
    """Return quotes of a cell as somebody else would mark them."""
    return [
        Anchor(new_id(), a.paper, a.kind, a.places, a.quote, a.prefix, a.suffix)
        for a in (item.anchor for item in record.evidence_of(cell))
    ]


if __name__ == "__main__":
    main()
