"""Where a popup opens: below a point, inside the screen."""

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget


def place_popup(popup: QWidget, point: QPoint) -> None:
    """Show a popup with its top left at a global point, moved to fit on the screen."""
    screen = popup.screen().availableGeometry()
    size = popup.size()
    x = min(point.x(), screen.right() - size.width())
    y = min(point.y(), screen.bottom() - size.height())
    popup.move(max(x, screen.left()), max(y, screen.top()))
    popup.show()
