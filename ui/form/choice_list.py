"""A popup list of numbered options: a digit picks, typing filters."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QListView, QVBoxLayout, QWidget

from app.domain.fields import OTHER, OTHER_PREFIX
from ui.form.editors.base import PlainLine
from ui.form.list_rows import dress_list, fit_rows
from ui.form.option_model import OptionModel
from ui.form.popups import place_popup
from ui.style_sheet import set_kind

SHOWN = 12  # rows before the list scrolls
RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class ChoiceList(QFrame):
    """Numbered options at a point; one is picked at once, several end with Return.

    Picking "Other" asks what it is, and gives "Other: words".
    """

    chosen = Signal(list)
    cancelled = Signal()
    toggled = Signal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build the closed popup."""
        super().__init__(parent, Qt.WindowType.Popup)
        set_kind(self, "popup")
        self._model = OptionModel(self)
        self._is_multi = False
        self._is_specifying = False
        self._is_done = True
        self._title = QLabel()
        set_kind(self._title, "label")
        self._line = PlainLine()
        self._list = QListView()
        dress_list(self._list)
        self._hint = QLabel()
        set_kind(self._hint, "caption")
        self._build()

    def open_at(
        self,
        point: QPoint,
        title: str,
        options: Sequence[str],
        checked: Sequence[str] | None = None,
    ) -> None:
        """Show the options below a global point; `checked` lets several be chosen."""
        self._is_multi = checked is not None
        self._is_done = False
        known = [*options, *(c for c in checked or () if c not in options)]
        self._model.show(known, checked or (), multi=self._is_multi)
        self._title.setText(title)
        self._list.setAccessibleName(title)
        self._ask_filter()
        self._list.setCurrentIndex(self._model.index(0, 0))
        self._fit()
        place_popup(self, point)
        self._line.setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take digits, arrows, Return and Esc from the filter line and the list."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._take_key(event)
        return super().eventFilter(watched, event)

    def hideEvent(self, event: QHideEvent) -> None:
        """A click elsewhere cancels."""
        super().hideEvent(event)
        if not self._is_done:
            self._is_done = True
            self.cancelled.emit()

    def _build(self) -> None:
        self._list.setModel(self._model)
        self._list.setUniformItemSizes(True)
        self._list.clicked.connect(self._on_clicked)
        self._line.setAccessibleName(self.tr("Filter the options"))
        self._line.textEdited.connect(self._on_text_edited)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        for widget in (self._title, self._line, self._list, self._hint):
            column.addWidget(widget)
        for source in (self._line, self._list):
            source.installEventFilter(self)

    def _fit(self) -> None:
        metrics = self.fontMetrics()
        widest = max((metrics.horizontalAdvance(row) for row in self._model.rows()), default=0)
        fit_rows(self._list, SHOWN)
        self.setFixedWidth(min(max(widest + 96, 260), 480))
        self.adjustSize()

    def _ask_filter(self) -> None:
        self._is_specifying = False
        self._line.clear()
        self._line.setPlaceholderText(self.tr("Type to filter"))
        several = self.tr("Digits tick, Return ends, Esc cancels")
        self._hint.setText(
            several if self._is_multi else self.tr("Digit or Return picks, Esc cancels")
        )

    def _ask_other(self) -> None:
        self._is_specifying = True
        self._line.clear()
        self._line.setPlaceholderText(self.tr("Other: say what, then Return"))
        self._line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key is Qt.Key.Key_Escape:
            self.hide()
        elif key in RETURN:
            self._on_return()
        elif key in MOVES:
            self._move(MOVES[key])
        elif event.text().isdecimal() and not self._is_specifying:
            self._pick_number(int(event.text()))
        elif key is Qt.Key.Key_Space and self._is_multi and not self._line.text():
            self._pick(self._list.currentIndex())
        else:
            return False
        return True

    def _move(self, step: int) -> None:
        row = (self._list.currentIndex().row() + step) % max(self._model.rowCount(), 1)
        self._list.setCurrentIndex(self._model.index(row, 0))

    def _pick_number(self, number: int) -> None:
        if 1 <= number <= self._model.rowCount():
            self._pick(self._model.index(number - 1, 0))

    def _on_clicked(self, index: QModelIndex) -> None:
        self._pick(index)

    def _on_return(self) -> None:
        if self._is_specifying:
            self._take_other(self._line.text().strip())
        elif self._is_multi and not self._line.text():
            self._end(list(self._model.checked()))
        else:
            self._pick(self._list.currentIndex())

    def _take_other(self, text: str) -> None:
        option = f"{OTHER_PREFIX}{text}" if text else OTHER
        if self._is_multi:
            self._model.add(option)
            self._ask_filter()
            self._fit()
            self.toggled.emit(list(self._model.checked()))
        else:
            self._end([option])

    def _pick(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        option = self._model.rows()[index.row()]
        if option == OTHER and OTHER not in self._model.checked():
            self._ask_other()
        elif self._is_multi:
            self._model.toggle(option)
            self.toggled.emit(list(self._model.checked()))
        else:
            self._end([option])

    def _end(self, options: list[str]) -> None:
        self._is_done = True
        self.hide()
        self.chosen.emit(options)

    def _on_text_edited(self, text: str) -> None:
        if self._is_specifying:
            return
        self._model.filter(text)
        self._list.setCurrentIndex(self._model.index(0, 0))
