"""Walks the answers that a new version of the form asks to look at again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.bootstrap import Review
    from app.domain.answers import Cell
    from app.services.revisiting import Revisit
    from ui.editor import Editor


class Recharting(QObject):
    """Goes from one such answer to the next, and takes those that still hold from the list."""

    said = Signal(str, str)  # text, tone

    def __init__(
        self,
        review: Review,
        editor: Editor,
        target: Callable[[], Cell | None],
        show_cell: Callable[[str, Cell], None],
    ) -> None:
        """Read the review; `target` is the field in hand, `show_cell(study_id, cell)` opens one."""
        super().__init__(editor)
        self._review = review
        self._editor = editor
        self._target = target
        self._show_cell = show_cell

    def next(self) -> None:
        """Open the next answer to look at again, the first one after the last."""
        found = self._review.design.revisits()
        if not found:
            self.said.emit(self.tr("Nothing to chart again."), "info")
            return
        cells = [entry.cell for entry in found]
        target = self._target()
        place = cells.index(target) + 1 if target in cells else 0
        self._open(found[place % len(found)], len(found))

    def still_right(self) -> None:
        """Say that the answer in hand holds under the version in use, and go on."""
        target = self._target()
        found = self._review.design.revisits()
        entry = next((e for e in found if e.cell == target), None)
        if entry is None:
            self.said.emit(self.tr("The form does not ask about this answer again."), "info")
        elif not entry.stamp:
            self.said.emit(self.tr("This field has no answer yet: fill it, or mark it NR."), "info")
        else:
            edit = self._review.design.confirmed(entry)
            label = self.tr("Still right: {0}").format(entry.field)
            if self._editor.submit(edit, label):
                self.next()

    def _open(self, entry: Revisit, waiting: int) -> None:
        self._show_cell(entry.study_id, entry.cell)
        info = entry.reasons[-1][0]
        words = self.tr("{field}: version {n} of the form, {why} ({waiting} to look at)")
        self.said.emit(
            words.format(field=entry.field, n=info.number, why=info.reason, waiting=waiting), "info"
        )
