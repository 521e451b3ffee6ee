"""Which key of the canvas does what."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from ui.reader.caret import Move
from ui.reader.page_area import LINE, PageArea

K = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


def caret_move(event: QKeyEvent) -> Move | None:
    """Return where a key moves the caret."""
    by_word = bool(event.modifiers() & CONTROL)
    return {
        K.Key_Left: Move.WORD_LEFT if by_word else Move.LEFT,
        K.Key_Right: Move.WORD_RIGHT if by_word else Move.RIGHT,
        K.Key_Up: Move.UP,
        K.Key_Down: Move.DOWN,
        K.Key_Home: Move.PAPER_START if by_word else Move.LINE_START,
        K.Key_End: Move.PAPER_END if by_word else Move.LINE_END,
        K.Key_PageUp: Move.PAGE_UP,
        K.Key_PageDown: Move.PAGE_DOWN,
    }.get(K(event.key()))


def scroll(area: PageArea, event: QKeyEvent) -> bool:
    """Scroll if the key is one that scrolls; tell whether it was."""
    held = event.modifiers() & ~SHIFT & ~Qt.KeyboardModifier.KeypadModifier
    if held and (held != CONTROL or event.key() not in (K.Key_Home, K.Key_End)):
        return False
    shift = bool(event.modifiers() & SHIFT)
    far = area.view.layout.height
    match K(event.key()):
        case K.Key_Space:
            area.scroll_screens(-1 if shift else 1)
        case K.Key_PageDown:
            area.scroll_screens(1)
        case K.Key_PageUp:
            area.scroll_screens(-1)
        case K.Key_Home:
            area.scroll_by(0, -far)
        case K.Key_End:
            area.scroll_by(0, far)
        case K.Key_Down | K.Key_Up as key:
            area.scroll_by(0, LINE if key == K.Key_Down else -LINE, smooth=True)
        case K.Key_Right | K.Key_Left as key:
            area.scroll_by(LINE if key == K.Key_Right else -LINE, 0)
        case _:
            return False
    return True
