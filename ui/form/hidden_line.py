"""What is said of questions that are not asked here."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.domain.answers import Cell, Status
from app.domain.condition_words import condition_words
from app.domain.fields import Field, Section
from app.domain.records import Record
from app.domain.row_names import shown
from ui.style_sheet import set_kind
from ui.theme import Tokens

ICON = 16


class HiddenLine(QWidget):
    """A muted line: an answer that is kept although its question is not asked now."""

    def __init__(self, tokens: Tokens) -> None:
        """Start empty."""
        super().__init__()
        picture = QLabel()
        icon = tokens.icon("circle-minus", "text_muted")
        picture.setPixmap(icon.pixmap(QSize(ICON, ICON)))
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        set_kind(self._words, "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 2, 6, 2)
        row.setSpacing(6)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)

    @property
    def text(self) -> str:
        """What is said."""
        return self._words.text()

    def show_cell(self, record: Record, cell: Cell) -> None:
        """Say which answer is kept, and when its question is asked."""
        field = record.form.field(cell.field_id)
        said = self.tr("{0} {1}: {2}. Kept, and not counted: asked only if {3}.").format(
            record.form.number_of(cell.field_id),
            field.label,
            _answer(record, field, cell),
            _when(record, cell),
        )
        self.show_words(said)

    def show_section(self, record: Record, section: Section) -> None:
        """Say that a whole section is not asked."""
        if record.spared and record.spared.issuperset(field.field_id for field in section.fields):
            self.show_words(self.tr("This section is not asked of you: others chart it."))
            return
        if section.show_if is not None:
            when = condition_words(record.form, section.show_if)
            self.show_words(self.tr("This section is asked only if {0}.").format(when))

    def show_words(self, words: str) -> None:
        """Show a sentence."""
        self._words.setText(words)
        self._words.setAccessibleName(words)


def kept_cells(record: Record, cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """Return the hidden ones among the cells that hold an answer."""
    return tuple(
        cell
        for cell in cells
        if cell in record.hidden and record.answer(cell).status is not Status.EMPTY
    )


def _answer(record: Record, field: Field, cell: Cell) -> str:
    answer = record.answer(cell)
    if answer.status.has_value:
        text = " ".join(shown(record, field, answer.value).split())
        return text if len(text) <= 80 else f"{text[:79]}…"
    return answer.status.value.replace("_", " ")


def _when(record: Record, cell: Cell) -> str:
    form = record.form
    if cell.field_id in record.spared:
        return "two people chart it"
    conditions = (form.section_of(cell.field_id).show_if, form.field(cell.field_id).show_if)
    return " and ".join(condition_words(form, c) for c in conditions if c is not None)
