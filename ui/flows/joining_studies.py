"""Joins another study to the open one, after saying what that does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app.domain.errors import AppError
from ui.counting import counted

if TYPE_CHECKING:
    from app.domain.joining import Joined
    from app.services.joining import Joining, LeftBehind
    from ui.extract.workspace import ExtractWorkspace
    from ui.main_window import MainWindow


def start(window: MainWindow) -> None:
    """Ask which study joins the open one."""
    from ui.extract.join_dialog import JoinDialog

    extract, review = window.extract, window.review
    record = extract.controller.record if extract is not None else None
    if extract is None or review is None or record is None or not window.window_actions.stores():
        return
    into = record.study
    others = [study for study in extract.studies if study.study_id != into.study_id]
    if not others:
        window.messages.say(_tr("There is no other study to join."))
        return
    joining = review.joining

    def foretell(study_id: str) -> tuple[str, bool]:
        try:
            return _told(joining.join(study_id, into.study_id)), True
        except AppError as problem:
            return problem.message, False

    dialog = JoinDialog(into, others, foretell, window)
    dialog.chosen.connect(lambda study_id: _join(window, extract, study_id, into.study_id))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def offer(window: MainWindow) -> None:
    """Offer to bring the answers of a study that somebody else joined to the open one."""
    extract, review = window.extract, window.review
    record = extract.controller.record if extract is not None else None
    if review is None or record is None or not record.study.has_several_reports:
        return
    waiting = review.joining.left_behind(record)
    if waiting:
        left = waiting[0]
        said = _tr("You charted {0} before it joined this study.").format(left.label)
        window.messages.say(said, "info", _tr("Bring my answers"), lambda: _bring(window, left))


def _bring(window: MainWindow, left: LeftBehind) -> None:
    editor, label = window.editor, _tr("Bring answers of {0}").format(left.label)
    if editor is not None and editor.submit(left.edit, label):
        window.messages.say(_answers_told(left.answers))


def _join(window: MainWindow, extract: ExtractWorkspace, study_id: str, into_id: str) -> None:
    """Carry it out as one step of the open study."""
    review, editor = window.review, window.editor
    if review is None or editor is None:
        return
    try:
        joining = review.joining.join(study_id, into_id)
    except AppError as problem:
        window.messages.say(problem.message, "warning")
        return
    label = next((s.label for s in extract.studies if s.study_id == study_id), "")
    if editor.submit(joining.edit, _tr("Join {0}").format(label)):
        window.messages.say(_tr("{0} joined this study.").format(label))


def _told(joining: Joining) -> str:
    """Say what moves and what becomes of the answers."""
    moves = counted(joining.reports, _tr("One report moves here."), _tr("{n} reports move here."))
    return f"{moves} {_answers_told(joining.answers)}".strip()


def _answers_told(answers: Joined) -> str:
    """Say what becomes of the answers."""
    lines: list[str] = []
    for count, one, many in (
        (answers.filled, _tr("One empty cell is filled"), _tr("{n} empty cells are filled")),
        (answers.agreed, _tr("one answer says the same"), _tr("{n} answers say the same")),
        (
            answers.differing,
            _tr("one answer differs: both stand side by side"),
            _tr("{n} answers differ: both stand side by side"),
        ),
        (answers.rows, _tr("one row is added"), _tr("{n} rows are added")),
    ):
        if count:
            lines.append(counted(count, one, many))
    told = ", ".join(lines)
    return f"{told[:1].upper()}{told[1:]}." if told else ""


def _tr(text: str) -> str:
    return QCoreApplication.translate("joining", text)
