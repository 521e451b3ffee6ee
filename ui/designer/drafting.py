"""The moves of the reviewer in the draft: each becomes an edit, or a sentence why it can't."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from app.domain.fields import FieldType, Form
from ui.designer.outline_model import Part
from ui.designer.view import DesignerView

if TYPE_CHECKING:
    from app.domain.edits import Edit
    from ui.workspaces import Desk


class Drafting(QObject):
    """Carries out what the outline and the properties ask for."""

    def __init__(
        self,
        desk: Desk,
        view: DesignerView,
        shown: Callable[[], Form],
        show_part: Callable[[object], None],
    ) -> None:
        """Write through the desk; `shown` gives the form, `show_part` shows a part of it again."""
        super().__init__(view)
        self._desk = desk
        self._design = desk.review.design
        self.view = view
        self._shown = shown
        self._show_part = show_part

    def acts(self) -> dict[str, Callable[[], None]]:
        """Return what the actions of the outline do."""
        return {
            "bld.new": self._new_after,
            "bld.dup": self._duplicate,
            "bld.rename": self.view.edit_label,
            "bld.up": self._up,
            "bld.down": self._down,
            "bld.delete": self._delete,
        }

    def submit(self, edit: Edit | None, label: str) -> bool:
        """Write an edit of the draft; what can't be is said at the part."""
        if edit is None or self._desk.review.read_only:
            return False
        objection = self._design.objection(edit)
        if objection:
            self._refuse(objection)
            return False
        return self._desk.editor.submit(self._design.begun(edit), label)

    def _refuse(self, sentence: str) -> None:
        self._show_part(self.view.outline.part)
        part = self.view.outline.part
        page = self.view.field if part is not None and part.field_id else self.view.section
        page.show_problem(sentence)
        self._desk.say(sentence, "warning")

    def on_field_changed(self, said: dict[str, Any]) -> None:
        """Set properties of the chosen field."""
        part = self.view.outline.part
        if part is not None and part.field_id:
            edit = self._design.moves().change_field(part.field_id, said)
            label = self._shown().field(part.field_id).label
            self.submit(edit, self.tr("Change “{0}”").format(label))

    def on_section_changed(self, said: dict[str, Any]) -> None:
        """Set properties of the chosen section."""
        part = self.view.outline.part
        if part is not None and not part.field_id:
            edit = self._design.moves().change_section(part.section_key, said)
            label = self._shown().section(part.section_key).label
            self.submit(edit, self.tr("Change “{0}”").format(label))

    def add_field(self, kind: FieldType) -> None:
        """Add a field after the chosen one."""
        part = self.view.outline.part
        if part is None:
            return
        section = self._shown().section(part.section_key)
        keys = [field.field_id for field in section.fields]
        place = keys.index(part.field_id) + 1 if part.field_id else len(keys)
        label = self.tr("New field")
        edit, field_id = self._design.moves().add_field(section.key, place, kind, label)
        if self.submit(edit, self.tr("Add a field")):
            self.view.outline.choose(Part(section.key, field_id))
            self.view.edit_label()

    def add_section(self, repeating: bool, review: bool) -> None:
        """Add a section after the chosen one."""
        part = self.view.outline.part
        keys = [section.key for section in self._shown().sections]
        place = len(keys) if part is None else keys.index(part.section_key) + 1
        label = self.tr("New section")
        edit, key = self._design.moves().add_section(
            place, label, repeating=repeating, review=review
        )
        if self.submit(edit, self.tr("Add a section")):
            self.view.outline.choose(Part(key))
            self.view.edit_label()

    def _new_after(self) -> None:
        part = self.view.outline.part
        kind = FieldType.SHORT_TEXT
        if part is not None and part.field_id:
            chosen = self._shown().field(part.field_id)
            kind = kind if chosen.is_computed else chosen.type
        self.add_field(kind)

    def _duplicate(self) -> None:
        part = self.view.outline.part
        if part is not None and part.field_id:
            edit, field_id = self._design.moves().duplicate_field(part.field_id)
            if self.submit(edit, self.tr("Duplicate a field")):
                self.view.outline.choose(Part(part.section_key, field_id))

    def _up(self) -> None:
        self._step(-1)

    def _down(self) -> None:
        self._step(1)

    def _step(self, by: int) -> None:
        part = self.view.outline.part
        if part is None:
            return
        moves = self._design.moves()
        if part.field_id:
            edit = moves.step_field(part.field_id, by)
        else:
            keys = [section.key for section in self._shown().sections]
            edit = moves.move_section(part.section_key, keys.index(part.section_key) + by)
        self._move(part, edit)

    def on_move(self, part: Part, section_key: str, position: int) -> None:
        """Move a part that was dropped."""
        moves = self._design.moves()
        if part.field_id:
            self._move(part, moves.move_field(part.field_id, section_key, position))
        else:
            self._move(part, moves.move_section(part.section_key, position))

    def _move(self, part: Part, edit: Edit | None) -> None:
        if self.submit(edit, self.tr("Move in the form")):
            key = part.section_key
            if part.field_id:
                key = self._shown().section_of(part.field_id).key
            moved = Part(key, part.field_id)
            self.view.outline.choose(moved)
            self.view.outline.say_place()

    def _delete(self) -> None:
        part = self.view.outline.part
        if part is None:
            return
        moves = self._design.moves()
        if part.field_id:
            label = self._shown().field(part.field_id).label
            edit = moves.remove_field(part.field_id)
        else:
            label = self._shown().section(part.section_key).label
            edit = moves.remove_section(part.section_key)
        if self.submit(edit, self.tr("Remove “{0}”").format(label)):
            said = self.tr("“{0}” is taken out of the draft. Answers to it stay in the file.")
            self._desk.say(said.format(label), "info")

    def take_in(self, sections: list[dict[str, Any]], name: str) -> None:
        """Add the sections of another form at the end."""
        place = len(self._shown().sections)
        edit = self._design.moves().add_sections(sections, place)
        if self.submit(edit, self.tr("Add “{0}”").format(name)) and self.view.isVisible():
            self.view.outline.choose(Part(self._shown().sections[place].key))
