"""The flow diagram at work: reads the numbers, stores typed ones, writes the file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from app.domain.edits import SetReviewSetting
from app.domain.errors import AppError
from app.domain.flow import Flow, Override, overridden, warnings
from app.domain.ids import new_id
from app.export.prisma import Diagram, Wording, diagram
from app.export.prisma_files import FORMATS, measure, write_diagram
from app.jobs import JobContext
from ui.screening.flow_model import LABELS

if TYPE_CHECKING:
    from ui.screening.flow_page import FlowPage
    from ui.workspaces import Desk


class FlowDesk(QObject):
    """Fills the page of the flow diagram and carries out what is asked there."""

    def __init__(self, desk: Desk, page: FlowPage) -> None:
        """Work on `page`."""
        super().__init__(page)
        self._desk = desk
        self._page = page
        self._flow = Flow()
        self._wording = Wording.SCR.value
        page.model.is_writable = not desk.review.read_only
        page.model.typed.connect(self._on_typed)
        page.model.refused.connect(lambda text: page.banner.tell(text, "warning"))
        page.wording_chosen.connect(self._on_wording)
        page.save_requested.connect(self._save)

    def read(self) -> None:
        """Show the numbers as they are now."""
        flow = self._desk.review.flow
        counted, overrides = flow.counted(), flow.overrides()
        self._flow = overridden(counted, overrides)
        self._wording = flow.wording()
        page = self._page
        page.wording.setCurrentIndex(max(page.wording.findData(self._wording), 0))
        page.model.show(counted, overrides)
        page.drawing.show_diagram(self._diagram())
        page.show_warnings(warnings(self._flow))

    def _diagram(self) -> Diagram:
        return diagram(self._flow, measure(), Wording(self._wording))

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

    def _save(self) -> None:
        """Ask for a file and write the diagram."""
        review = self._desk.review
        proposed = review.folder / "exports" / "flow diagram.svg"
        filters = ";;".join(f"{kind.upper()} (*.{kind})" for kind in FORMATS)
        chosen, used = QFileDialog.getSaveFileName(
            self._desk.window, self.tr("Save the flow diagram"), str(proposed), filters
        )
        if not chosen:
            return
        path = Path(chosen)
        if path.suffix.removeprefix(".").casefold() not in FORMATS:
            path = path.with_name(f"{path.name}.{used.split(' ')[0].casefold() or 'svg'}")
        made = self._diagram()

        def work(_ctx: JobContext) -> Path:
            beside = path.with_name(f".{new_id()}{path.suffix}")
            write_diagram(made, beside)
            return beside.replace(path)

        job = self._desk.jobs.start(self.tr("Writing the flow diagram"), work)
        job.finished.connect(
            lambda done: self._desk.say(self.tr("Wrote {0}").format(done.name), "success")
        )
        job.failed.connect(lambda problem: self._page.banner.tell(problem.message, "danger"))
