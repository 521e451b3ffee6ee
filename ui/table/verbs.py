"""The actions of the charting table: from menu, tool bar and keys to the grid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.action_table import Scope
from ui.bound_actions import BoundActions

if TYPE_CHECKING:
    from ui.actions import Actions
    from ui.table.view import TablePage

TOOLS = ("grid.columns", "grid.unfold", "grid.wrap", "grid.sums", "grid.paper")


class Verbs(BoundActions):
    """The window's actions for the grid while a review is open."""

    def __init__(self, actions: Actions, page: TablePage) -> None:
        """Let the actions work in the page."""
        super().__init__(actions)
        grid = page.grid
        actions.attach(Scope.GRID, grid)
        page.use_tools([actions[name] for name in TOOLS])
        self.when("grid.copy", grid.copy)
        self.when("grid.paste", grid.paste)
        self.when("grid.filldown", grid.filled_down.emit)
        self.when("grid.clear", grid.cleared.emit)
        self.when("grid.row", grid.select_rows)
        self.when("grid.column", grid.select_columns)
        self.when("grid.filtermenu", grid.ask_menu)

    def show(self, name: str, on: bool) -> None:
        """Show an action as on or off; what it does follows when that is a change."""
        self.actions[name].setChecked(on)

    def is_on(self, name: str) -> bool:
        """Tell whether an action is switched on."""
        return self.actions[name].isChecked()
