"""Sealing complete work, and breaking a seal for a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app.domain.studies import ExtractionStatus
from ui.counting import counted

if TYPE_CHECKING:
    from app.domain.records import Record
    from ui.main_window import MainWindow


def seal_shown(window: MainWindow) -> None:
    """Seal the study that is open, or say why it can't be."""
    opened, record = window.opened, _shown(window)
    if opened is None or record is None:
        return
    if record.status is not ExtractionStatus.COMPLETE:
        window.say(_tr("Mark the study complete before you seal it."), "warning")
        return
    label = _tr("Seal {study}").format(study=record.study.label)
    if opened.editor.submit(opened.review.seals.sealed(record.extraction_id), label):
        window.say(_tr("{study} is sealed.").format(study=record.study.label), "success")


def seal_all(window: MainWindow) -> None:
    """List the complete studies and seal them as one step."""
    from ui.flows.seal_dialogs import SealDialog

    opened = window.opened
    if opened is None or not window.window_actions.stores():
        return
    ready = opened.review.seals.ready()
    if not ready:
        window.say(
            _tr("There is nothing to seal: no study is complete and not sealed yet."), "info"
        )
        return
    dialog = SealDialog([label for _key, label in ready], window)
    dialog.accepted.connect(lambda: _seal_all(window))
    dialog.open()


def break_shown(window: MainWindow) -> None:
    """Ask why the seal of the open study is to be broken, and break it."""
    from ui.flows.seal_dialogs import ReasonDialog

    record = _shown(window)
    if record is None:
        return
    if not record.study.is_sealed:
        window.say(_tr("This study is not sealed."), "info")
        return
    dialog = ReasonDialog(
        _tr("Break the seal of {study}").format(study=record.study.label),
        _tr(
            "You can change your answers again. When and why you broke the seal stays in the log, "
            "which goes to colleagues with your next file."
        ),
        _tr("Break the seal"),
        window,
    )
    dialog.reason_given.connect(lambda reason: _break(window, record, reason))
    dialog.open()


def _seal_all(window: MainWindow) -> None:
    opened = window.opened
    edit = None if opened is None else opened.review.seals.all_sealed()
    if opened is None or edit is None:
        return
    if opened.editor.submit(edit, _tr("Seal my work")):
        told = counted(len(edit.edits), _tr("1 study is sealed."), _tr("{n} studies are sealed."))
        window.say(told, "success")


def _break(window: MainWindow, record: Record, reason: str) -> None:
    if window.opened is not None:
        edit = window.opened.review.seals.broken(record.extraction_id, reason)
        label = _tr("Break the seal of {study}").format(study=record.study.label)
        window.opened.editor.submit(edit, label)


def _shown(window: MainWindow) -> Record | None:
    """Return the record that is open in front, with what was typed in it stored."""
    extract = window.extract
    if extract is None or not window.window_actions.stores():
        return None
    return extract.controller.record


def _tr(text: str) -> str:
    return QCoreApplication.translate("sealing", text)
