"""The actions of the charting table: from menu, tool bar and keys to the grid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.action_table import Scope

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import SignalInstance

    from ui.actions import Actions
    from ui.table.view import TablePage

TOOLS = ("grid.columns", "grid.unfold", "grid.wrap", "grid.sums", "grid.paper")


class Verbs(QObject):
    """Connects the window's actions for the grid while a review is open."""

    def __init__(self, actions: Actions, page: TablePage) -> None:
        """Let the actions work in the page."""
        super().__init__(page)
        self._actions = actions
        self._made: list[tuple[SignalInstance, Callable[[bool], object]]] = []
        grid = page.grid
        actions.attach(Scope.GRID, grid)
        page.use_tools([actions[name] for name in TOOLS])
        self._does("grid.copy", grid.copy)
        self._does("grid.paste", grid.paste)
        self._does("grid.filldown", grid.filled_down.emit)
        self._does("grid.clear", grid.cleared.emit)
        self._does("grid.row", grid.select_rows)
        self._does("grid.column", grid.select_columns)
        self._does("grid.filtermenu", grid.ask_menu)

    def when(self, name: str, act: Callable[[], object]) -> None:
        """Do something when an action is chosen."""
        self._does(name, act)

    def switch(self, name: str, act: Callable[[bool], object]) -> None:
        """Do something when an action is switched on or off."""
        self._connect(self._actions[name].toggled, act)

    def show(self, name: str, on: bool) -> None:
        """Show an action as on or off; what it does follows when that is a change."""
        self._actions[name].setChecked(on)

    def is_on(self, name: str) -> bool:
        """Tell whether an action is switched on."""
        return self._actions[name].isChecked()

    def close(self) -> None:
        """Let the actions go."""
        for signal, act in self._made:
            signal.disconnect(act)
        self._made.clear()

    def _does(self, name: str, act: Callable[[], object]) -> None:
        self._connect(self._actions[name].triggered, lambda _checked: act())

    def _connect(self, signal: SignalInstance, act: Callable[[bool], object]) -> None:
        signal.connect(act)
        self._made.append((signal, act))
