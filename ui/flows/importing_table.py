"""Takes a table of answers in: what one person charted, or two and their consensus."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QMessageBox

from app.domain.column_forms import form_of_columns
from app.domain.errors import AppError
from app.services.form_reading import open_form_file
from app.services.pair_import import PairImport, is_paired
from ui.counting import counted

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.bootstrap import Review
    from app.jobs import JobContext
    from app.services.table_import import Refused, TableImport
    from ui.main_window import MainWindow

SHOWN = 12  # refused cells that are listed


def start(window: MainWindow) -> None:
    """Ask for a file, say what it would bring, and take it in as one step of undo."""
    filters = _tr("Tables (*.csv *.tsv *.xlsx)")
    chosen, _kind = QFileDialog.getOpenFileName(
        window, _tr("Import a table of answers"), "", filters
    )
    if chosen:
        take(window, Path(chosen))


def take(window: MainWindow, path: Path, ask: Callable[[str, str], bool] | None = None) -> None:
    """Plan the import of a file, ask, and write it beside the window."""
    review = window.review
    if review is None or not window.window_actions.stores():
        return
    try:
        plan = _planned(review, path)
    except AppError as problem:
        window.say(problem.message, "danger")
        return
    if not (ask or partial(_asked, window))(plan.told, plan.details):
        return
    job = window.jobs.start(plan.label, plan.write)
    job.finished.connect(lambda written: _on_written(window, plan, written))
    job.failed.connect(lambda problem: window.say(problem.message, "danger"))


@dataclass(frozen=True, slots=True)
class Planned:
    """What an import would do in words, what it refuses, the work, and where it is shown."""

    label: str
    told: str
    details: str
    write: Callable[[JobContext], object]
    workspace: str


def _planned(review: Review, path: Path) -> Planned:
    """Read a file and plan its import; raises AppError."""
    rows = open_form_file(path).rows
    uses = form_of_columns(rows, path.stem, "table").columns
    label = _tr("Import {0}").format(path.name)
    if is_paired(rows, uses):
        pair = review.pairs_import.plan(rows, uses)
        work = partial(review.pairs_import.write, pair, label)
        return Planned(label, _told_pair(pair), _refusals(pair.refused), work, "consensus")
    made = review.tables.plan(rows, uses)
    write = partial(review.tables.write, made, label)
    return Planned(label, _told(made), _refusals(made.refused), write, "table")


def _asked(window: MainWindow, told: str, details: str) -> bool:
    box = QMessageBox(window)
    box.setWindowTitle(_tr("Import a table of answers"))
    box.setText(told)
    box.setInformativeText(details)
    box.setStandardButtons(QMessageBox.StandardButton.Ok | QMessageBox.StandardButton.Cancel)
    box.button(QMessageBox.StandardButton.Ok).setText(_tr("Take in"))
    accepted = box.exec() == QMessageBox.StandardButton.Ok
    box.deleteLater()
    return accepted


def _told_pair(made: PairImport) -> str:
    a, b = made.reviewers
    text = _tr(
        "{0} and {1} charted {2} apart, {3} answers in all. Both become sealed extractions; the "
        "consensus lines of {4} become decisions, and what is settled by them is closed."
    ).format(a, b, _studies(len(made.labels)), made.answers, _studies(len(made.finals)))
    if made.alone:
        text += _tr(" Charted by one only, and left out: {0}.").format(", ".join(made.alone[:5]))
    return text + _unused(made.unused)


def _told(made: TableImport) -> str:
    text = _tr("{0} and {1} answers would be added; {2} are there already.")
    told = text.format(_studies(made.studies), made.answers, made.same)
    return told + _unused(made.unused)


def _studies(count: int) -> str:
    return counted(count, _tr("1 study"), _tr("{n} studies"))


def _unused(headings: tuple[str, ...]) -> str:
    if not headings:
        return ""
    text = _tr(" Columns without a field of the form: {0}.")
    return text.format(", ".join(headings[:6]) + ("…" if len(headings) > 6 else ""))


def _refusals(refused: list[Refused]) -> str:
    lines = [f"{one.study}, {one.field}: {one.sentence}" for one in refused[:SHOWN]]
    if len(refused) > SHOWN:
        lines.append(_tr("and {0} more").format(len(refused) - SHOWN))
    return "\n".join(lines)


def _on_written(window: MainWindow, plan: Planned, written: object) -> None:
    """Show what came in where it can be worked on; undo there takes it back."""
    if window.editor is None or not isinstance(written, tuple):
        return
    edits, changes = written
    window.show_workspace(plan.workspace)
    window.editor.take_written(edits, plan.label, changes)
    window.show_workspace(plan.workspace)  # a first study has opened itself in Extract
    window.say(_tr("{0}: done. Undo takes it back.").format(plan.label), "success")


def _tr(text: str) -> str:
    return QCoreApplication.translate("importing_table", text)
