"""Which columns the reviewer sees: a set of the form, chosen ones, or a set with a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.domain.charting import columns_of
from ui.table import column_sets

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QAction

    from app.domain.fields import Form
    from ui.table.layout_memory import Layout
    from ui.table.model import ChartingModel
    from ui.table.view import TablePage


class ColumnChoice(QObject):
    """Offers the sets, and changes the layout by what is chosen."""

    changed = Signal()

    def __init__(
        self, layout: Layout, model: ChartingModel, page: TablePage, form: Callable[[], Form]
    ) -> None:
        """Change `layout`; `form` gives the form in use."""
        super().__init__(page)
        self._layout = layout
        self._model = model
        self._page = page
        self._form = form
        page.set_chosen.connect(self._on_set)
        page.chooser.fields_chosen.connect(self._on_fields)
        page.chooser.set_removed.connect(self._on_removed)
        page.chooser.closed.connect(self.show)

    def show(self) -> None:
        """Offer the sets there are."""
        self._page.show_sets(column_sets.offered(self._form(), self._layout), self._layout.chosen)

    def ask(self, action: QAction) -> None:
        """Let the reviewer choose columns, below the button of an action."""
        shown = frozenset(field.field_id for field in self._model.fields)
        chosen, named = self._layout.chosen, column_sets.NAMED
        kept = chosen.removeprefix(named) if chosen.startswith(named) else ""
        self._page.chooser.offer(columns_of(self._form()), shown, kept)
        self._page.open_chooser(action)

    def _on_set(self, chosen: str) -> None:
        if chosen == column_sets.CHOSEN and not self._layout.fields:
            self.ask(self._page.columns_action())
            return
        self._layout.chosen = chosen
        self.changed.emit()

    def _on_fields(self, fields: tuple[str, ...], name: str) -> None:
        if name:
            self._layout.sets[name] = list(fields)
            self._layout.chosen = f"{column_sets.NAMED}{name}"
        else:
            self._layout.fields, self._layout.chosen = list(fields), column_sets.CHOSEN
        self.show()
        self.changed.emit()

    def _on_removed(self, name: str) -> None:
        self._layout.sets.pop(name, None)
        self._layout.chosen = column_sets.ALL
        self.show()
        self.changed.emit()
