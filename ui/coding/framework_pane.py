"""The framework at the right of the content analysis: codes, what they mean, where they go."""

from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.domain.code_moves import Way
from app.domain.codes import Code, Origin
from ui.coding.models import CodesTable, code_at
from ui.coding.tables import dress_table
from ui.form.layouts import WrapLayout

WAYS = {
    Qt.Key.Key_Up: Way.UP,
    Qt.Key.Key_Down: Way.DOWN,
    Qt.Key.Key_Right: Way.IN,
    Qt.Key.Key_Left: Way.OUT,
}
MOVING = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
BESIDE = Qt.KeyboardModifier.KeypadModifier  # arrows have it on some computers


class FrameworkPane(QWidget):
    """Shows the codes; says what is wanted of them."""

    put_wanted = Signal(int)  # row of the framework
    add_wanted = Signal(str, bool)  # label, under the current code
    define_wanted = Signal(str)
    origin_chosen = Signal(str)  # an Origin
    rename_wanted = Signal()
    merge_wanted = Signal()
    remove_wanted = Signal()
    step_wanted = Signal(str)  # a Way
    import_wanted = Signal()
    export_wanted = Signal()

    def __init__(self) -> None:
        """Build the pane without codes."""
        super().__init__()
        self.codes, self.view = CodesTable(), QTableView()
        self.label, self.definition = QLineEdit(), QPlainTextEdit()
        self.origin = QComboBox()
        self.menu = QMenu(self)
        self._build()

    def current_code(self) -> Code | None:
        """Return the code that is chosen."""
        return code_at(self.codes, self.view.currentIndex().row())

    def choose(self, code_id: str) -> None:
        """Choose a code, where it is there."""
        places = [n for n, one in enumerate(self.codes.lines) if one.code.code_id == code_id]
        if places:
            self.view.selectRow(places[0])

    def show_definition(self, code: Code | None) -> None:
        """Show what a code means, and where it comes from."""
        with QSignalBlocker(self.definition):
            self.definition.setPlainText(code.definition if code else "")
        if code is not None:
            self.origin.setCurrentIndex(self.origin.findData(code.origin.value))
        for part in (self.definition, self.origin):
            part.setEnabled(code is not None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move codes by keys, keep a definition that was typed."""
        if event.type() is QEvent.Type.FocusOut and watched is self.definition:
            self.define_wanted.emit(self.definition.toPlainText())
        if watched is self.view and isinstance(event, QKeyEvent):
            is_move = event.modifiers() & ~BESIDE == MOVING and event.key() in WAYS
            if is_move and event.type() is QEvent.Type.KeyPress:
                self.step_wanted.emit(WAYS[Qt.Key(event.key())])
                return True
        return super().eventFilter(watched, event)

    def _build(self) -> None:
        self._build_view()
        self._build_origin()
        self.label.setPlaceholderText(self.tr("New code"))
        self.label.setAccessibleName(self.tr("New code"))
        self.label.returnPressed.connect(lambda: self._add(False))
        self.definition.setPlaceholderText(self.tr("What the code means, and when it is used"))
        self.definition.setAccessibleName(self.tr("Definition"))
        self.definition.setTabChangesFocus(True)
        self.definition.setFixedHeight(64)
        self.definition.installEventFilter(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view, 1)
        column.addWidget(self.definition)
        column.addWidget(self.origin)
        column.addLayout(self._new_row())
        column.addWidget(self._verbs())

    def _build_view(self) -> None:
        dress_table(self.view, self.tr("Codes"), self.codes)
        for place, width in ((0, 40), (2, 92), (3, 80)):
            self.view.setColumnWidth(place, width)
        header = self.view.horizontalHeader()
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.view.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.view.setDragDropOverwriteMode(False)
        self.view.activated.connect(self._on_activated)
        self.view.installEventFilter(self)

    def _build_origin(self) -> None:
        for origin, text in (
            (Origin.INDUCTIVE, self.tr("From the data (inductive)")),
            (Origin.DEDUCTIVE, self.tr("From a framework (deductive)")),
        ):
            self.origin.addItem(text, origin.value)
        self.origin.setAccessibleName(self.tr("Where the code comes from"))
        self.origin.activated.connect(
            lambda _row: self.origin_chosen.emit(str(self.origin.currentData()))
        )

    def _new_row(self) -> QHBoxLayout:
        add, under = QPushButton(self.tr("Add")), QPushButton(self.tr("Add under"))
        add.clicked.connect(lambda: self._add(False))
        under.clicked.connect(lambda: self._add(True))
        row = QHBoxLayout()
        for widget in (self.label, add, under):
            row.addWidget(widget)
        return row

    def _verbs(self) -> QWidget:
        box = QWidget()
        row = WrapLayout(box)
        for text, signal in (
            (self.tr("Rename…"), self.rename_wanted),
            (self.tr("Merge into…"), self.merge_wanted),
            (self.tr("Remove"), self.remove_wanted),
        ):
            button = QPushButton(text)
            button.clicked.connect(signal)
            row.addWidget(button)
        more = QPushButton(self.tr("&Framework"))
        for text, way in (
            (self.tr("Move up\tAlt+Shift+Up"), Way.UP),
            (self.tr("Move down\tAlt+Shift+Down"), Way.DOWN),
            (self.tr("Put under the one above\tAlt+Shift+Right"), Way.IN),
            (self.tr("Take one level out\tAlt+Shift+Left"), Way.OUT),
        ):
            self.menu.addAction(text, partial(self.step_wanted.emit, way.value))
        self.menu.addSeparator()
        self.menu.addAction(self.tr("Take in a list of codes…"), self.import_wanted.emit)
        self.menu.addAction(self.tr("Save the codes…"), self.export_wanted.emit)
        more.setMenu(self.menu)
        row.addWidget(more)
        return box

    def _on_activated(self, index: QModelIndex) -> None:
        self.put_wanted.emit(index.row())

    def _add(self, under: bool) -> None:
        label = self.label.text().strip()
        if label:
            self.add_wanted.emit(label, under)
