"""Widgets under one another in the middle of an otherwise empty page."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget


def centred(*widgets: QWidget) -> QWidget:
    """Return a page that holds the widgets, a little above its middle."""
    page = QWidget()
    column = QVBoxLayout(page)
    column.setSpacing(12)
    column.addStretch(1)
    for widget in widgets:
        column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
    column.addStretch(2)
    return page
