"""The menu of a card."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from app.domain.answers import SOURCE_MARKS
from ui.form.card_state import STATUS_ICONS, CardState, Mark
from ui.form.verbs import MARKS, Verb
from ui.theme import Tokens


class CardMenu(QMenu):
    """Offers the verbs that make sense for the state of a card."""

    chosen = Signal(str, str)  # verb, anchor id

    def __init__(self, state: CardState, tokens: Tokens, parent: QWidget) -> None:
        """List the verbs."""
        super().__init__(parent)
        self._tokens = tokens
        self._add_marks(state)
        self._add(Verb.CLEAR, self.tr("Clear"), "trash-2").setEnabled(not state.is_empty)
        self.addSeparator()
        unsure = self.tr("Not unsure any more") if state.answer.flagged else self.tr("Unsure")
        self._add(Verb.FLAG, unsure, "flag")
        self._add(Verb.NOTE, self.tr("Note…"), "message-square")
        self._add_evidence(state.marks)
        self.addSeparator()
        self._add(Verb.MAKE_TARGET, self.tr("Make target"), "crosshair")

    def _add_marks(self, state: CardState) -> None:
        """Offer the marks that the form allows; those that say who reported a value, on one."""
        words = {
            Verb.NOT_REPORTED: self.tr("Not reported"),
            Verb.NOT_APPLICABLE: self.tr("Not applicable"),
            Verb.UNCLEAR: self.tr("Unclear in the paper"),
            Verb.COMPUTED: self.tr("Computed by us"),
            Verb.FROM_AUTHORS: self.tr("From the authors"),
        }
        for verb, text in words.items():
            status = MARKS[verb]
            if status not in state.field.statuses:
                continue
            if status in SOURCE_MARKS and not state.answer.status.has_value:
                continue
            action = self._add(verb, text, STATUS_ICONS[status])
            action.setCheckable(status in SOURCE_MARKS)
            action.setChecked(state.answer.status is status)

    def _add(self, verb: Verb, text: str, icon: str) -> QAction:
        action = self.addAction(self._tokens.icon(icon), text)
        action.setData(verb.value)
        action.triggered.connect(lambda _checked=False, said=verb.value: self.chosen.emit(said, ""))
        return action

    def _add_evidence(self, marks: tuple[Mark, ...]) -> None:
        if not marks:
            return
        menu = self.addMenu(self._tokens.icon("unlink"), self.tr("Remove evidence"))
        for mark in marks:
            words = " ".join(mark.quote.split())
            short = f"{words[:47]}…" if len(words) > 48 else words
            text = self.tr("p. {0}: {1}").format(mark.page_label, short).replace("&", "&&")
            action = menu.addAction(text)
            action.triggered.connect(lambda _checked=False, gone=mark.anchor_id: self._remove(gone))

    def _remove(self, anchor_id: str) -> None:
        self.chosen.emit(Verb.REMOVE_EVIDENCE.value, anchor_id)
