"""The popups of a selection: which option a quote means, and which field it goes to."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QWidget

from app.domain import values
from app.domain.answers import Cell, Json
from app.domain.fields import Field, FieldType
from app.domain.reading import rank_options
from app.domain.records import Record
from ui.form.choice_list import ChoiceList
from ui.form.field_finder import FieldFinder


class Chooser(QObject):
    """Opens the popups and says what was picked."""

    chosen = Signal(object, object, bool)  # Cell, Json, appends
    cell_chosen = Signal(object)  # Cell

    def __init__(self, parent: QWidget) -> None:
        """Open popups over `parent`."""
        super().__init__(parent)
        self._cell: Cell | None = None
        self._field: Field | None = None
        self._appends = False
        self._list = ChoiceList(parent)
        self._finder = FieldFinder(parent)
        self._list.chosen.connect(self._on_chosen)
        self._finder.chosen.connect(self.cell_chosen)

    def choose(
        self, record: Record, cell: Cell, quote: str, point: QPoint, *, appends: bool
    ) -> None:
        """Ask which option of a choice field the quote means; the likeliest stand first."""
        field = record.form.field(cell.field_id)
        self._cell, self._field, self._appends = cell, field, appends
        options = [ranked.option for ranked in rank_options(field, quote)]
        checked: Sequence[str] | None = None
        if field.type is FieldType.MULTI:
            answer = record.answer(cell)
            had = answer.value if answer.status.has_value and appends else []
            checked = [str(option) for option in had] if isinstance(had, list) else []
        self._list.open_at(point, field.label, options, checked)

    def choose_field(self, record: Record, point: QPoint) -> None:
        """Ask which field the selection goes to."""
        self._finder.open_at(point, record)

    def _on_chosen(self, options: list[str]) -> None:
        if self._cell is None or self._field is None or not options:
            return
        value: Json = list(options)
        if self._field.type is not FieldType.MULTI:
            value = values.parse(self._field, options[0])
        self.chosen.emit(self._cell, value, self._appends)
