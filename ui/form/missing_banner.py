"""What is missing before a study can be called complete."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from app.domain.completeness import Missing
from app.domain.records import Record
from ui.form.editors.base import PlainLine
from ui.style_sheet import set_kind
from ui.theme import Tokens

PADDING = 16  # pixels of a link beside its words
SHOWN = 6  # links; F8 walks the rest


class MissingBanner(QFrame):
    """Links to what is missing, and the way to complete the study all the same."""

    cell_chosen = Signal(object)
    complete_anyway_requested = Signal(str)

    def __init__(self, record: Record, missing: tuple[Missing, ...], tokens: Tokens) -> None:
        """List what is missing."""
        super().__init__()
        set_kind(self, "banner", "warning")
        self._reason = PlainLine()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 8, 8, 8)
        self._column.setSpacing(2)
        self._column.addLayout(self._heading(len({entry.cell for entry in missing}), tokens))
        for entry in missing[:SHOWN]:
            self._column.addWidget(self._link(record, entry))
        if len(missing) > SHOWN:
            more = QLabel(
                self.tr("and {0} more; F8 walks through them").format(len(missing) - SHOWN)
            )
            set_kind(more, "muted")
            self._column.addWidget(more)
        self._column.addLayout(self._override())

    def _heading(self, count: int, tokens: Tokens) -> QHBoxLayout:
        one = self.tr("1 field is not finished yet")
        several = self.tr("{0} fields are not finished yet").format(count)
        label = QLabel(one if count == 1 else several)
        set_kind(label, "label")
        close = QPushButton(tokens.icon("x"), "")
        set_kind(close, "link")
        close.setAccessibleName(self.tr("Close the list of what is missing"))
        close.setFixedSize(28, 28)
        close.clicked.connect(self.hide)
        row = QHBoxLayout()
        row.addWidget(label, 1)
        row.addWidget(close)
        return row

    def _link(self, record: Record, entry: Missing) -> QPushButton:
        field = record.form.field(entry.cell.field_id)
        number = record.form.number_of(entry.cell.field_id)
        button = MissingLink(f"{number}  {field.label}", f": {entry.why}")
        button.clicked.connect(lambda _checked=False, cell=entry.cell: self.cell_chosen.emit(cell))
        return button

    def _override(self) -> QHBoxLayout:
        self._reason.setPlaceholderText(self.tr("Reason, kept with the study"))
        self._reason.setAccessibleName(self.tr("Reason to complete the study as it is"))
        anyway = QPushButton(self.tr("Complete anyway"))
        anyway.setEnabled(False)
        anyway.setAutoDefault(False)
        self._reason.textChanged.connect(lambda text: anyway.setEnabled(bool(text.strip())))
        self._reason.returnPressed.connect(anyway.click)
        anyway.clicked.connect(self._on_anyway)
        row = QHBoxLayout()
        row.setContentsMargins(0, 6, 0, 0)
        row.addWidget(self._reason, 1)
        row.addWidget(anyway, 0, Qt.AlignmentFlag.AlignRight)
        return row

    def _on_anyway(self) -> None:
        self.complete_anyway_requested.emit(self._reason.text().strip())


class MissingLink(QPushButton):
    """A link whose field name is shortened, so that what it lacks can always be read."""

    def __init__(self, name: str, lack: str) -> None:
        """Show the number and name of a field, and what it lacks."""
        super().__init__()
        self._name = name
        self._lack = lack
        self.setAccessibleName(f"{name}{lack}")
        self.setToolTip(f"{name}{lack}")
        set_kind(self, "link")
        policy = self.sizePolicy()
        policy.setHorizontalPolicy(policy.Policy.Ignored)
        self.setSizePolicy(policy)
        self._show(self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten the name to the room there is."""
        super().resizeEvent(event)
        self._show(event.size().width())

    def _show(self, width: int) -> None:
        metrics = self.fontMetrics()
        room = width - metrics.horizontalAdvance(self._lack) - PADDING
        name = metrics.elidedText(self._name, Qt.TextElideMode.ElideRight, max(room, 0))
        self.setText(f"{name}{self._lack}".replace("&", "&&"))
