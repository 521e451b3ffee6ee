"""The answers of a colleague, a line each: field, answer, quotes with their pages."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

from app.domain.anchors import Anchor, AnchorKind
from app.domain.answers import STATUS_CODES, Cell
from app.domain.records import Record
from app.domain.row_names import row_name, shown
from app.services.blinding import Colleague
from ui.widgets.headed_model import HeadedModel

Index = QModelIndex | QPersistentModelIndex
DISPLAY, SPOKEN = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole
FIELD, ANSWER, QUOTES = 0, 1, 2


class ColleagueModel(HeadedModel):
    """Shows one colleague at a time."""

    def __init__(self) -> None:
        """Start without a colleague."""
        super().__init__()
        self._of: Colleague | None = None
        self.lines: tuple[Cell, ...] = ()
        self.heads = (self.tr("Field"), self.tr("Answer"), self.tr("Quotes"))

    def show(self, colleague: Colleague) -> None:
        """Show what a colleague has answered or quoted, in the order of the form."""
        record = colleague.record
        order = {field.field_id: place for place, field in enumerate(record.form.study_fields)}
        rows = {row.row_id: row.position for row in record.rows}
        quoted = {item.cell for item in record.evidence if item.cell is not None}
        given = [cell for cell in {*record.answers, *quoted} if cell.field_id in order]
        self.beginResetModel()
        self._of = colleague
        self.lines = tuple(
            sorted(given, key=lambda cell: (order[cell.field_id], rows.get(cell.row_id or "", 0)))
        )
        self.endResetModel()

    def anchors(self, row: int) -> tuple[Anchor, ...]:
        """Return the quotes of a line that have a place in a paper."""
        if self._of is None or not 0 <= row < len(self.lines):
            return ()
        found = self._of.record.evidence_of(self.lines[row])
        return tuple(item.anchor for item in found if item.anchor.places)

    def row_of(self, anchor_id: str) -> int:
        """Return the first line that a quote supports, -1 without one."""
        evidence = self._of.record.evidence if self._of is not None else ()
        cells = {item.cell for item in evidence if item.anchor.anchor_id == anchor_id}
        return next((row for row, cell in enumerate(self.lines) if cell in cells), -1)

    def data(self, index: Index, role: int = DISPLAY) -> object:
        """Return a cell in words."""
        if self._of is None or role not in (DISPLAY, SPOKEN, Qt.ItemDataRole.ToolTipRole):
            return None
        words = self._words(self._of.record, self.lines[index.row()])
        return ", ".join(filter(None, words)) if role == SPOKEN else words[index.column()]

    def _words(self, record: Record, cell: Cell) -> tuple[str, str, str]:
        answer, field = record.answer(cell), record.form.field(cell.field_id)
        name = f"{record.form.number_of(cell.field_id)} {field.label}"
        row = next((r for r in record.rows if r.row_id == cell.row_id), None)
        name = name if row is None else f"{name} · {row_name(record, row)}"
        said = STATUS_CODES.get(answer.status) or shown(record, field, answer.value)
        quotes = "; ".join(self._quote(record, one.anchor) for one in record.evidence_of(cell))
        return name, said, quotes

    def _quote(self, record: Record, anchor: Anchor) -> str:
        """Return a quote with its printed page, or why it has none."""
        if anchor.kind is AnchorKind.ABSENT:
            return self.tr("searched, and not in the paper")
        words = (
            f"“{' '.join(anchor.quote.split())}”" if anchor.quote else self.tr("a part of the page")
        )
        if not anchor.places:
            return self.tr("{quote} (not found in this copy of the PDF)").format(quote=words)
        paper = record.study.paper_named(anchor.paper)
        page = paper.label_of(anchor.page) if paper else str(anchor.page + 1)
        return self.tr("p. {page}: {quote}").format(page=page, quote=words)
