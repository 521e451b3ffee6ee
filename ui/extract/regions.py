"""Evidence that is no quote: a framed table or figure, a whole page, a search without result."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.anchors import Anchor, AnchorKind, Place, Rect
from app.domain.answers import NO_ANSWER, Answer, Status
from app.domain.edits import FillAnswer
from app.domain.ids import new_id
from app.pdf.requests import Priority
from app.pdf.text import region_text
from ui.extract import filling
from ui.extract.bringing import Bringing
from ui.reader.region_tool import RegionTool
from ui.reader.values import Selected

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.domain.records import Record
    from ui.bound_actions import BoundActions
    from ui.extract.controller import ExtractController
    from ui.reader.reader_pane import ReaderPane

TOOL = "pdf.region"


class Regions(Bringing):
    """Brings regions, whole pages and vain searches to the controller."""

    def __init__(
        self,
        controller: ExtractController,
        reader: ReaderPane,
        bound: BoundActions,
        parent: QWidget,
    ) -> None:
        """Put the tool over the reader's pages."""
        super().__init__(controller, reader, parent)
        self._source = reader.source
        self._actions = bound.actions
        self._tool = RegionTool(reader.canvas)
        self._adjusted = ""  # anchor_id of the region whose handles are shown
        self._drawn: tuple[str, int, Rect] | None = None  # paper, page, frame: its text is awaited
        self._tool.region_drawn.connect(self._on_drawn)
        self._tool.stopped.connect(self._on_stopped)
        self._tool.announced.connect(reader.announced)
        self._source.text_arrived.connect(self._take_drawn)
        reader.canvas.highlight_pressed.connect(self._adjust)
        bound.switch(TOOL, self._on_toggled)
        bound.when("pdf.recrop", self._on_recrop)
        bound.when("evidence.page", self._whole_page)
        bound.when("evidence.absent", self._absent)

    @property
    def tool(self) -> RegionTool:
        """What lies over the pages while a region is framed."""
        return self._tool

    def _on_toggled(self, on: bool) -> None:
        if not on:
            if self._tool.isVisible():
                self._tool.stop()
        elif not self._reader.is_open():
            self._actions[TOOL].setChecked(False)
            self.refused.emit(self.tr("There is no paper to frame a region on."))
        elif not self._tool.isVisible():
            self._drawn = None
            self._tool.start()

    def _on_recrop(self) -> None:
        if not self._adjust(self._reader.canvas.current_highlight):
            self.refused.emit(self.tr("Choose a region first: click it, or step to it with L."))

    def _on_stopped(self) -> None:
        self._actions[TOOL].setChecked(False)

    def _adjust(self, anchor_id: str) -> bool:
        """Show the handles of a region; False when the highlight is not one."""
        record = self._controller.record
        anchor = _anchor(record, anchor_id) if record is not None else None
        if record is None or anchor is None or anchor.kind is not AnchorKind.REGION:
            return False
        if not record.is_locked:
            self._tool.start(anchor.page, anchor.places[0].rects[0])
            self._adjusted = anchor_id
        return True

    def _on_drawn(self, page: int, rect: Rect) -> None:
        """Take the frame once the text of its page is read."""
        self._drawn = self._source.key, page, rect
        self._source.need_texts((page,), Priority.VISIBLE)
        if self._source.text(page) is None:
            self.said.emit(self.tr("Reading the text inside the frame…"))
        self._take_drawn()

    def _take_drawn(self) -> None:
        if self._drawn is None:
            return
        paper, page, rect = self._drawn
        if paper == self._source.key and self._source.text(page) is None:
            return
        self._drawn = None
        if paper == self._source.key:
            self._take(page, rect)

    def _take(self, page: int, rect: Rect) -> None:
        region = self._selected(page, rect, AnchorKind.REGION)
        adjusted, self._adjusted = self._adjusted, ""
        record = self._controller.record
        old = _anchor(record, adjusted) if record is not None and adjusted else None
        if record is None or old is None:
            self._reader.canvas.select_region(region)
            self._reader.announced.emit(
                self.tr("Region selected. F fills the target with its text, E links it only.")
            )
        elif old.places != region.places:
            self._controller.take_step(filling.replace(record, old, filling.anchor_of(region)))

    def _selected(self, page: int, rect: Rect, kind: AnchorKind) -> Selected:
        text = self._source.text(page) if kind is AnchorKind.REGION else None
        inside = region_text(text, rect) if text is not None else ""
        return Selected(self._source.key, (Place(page, (rect,)),), inside, "", "", kind)

    def _whole_page(self) -> None:
        """Link the page that is seen to the target, or keep it when there is none."""
        view = self._reader.canvas.view
        if not self._reader.is_open():
            self.refused.emit(self.tr("There is no paper to take a page from."))
            return
        whole = Rect(0.0, 0.0, *view.sizes[view.page])
        self._reader.canvas.select_region(self._selected(view.page, whole, AnchorKind.PAGE))
        if self._controller.target is None:
            self._controller.keep()
        else:
            self._controller.link()

    def _absent(self) -> None:
        """Answer the target with "not reported", and keep what was searched as its evidence."""
        self.storing_wanted.emit()
        record, cell = self._controller.record, self._controller.target
        paper = record.study.paper if record is not None else None
        if record is None or cell is None or paper is None:
            self.refused.emit(self.tr("Choose a field of a study with a paper first."))
            return
        before = record.answer(cell)
        if before.status not in (Status.EMPTY, Status.NOT_REPORTED):
            self.refused.emit(
                self.tr("This field has an answer, so nothing was changed. Clear it first.")
            )
            return
        after = Answer(NO_ANSWER.value, Status.NOT_REPORTED, before.note, before.flagged)
        searched = _searched(paper.pages, self._reader.place().find_text.strip())
        anchor = Anchor(new_id(), paper.sha256, AnchorKind.ABSENT, (), searched)
        edit = FillAnswer(cell, before, after, link=(anchor,))
        label = record.form.field(cell.field_id).label
        self._controller.take_step(filling.Step(edit, f"Note that “{label}” was not found"))


def _anchor(record: Record, anchor_id: str) -> Anchor | None:
    found = (item.anchor for item in record.evidence if item.anchor.anchor_id == anchor_id)
    return next(found, None)


def _searched(pages: int, words: str) -> str:
    """Return what the evidence says, in the language of the export."""
    looked = "Searched the page" if pages == 1 else f"Searched all {pages} pages"
    return f"{looked} for “{words}”: not found." if words else f"{looked}: not found."
