"""The sections and fields of a form as a tree; moving by drag asks, and changes nothing itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractItemModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from app.domain.fields import Field, Form, Scope, Section
from ui.designer.words import TYPES, translated, type_words
from ui.theme import Tokens
from ui.widgets.moving import Moving

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Part:
    """What is chosen in the outline: a field, or a section (then `field_id` is empty)."""

    section_key: str
    field_id: str = ""


class OutlineModel(Moving, QAbstractItemModel):
    """Shows a form; `move_requested(Part, section key, position)` follows a drop."""

    carries = "application/x-chartdesk-form-part"
    move_requested = Signal(object, str, int)

    def __init__(self, tokens: Tokens) -> None:
        """Show nothing yet."""
        super().__init__()
        self._tokens = tokens
        self._form: Form | None = None
        self._problems: Mapping[str, str] = {}

    def show_form(self, form: Form, problems: Mapping[str, str]) -> None:
        """Show a form; `problems` are sentences by field id or section key."""
        self.beginResetModel()
        self._form, self._problems = form, problems
        self.endResetModel()

    def dress(self, tokens: Tokens) -> None:
        """Draw icons in the colours of another theme."""
        self._tokens = tokens
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, 0))

    def part(self, index: Index) -> Part | None:
        """Return what stands at an index."""
        if not index.isValid():
            return None
        section, field = self._at(index)
        return Part(section.key, "" if field is None else field.field_id)

    def index_of(self, part: Part) -> QModelIndex:
        """Return where a part stands, or an invalid index."""
        for row, section in enumerate(self._sections()):
            if section.key != part.section_key:
                continue
            above = self.index(row, 0)
            if not part.field_id:
                return above
            for place, field in enumerate(section.fields):
                if field.field_id == part.field_id:
                    return self.index(place, 0, above)
        return QModelIndex()

    def index(self, row: int, column: int, parent: Index | None = None) -> QModelIndex:
        """Return an index; a section has the id 0, a field that of its section plus one."""
        above = QModelIndex() if parent is None else parent
        if not self.hasIndex(row, column, above):
            return QModelIndex()
        return self.createIndex(row, column, above.row() + 1 if above.isValid() else 0)

    def parent(self, index: Index | None = None) -> QModelIndex:  # type: ignore[override]
        """Return the section of a field."""
        if index is None or not index.isValid() or not index.internalId():
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, 0, 0)

    def rowCount(self, parent: Index | None = None) -> int:
        """Count sections, or the fields of one."""
        if parent is None or not parent.isValid():
            return len(self._sections())
        return 0 if parent.internalId() else len(self._sections()[parent.row()].fields)

    def columnCount(self, _parent: Index | None = None) -> int:
        """Have one column."""
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return words, icon and what a screen reader says."""
        if not index.isValid():
            return None
        section, field = self._at(index)
        problem = self._problems.get(section.key if field is None else field.field_id, "")
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return self._words(section, field, index.row())
            case Qt.ItemDataRole.ToolTipRole:
                return problem or (section if field is None else field).help
            case Qt.ItemDataRole.AccessibleTextRole:
                spoken = self._spoken(section, field, index)
                return f"{spoken}, {problem}" if problem else spoken
            case Qt.ItemDataRole.DecorationRole:
                return self._icon(section, field, is_wrong=bool(problem))
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let everything be chosen and dragged; things are dropped among others."""
        base = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        dropped = Qt.ItemFlag.NoItemFlags if index.internalId() else Qt.ItemFlag.ItemIsDropEnabled
        return base | Qt.ItemFlag.ItemIsDragEnabled | dropped

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Carry the keys of the part."""
        part = self.part(indexes[0]) if indexes else None
        return self.packed("" if part is None else f"{part.section_key}\n{part.field_id}")

    def dropMimeData(
        self, data: QMimeData, _action: Qt.DropAction, row: int, _column: int, parent: Index
    ) -> bool:
        """Ask for the move; the model changes when the draft has."""
        key, _, field_id = self.unpacked(data).partition("\n")
        if key:
            self._ask_for(Part(key, field_id), row, parent)
        return False

    def _ask_for(self, part: Part, row: int, parent: Index) -> None:
        source = self.index_of(part)
        if not source.isValid():
            return
        if not part.field_id:
            place = row if row >= 0 else parent.row() if parent.isValid() else self.rowCount()
            place -= 1 if source.row() < place else 0
            self.move_requested.emit(part, "", min(place, self.rowCount() - 1))
            return
        if not parent.isValid():
            return
        section = self._sections()[parent.row()]
        place = row if row >= 0 else len(section.fields)
        same = section.key == part.section_key
        place -= 1 if same and source.row() < place else 0
        self.move_requested.emit(part, section.key, place)

    def _sections(self) -> tuple[Section, ...]:
        return () if self._form is None else self._form.sections

    def _at(self, index: Index) -> tuple[Section, Field | None]:
        if not index.internalId():
            return self._sections()[index.row()], None
        section = self._sections()[index.internalId() - 1]
        return section, section.fields[index.row()]

    def _words(self, section: Section, field: Field | None, row: int) -> str:
        if field is None:
            repeats = f"  {translated('repeats')}" if section.repeating else ""
            about = f"  {translated('once')}" if section.scope is Scope.REVIEW else ""
            return f"{row + 1}. {section.label}{repeats}{about}"
        number = self._form.number_of(field.field_id) if self._form else 0
        star = " *" if field.required else ""
        return f"{number}  {field.label}{star}" if number else f"{field.label}{star}"

    def _spoken(self, section: Section, field: Field | None, index: Index) -> str:
        if field is None:
            kind = translated("repeating section") if section.repeating else translated("section")
            return f"{index.row() + 1}, {section.label}, {kind}"
        number = self._form.number_of(field.field_id) if self._form else 0
        need = f", {translated('required')}" if field.required else ""
        place = translated("{n} of {all}").format(n=index.row() + 1, all=len(section.fields))
        kind = type_words(field.type)
        return f"{number}, {field.label}, {kind}{need}, {section.label}, {place}"

    def _icon(self, section: Section, field: Field | None, *, is_wrong: bool) -> object:
        if is_wrong:
            return self._tokens.icon("triangle-alert", "danger")
        if field is not None:
            return self._tokens.icon(TYPES[field.type][1], "text_muted")
        return self._tokens.icon("lock" if section.locked else "list", "text_muted")
