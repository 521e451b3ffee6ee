"""Records that are alike, side by side: what differs is marked, the answer is one key."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListView,
    QMenu,
    QProgressBar,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from app.domain.compared import Compared, Marked
from app.references.duplicates import Certainty, Pair
from ui.library.pair_model import PairModel
from ui.style_sheet import set_kind
from ui.theme import Tokens
from ui.widgets.centred import centred
from ui.widgets.empty_page import EmptyPage

SAME, TWO, LINKED, LATER = "same", "two", "linked", "later"
BAR = 320  # pixels
EVERY = -1
RECENT = 25  # answered pairs that are offered one by one


class PairsPage(QWidget):
    """Shows pairs; says what is answered."""

    find_requested = Signal()
    join_requested = Signal()
    cancel_requested = Signal()
    again_requested = Signal(int)  # place among the answered pairs, EVERY for all of them
    row_chosen = Signal(int)
    answered = Signal(str)

    def __init__(self, model: PairModel) -> None:
        """Build the page around a model."""
        super().__init__()
        self.model = model
        self.list = QListView()
        self.why = QLabel()
        self.text = QTextBrowser()
        self.find_button = QPushButton(self.tr("&Find duplicates"))
        self.join = QPushButton()
        self.again = QPushButton()
        self._kept = QMenu(self.again)
        self.told = QLabel()
        self.buttons = {
            SAME: QPushButton(self.tr("Same report (S)")),
            TWO: QPushButton(self.tr("Two things (T)")),
            LINKED: QPushButton(self.tr("Two reports of one study (L)")),
            LATER: QPushButton(self.tr("Later (N)")),
        }
        self._said = EmptyPage()
        self._busy = QProgressBar()
        self._stack = QStackedWidget()
        self._build()
        self.show_pairs(0, None)

    def panes(self) -> tuple[QWidget, ...]:
        """Return what F6 walks through."""
        return (self.list, self.text, self.buttons[SAME])

    def show_pairs(self, answered: int, found: Sequence[Pair] | None) -> None:
        """Show the list, or say why it is empty; `found` None: nobody has looked yet."""
        pairs = found or ()
        certain = sum(one.certainty is Certainty.CERTAIN for one in pairs)
        self.join.setText(self.tr("&Join {0} certain").format(certain))
        self.join.setEnabled(bool(certain))
        self.again.setText(self.tr("Ask about {0} &again").format(answered))
        self.again.setVisible(bool(answered))
        if pairs:
            text = self.tr("{0} certain, {1} possible").format(certain, len(pairs) - certain)
            self.told.setText(text)
            self._stack.setCurrentIndex(0)
            return
        self.told.setText("")
        if found is None:
            said = self.tr(
                "Copies of one report that several databases gave are found by identifier, title, "
                "people and place. Certain ones can be joined at once; you decide about the others."
                " Nothing is deleted: every copy and its raw record stay."
            )
            self._said.show_lack(said, [(self.tr("Find duplicates"), "find")])
        else:
            self._said.show_lack(self.tr("No pair is left to decide about."))
        self._stack.setCurrentIndex(1)

    def show_answered(self, titles: Sequence[str]) -> None:
        """Offer the pairs that were answered, the earliest given first, the latest shown first."""
        self._kept.clear()
        self._kept.addAction(self.tr("&All of them")).setData(EVERY)
        self._kept.addSeparator()
        for place in reversed(range(max(0, len(titles) - RECENT), len(titles))):
            self._kept.addAction(titles[place].replace("&", "&&")[:80]).setData(place)

    def show_busy(self, done: int, total: int) -> None:
        """Show that pairs are looked for."""
        self._busy.setRange(0, total)
        self._busy.setValue(done)
        self._stack.setCurrentIndex(2)

    def show_pair(
        self, pair: Pair, sources: Sequence[str], fields: Sequence[Compared], tokens: Tokens
    ) -> None:
        """Show two records and what speaks for their being one."""
        word = (
            self.tr("Certain")
            if pair.certainty is Certainty.CERTAIN
            else self.tr("Possible, you decide")
        )
        self.why.setText(f"{word}, {pair.score:.0f} / 100: {'; '.join(pair.reasons)}")
        head = "".join(f"<th align='left' width='44%'>{escape(name)}</th>" for name in sources)
        rows = "".join(_row(one, tokens) for one in fields)
        self.text.setHtml(
            f"<table width='100%' cellpadding='5'><tr><th width='12%'></th>{head}</tr>"
            f"{rows}</table>"
        )

    def choose(self, row: int) -> None:
        """Make a pair the current one."""
        index = self.model.index(row, 0)
        self.list.setCurrentIndex(index)
        self.list.scrollTo(index)

    def current(self) -> Pair | None:
        """Return the pair that is shown."""
        row = self.list.currentIndex().row()
        return self.model.pairs[row] if 0 <= row < len(self.model.pairs) else None

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(8, 6, 8, 6)
        head.setSpacing(6)
        set_kind(self.told, "muted")
        self.again.setToolTip(self.tr("Pairs that were kept apart or linked are asked about again"))
        for widget in (self.find_button, self.join, self.told):
            head.addWidget(widget)
        head.addStretch(1)
        head.addWidget(self.again)
        self.find_button.clicked.connect(self.find_requested)
        self.join.clicked.connect(self.join_requested)
        self.again.setMenu(self._kept)
        self._kept.triggered.connect(lambda one: self.again_requested.emit(one.data()))
        self._said.wanted.connect(lambda _key: self.find_requested.emit())
        for page in (self._compare(), self._said, self._busy_page()):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._stack, 1)

    def _compare(self) -> QWidget:
        self.list.setModel(self.model)
        self.list.setUniformItemSizes(True)
        self.list.setIconSize(QSize(16, 16))
        self.list.setAccessibleName(self.tr("Pairs of records"))
        self.list.setMinimumWidth(220)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.selectionModel().currentChanged.connect(
            lambda now, _before: self.row_chosen.emit(now.row())
        )
        self.why.setWordWrap(True)
        self.why.setAccessibleName(self.tr("What speaks for and against"))
        self.text.setAccessibleName(self.tr("The two records"))
        self.text.setOpenLinks(False)
        answers = QHBoxLayout()
        for key, button in self.buttons.items():
            button.clicked.connect(lambda _on=False, key=key: self.answered.emit(key))
            answers.addWidget(button)
        answers.addStretch(1)
        set_kind(self.buttons[SAME], "primary")
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(8, 6, 8, 8)
        column.addWidget(self.why)
        column.addWidget(self.text, 1)
        column.addLayout(answers)
        split = QSplitter()
        split.addWidget(self.list)
        split.addWidget(right)
        split.setStretchFactor(1, 1)
        split.setSizes([330, 900])
        split.setChildrenCollapsible(False)
        return split

    def _busy_page(self) -> QWidget:
        self._busy.setAccessibleName(self.tr("Looking for duplicates"))
        self._busy.setFixedWidth(BAR)
        stop = QPushButton(self.tr("Cancel"))
        stop.clicked.connect(self.cancel_requested)
        return centred(QLabel(self.tr("Looking for duplicates…")), self._busy, stop)


def _row(one: Compared, tokens: Tokens) -> str:
    muted = tokens["text_muted"].name()
    cells = "".join(
        f"<td valign='top'>{_marked(side, tokens)}</td>" for side in (one.first, one.second)
    )
    sign = "" if one.is_same else " ≠"
    return f"<tr><td valign='top' style='color:{muted}'>{escape(one.name)}{sign}</td>{cells}</tr>"


def _marked(pieces: Marked, tokens: Tokens) -> str:
    ground, ink = tokens["warning_bg"].name(), tokens["text"].name()
    style = f"background-color:{ground};color:{ink}"
    return "".join(
        f"<span style='{style}'><b>{escape(text)}</b></span>" if differs else escape(text)
        for text, differs in pieces
    )
