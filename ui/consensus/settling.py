"""Settles the line that is shown, one decision after another, and goes on to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.domain.consensus import TO_SETTLE, Line, State
from ui.consensus.choosing import Choosing
from ui.messages import announce

if TYPE_CHECKING:
    from ui.consensus.line_model import LineModel
    from ui.consensus.page import ConsensusPage
    from ui.workspaces import Desk

KEEP_FIRST, KEEP_SECOND = "cons.keep1", "cons.keep2"


class Settling(QObject):
    """Turns choices into decisions on the current line; `run_out` says that none is left."""

    run_out = Signal()

    def __init__(self, desk: Desk, page: ConsensusPage, model: LineModel) -> None:
        """Decide on the lines of a model."""
        super().__init__(page)
        self._desk, self._page, self._model = desk, page, model
        self._choosing = Choosing(desk, page)
        page.pane.chosen.connect(lambda name: desk.actions[name].trigger())
        page.pane.kept.connect(self.keep)
        page.pane.typed.connect(self.type)

    @property
    def line(self) -> Line | None:
        """The current line."""
        row = self._page.row
        return self._model.lines[row] if 0 <= row < len(self._model.lines) else None

    def decide(self, choice: str) -> None:
        """Store a decision on the line and go on to the next one to decide."""
        line, compared = self.line, self._model.compared
        if line is None or compared is None:
            return
        if self._choosing.decide(compared, line, choice) and choice != "cons.clear":
            self._go_on(line)

    def keep(self, number: int) -> None:
        """Keep one of the decisions that two laptops made apart."""
        line, compared = self.line, self._model.compared
        if line is None or compared is None:
            return
        if line.apart is None or number >= len(line.apart.decisions):
            self._tell(self.tr("This line was not decided twice. Choose 1, 2, 3 or 4."))
        elif self._choosing.keep(compared, line, line.apart.decisions[number]):
            self._go_on(line)

    def begin_typing(self) -> None:
        """Let a value be typed."""
        if self.line is not None and self._model.compared is not None:
            self._choosing.begin_typing(self._model.compared, self.line)

    def type(self, text: str) -> None:
        """Store a typed value and go on."""
        line, compared = self.line, self._model.compared
        if line is None or compared is None or not self._choosing.type(compared, line, text):
            return
        self._go_on(line)
        self._page.lines.setFocus()

    def accept(self) -> None:
        """Accept what both have, or go on from what is decided, to the next study at the end."""
        line = self.line
        if line is None:
            self._page.onward.press()
            return
        if line.state in (State.TO_ACCEPT, State.AGREED):
            self.decide("cons.accept")
        elif line.state is State.DECIDED:
            self.step(1)
        elif line.state is State.TWICE:
            self._tell(self.tr("Choose 5 or 6 first: two decisions stand apart."))
        else:
            self._tell(self.tr("Choose 1, 2, 3 or 4 first: the two differ."))

    def step(self, by: int) -> None:
        """Go to the line after or before."""
        row = self._page.row + by
        if 0 <= row < self._model.rowCount():
            self._page.choose(row)

    def next_open(self, by: int = 1) -> None:
        """Go to the next line that waits for a decision, or (-1) to the one before."""
        at, rows = self._page.row, self._model.lines
        order = (*range(at + 1, len(rows)), *range(at))[::by]
        following = next((row for row in order if rows[row].state in TO_SETTLE), -1)
        if following >= 0 and self._page.isVisible():
            self._page.choose(following)

    def _go_on(self, line: Line) -> None:
        """Go to the next line that waits for a decision."""
        rows = self._model.lines
        at = self._model.row_of(line.key)
        order = (*range(at + 1, len(rows)), *range(at))
        following = next((row for row in order if rows[row].state in TO_SETTLE), -1)
        compared = self._model.compared
        if following >= 0:
            self._page.choose(following)
        elif compared is not None and not compared.count(*TO_SETTLE):
            self.run_out.emit()
            announce(self._page, self.tr("Nothing is left to decide here."))

    def _tell(self, text: str) -> None:
        announce(self._page, text)
        self._desk.say(text, "info")
