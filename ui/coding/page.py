"""The page of the content analysis: answers at the left, the text, the framework at the right."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QTableView,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.domain.fields import Field
from ui.coding.framework_pane import FrameworkPane
from ui.coding.models import (
    KEYS,
    CodedUnit,
    Quote,
    put_table,
    units_table,
)
from ui.coding.tables import dress_table
from ui.style_sheet import set_kind
from ui.theme import Tokens
from ui.widgets.banner import Banner

NUMBERS = (Qt.Key.Key_1, Qt.Key.Key_9)


class CodingPage(QWidget):
    """Shows answers and codes; says what is wanted."""

    field_chosen = Signal(str)
    whose_chosen = Signal(str)
    unit_chosen = Signal(int)
    put_wanted = Signal(int)  # row of the framework
    take_wanted = Signal(int)  # row of the codes on the answer
    counts_wanted = Signal()
    segments_wanted = Signal()
    done_toggled = Signal(bool)
    agreement_wanted = Signal()
    show_wanted = Signal()

    def __init__(self, tokens: Tokens) -> None:
        """Build the page without an answer."""
        super().__init__()
        self._tokens = tokens
        self.units, self.put = units_table(), put_table()
        self.framework = FrameworkPane()
        self.field, self.whose = QComboBox(), QComboBox()
        self.done = QCheckBox(self.tr("My coding of this field is &done"))
        self.agreement = QPushButton(self.tr("&Agreement…"))
        self.show_place = QPushButton(self.tr("Open in &Extract"))
        self.banner = Banner(tokens)
        self.unit_view, self.put_view = QTableView(), QTableView()
        self.answer, self.quotes = QPlainTextEdit(), QPlainTextEdit()
        self.save = QPushButton(self.tr("&Save…"))
        self.split = QSplitter()
        self._quotes: Sequence[Quote] = ()
        self._build()

    def show_fields(self, fields: Sequence[Field], chosen: str) -> None:
        """Offer the fields that hold answers."""
        with QSignalBlocker(self.field):
            self.field.clear()
            for field in fields:
                self.field.addItem(field.label, field.field_id)
            self.field.setCurrentIndex(max(self.field.findData(chosen), 0))

    def show_unit(self, unit: CodedUnit | None, coded: Sequence[str]) -> None:
        """Show an answer with its quotes; the words in `coded` are marked."""
        self._quotes = unit.quotes if unit else ()
        self.answer.setPlainText(unit.text if unit else "")
        self.quotes.setPlainText("\n".join(quote.text for quote in self._quotes))
        self.quotes.setVisible(bool(self._quotes))
        for view in (self.answer, self.quotes):
            self._mark(view, coded)

    def show_whose(self, names: Sequence[tuple[str, str]], chosen: str) -> None:
        """Offer whose answers are coded, where there is a choice."""
        with QSignalBlocker(self.whose):
            self.whose.clear()
            for key, name in names:
                self.whose.addItem(name, key)
            self.whose.setCurrentIndex(max(self.whose.findData(chosen), 0))
        self.whose.setVisible(len(names) > 1)

    def selected(self) -> tuple[str, str]:
        """Return the words that are selected and the evidence they are from; both may be empty."""
        for view in (self.answer, self.quotes):
            cursor = view.textCursor()
            if cursor.hasSelection():
                text = cursor.selectedText().replace("\u2029", " ")
                return text, self._anchor(cursor) if view is self.quotes else ""
        return "", ""

    def dress(self, tokens: Tokens) -> None:
        """Use the colours of another theme."""
        self._tokens = tokens
        self.banner.dress(tokens)

    def panes(self) -> tuple[QWidget, ...]:
        """Return what F6 walks through."""
        return (self.unit_view, self.answer, self.put_view, self.framework.view)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Put codes by digits, take them off by Delete."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._on_key(watched, event)
        return super().eventFilter(watched, event)

    def _on_key(self, watched: QObject, event: QKeyEvent) -> bool:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        key = event.key()
        if watched is self.put_view and key == Qt.Key.Key_Delete:
            self.take_wanted.emit(self.put_view.currentIndex().row())
            return True
        codes = min(self.framework.codes.rowCount(), KEYS)
        if NUMBERS[0] <= key <= NUMBERS[1] and key - NUMBERS[0] < codes:
            self.put_wanted.emit(key - NUMBERS[0])
            return True
        return False

    def _anchor(self, cursor: QTextCursor) -> str:
        block = self.quotes.document().findBlock(cursor.selectionStart()).blockNumber()
        return self._quotes[block].anchor_id if block < len(self._quotes) else ""

    def _mark(self, view: QPlainTextEdit, coded: Sequence[str]) -> None:
        """Underline the words that carry a code."""
        style = QTextCharFormat()
        style.setBackground(self._tokens["info_bg"])
        style.setFontUnderline(True)
        found = []
        text = " ".join(view.toPlainText().split("\n"))
        for words in coded:
            at = text.find(words) if words else -1
            if at < 0:
                continue
            mark = QTextEdit.ExtraSelection()
            cursor = view.textCursor()
            cursor.setPosition(at)
            cursor.setPosition(at + len(words), QTextCursor.MoveMode.KeepAnchor)
            mark.cursor, mark.format = cursor, style
            found.append(mark)
        view.setExtraSelections(found)

    def _build(self) -> None:
        self.field.setAccessibleName(self.tr("Field"))
        self.field.setMinimumContentsLength(24)
        self.field.activated.connect(
            lambda _row: self.field_chosen.emit(str(self.field.currentData() or ""))
        )
        self.whose.setAccessibleName(self.tr("Whose answers to show"))
        self.whose.setVisible(False)
        self.whose.activated.connect(
            lambda _row: self.whose_chosen.emit(str(self.whose.currentData()))
        )
        self.done.clicked.connect(self.done_toggled)
        self.agreement.clicked.connect(self.agreement_wanted)
        self.show_place.clicked.connect(self.show_wanted)
        menu = QMenu(self.save)
        menu.addAction(self.tr("How often each code is used…"), self.counts_wanted.emit)
        menu.addAction(self.tr("What is coded, with its text…"), self.segments_wanted.emit)
        self.save.setMenu(menu)
        bar = QHBoxLayout()
        tools: tuple[QWidget, ...] = (
            self.field, self.whose, self.done, self.agreement, self.save, self.show_place
        )  # fmt: skip
        for tool in tools:
            bar.addWidget(tool)
        bar.addStretch(1)
        for widget in (self._left(), self._middle(), self.framework):
            self.split.addWidget(widget)
        self.split.setSizes([360, 520, 420])
        self.split.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 6)
        column.addLayout(bar)
        column.addWidget(self.banner)
        column.addWidget(self.split, 1)
        for view in (self.answer, self.quotes, self.unit_view, self.framework.view, self.put_view):
            view.installEventFilter(self)

    def _left(self) -> QWidget:
        dress_table(self.unit_view, self.tr("Answers"), self.units)
        header = self.unit_view.horizontalHeader()
        for column, width in ((0, 110), (1, 44), (2, 62)):
            self.unit_view.setColumnWidth(column, width)
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        self.unit_view.selectionModel().currentRowChanged.connect(
            lambda index, _old: self.unit_chosen.emit(index.row())
        )
        return self.unit_view

    def _middle(self) -> QWidget:
        for view, name in ((self.answer, self.tr("Answer")), (self.quotes, self.tr("Quotes"))):
            view.setReadOnly(True)
            view.setAccessibleName(name)
            view.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse
                | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            view.setTabChangesFocus(True)
        dress_table(self.put_view, self.tr("Codes on this answer"), self.put)
        self.put_view.setColumnWidth(0, 170)
        header = self.put_view.horizontalHeader()
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        hint = QLabel(
            self.tr("Select words or none, then a digit or Return on a code. Delete takes one off.")
        )
        hint.setWordWrap(True)
        set_kind(hint, "muted")
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.answer, 3)
        column.addWidget(self.quotes, 2)
        column.addWidget(hint)
        column.addWidget(self.put_view, 2)
        return box
