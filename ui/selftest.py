"""Checks an installation or bundle: migrates a review, draws a page, fills a field, exports."""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from app.bootstrap import open_review
from app.creating import create_sample
from app.domain.answers import Answer, Cell, Status
from app.domain.edits import FillAnswer
from app.export.files import export_path
from app.export.workbook import write_workbook
from app.jobs import JobContext
from app.pdf.requests import RenderTile

SCALE = 2.0


def selftest() -> int:
    """Print one line a step; return 0 when all of them passed."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "review"
        for name, step in STEPS:
            said = step(folder)
            sys.stdout.write(f"{name}: {said}\n")
    sys.stdout.write("Self-test passed.\n")
    return 0


def _migrate(folder: Path) -> str:
    create_sample(folder)
    with open_review(folder) as review:
        return f"{review.info().studies} studies in a new review"


def _draw(folder: Path) -> str:
    with open_review(folder) as review:
        paper = review.records.studies()[0].paper
        if paper is None:
            raise RuntimeError("the sample has no paper")
        path = review.papers.path_of(paper.sha256)
        request = RenderTile(path, page=0, scale=SCALE, x=0, y=0, w=600, h=600)
        tile = review.pdf.submit(request).result()
        return f"{tile.width} x {tile.height} pixels of page 1 from a worker"


def _fill(folder: Path) -> str:
    with open_review(folder) as review:
        study = review.records.studies()[-1]
        record = review.records.record(study.study_id)
        cell = Cell(record.extraction_id, "source.study_id")
        after = Answer(study.label, Status.FILLED)
        review.extraction.apply(FillAnswer(cell, record.answer(cell), after))
        read = review.records.record(study.study_id).answer(cell)
        if read != after:
            raise RuntimeError("the answer did not come back")
        return f"“{study.label}” written and read again"


def _export(folder: Path) -> str:
    with open_review(folder) as review:
        table = review.records.export_table()
        path = export_path(folder / "exports", table.title, table.made_at.date())
        write_workbook(table, path, JobContext())
        return f"{path.stat().st_size} bytes of workbook"


def _window(_folder: Path) -> str:
    from PySide6.QtWidgets import QApplication

    from ui.theme import ThemeController, with_style

    app = QApplication.instance() or QApplication(with_style(sys.argv))
    if not isinstance(app, QApplication):
        raise TypeError("another kind of Qt application is running")
    ThemeController(app, app).apply("light")
    return f"platform “{app.platformName()}”"


STEPS: tuple[tuple[str, Callable[[Path], str]], ...] = (
    ("Migrate", _migrate),
    ("Draw", _draw),
    ("Fill", _fill),
    ("Export", _export),
    ("Window", _window),
)
