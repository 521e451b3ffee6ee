"""The flow diagram at work: reads the numbers, stores typed ones, writes the file."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.domain.edits import SetReviewSetting
from app.domain.errors import AppError
from app.domain.flow import Flow, Override, Unit, begun, overridden, warnings
from app.export.excluded import excluded_sources, write_excluded
from app.export.prisma import Diagram, diagram
from app.export.prisma_files import FORMATS, measure, write_diagram
from app.export.prisma_words import Wording
from ui.flows.saving import FileSaving
from ui.screening.flow_model import LABELS

if TYPE_CHECKING:
    from ui.screening.flow_page import FlowPage
    from ui.workspaces import Desk


KINDS = {
    "svg": "SVG",
    "pdf": "PDF",
    "png": "PNG, 600 dpi",
    "tiff": "TIFF, 600 dpi",
    "docx": "Word",
}


class FlowDesk(QObject):
    """Fills the page of the flow diagram and carries out what is asked there."""

    def __init__(self, desk: Desk, page: FlowPage) -> None:
        """Work on `page`."""
        super().__init__(page)
        self._desk = desk
        self._page = page
        self._saving = FileSaving(desk, page.banner)
        self._flow = Flow()
        self._wording = Wording.SCR.value
        page.model.is_writable = not desk.review.read_only
        page.model.typed.connect(self._on_typed)
        page.model.refused.connect(lambda text: page.banner.tell(text, "warning"))
        page.wording_chosen.connect(self._on_wording)
        page.unit_chosen.connect(self._on_unit)
        page.width_chosen.connect(lambda: page.show_drawing(self._diagram()))
        page.save_requested.connect(self._save)
        page.excluded_requested.connect(self._save_excluded)

    def read(self) -> None:
        """Show the numbers as they are now."""
        flow = self._desk.review.flow
        counted, overrides = flow.counted(), flow.overrides()
        self._flow = overridden(counted, overrides)
        self._wording = flow.wording()
        page = self._page
        page.wording.setCurrentIndex(max(page.wording.findData(self._wording), 0))
        page.model.show(counted, overrides)
        page.unit.setCurrentIndex(page.unit.findData(counted.unit.value))
        page.show_drawing(self._diagram())
        twice = [
            self.tr("May count twice: the review {0} names {1} on page {2}.").format(
                one.review, one.study, one.page + 1
            )
            for one in self._desk.review.linking.counted_twice()
        ]
        page.show_warnings(warnings(self._flow), twice)

    def _diagram(self) -> Diagram:
        width = self._page.width_mm.currentData()
        return diagram(self._flow, measure(), Wording(self._wording), width)

    def _on_typed(self, name: str, override: Override | None) -> None:
        self._page.banner.clear()
        label = self.tr("Type ‘{0}’") if override else self.tr("Count ‘{0}’ again")
        try:
            edit: SetReviewSetting = self._desk.review.flow.override(name, override)
        except AppError as problem:
            self._page.banner.tell(problem.message, "warning")
            return
        self._desk.editor.submit(edit, label.format(LABELS[name]))

    def _on_wording(self, key: str) -> None:
        edit = self._desk.review.flow.set_wording(key)
        self._desk.editor.submit(edit, self.tr("Wording of the flow diagram"))

    def _on_unit(self, key: str) -> None:
        edit = self._desk.review.flow.set_unit(Unit(key))
        self._desk.editor.submit(edit, self.tr("What is charted"))

    def _save_excluded(self) -> None:
        """Ask for a file and write the sources excluded by full text with their reasons."""
        path = self._saving.ask(
            self.tr("Save the excluded sources"),
            "appendix II excluded sources",
            {"docx": "Word", "csv": "CSV"},
        )
        if path is not None:
            sources = excluded_sources(self._desk.review.screening_table())
            title = self.tr("Writing the excluded sources")
            made_at = datetime.now().astimezone()
            self._saving.write(title, path, lambda beside: write_excluded(sources, beside, made_at))

    def _save(self) -> None:
        """Ask for a file and write the diagram."""
        try:
            begun(self._flow)
        except AppError as problem:
            self._page.banner.tell(problem.message, "warning")
            return
        kinds = {kind: KINDS[kind] for kind in FORMATS}
        path = self._saving.ask(self.tr("Save the flow diagram"), "flow diagram", kinds)
        if path is not None:
            made = self._diagram()
            title = self.tr("Writing the flow diagram")
            self._saving.draw(title, path, partial(write_diagram, made))
