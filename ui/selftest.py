"""Checks an installation or bundle: migrates a review, draws, fills, exports, finds all modules."""

import pkgutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from app.bootstrap import open_review
from app.creating import create_sample
from app.domain.answers import Answer, Cell, Status
from app.domain.edits import FillAnswer
from app.domain.flow import Flow
from app.errands import Look, apart
from app.export.choices import Whose
from app.export.files import export_path
from app.export.workbook import write_workbook
from app.jobs import JobContext
from app.pdf.requests import RenderTile
from app.profile import IdentityFile

SCALE = 2.0
FIGURES = (".svg", ".pdf", ".png", ".tiff")


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


def _apart(folder: Path) -> str:
    with open_review(folder) as review:
        found = apart(review, Look(Whose.OWN), JobContext())
    return f"{found.studies} studies read by another process"


def _figures(folder: Path) -> str:
    from app.export.charts.choices import suggested
    from app.export.charts.figure import figure_of, write_figure

    with open_review(folder) as review:
        numbers = review.charts.numbers(review.records.export_table())
    numbers = replace(numbers, flow=Flow(databases=(("MEDLINE", 3),), screened=3))
    made = [figure_of(numbers, choices) for choices in suggested(numbers.table.form)[:2]]
    written = [
        write_figure(figure, folder / f"figure{number}{ending}")
        for number, figure in enumerate(made)
        for ending in FIGURES
    ]
    return ", ".join(f"{path.suffix[1:]} {path.stat().st_size} bytes" for path in written)


def _documents(folder: Path) -> str:
    from app.export.bundle.writing import write_bundle
    from app.export.word.writing import Wanted, contents_of, write_word

    with open_review(folder) as review:
        table, cited = review.records.export_table(), review.citations.included()
        contents, methods = contents_of(table, review.exports.log()), review.methods.own()
    parts = write_word(contents, folder / "report.docx", Wanted((), methods), JobContext())
    bundle = write_bundle(table, cited, folder / "evidence.zip", JobContext())
    return f"{len(parts)} parts of a report, {bundle.quotes} quotes of a bundle"


def _modules(_folder: Path) -> str:
    """Import what tables and commands name and a bundle could lack."""
    names = [
        name
        for package in map(import_module, ("app", "db.models", "ui"))
        for _, name, _ in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
        if not name.endswith("__main__")
    ]
    for name in names:
        import_module(name)
    return f"{len(names)} imported"


def _window(_folder: Path) -> str:
    from PySide6.QtWidgets import QApplication

    from ui.theme import ThemeController, with_style

    app = QApplication.instance() or QApplication(with_style(sys.argv))
    if not isinstance(app, QApplication):
        raise TypeError("another kind of Qt application is running")
    ThemeController(app, app).apply("light")
    return f"platform “{app.platformName()}”"


def _leave(folder: Path) -> str:
    """Take away what the user's profile keeps of a review that is gone in a moment."""
    with open_review(folder) as review:
        kept = IdentityFile(review.addresses.review_id())
    kept.forget()
    return "nothing of it stays in the profile"


STEPS: tuple[tuple[str, Callable[[Path], str]], ...] = (
    ("Migrate", _migrate),
    ("Draw", _draw),
    ("Fill", _fill),
    ("Export", _export),
    ("Apart", _apart),
    ("Figures", _figures),
    ("Documents", _documents),
    ("Modules", _modules),
    ("Window", _window),
    ("Leave", _leave),
)
