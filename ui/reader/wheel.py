"""What a turn of the wheel, or two fingers on a touch pad, mean."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent

NOTCH = 96  # pixels a notch of the wheel scrolls
UNITS = 120  # of an angle a notch
ZOOM = 1.1  # a notch


def zoom_factor(event: QWheelEvent) -> float | None:
    """Return by how much to zoom: with Ctrl; None when the wheel scrolls."""
    if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
        return float(ZOOM ** (event.angleDelta().y() / UNITS))
    return None


def way(event: QWheelEvent) -> tuple[float, float, bool]:
    """Return pixels to the right and down, and whether to glide; with Shift sideways."""
    pixels, angle = event.pixelDelta(), event.angleDelta()
    if not pixels.isNull():
        return -pixels.x(), -pixels.y(), False
    if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
        return -angle.y() / UNITS * NOTCH, 0.0, False
    return -angle.x() / UNITS * NOTCH, -angle.y() / UNITS * NOTCH, True
