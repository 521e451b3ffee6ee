"""How the tables of the content analysis look."""

from PySide6.QtWidgets import QTableView

from ui.coding.models import TextTable
from ui.widgets.line_table import by_line


def dress_table(view: QTableView, name: str, model: TextTable) -> None:
    """Show a model by whole rows, one at a time; `name` is what a screen reader says."""
    by_line(view, model, name)
    view.verticalHeader().setDefaultSectionSize(26)
    view.setWordWrap(False)
    view.setShowGrid(False)
