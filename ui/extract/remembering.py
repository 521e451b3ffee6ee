"""Where the reviewer is in each study, and text that could not be saved: kept and brought back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.answers import Cell
from app.domain.errors import AppError
from ui.counting import counted
from ui.extract.places import place_from_json, place_to_json

if TYPE_CHECKING:
    from app.domain.records import Record
    from app.services.places import PlaceService
    from ui.drafts import DraftJournal
    from ui.form.pane import FormPane
    from ui.reader.reader_pane import ReaderPane

KEEP_MS = 1500  # rest after which a place is kept


class Remembering(QObject):
    """Keeps page, zoom, section and target of the study that is open, a moment after they move."""

    said = Signal(str)

    def __init__(
        self,
        places: PlaceService,
        drafts: DraftJournal,
        reader: ReaderPane,
        form: FormPane,
        parent: QObject,
    ) -> None:
        """Watch the panes."""
        super().__init__(parent)
        self._places = places
        self._drafts = drafts
        self._reader = reader
        self._form = form
        self._record: Record | None = None
        self._failed = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEEP_MS)
        self._timer.timeout.connect(self.keep)
        reader.place_changed.connect(self._timer.start)
        form.target_changed.connect(self._timer.start)
        form.draft_changed.connect(self._on_draft_changed)

    def section(self, study_id: str) -> str | None:
        """Return the section of the form that was open last."""
        return _text(self._places.get(study_id).get("section"))

    def restore(self, record: Record) -> None:
        """Bring page, target and unsaved text of a record back, and watch it from now on."""
        place = self._places.get(record.study.study_id)
        kept = place_from_json(place)
        if kept is not None:
            self._reader.restore(kept)
        self._restore_target(record, place)
        self._restore_drafts(record)
        self._record = record

    def keep(self) -> None:
        """Keep where the reviewer is now."""
        self._timer.stop()
        if self._record is None:
            return
        study_id = self._record.study.study_id
        try:
            self._places.put(study_id, self._now(self._places.get(study_id)))
            self._failed = ""
        except AppError as problem:
            if problem.message != self._failed:  # once, not at every step of the wheel
                self.said.emit(problem.message)
            self._failed = problem.message

    def stop(self) -> None:
        """Keep the place for the last time."""
        self.keep()
        self._record = None

    def _now(self, before: Mapping[str, Any]) -> dict[str, Any]:
        """Return the place now; a paper that has not opened yet keeps its place of before."""
        opened = self._reader.is_open()
        place = place_to_json(self._reader.place()) if opened else dict(before)
        place["section"] = self._form.current_section()
        target = self._form.target()
        if target is not None:
            place["field"], place["row"] = target.field_id, target.row_id
        place["at"] = datetime.now().astimezone().isoformat(timespec="minutes")
        return place

    def _restore_target(self, record: Record, place: Mapping[str, Any]) -> None:
        row_id = _text(place.get("row"))
        cell = Cell(record.extraction_id, str(place.get("field", "")), row_id)
        if cell in record.cells():
            self._form.set_target(cell)

    def _restore_drafts(self, record: Record) -> None:
        drafts = self._drafts.of(record.extraction_id)
        for cell, text in drafts.items():
            if cell in record.cells():
                self._form.restore_draft(cell, text)
        if drafts:
            one = self.tr("Text that could not be saved is back in its field.")
            many = self.tr("Text that could not be saved is back in {n} fields.")
            self.said.emit(counted(len(drafts), one, many))

    def _on_draft_changed(self, cell: Cell, text: str, is_valid: bool) -> None:
        if is_valid:
            self._drafts.forget(cell)
        else:
            self._drafts.keep(cell, text)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
