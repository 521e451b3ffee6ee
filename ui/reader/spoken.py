"""What a screen reader says of the caret and of what is selected with it."""

from PySide6.QtCore import QCoreApplication

from app.pdf.text import PageText, Span, raw_quote, word_at
from ui.reader.caret import Move, line_index

LONGEST = 120  # characters of a selection; of a longer one its two ends are said


def at_caret(page: PageText | None, index: int, move: Move | None) -> str:
    """Return the letter, the word or the line that a move has brought the caret to."""
    if page is None or not page.lines:
        return ""
    line = page.lines[line_index(page, index)]
    if move in (Move.LEFT, Move.RIGHT):
        return _letter(page.text[index : index + 1])
    if move in (Move.WORD_LEFT, Move.WORD_RIGHT):
        while index < line.end and page.text[index].isspace():
            index += 1
        word = word_at(page, index) if index < line.end else Span(line.start, line.end)
        return _words(page, word)
    return _words(page, Span(line.start, line.end))


def selection(quote: str) -> str:
    """Say what is selected."""
    words = " ".join(quote.split())
    if len(words) > LONGEST:
        half = LONGEST // 2
        words = f"{words[:half].rsplit(' ', 1)[0]} … {words[-half:].split(' ', 1)[-1]}"
    return _tr("{words}, selected").format(words=words)


def _letter(letter: str) -> str:
    if not letter or letter in "\r\n":
        return _tr("end of line")
    return _tr("space") if letter.isspace() else letter


def _words(page: PageText, span: Span) -> str:
    return " ".join(raw_quote(page, span).split())


def _tr(text: str) -> str:
    return QCoreApplication.translate("spoken", text)
