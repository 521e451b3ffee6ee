"""The words on offer for fields: read once, and again after an answer among them changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from app.domain.edits import ChangeSet
from ui.editor import Editor

if TYPE_CHECKING:
    from app.bootstrap import Review


class Offered:
    """Keeps the words between two studies; counting them again takes longer than a frame."""

    def __init__(self, review: Review, editor: Editor) -> None:
        """Read through the review, listen to the editor."""
        self._review = review
        self._lists: Mapping[str, tuple[str, ...]] | None = None
        editor.changed.connect(self._on_changed)

    def lists(self) -> Mapping[str, tuple[str, ...]]:
        """Return the words by field id."""
        if self._lists is None:
            self._lists = self._review.offers.lists()
        return self._lists

    def _on_changed(self, changes: ChangeSet) -> None:
        fields = {cell.field_id for cell in changes.cells}
        if changes.review or changes.areas or fields & set(self._review.offers.fields()):
            self._lists = None
