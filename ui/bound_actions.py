"""What the window's actions do while a review is open: bound one by one, let go together.

The actions live as long as the window, the panes as long as the review. A function that holds a
pane would be called after the pane is gone, and keep it in memory.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtCore import SignalInstance

    from ui.actions import Actions


class BoundActions:
    """Connects actions of the window to the panes of one review."""

    def __init__(self, actions: Actions) -> None:
        """Bind nothing yet."""
        self.actions = actions
        self._made: list[tuple[SignalInstance, Callable[[bool], object]]] = []

    def when(self, name: str, act: Callable[[], object]) -> None:
        """Do something when an action is chosen."""
        self._bind(self.actions[name].triggered, lambda _checked: act())

    def all_when(self, does: Mapping[str, Callable[[], object]]) -> None:
        """Do what the table says when one of its actions is chosen."""
        for name, act in does.items():
            self.when(name, act)

    def switch(self, name: str, act: Callable[[bool], object]) -> None:
        """Do something when an action is switched on or off."""
        self._bind(self.actions[name].toggled, act)

    def let_go(self) -> None:
        """Unbind everything."""
        for signal, act in self._made:
            signal.disconnect(act)
        self._made.clear()

    def _bind(self, signal: SignalInstance, act: Callable[[bool], object]) -> None:
        signal.connect(act)
        self._made.append((signal, act))
