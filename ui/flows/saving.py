"""Asks where a file goes and writes it in a job, whole, in the place of what was there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from app.domain.errors import AppError
from app.domain.ids import new_id

if TYPE_CHECKING:
    from app.jobs import JobContext
    from ui.widgets.banner import Banner
    from ui.workspaces import Desk


class FileSaving(QObject):
    """Writes files for one page; what goes wrong is told in its banner."""

    def __init__(self, desk: Desk, banner: Banner) -> None:
        """Propose places in the exports of the review."""
        super().__init__(banner)
        self._desk = desk
        self._banner = banner

    def ask(self, title: str, name: str, kinds: Mapping[str, str]) -> Path | None:
        """Ask for a file; `kinds` are endings (without dot) and their names, the usual one first.

        A name without such an ending gets that of the chosen kind.
        """
        proposed = self._desk.review.folder / "exports" / f"{name}.{next(iter(kinds))}"
        filters = {f"{words} (*.{ending})": ending for ending, words in kinds.items()}
        chosen, used = QFileDialog.getSaveFileName(
            self._desk.window, title, str(proposed), ";;".join(filters)
        )
        if not chosen:
            return None
        path = Path(chosen)
        if path.suffix.removeprefix(".").casefold() in kinds:
            return path
        return path.with_name(f"{path.name}.{filters.get(used) or next(iter(kinds))}")

    def write(self, title: str, path: Path, write: Callable[[Path], object]) -> None:
        """Write the file in a job; the dialog asked already whether it may be replaced."""
        self._start(title, path, lambda beside, _ctx: write(beside))

    def draw(self, title: str, path: Path, draw: Callable[[Path], object]) -> None:
        """Draw a picture in another process; `draw` crosses to it as a pickle."""

        def drawn(beside: Path, ctx: JobContext) -> None:
            from app.errands import drawn

            drawn(draw, beside, ctx)

        self._start(title, path, drawn)

    def _start(self, title: str, path: Path, write: Callable[[Path, JobContext], object]) -> None:
        def work(ctx: JobContext) -> Path:
            beside = path.with_name(f".{new_id()}{path.suffix}")
            try:
                write(beside, ctx)
            except AppError as problem:
                raise AppError(problem.message.replace(beside.name, path.name)) from problem
            return beside.replace(path)

        job = self._desk.jobs.start(title, work)
        job.finished.connect(
            lambda done: self._desk.say(self.tr("Wrote {0}").format(done.name), "success")
        )
        job.failed.connect(lambda problem: self._banner.tell(problem.message, "danger"))
