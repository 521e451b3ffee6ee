"""Full texts of records: taking a PDF in, and opening it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from app.domain.edits import Together
from app.domain.errors import AppError
from ui.flows.exporting import show_file
from ui.flows.locked import TakingIn, Wanted

if TYPE_CHECKING:
    from ui.widgets.banner import Banner
    from ui.workspaces import Desk


class Record(Protocol):
    """A record, and the hash of its PDF."""

    @property
    def record_id(self) -> str: ...

    @property
    def title(self) -> str: ...

    @property
    def paper(self) -> str | None: ...


class Wanting(NamedTuple):
    """A record that may want its full text."""

    record_id: str
    title: str
    paper: str | None


class FullTexts(QObject):
    """Gives the record that is shown its PDF; what goes wrong is told in the banner."""

    def __init__(self, desk: Desk, banner: Banner, shown: Callable[[], Record | None]) -> None:
        """Work on the record that `shown` returns."""
        super().__init__(banner)
        self._desk = desk
        self._banner = banner
        self._shown = shown

    def ask(self) -> None:
        """Ask for the PDF of the record, and attach it."""
        record = self._shown()
        if record is None or self._desk.review.read_only:
            return
        chosen, _used = QFileDialog.getOpenFileName(
            self._desk.window, self.tr("Attach the full text"), "", self.tr("PDF files (*.pdf)")
        )
        if chosen:
            self.attach(Path(chosen), record)

    def attach(self, path: Path, record: Record) -> None:
        """Copy a PDF into the review in a job, give it to a record, and to its report."""
        papers = self._desk.review.papers
        wanted = Wanted(
            self.tr("Taking in the full text"),
            path,
            lambda _ctx, password: papers.take_copy(path, password),
        )
        job = TakingIn(self._desk.jobs, self._desk.window, wanted)
        job.finished.connect(lambda paper: self._give(record, paper))
        job.failed.connect(lambda problem: self._banner.tell(problem.message, "danger"))

    def open(self) -> None:
        """Open the PDF in the system's viewer."""
        record = self._shown()
        if record is not None and record.paper is not None:
            show_file(self._desk.review.papers.path_of(record.paper))

    def _give(self, record: Record, paper: str) -> None:
        try:
            edits = self._desk.review.paper_matching.given(record.record_id, paper)
        except AppError as problem:
            self._banner.tell(problem.message, "warning")
            return
        label = self.tr("Attach the full text of ‘{0}’").format(record.title[:40])
        self._desk.editor.submit(Together(tuple(edits)), label)
