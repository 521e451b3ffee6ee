"""An area without a frame that scrolls down only: a form may be higher than its dialog."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from ui.style_sheet import set_kind


def scrolled(inside: QWidget) -> QScrollArea:
    """Return an area that shows `inside` at its own width and scrolls it up and down."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    set_kind(area, "plain")
    area.setWidget(inside)
    return area
