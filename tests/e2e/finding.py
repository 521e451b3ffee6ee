"""Finds controls by what a person is told about them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QListView, QWidget


def named(root: QWidget, name: str, kind: type[QWidget] = QWidget) -> QWidget:
    """Return the visible widget below `root` with this accessible name, or this text."""
    found = [widget for widget in root.findChildren(kind) if is_named(widget, name)]
    assert found, f"nothing visible is called {name!r}"
    return found[0]


def is_shown(root: QWidget, name: str) -> bool:
    """Tell whether something visible below `root` has this accessible name or text."""
    return any(is_named(widget, name) for widget in root.findChildren(QWidget))


def is_named(widget: QWidget, name: str) -> bool:
    """Tell whether a visible widget has this accessible name or text."""
    text = widget.text().replace("&", "") if isinstance(widget, QAbstractButton) else ""
    return widget.isVisible() and name in (widget.accessibleName(), text)


def rows_of(root: QWidget) -> list[str]:
    """Return the rows of the list in a popup or dialog."""
    view = root.findChild(QListView)
    assert view is not None
    model = view.model()
    indexes = (model.index(row, 0) for row in range(model.rowCount()))
    return [str(index.data(Qt.ItemDataRole.DisplayRole)) for index in indexes]
