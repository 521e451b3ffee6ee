"""How the tables of the content analysis look."""

from PySide6.QtWidgets import QAbstractItemView, QTableView

from ui.coding.models import TextTable


def dress_table(view: QTableView, name: str, model: TextTable) -> None:
    """Show a model by whole rows, one at a time; `name` is what a screen reader says."""
    view.setModel(model)
    view.setAccessibleName(name)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setTabKeyNavigation(False)
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(26)
    view.setWordWrap(False)
    view.setShowGrid(False)
