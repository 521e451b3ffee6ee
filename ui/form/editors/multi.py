"""Several options of a list, ticked in a popup."""

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from app.domain.answers import Json
from app.domain.fields import Field
from ui.form.choice_list import ChoiceList
from ui.form.editors.base import Editor
from ui.theme import Tokens

OPENING = (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F4)
ARROW = 16


class PickField(QAbstractButton):
    """Looks like a field, holds the chosen options, opens a list when pressed."""

    def __init__(self, tokens: Tokens) -> None:
        """Start with nothing chosen."""
        super().__init__()
        self._tokens = tokens
        self._hint = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_words(self, words: str, hint: str) -> None:
        """Show the chosen options, or a hint."""
        self.setText(words)
        self._hint = hint
        self._fit()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Down, Return or F4 as well as Space."""
        if Qt.Key(event.key()) in OPENING:
            self.click()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Fit a new font."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrapped options depend on the width."""
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        """Be as high as the wrapped options."""
        return QSize(160, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint edge, words and arrow."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour, width = self._edge()
        pen = painter.pen()
        pen.setColor(self._tokens[colour])
        pen.setWidth(width)
        painter.setPen(pen)
        painter.setBrush(self._tokens["surface"])
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 4, 4)
        painter.setPen(self._tokens["text" if self.text() else "placeholder"])
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(self._inside(self.width()), flags, self.text() or self._hint)
        right = QRect(self.width() - ARROW - 6, (self.height() - ARROW) // 2, ARROW, ARROW)
        self._tokens.icon("chevron-down", "text_muted").paint(painter, right)
        painter.end()

    def _edge(self) -> tuple[str, int]:
        if self.hasFocus():
            return "focus", 2
        return ("danger", 2) if self.property("invalid") else ("border_strong", 1)

    def _inside(self, width: int) -> QRect:
        return QRect(8, 0, max(width - 16 - ARROW, 40), self.height())

    def _fit(self) -> None:
        room = QRect(0, 0, self._inside(self.width()).width(), 10_000)
        text = self.text() or self._hint
        words = self.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, text)
        height = max(words.height() + 10, self.fontMetrics().height() + 10, 28)
        if self.minimumHeight() != height or self.height() != height:
            self.setFixedHeight(height)
            self.updateGeometry()


class MultiEditor(Editor):
    """The chosen options in a field; the list to tick opens below it."""

    def __init__(self, field: Field, tokens: Tokens) -> None:
        """Start with nothing chosen."""
        super().__init__(field)
        self._chosen: tuple[str, ...] = ()
        self._hint = ""
        self._pick = PickField(tokens)
        self._list: ChoiceList | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pick)
        self._pick.clicked.connect(self._on_clicked)
        self._show()

    def show_value(self, value: Json) -> None:
        """Show the chosen options."""
        self._chosen = tuple(str(item) for item in value) if isinstance(value, list) else ()
        self._show()

    def value(self) -> Json:
        """Return the chosen options in the order of the form, own words last."""
        order = {option: place for place, option in enumerate(self.field.options)}
        chosen = sorted(self._chosen, key=lambda option: order.get(option, len(order)))
        return [*chosen] or None

    def text(self) -> str:
        """Return one option a line."""
        return "\n".join(self._chosen)

    def show_text(self, text: str) -> None:
        """Show options, one a line."""
        self._chosen = tuple(line for line in text.splitlines() if line)
        self._show()

    def set_hint(self, text: str) -> None:
        """Show a state in the empty field."""
        self._hint = text
        self._show()

    def inputs(self) -> tuple[QWidget, ...]:
        """Return the field."""
        return (self._pick,)

    def name(self, name: str, description: str) -> None:
        """Say the chosen options with the state."""
        chosen = "; ".join(self._chosen)
        super().name(name, f"{chosen}. {description}" if chosen else description)

    def _show(self) -> None:
        self._pick.show_words("; ".join(self._chosen), self._hint or self.tr("Choose"))

    def _on_clicked(self) -> None:
        if self._list is None:
            self._list = ChoiceList(self)
            self._list.toggled.connect(self._on_toggled)
            self._list.chosen.connect(self._on_closed)
            self._list.cancelled.connect(self._on_closed)
        below = self._pick.mapToGlobal(QPoint(0, self._pick.height() + 2))
        self._list.open_at(below, self.field.label, self.field.options, self._chosen)

    def _on_toggled(self, chosen: list[str]) -> None:
        self._chosen = tuple(chosen)
        self._show()
        self.edited.emit()

    def _on_closed(self) -> None:
        self._pick.setFocus(Qt.FocusReason.PopupFocusReason)
        self.settled.emit()
