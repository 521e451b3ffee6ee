"""The rows of other groups that stand under a row, and the way to add one."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from app.domain.fields import Form, Section
from app.domain.records import Record, Row
from app.domain.row_names import children_of, row_heading, row_name, row_noun
from ui.form.chips import HEIGHT, Chip
from ui.form.layouts import WrapLayout
from ui.style_sheet import set_kind
from ui.theme import Tokens


class ChildrenLine(QWidget):
    """ "Outcomes: Hope · Isolation  + outcome" below a row; pressing one goes there."""

    row_chosen = Signal(str)  # row id
    child_wanted = Signal(str, str)  # section key, row id of the parent

    def __init__(self, tokens: Tokens, section: Section) -> None:
        """Show the rows of one group."""
        super().__init__()
        self._tokens = tokens
        self._section = section
        self._flow = WrapLayout(self)
        self._shown: tuple[object, ...] = ()

    def show_row(self, record: Record, row: Row) -> None:
        """Show what stands under a row."""
        found = [c for c in children_of(record, row) if c.section_key == self._section.key]
        names = tuple((c.row_id, row_heading(record, c) or row_name(record, c)) for c in found)
        shown = (names, row.row_id, row_name(record, row), record.is_locked)
        if shown == self._shown:
            return
        self._shown = shown
        self._flow.clear()
        label = QLabel(f"{self._section.label}:")
        set_kind(label, "muted")
        label.setMinimumHeight(HEIGHT)
        self._put(label)
        for row_id, name in names:
            chip = Chip(self._tokens, name, "", "link").made_button(
                self.tr("Go to {0}").format(name)
            )
            chip.clicked.connect(lambda _checked=False, to=row_id: self.row_chosen.emit(to))
            self._put(chip)
        if not record.is_locked:
            self._put(self._adder(record, row))
        self.updateGeometry()

    def _adder(self, record: Record, row: Row) -> Chip:
        noun = row_noun(self._section).lower()
        add = Chip(self._tokens, self.tr("Add {0}").format(noun), "plus", "link")
        add.made_button(self.tr("Add {0} under {1}").format(noun, row_name(record, row)))
        key, parent = self._section.key, row.row_id
        add.clicked.connect(lambda _checked=False: self.child_wanted.emit(key, parent))
        return add

    def _put(self, widget: QWidget) -> None:
        self._flow.addWidget(widget)
        widget.show()


def groups_under(form: Form, section: Section) -> tuple[Section, ...]:
    """Return the groups whose rows stand under rows of this one."""
    return tuple(
        other
        for other in form.study_sections
        if other.parent_field is not None and other.parent_field.points_to == section.key
    )
