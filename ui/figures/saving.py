"""Writes figures where the reviewer says: one file, or a folder with all of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from app.jobs import JobContext
from ui.flows.saving import FileSaving

if TYPE_CHECKING:
    from app.export.charts.choices import Choices
    from app.export.charts.figure import Figure
    from app.export.charts.numbers import Numbers
    from app.export.charts.writing import Written
    from ui.widgets.banner import Banner
    from ui.workspaces import Desk


class Saving(QObject):
    """Asks for places and writes in jobs; what goes wrong is told in the banner."""

    def __init__(self, desk: Desk, banner: Banner) -> None:
        """Write for the review of `desk`."""
        super().__init__(banner)
        self._desk = desk
        self._banner = banner
        self._files = FileSaving(desk, banner)

    def one(self, figure: Figure, kind: str) -> None:
        """Ask for a file and write one figure, or its numbers ("csv")."""
        from app.export.charts.figure import write_figure
        from app.export.charts.writing import write_numbers
        from app.export.files import safe_name

        name = safe_name(figure.title)
        path = self._files.ask(self.tr("Save the figure"), name, {kind: kind.upper()})
        if path is None:
            return
        title = self.tr("Writing the figure")
        if kind == "csv":
            self._files.write(title, path, partial(write_numbers, figure))
        else:
            self._files.draw(title, path, partial(write_figure, figure))

    def all(self, numbers: Numbers, figures: Sequence[Choices]) -> None:
        """Write every figure into a new dated folder of the exports."""
        folder = self._folder()
        if folder is None:
            return

        def work(ctx: JobContext) -> str:
            from app.errands import figures as drawn
            from app.export.charts.figure import figure_of
            from app.export.files import folder_path

            table = numbers.table
            place = folder_path(folder, table.title, "figures", table.made_at.date())
            made = [partial(figure_of, numbers, one) for one in figures]
            return _said(drawn(made, place, ctx))

        self._start(self.tr("Writing the figures"), work)

    def _folder(self) -> Path | None:
        if not self._desk.review.read_only:
            return self._desk.review.folder / "exports"
        title = self.tr("Export to which folder?")
        chosen = QFileDialog.getExistingDirectory(self._desk.window, title)
        return Path(chosen) if chosen else None

    def _start(self, title: str, work: Callable[[JobContext], str]) -> None:
        job = self._desk.jobs.start(title, work)
        job.finished.connect(
            lambda name: self._desk.say(self.tr("Wrote {0}").format(name), "success")
        )
        job.failed.connect(lambda problem: self._banner.tell(problem.message, "danger"))


def _said(made: Written) -> str:
    """Return the folder's name, and what could not be drawn."""
    return " ".join((made.folder.name, *made.problems))
