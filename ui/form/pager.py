"""Which page of the form is shown, and the cards on it."""

from PySide6.QtCore import QObject, Signal

from app.domain.answers import Cell
from app.domain.records import Record
from ui.form.answering import Answering
from ui.form.frame import FormFrame
from ui.form.paging import Page, page_index, pages_of


class Pager(QObject):
    """Turns pages and opens rows; stores what is being typed before cards go away."""

    section_changed = Signal(str)
    shown = Signal()  # cards were built, or bound to another record

    def __init__(self, frame: FormFrame, answering: Answering, parent: QObject) -> None:
        """Show pages in the frame."""
        super().__init__(parent)
        self._frame = frame
        self._answering = answering
        self._pages: tuple[Page, ...] = ()
        self._index = 0

    @property
    def section(self) -> str:
        """The key of the section that is shown, or nothing."""
        return self._pages[self._index].section.key if self._pages else ""

    def use_frame(self, frame: FormFrame) -> None:
        """Show pages in another frame."""
        self._frame = frame
        self.show()

    def show_record(self, record: Record, section_key: str) -> None:
        """Show the record at a section; at its first one when it has no such section."""
        self._pages = pages_of(record.form)
        keys = [page.section.key for page in self._pages]
        self._index = keys.index(section_key) if section_key in keys else 0
        self.show()

    def show(self) -> None:
        """Build the cards of the page, or bind them to the record."""
        record = self._answering.record
        if record is not None and self._pages:
            self._frame.body.show_page(record, self._pages[self._index])
            self._sync(record)

    def show_counts(self) -> None:
        """Show the counts of the sections."""
        if (record := self._answering.record) is not None:
            self._frame.show_counts(record, self._pages, self._index)

    def turn(self, index: int) -> None:
        """Show another page."""
        if index == self._index:
            return
        self._answering.autosave.flush()
        self._index = index
        self.show()
        self.section_changed.emit(self.section)

    def turn_to(self, cell: Cell) -> None:
        """Show the page of a cell and open its row."""
        record = self._answering.record
        if record is None or self._frame.body.card(cell) is not None:
            return
        if not record.form.has(cell.field_id):
            return
        self.turn(page_index(self._pages, cell.field_id))
        if cell.row_id is not None:
            self._answering.autosave.flush()
            self._frame.body.open_row(record, cell.row_id)
            self._sync(record)

    def show_table(self, is_table: bool) -> None:
        """Show the rows of the section as a table, or as cards."""
        self._answering.autosave.flush()
        if (record := self._answering.record) is not None:
            self._frame.body.show_table(record, is_table=is_table)
            self._sync(record)

    def toggle_row(self, row_id: str) -> None:
        """Open a row, or fold it."""
        self._answering.autosave.flush()
        if (record := self._answering.record) is not None:
            self._frame.body.toggle_row(record, row_id)
            self._sync(record)

    def _sync(self, record: Record) -> None:
        """Bring the live cards in line after some were built or went away."""
        cards = self._frame.body.cards()
        self._answering.autosave.keep_to(cards)
        for card in cards:
            self._answering.show_draft(card)
        self._frame.show_counts(record, self._pages, self._index)
        self.shown.emit()
