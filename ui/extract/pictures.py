"""The pictures of framed regions: cut out when they are missing, shown small and large."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from app.domain.anchors import Anchor, AnchorKind
from ui.form.card_state import mark_of
from ui.form.picture_words import alt_text
from ui.post import Post

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.services.figures import FigureService
    from ui.extract.controller import ExtractController


class Pictures(QObject):
    """Keeps which region of the open study has a picture."""

    changed = Signal(object)  # paths by anchor id

    def __init__(
        self, figures: FigureService, controller: ExtractController, parent: QWidget
    ) -> None:
        """Make the pictures of the regions that the controller shows."""
        super().__init__(parent)
        self._window = parent
        self._figures = figures
        self._controller = controller
        self._asked: set[str] = set()
        self._paths: dict[str, Path] = {}
        self._post = Post()
        self._post.delivered.connect(self._on_made, Qt.ConnectionType.QueuedConnection)
        controller.highlights_changed.connect(self._look)

    def open(self, anchor_id: str) -> None:
        """Show the picture of a region in a window of its own."""
        from ui.extract.picture_window import PictureWindow

        record, path = self._controller.record, self._paths.get(anchor_id)
        if record is None or path is None:
            return
        found = (item for item in record.evidence if item.anchor.anchor_id == anchor_id)
        item = next(found, None)
        if item is not None:
            words = alt_text(mark_of(record, item))
            window = PictureWindow(path, words, self._window.window())
            window.place_wanted.connect(lambda: self._controller.open_evidence(anchor_id))
            window.open()

    def _look(self) -> None:
        """Cut out the regions that have no picture yet, and tell which there are."""
        record, known = self._controller.record, len(self._paths)
        for item in record.evidence if record is not None else ():
            anchor = item.anchor
            if anchor.kind is AnchorKind.REGION and anchor.anchor_id not in self._asked:
                self._asked.add(anchor.anchor_id)
                self._make(anchor)
        if len(self._paths) != known:
            self.changed.emit(dict(self._paths))

    def _make(self, anchor: Anchor) -> None:
        made, post = self._figures.make(anchor), self._post
        path = self._figures.path_of(anchor)
        if made is not None:
            made.add_done_callback(lambda done: post.deliver(anchor.anchor_id, done))
        elif path is not None and path.is_file():
            self._paths[anchor.anchor_id] = path

    def _on_made(self, anchor_id: str, path: Path | None, _error: object) -> None:
        """Show a picture that was made; without one a region is as good as evidence."""
        if path is not None:
            self._paths[anchor_id] = path
            self.changed.emit(dict(self._paths))
