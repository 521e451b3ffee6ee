"""The popups of a selection: which option a quote means, and which field it goes to."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QWidget

from app.domain import values
from app.domain.answers import Cell, Json
from app.domain.fields import Field, FieldType
from app.domain.reading import rank_options
from app.domain.records import Record
from app.domain.row_names import row_choices
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
        self._keys: dict[str, str] = {}
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
        self._keys = {name: key for key, name in row_choices(record, field)}
        options = _options(record, field, quote)
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
        if self._field.type is FieldType.ROW:
            value = self._keys.get(options[0])
        elif self._field.type is not FieldType.MULTI:
            value = values.parse(self._field, options[0])
        self.chosen.emit(self._cell, value, self._appends)


def _options(record: Record, field: Field, quote: str) -> list[str]:
    """Return what is asked for, the likeliest first."""
    offered = [name for _, name in row_choices(record, field)]
    offered += record.lists.get(field.field_id, ())
    asked = replace(field, options=tuple(offered)) if offered else field
    return [ranked.option for ranked in rank_options(asked, quote)]
