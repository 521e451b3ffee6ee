"""How cells of the charting table are painted: fast enough to scroll hundreds of them."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QIcon, QPainter, QPixmap

from app.domain.charting import Look, Tone
from ui.theme import Tokens

PADDING = 6  # pixels beside the text of a cell
FLAG = 14  # pixels of the flag of an unsure answer
MOST = 20_000  # shortened texts that are kept
ELIDE = Qt.TextElideMode.ElideRight
WRAPPED = Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
WRAP_LEFT = int(WRAPPED | Qt.AlignmentFlag.AlignLeft)
WRAP_RIGHT = int(WRAPPED | Qt.AlignmentFlag.AlignRight)
PLAIN, LEANING, BOLD = 0, 1, 2
_COLOURS = {
    Tone.VALUE: "text",
    Tone.MARK: "text_muted",
    Tone.FOLDED: "text_muted",
    Tone.EMPTY: "text_muted",
    Tone.NOT_ASKED: "text_disabled",
}


class CellPainter:
    """Paints a cell with its quotes and its flag; colours, fonts and shortened texts are kept."""

    def __init__(self, tokens: Tokens) -> None:
        """Paint in these colours, one line a cell."""
        self.wraps = False
        self._short: dict[tuple[str, int, int], tuple[str, int]] = {}
        self._marks: dict[int, tuple[QPixmap, int, int]] = {}
        self._ratio = 1.0
        self.dress(tokens)
        self.use_font(QFont())

    def dress(self, tokens: Tokens) -> None:
        """Use the colours of a theme from now on."""
        self._colours: dict[Tone, QColor] = {tone: tokens[name] for tone, name in _COLOURS.items()}
        self._chosen, self._on_chosen = tokens["selection"], tokens["on_selection"]
        self.surface, self._not_asked = tokens["surface"], tokens["surface_alt"]
        self.line, self.edge = tokens["border"], tokens["border_strong"]
        self.focus, self._accent = tokens["focus"], tokens["accent"]
        self._flag: QIcon = tokens.icon("flag", "warning")
        self._marks.clear()

    def use_font(self, font: QFont) -> None:
        """Write in a font from now on."""
        leaning, bold = QFont(font), QFont(font)
        leaning.setItalic(True)
        bold.setBold(True)
        self._fonts = (QFont(font), leaning, bold)
        self._metrics = tuple(map(QFontMetrics, self._fonts))
        self._middle = self._metrics[0].ascent() - self._metrics[0].descent()
        self._short.clear()
        self._marks.clear()

    def begin(self, painter: QPainter) -> None:
        """Prepare for a picture; the marks are drawn anew for another screen."""
        ratio = painter.device().devicePixelRatioF()
        if ratio != self._ratio:
            self._ratio = ratio
            self._marks.clear()

    def paint_cell(
        self, painter: QPainter, rect: QRect, seen: Look, chosen: bool, is_right: bool
    ) -> None:
        """Paint what a cell shows; the surface below is painted already."""
        if chosen:
            painter.fillRect(rect, self._chosen)
        elif seen.tone is Tone.NOT_ASKED:
            painter.fillRect(rect, self._not_asked)
        if not seen.text and not seen.quotes and not seen.flagged:
            return
        left, room = rect.left() + PADDING, rect.width() - 2 * PADDING
        if seen.quotes:
            room -= self._paint_quotes(painter, rect, seen.quotes)
        if seen.flagged:
            self._flag.paint(painter, left, rect.center().y() - FLAG // 2, FLAG, FLAG)
            left, room = left + FLAG + 4, room - FLAG - 4
        style = LEANING if seen.tone is Tone.MARK else PLAIN
        painter.setFont(self._fonts[style])
        painter.setPen(self._on_chosen if chosen else self._colours[seen.tone])
        inner = QRect(left, rect.top(), room, rect.height())
        if self.wraps:
            lines = inner.adjusted(0, 3, 0, -3)
            painter.drawText(lines, WRAP_RIGHT if is_right else WRAP_LEFT, seen.text)
        else:
            self._paint_line(painter, inner, seen.text, style, is_right)

    def paint_name(
        self, painter: QPainter, rect: QRect, text: str, chosen: bool, is_first: bool
    ) -> None:
        """Paint the name of a study, or the number of one of its further lines."""
        if chosen:
            painter.fillRect(rect, self._chosen)
        style = BOLD if is_first else PLAIN
        painter.setFont(self._fonts[style])
        painter.setPen(self._on_chosen if chosen else self._colours[Tone.VALUE])
        inner = rect.adjusted(PADDING, 0, -PADDING, 0)
        if self.wraps:
            inner.setHeight(self._metrics[style].height() + 6)
        self._paint_line(painter, inner, text, style, not is_first)

    def paint_head(self, painter: QPainter, rect: QRect, name: str, marks: str) -> None:
        """Paint the head of a column; its marks stay in sight when the name is shortened."""
        painter.fillRect(rect, self._not_asked)
        painter.setPen(self.line)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.setFont(self._fonts[BOLD])
        painter.setPen(self._colours[Tone.MARK])
        inner = rect.adjusted(PADDING, 0, -PADDING - 1, -1)
        if marks:
            width = self._metrics[BOLD].horizontalAdvance(marks)
            painter.setPen(self._accent)
            self._paint_line(painter, inner, marks, BOLD, True)
            painter.setPen(self._colours[Tone.MARK])
            inner.setWidth(inner.width() - width - 4)
        self._paint_line(painter, inner, name, BOLD, False)

    def paint_focus(self, painter: QPainter, rect: QRect) -> None:
        """Paint the ring of the current cell."""
        painter.setPen(self.focus)
        painter.drawRect(rect.adjusted(0, 0, -1, -1))
        painter.drawRect(rect.adjusted(1, 1, -2, -2))

    def _paint_line(
        self, painter: QPainter, rect: QRect, text: str, style: int, is_right: bool
    ) -> None:
        line, width = self._shortened(text, rect.width(), style)
        left = rect.left() + rect.width() - width if is_right else rect.left()
        painter.drawText(left, rect.top() + (rect.height() + self._middle) // 2, line)

    def _shortened(self, text: str, room: int, style: int) -> tuple[str, int]:
        """Return a text as it fits a width of so many pixels, and its own width."""
        key = (text, room, style)
        found = self._short.get(key)
        if found is None:
            if len(self._short) > MOST:
                self._short.clear()
            metrics = self._metrics[style]
            line = metrics.elidedText(text.replace("\n", " ⏎ "), ELIDE, room)
            found = self._short[key] = (line, metrics.horizontalAdvance(line))
        return found

    def _paint_quotes(self, painter: QPainter, rect: QRect, quotes: int) -> int:
        """Paint the mark of so many quotes at the end, and return the pixels it takes."""
        mark, width, height = self._mark(quotes)
        left = rect.left() + rect.width() - PADDING - width
        painter.drawPixmap(left, rect.center().y() - height // 2, mark)
        return width + 4

    def _mark(self, quotes: int) -> tuple[QPixmap, int, int]:
        """Return the mark of so many quotes, drawn once, with its width and height in pixels."""
        if quotes not in self._marks:
            metrics = self._metrics[PLAIN]
            said = "❝" if quotes == 1 else f"❝{quotes}"
            width, height = metrics.horizontalAdvance(said), metrics.height()
            drawn = QPixmap(int(width * self._ratio), int(height * self._ratio))
            drawn.setDevicePixelRatio(self._ratio)
            drawn.fill(Qt.GlobalColor.transparent)
            brush = QPainter(drawn)
            brush.setFont(self._fonts[PLAIN])
            brush.setPen(self._accent)
            brush.drawText(0, metrics.ascent(), said)
            brush.end()
            self._marks[quotes] = (drawn, width, height)
        return self._marks[quotes]
