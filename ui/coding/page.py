"""The page of the content analysis: answers at the left, the text, the framework at the right."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QTableView,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.domain.codes import Code, Origin
from app.domain.fields import Field
from ui.coding.models import (
    KEYS,
    CodedUnit,
    Quote,
    TextTable,
    code_at,
    codes_table,
    put_table,
    units_table,
)
from ui.style_sheet import set_kind
from ui.theme import Tokens
from ui.widgets.banner import Banner

NUMBERS = (Qt.Key.Key_1, Qt.Key.Key_9)


class CodingPage(QWidget):
    """Shows answers and codes; says what is wanted."""

    field_chosen = Signal(str)
    unit_chosen = Signal(int)
    put_wanted = Signal(int)  # row of the framework
    take_wanted = Signal(int)  # row of the codes on the answer
    add_wanted = Signal(str, bool)  # label, under the current code
    define_wanted = Signal(str)
    origin_chosen = Signal(str)  # an Origin
    counts_wanted = Signal()
    segments_wanted = Signal()
    rename_wanted = Signal()
    merge_wanted = Signal()
    remove_wanted = Signal()
    done_toggled = Signal(bool)
    agreement_wanted = Signal()
    show_wanted = Signal()

    def __init__(self, tokens: Tokens) -> None:
        """Build the page without an answer."""
        super().__init__()
        self._tokens = tokens
        self.units, self.codes, self.put = units_table(), codes_table(), put_table()
        self.field, self.done = QComboBox(), QCheckBox(self.tr("My coding of this field is &done"))
        self.agreement = QPushButton(self.tr("&Agreement…"))
        self.show_place = QPushButton(self.tr("Open in &Extract"))
        self.banner = Banner(tokens)
        self.unit_view, self.code_view, self.put_view = QTableView(), QTableView(), QTableView()
        self.answer, self.quotes = QPlainTextEdit(), QPlainTextEdit()
        self.save = QPushButton(self.tr("&Save…"))
        self.label, self.definition = QLineEdit(), QPlainTextEdit()
        self.origin = QComboBox()
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

    def show_definition(self, code: Code | None) -> None:
        """Show what a code means, and where it comes from."""
        with QSignalBlocker(self.definition):
            self.definition.setPlainText(code.definition if code else "")
        if code is not None:
            self.origin.setCurrentIndex(self.origin.findData(code.origin.value))
        for part in (self.definition, self.origin):
            part.setEnabled(code is not None)

    def selected(self) -> tuple[str, str]:
        """Return the words that are selected and the evidence they are from; both may be empty."""
        for view in (self.answer, self.quotes):
            cursor = view.textCursor()
            if cursor.hasSelection():
                text = cursor.selectedText().replace("\u2029", " ")
                return text, self._anchor(cursor) if view is self.quotes else ""
        return "", ""

    def current_code(self) -> Code | None:
        """Return the code that is chosen in the framework."""
        return code_at(self.codes, self.code_view.currentIndex().row())

    def dress(self, tokens: Tokens) -> None:
        """Use the colours of another theme."""
        self._tokens = tokens
        self.banner.dress(tokens)

    def panes(self) -> tuple[QWidget, ...]:
        """Return what F6 walks through."""
        return (self.unit_view, self.answer, self.put_view, self.code_view)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Put codes by digits, take them off by Delete, keep a definition that was typed."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._on_key(watched, event)
        if event.type() is QEvent.Type.FocusOut and watched is self.definition:
            self.define_wanted.emit(self.definition.toPlainText())
        return super().eventFilter(watched, event)

    def _on_key(self, watched: QObject, event: QKeyEvent) -> bool:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        key = event.key()
        if watched is self.put_view and key == Qt.Key.Key_Delete:
            self.take_wanted.emit(self.put_view.currentIndex().row())
            return True
        is_code = watched is not self.definition and NUMBERS[0] <= key <= NUMBERS[1]
        if is_code and key - NUMBERS[0] < min(self.codes.rowCount(), KEYS):
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
        self.done.clicked.connect(self.done_toggled)
        self.agreement.clicked.connect(self.agreement_wanted)
        self.show_place.clicked.connect(self.show_wanted)
        menu = QMenu(self.save)
        menu.addAction(self.tr("How often each code is used…"), self.counts_wanted.emit)
        menu.addAction(self.tr("What is coded, with its text…"), self.segments_wanted.emit)
        self.save.setMenu(menu)
        bar = QHBoxLayout()
        tools: tuple[QWidget, ...] = (
            self.field, self.done, self.agreement, self.save, self.show_place
        )  # fmt: skip
        for tool in tools:
            bar.addWidget(tool)
        bar.addStretch(1)
        for widget in (self._left(), self._middle(), self._right()):
            self.split.addWidget(widget)
        self.split.setSizes([360, 520, 420])
        self.split.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 6)
        column.addLayout(bar)
        column.addWidget(self.banner)
        column.addWidget(self.split, 1)
        watched = (self.answer, self.quotes, self.unit_view, self.code_view, self.put_view)
        for view in (*watched, self.definition):
            view.installEventFilter(self)

    def _left(self) -> QWidget:
        _dress_table(self.unit_view, self.tr("Answers"), self.units)
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
        _dress_table(self.put_view, self.tr("Codes on this answer"), self.put)
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

    def _right(self) -> QWidget:
        _dress_table(self.code_view, self.tr("Codes"), self.codes)
        for place, width in ((0, 40), (2, 92), (3, 80)):
            self.code_view.setColumnWidth(place, width)
        header = self.code_view.horizontalHeader()
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.code_view.activated.connect(self._on_activated)
        self.label.setPlaceholderText(self.tr("New code"))
        self.label.setAccessibleName(self.tr("New code"))
        self.label.returnPressed.connect(lambda: self._add(False))
        add, under = QPushButton(self.tr("Add")), QPushButton(self.tr("Add under"))
        add.clicked.connect(lambda: self._add(False))
        under.clicked.connect(lambda: self._add(True))
        new = QHBoxLayout()
        for widget in (self.label, add, under):
            new.addWidget(widget)
        verbs = QHBoxLayout()
        for text, signal in (
            (self.tr("Rename…"), self.rename_wanted),
            (self.tr("Merge into…"), self.merge_wanted),
            (self.tr("Remove"), self.remove_wanted),
        ):
            button = QPushButton(text)
            button.clicked.connect(signal)
            verbs.addWidget(button)
        self.definition.setPlaceholderText(self.tr("What the code means, and when it is used"))
        self.definition.setAccessibleName(self.tr("Definition"))
        self.definition.setTabChangesFocus(True)
        self.definition.setFixedHeight(64)
        for origin, text in (
            (Origin.INDUCTIVE, self.tr("From the data (inductive)")),
            (Origin.DEDUCTIVE, self.tr("From a framework (deductive)")),
        ):
            self.origin.addItem(text, origin.value)
        self.origin.setAccessibleName(self.tr("Where the code comes from"))
        self.origin.activated.connect(
            lambda _row: self.origin_chosen.emit(str(self.origin.currentData()))
        )
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.code_view, 1)
        column.addWidget(self.definition)
        column.addWidget(self.origin)
        column.addLayout(new)
        column.addLayout(verbs)
        return box

    def _on_activated(self, index: QModelIndex) -> None:
        self.put_wanted.emit(index.row())

    def _add(self, under: bool) -> None:
        label = self.label.text().strip()
        if label:
            self.add_wanted.emit(label, under)


def _dress_table(view: QTableView, name: str, model: TextTable) -> None:
    view.setModel(model)
    view.setAccessibleName(name)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setTabKeyNavigation(False)
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(26)
    view.setWordWrap(False)
    view.setShowGrid(False)
