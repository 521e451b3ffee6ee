"""Takes decisions of other programs in: asks what a file is, reads it in a job, tells all of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QFileDialog

from ui.counting import counted
from ui.screening.setup_dialogs import ImportDialog, UnusedDialog

if TYPE_CHECKING:
    from app.domain.edits import ChangeSet
    from app.jobs import JobContext
    from app.services.screening_import import Plan
    from ui.screening.page import ScreeningPage
    from ui.workspaces import Desk


class DecisionFiles(QObject):
    """Imports decisions made in Rayyan, Covidence or a table, as one step of undo."""

    def __init__(self, desk: Desk, page: ScreeningPage) -> None:
        """Dialogs stand before the window; notices on `page`."""
        super().__init__(page)
        self._desk = desk
        self._page = page

    def choose(self) -> None:
        """Let a file be chosen."""
        title = self.tr("Import decisions")
        filters = self.tr("Decisions (*.ris *.csv *.tsv *.txt *.xlsx);;All files (*)")
        chosen, _used = QFileDialog.getOpenFileName(self._desk.window, title, "", filters)
        if chosen:
            self.ask(Path(chosen))

    def ask(self, path: Path) -> None:
        """Ask what the file is, then take it in."""
        dialog = ImportDialog(path.name, self._desk.window)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        standing, adds = dialog.standing(), dialog.adds.isChecked()
        dialog.deleteLater()
        if not accepted:
            return
        review, label = self._desk.review, self.tr("Import decisions from {0}").format(path.name)

        def work(ctx: JobContext) -> tuple[Plan, ChangeSet | None]:
            plan = review.plan_decisions(path, standing, adds=adds)
            if plan.edit is None:
                return plan, None
            return plan, review.extraction.apply(plan.edit, label=label, ctx=ctx)

        job = self._desk.jobs.start(label, work)
        job.finished.connect(lambda done: self._on_taken(done[0], done[1], label))
        job.failed.connect(lambda problem: self._page.banner.tell(problem.message, "danger"))
        job.cancelled.connect(
            lambda: self._desk.say(self.tr("Stopped; nothing was imported."), "info")
        )

    def _on_taken(self, plan: Plan, changes: ChangeSet | None, label: str) -> None:
        if plan.edit is not None and changes is not None:
            self._desk.editor.take_written((plan.edit,), label, changes)
        text = self.tr("{0}: {1}, {2} added, {3}.").format(
            counted(plan.rows, self.tr("1 row"), self.tr("{n} rows")),
            counted(plan.matched, self.tr("1 record found"), self.tr("{n} records found")),
            plan.added,
            counted(plan.decisions, self.tr("1 decision taken"), self.tr("{n} decisions taken")),
        )
        if plan.replaced:
            one, many = self.tr(" 1 record had"), self.tr(" {n} records had")
            text += self.tr("{0} been decided otherwise; undo brings that back.").format(
                counted(len(plan.replaced), one, many)
            )
        unused = self._unused(plan)
        if not unused:
            self._page.banner.tell(text, "success")
            return
        text += self.tr(" {0} could not be used.").format(len(unused))
        self._page.banner.tell(text, "warning")
        self._page.banner.offer(self.tr("Show them"), lambda: self._show(unused))

    def _unused(self, plan: Plan) -> list[str]:
        return [
            *(self.tr("row {0} is no record of the review").format(row) for row in plan.not_found),
            *(self.tr("row {0}: its decisions differ").format(row) for row in plan.disagreed),
            *(self.tr("“{0}” is no known decision").format(word) for word in plan.odd_words),
        ]

    def _show(self, unused: list[str]) -> None:
        dialog = UnusedDialog(unused, self._desk.window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
