"""Charting a second time: some sealed studies are drawn, and who works here changes for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app.domain.errors import AppError
from ui.flows.again_dialog import AgainDialog

if TYPE_CHECKING:
    from app.services.second_looks import SecondLook
    from ui.main_window import MainWindow


def start(window: MainWindow) -> None:
    """Ask how many to draw; or tell how far it is, and let the person be themselves again."""
    opened = window.opened
    if opened is None or not window.window_actions.stores():
        return
    service = opened.review.second_looks
    try:
        look = service.standing()
    except AppError as problem:
        window.say(problem.message, "warning")
        return
    if not look.ready and not look.drawn:
        window.say(_tr("Seal some of your studies first: the draw is from those."))
        return
    dialog = AgainDialog(look, window, is_second=service.is_second)
    dialog.draw_wanted.connect(lambda count, seed: _draw(window, count, seed))
    dialog.change_wanted.connect(lambda: _change(window, look, to_first=service.is_second))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def _draw(window: MainWindow, count: int, seed: int) -> None:
    if window.opened is None:
        return
    try:
        edit, person = window.opened.review.second_looks.begun(count, seed)
    except AppError as problem:
        window.say(problem.message, "warning")
        return
    label = _tr("Chart {n} studies a second time (drawn with seed {seed})")
    if window.opened.editor.submit(edit, label.format(n=count, seed=seed)):
        _be(window, person)


def _change(window: MainWindow, look: SecondLook, *, to_first: bool) -> None:
    person = look.first if to_first else look.second
    if person is not None:
        _be(window, person.reviewer_id)


def _be(window: MainWindow, reviewer_id: str) -> None:
    """Let another person work here; the review is opened again for them."""
    if window.opened is not None:
        window.exchanging.act(reviewer_id)


def _tr(text: str) -> str:
    return QCoreApplication.translate("charting again", text)
