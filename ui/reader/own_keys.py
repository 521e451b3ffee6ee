"""Keys of the lists beside a paper, which its shortcuts would take otherwise."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

CHOOSING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
OWN_KEYS = (*CHOOSING, Qt.Key.Key_Escape)


def took(event: QEvent, choose: Callable[[], object], leave: Callable[[], object]) -> bool:
    """Claim Return, Space and Esc, and do what they ask; tell whether it was one of them."""
    if not isinstance(event, QKeyEvent) or event.key() not in OWN_KEYS:
        return False
    if event.type() is QEvent.Type.ShortcutOverride:
        event.accept()
        return True
    if event.type() is QEvent.Type.KeyPress:
        (choose if event.key() in CHOOSING else leave)()
        return True
    return False
