"""The top line of a card: number, label, target word, state, evidence, menu."""

from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.domain.anchors import AnchorKind
from ui.form.card_parts import Question
from ui.form.card_state import STATUS_ICONS, STATUS_WORDS, Aim, CardState, Mark
from ui.form.chips import Chip, NumberTag
from ui.form.layouts import CardHead
from ui.theme import Tokens

EVIDENCE_ICONS = {
    AnchorKind.TEXT: "quote",
    AnchorKind.REGION: "image",
    AnchorKind.PAGE: "file-text",
    AnchorKind.ABSENT: "search",
}
PLACELESS = {True: "searched", False: "no place"}


class Head(QWidget):
    """Shows the state of a card in one line, or in several when it is narrow."""

    evidence_opened = Signal(str)
    menu_requested = Signal()

    def __init__(self, tokens: Tokens) -> None:
        """Build number, label and menu button; chips come and go with the state."""
        super().__init__()
        self._tokens = tokens
        self._shown: tuple[object, ...] = ()
        self._layout = CardHead(self)
        self._number = NumberTag(tokens)
        self._label = Question()
        self._more = _more_button(tokens)
        self._more.made_button(self.tr("More: not reported, unsure, note …"))
        self._more.clicked.connect(self.menu_requested)
        for widget in (self._number, self._label, self._more):
            self._layout.addWidget(widget)
        self._chips: list[Chip] = []
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    @property
    def label(self) -> QLabel:
        """The question, buddy of the editor."""
        return self._label

    @property
    def menu_button(self) -> QWidget:
        """The button under which the menu opens."""
        return self._more

    def chips(self) -> tuple[Chip, ...]:
        """Return the chips that are shown."""
        return tuple(self._chips)

    def show_state(self, state: CardState, aim: Aim) -> None:
        """Show number, label and the chips of the state."""
        shown = (state, aim)
        if shown == self._shown:
            return
        self._shown = shown
        field = state.field
        self._number.show_number(state.number, state.slot)
        self._label.setText(f"{field.label}\N{NO-BREAK SPACE}*" if field.required else field.label)
        self._label.setToolTip(self.tr("Required") if field.required else "")
        self._more.setAccessibleName(self.tr("More for {0}").format(field.label))
        self._more.setVisible(not field.is_computed)
        self._replace_chips(state, aim)
        self.updateGeometry()

    def _replace_chips(self, state: CardState, aim: Aim) -> None:
        for chip in self._chips:
            self._layout.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = []
        self._layout.removeWidget(self._more)
        if aim is not Aim.NONE:
            self._layout.add_lead(self._chip(self.tr("TARGET"), "play", "target"))
        for chip in self._state_chips(state):
            self._layout.addWidget(chip)
        if state.is_empty and aim in (Aim.TARGET, Aim.WANTED):
            tone = "target" if aim is Aim.WANTED else "text_muted"
            self._layout.addWidget(self._chip(self.tr(aim.value), "", tone))
        for chip in self._evidence_chips(state.marks):
            self._layout.addWidget(chip)
        self._layout.addWidget(self._more)
        self._order_tabs()

    def _order_tabs(self) -> None:
        """Let Tab walk the evidence and the menu button as they stand, before the editor."""
        stops: list[QWidget] = [self._more]
        stops += [c for c in self._chips if c.focusPolicy() != Qt.FocusPolicy.NoFocus]
        for before, after in pairwise((*stops, self._more)):
            QWidget.setTabOrder(before, after)

    def _state_chips(self, state: CardState) -> list[Chip]:
        chips = []
        status = state.answer.status
        if state.lacks_quote:
            chips.append(self._chip(self.tr("quote missing"), "triangle-alert", "warning"))
        if status in STATUS_WORDS:
            chips.append(self._chip(self.tr(STATUS_WORDS[status]), STATUS_ICONS[status], "neutral"))
        if state.answer.flagged:
            chips.append(self._chip(self.tr("Unsure"), "flag", "warning"))
        return chips

    def _evidence_chips(self, marks: tuple[Mark, ...]) -> list[Chip]:
        if not marks:
            return []
        page = self.tr("p. {0}").format(marks[0].page_label)
        page = f"{marks[0].report}, {page}" if marks[0].report else page
        words = (
            page if marks[0].page_label else self.tr(PLACELESS[marks[0].kind is AnchorKind.ABSENT])
        )
        chips = [self._evidence_chip(marks[0], words, EVIDENCE_ICONS[marks[0].kind])]
        if len(marks) > 1:
            chips.append(self._evidence_chip(marks[1], f"+{len(marks) - 1}", ""))
        return chips

    def _evidence_chip(self, mark: Mark, text: str, icon: str) -> Chip:
        chip = self._chip(text, icon, "link")
        name = self.tr("Evidence on page {0}, open in PDF").format(mark.page_label)
        quote = " ".join(mark.quote.split())
        if not mark.page_label:
            chip.made_button(self.tr("Evidence without a page: {0}").format(quote))
        else:
            chip.made_button(name)
        if quote and mark.page_label:
            chip.setToolTip(self.tr("“{0}” p. {1}").format(quote[:200], mark.page_label))
        chip.clicked.connect(lambda _checked=False, to=mark.anchor_id: self._open(to))
        return chip

    def _open(self, anchor_id: str) -> None:
        self.evidence_opened.emit(anchor_id)

    def _chip(self, text: str, icon: str, tone: str) -> Chip:
        chip = Chip(self._tokens, text, icon, tone)
        chip.setParent(self)
        chip.show()
        self._chips.append(chip)
        return chip


def _more_button(tokens: Tokens) -> Chip:
    button = Chip(tokens, "", "ellipsis", "text_muted")
    policy = button.sizePolicy()
    policy.setRetainSizeWhenHidden(True)
    button.setSizePolicy(policy)
    return button
