"""What the reports of a study say for one cell, side by side."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui.form.card_state import CardState, ReportSaid
from ui.form.chips import Chip
from ui.form.layouts import WrapLayout
from ui.theme import Tokens

SHORT = 40  # characters of a value


class ReportLine(QWidget):
    """The report the value comes from, and the values of others; those may be used or dropped."""

    used = Signal(str)  # report id
    dropped = Signal(str)

    def __init__(self, tokens: Tokens) -> None:
        """Start hidden."""
        super().__init__()
        self._tokens = tokens
        self._shown: tuple[object, ...] = ()
        self._row = QWidget()
        self._flow = WrapLayout(self._row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._row)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.hide()

    def show_state(self, state: CardState, *, is_locked: bool) -> None:
        """Show the reports of an answer; nothing when only the main one speaks."""
        shown = (state.source, state.others, state.field.label, is_locked)
        if shown == self._shown:
            return
        self._shown = shown
        self._flow.clear()
        if state.source:
            self._put(Chip(self._tokens, self.tr("From {0}").format(state.source), "", "neutral"))
        for said in state.others:
            self._add(said, state.field.label, is_locked=is_locked)
        self.setVisible(bool(state.source or state.others))

    def sizeHint(self) -> QSize:
        """Be as high as what is shown."""
        layout = self.layout()
        return layout.sizeHint() if layout is not None else QSize()

    def _add(self, said: ReportSaid, label: str, *, is_locked: bool) -> None:
        text = said.shown if len(said.shown) <= SHORT else f"{said.shown[: SHORT - 1]}…"
        words = self.tr("{0}: {1}").format(said.name, text)
        chip = Chip(self._tokens, words, "arrow-left-right", "link")
        if is_locked:
            self._put(chip)
            return
        chip.made_button(self.tr("{0}: use what {1} says, {2}").format(label, said.name, text))
        chip.clicked.connect(lambda _checked=False, of=said.report_id: self.used.emit(of))
        self._put(chip)
        drop = Chip(self._tokens, "", "x", "text_muted")
        drop.made_button(self.tr("{0}: leave out what {1} says").format(label, said.name))
        drop.clicked.connect(lambda _checked=False, of=said.report_id: self.dropped.emit(of))
        self._put(drop)

    def _put(self, chip: Chip) -> None:
        self._flow.addWidget(chip)
        chip.show()
