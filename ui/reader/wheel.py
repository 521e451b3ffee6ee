"""What a turn of the wheel, or two fingers on a touch pad, mean."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent

NOTCH = 96  # pixels a notch of the wheel scrolls
UNITS = 120  # of an angle a notch
ZOOM = 1.1  # a notch
MOMENTUM = Qt.ScrollPhase.ScrollMomentum


def zoom_factor(event: QWheelEvent) -> float | None:
    """Return by how much to zoom: with Ctrl; None when the wheel scrolls.

    What still rolls when Ctrl goes down is no wish to zoom.
    """
    if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
        return None
    if event.phase() is MOMENTUM:
        return 1.0
    return float(ZOOM ** (event.angleDelta().y() / UNITS))


def way(event: QWheelEvent) -> tuple[float, float, bool]:
    """Return pixels to the right and down, and whether to glide; with Shift sideways.

    Only whole notches glide: finer steps are smooth by themselves, and would lag behind.
    """
    pixels, angle = event.pixelDelta(), event.angleDelta()
    if pixels.isNull() or _counts_oddly():
        right, down = -angle.x() / UNITS * NOTCH, -angle.y() / UNITS * NOTCH
    else:
        right, down = float(-pixels.x()), float(-pixels.y())
    is_notch = pixels.isNull() and angle.x() % UNITS == 0 and angle.y() % UNITS == 0
    if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and not right:
        return down, 0.0, False
    return right, down, is_notch


def _counts_oddly() -> bool:
    """Tell whether pixels are not to be relied on: X11 gives the units of the driver for them.

    Source: the documentation of QWheelEvent.pixelDelta.
    """
    return QGuiApplication.platformName() == "xcb"
