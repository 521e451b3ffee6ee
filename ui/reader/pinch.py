"""Pinching: two fingers on a touch pad or on the screen zoom at the place between them."""

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QNativeGestureEvent
from PySide6.QtWidgets import QGestureEvent, QPinchGesture, QWidget

PINCH = Qt.GestureType.PinchGesture
NATIVE = Qt.NativeGestureType


class Pinch(QObject):
    """Watches a widget; touch pads send native gestures, touch screens those Qt recognises."""

    zoomed = Signal(float, float, float)  # factor, and the pixel of the widget to zoom at
    begun = Signal()  # on a screen, where a finger alone would select
    panned = Signal(float, float)  # pixels that two fingers on a screen moved right and down

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        self._watched = watched
        watched.grabGesture(PINCH)
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take gestures; everything else goes its way."""
        if isinstance(event, QNativeGestureEvent):
            return self._on_touch_pad(event)
        if event.type() is QEvent.Type.Gesture and isinstance(event, QGestureEvent):
            return self._on_touch_screen(event)
        return super().eventFilter(watched, event)

    def _on_touch_pad(self, event: QNativeGestureEvent) -> bool:
        if event.gestureType() is NATIVE.ZoomNativeGesture:
            # Qt gives the place in the window, not in the widget that it asks.
            at = self._watched.mapFromGlobal(event.globalPosition())
            self._zoom(1 + event.value(), at)
        return True

    def _on_touch_screen(self, event: QGestureEvent) -> bool:
        pinch = event.gesture(PINCH)
        if not isinstance(pinch, QPinchGesture):
            return False
        if pinch.state() is Qt.GestureState.GestureStarted:
            self.begun.emit()
        middle = self._watched.mapFromGlobal(pinch.centerPoint())
        if pinch.state() is Qt.GestureState.GestureUpdated:
            moved = pinch.centerPoint() - pinch.lastCenterPoint()
            self.panned.emit(moved.x(), moved.y())
        if pinch.changeFlags() & QPinchGesture.ChangeFlag.ScaleFactorChanged:
            self._zoom(pinch.scaleFactor(), middle)
        event.accept(PINCH)
        return True

    def _zoom(self, factor: float, at: QPointF) -> None:
        if factor > 0:
            self.zoomed.emit(factor, at.x(), at.y())
