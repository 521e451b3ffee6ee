"""What a page does while another one is in front: keys and undo stay with that one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from ui.steps import Steps


@contextmanager
def unseen(page: QWidget, steps: Steps) -> Iterator[None]:
    """Let a page change what it shows; one that is hidden takes neither focus nor undo."""
    if page.isVisible():
        yield
        return
    held, place = QApplication.focusWidget(), steps.place
    yield
    steps.return_to(place)
    if held is not None:
        held.setFocus()
