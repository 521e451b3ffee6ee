"""Seeing colleagues' work early, and turning blinding off or on: deliberate and logged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app.domain.errors import AppError
from app.services.sight import Blinded
from ui.flows.seal_dialogs import ReasonDialog

if TYPE_CHECKING:
    from app.domain.edits import SetReviewSetting
    from app.domain.records import Record
    from app.services.blinding import Colleague
    from ui.main_window import MainWindow


def look_early(window: MainWindow) -> None:
    """Show colleagues' work on the open study; while it is hidden, ask for a reason first."""
    opened, extract = window.opened, window.extract
    record = extract.controller.record if extract is not None else None
    if opened is None or record is None or not window.window_actions.stores():
        return
    if len(opened.review.people.all()) < 2:
        window.say(_tr("Nobody else works on this review."), "info")
        return
    _read(window, record)


def turn(window: MainWindow) -> None:
    """Turn blinding off for a reason, or on again."""
    opened = window.opened
    if opened is None or not window.window_actions.stores():
        return
    if opened.review.blinding.off() is not None:
        _write(window, opened.review.blinding.turned_on(), _tr("Turn blinding on"))
        window.say(_tr("Blinding is on: work that is not sealed by all is hidden again."), "info")
        return
    dialog = ReasonDialog(
        _tr("Turn blinding off"),
        _tr(
            "Everybody can look at everybody's answers, sealed or not. Studies that are not sealed "
            "by all yet count as not charted blind from now on: agreement is also given without "
            "them, and the methods text says so. Colleagues get this with your next file."
        ),
        _tr("Turn blinding off"),
        window,
    )
    dialog.reason_given.connect(lambda reason: _turn_off(window, reason))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def _ask(window: MainWindow, record: Record) -> None:
    dialog = ReasonDialog(
        _tr("Look at colleagues' work on {study}").format(study=record.study.label),
        _tr(
            "Their answers are hidden so that you chart independently. If you look before you have "
            "sealed your own work, this study counts as not charted blind: agreement is also given "
            "without it, and the methods text says so. Colleagues are told with your next file. "
            "This can't be undone."
        ),
        _tr("Open their work"),
        window,
    )
    dialog.reason_given.connect(lambda reason: _open(window, record, reason))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def _open(window: MainWindow, record: Record, reason: str) -> None:
    if window.opened is not None:
        study = record.study
        edit = window.opened.review.blinding.opened(study.study_id, reason)
        label = _tr("Open colleagues' work on {study} early").format(study=study.label)
        if _write(window, edit, label):
            _read(window, record)


def _turn_off(window: MainWindow, reason: str) -> None:
    if window.opened is not None:
        edit = window.opened.review.blinding.turned_off(reason)
        if _write(window, edit, _tr("Turn blinding off")):
            window.say(_tr("Blinding is off."), "warning")


def _write(window: MainWindow, edit: SetReviewSetting, label: str) -> bool:
    """Write what nobody can take back: no step of undo."""
    opened = window.opened
    if opened is None:
        return False
    try:
        changes = opened.review.extraction.apply(edit, label=label)
    except AppError as problem:
        window.say(problem.message, "danger")
        return False
    opened.editor.changed.emit(changes)
    return True


def _read(window: MainWindow, record: Record) -> None:
    """Read colleagues' work beside the window: another copy's text may take a second."""
    opened = window.opened
    if opened is None:
        return
    review = opened.review
    study = record.study
    job = window.jobs.start(
        _tr("Reading colleagues' work on {study}").format(study=study.label),
        lambda ctx: review.blinding.colleagues(study.study_id, ctx),
    )
    job.finished.connect(lambda found: _show(window, record, found))
    job.cancelled.connect(lambda: window.say(_tr("Stopped. Nothing was shown."), "info"))
    job.failed.connect(lambda problem: _on_failed(window, record, problem))


def _on_failed(window: MainWindow, record: Record, problem: AppError) -> None:
    opened = window.opened
    if opened is None or not isinstance(problem, Blinded):
        window.say(problem.message, "danger")
    elif opened.review.read_only:
        window.say(_tr("This review is open read-only: opening work early is logged."), "info")
    else:
        _ask(window, record)


def _show(window: MainWindow, record: Record, found: tuple[Colleague, ...]) -> None:
    from ui.colleagues.dialog import ColleaguesDialog

    opened = window.opened
    if opened is None:
        return
    if not found:
        window.say(_tr("Nobody else has begun this study."), "info")
        return
    dialog = ColleaguesDialog(opened.review, record, found, window.theme.tokens, window)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def _tr(text: str) -> str:
    return QCoreApplication.translate("blinding", text)
