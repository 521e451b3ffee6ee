"""One section of questions about the review itself."""

from collections.abc import Mapping
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.domain.answers import Json
from app.domain.edits import SetReviewAnswer
from app.domain.fields import Section
from ui.project.review_fields import ReviewField, review_field
from ui.style_sheet import set_kind


class ReviewPage(QScrollArea):
    """Shows the stored answers and asks for one edit a changed field."""

    edit_requested = Signal(object, str)  # SetReviewAnswer, label for undo

    def __init__(self, section: Section, parent: QWidget | None = None) -> None:
        """Ask the fields of this section."""
        super().__init__(parent)
        self._stored: dict[str, Json] = {}
        self._fields: dict[str, ReviewField] = {}
        self.setWidgetResizable(True)
        self.setAccessibleName(section.label)
        set_kind(self, "plain")
        column = self._column(section)
        for field in section.fields:
            editor = review_field(field)
            editor.answered.connect(self._on_answered)
            self._fields[field.field_id] = editor
            column.addWidget(editor)
        column.addStretch(1)

    def show_details(self, details: Mapping[str, object]) -> None:
        """Show the stored answers by field id; a field that is being typed in is left alone."""
        for field_id, editor in self._fields.items():
            value = cast("Json", details.get(field_id))
            self._stored[field_id] = value
            if not _is_typed_in(editor):
                editor.show_value(value)

    def flush(self) -> None:
        """Say what is typed now."""
        for editor in self._fields.values():
            editor.flush()

    def _column(self, section: Section) -> QVBoxLayout:
        body = QFrame()
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(14)
        heading = QLabel(section.label)
        set_kind(heading, "heading2")
        column.addWidget(heading)
        self.setWidget(body)
        return column

    def _on_answered(self, field_id: str, value: Json) -> None:
        before = self._stored.get(field_id)
        self._stored[field_id] = value
        label = self.tr("Change {field}").format(field=self._fields[field_id].field.label)
        self.edit_requested.emit(SetReviewAnswer(field_id, before, value), label)


def _is_typed_in(editor: ReviewField) -> bool:
    focus = QApplication.focusWidget()
    return focus is not None and editor.isAncestorOf(focus)
