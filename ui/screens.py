"""Where a window may stand: names of screen sets, and windows left on a screen that is gone."""

from collections.abc import Sequence

from PySide6.QtCore import QRect
from PySide6.QtGui import QScreen

TITLE_HEIGHT = 40  # pixels at the top by which a window can be grasped
GRASP = 120  # pixels of the title that must be on a screen


def screen_set(screens: Sequence[QScreen]) -> str:
    """Name the screens by size and place, so that a docked laptop keeps its own sizes."""
    parts = [screen.geometry() for screen in screens]
    return "+".join(f"{g.width()}x{g.height()}at{g.x()}_{g.y()}" for g in parts)


def rescued(window: QRect, screens: Sequence[QRect]) -> QRect:
    """Return the window's rectangle, moved to the first screen when its title is on none.

    Rectangles are available geometries in device-independent pixels.
    """
    title = QRect(window.x(), window.y(), window.width(), TITLE_HEIGHT)
    seen = [title.intersected(screen) for screen in screens]
    if not screens or any(part.width() >= GRASP and part.height() > 0 for part in seen):
        return QRect(window)
    home = screens[0]
    size = window.size().boundedTo(home.size())
    moved = QRect(window.topLeft(), size)
    moved.moveCenter(home.center())
    return moved
