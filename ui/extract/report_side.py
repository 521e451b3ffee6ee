"""The reports of the open study: switching between their papers, adding, naming, taking away."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.domain.edits import ChangeSet, Edit
from app.domain.errors import AppError
from app.domain.report_edits import AddReport, ChangeReport, OrderReports, RemoveReport
from app.domain.studies import ReportDraft, ReportRole, Study
from ui.counting import counted
from ui.extract.filling import Step
from ui.extract.report_bar import ReportBar

if TYPE_CHECKING:
    from app.bootstrap import Review
    from app.domain.records import Record
    from ui.extract.controller import ExtractController
    from ui.reader.reader_pane import ReaderPane


class ReportSide(QObject):
    """Brings the bar of reports and the controller together."""

    said = Signal(str)
    refused = Signal(str)
    shown = Signal(object)  # Record: another report is looked at

    def __init__(
        self,
        review: Review,
        controller: ExtractController,
        reader: ReaderPane,
        parent: QObject,
    ) -> None:
        """Put the bar above the paper."""
        super().__init__(parent)
        self._review = review
        self._controller = controller
        bar = self._bar = ReportBar()
        reader.add_bar(bar)
        bar.report_chosen.connect(self.show_report)
        bar.role_chosen.connect(self._on_role)
        bar.remove_requested.connect(self._on_remove)
        bar.place_wanted.connect(self._on_place)
        bar.split_requested.connect(self._on_split)
        controller.report_wanted.connect(self.show_report)
        controller.record_changed.connect(self._on_record)

    def show_study(self, study: Study, *, is_locked: bool) -> None:
        """Show the reports of a study."""
        self._bar.show_study(study, is_locked=is_locked)

    def show_report(self, report_id: str) -> None:
        """Look at another report of the open study."""
        before = self._controller.record
        if before is not None and before.study.report_id == report_id:
            return
        record = self._controller.show_report(report_id)
        if record is not None:
            self.shown.emit(record)

    def step(self) -> None:
        """Look at the next report, round the end."""
        record = self._controller.record
        if record is None or not record.study.has_several_reports:
            self.said.emit(self.tr("This study has one report only."))
            return
        ids = [report.report_id for report in record.study.reports]
        place = ids.index(record.study.report_id) if record.study.report_id in ids else -1
        self.show_report(ids[(place + 1) % len(ids)])

    def taken(self, path: Path, password: str | None) -> AddReport:
        """Take a PDF in as a further report of the open study (in a job); return the edit."""
        record = self._controller.record
        if record is None:
            raise AppError("Open a study first. Nothing was changed.")
        return self._review.reports.taken(record.study.study_id, path, password)

    def show_paper(self, sha256: str) -> None:
        """Look at the report with this paper, if the open study has it."""
        record = self._controller.record
        report = record.study.report_of_paper(sha256) if record is not None else None
        if report is not None and record is not None:
            self.show_report(report.report_id)

    def add(self, edit: AddReport) -> None:
        """Add the report that was taken in, and look at it."""
        if self._submit(edit, f"Add the report {edit.report.title}"):
            self.said.emit(self.tr("Added the report {0}.").format(edit.report.title))
            self.show_report(edit.report.report_id)

    def _on_record(self, record: Record, _changes: ChangeSet) -> None:
        self.show_study(record.study, is_locked=record.is_locked)

    def _on_role(self, report_id: str, role: ReportRole) -> None:
        record = self._controller.record
        report = record.study.report(report_id) if record is not None else None
        if record is not None and report is not None:
            edit = ChangeReport(
                record.study.study_id, report_id, (report.role, report.title), (role, report.title)
            )
            self._submit(edit, f"Call {report.name} a {role.value} report")

    def _on_remove(self, report_id: str) -> None:
        record = self._controller.record
        report = record.study.report(report_id) if record is not None else None
        if record is None or report is None:
            return
        if self._is_used(record, report_id):
            return
        paper = report.paper.sha256 if report.paper is not None else None
        draft = ReportDraft(record.study.study_id, report_id, report.role, report.title, paper)
        self.show_report(record.study.reports[0].report_id)
        self._submit(RemoveReport(draft), f"Take {report.name} away")

    def _on_place(self, report_id: str, place: int) -> None:
        record = self._controller.record
        report = record.study.report(report_id) if record is not None else None
        if record is None or report is None:
            return
        before = tuple(one.report_id for one in record.study.reports)
        after = [key for key in before if key != report_id]
        after.insert(place, report_id)
        edit = OrderReports(record.study.study_id, before, tuple(after))
        self._submit(edit, f"Move the report {report.name}")

    def _on_split(self, report_id: str) -> None:
        record = self._controller.record
        report = record.study.report(report_id) if record is not None else None
        if record is None or report is None or self._is_used(record, report_id):
            return
        try:
            edit = self._review.linking.unlink(report_id)
        except AppError as problem:
            self.refused.emit(problem.message)
            return
        self.show_report(record.study.reports[0].report_id)
        if self._submit(edit, f"Make {report.name} a study of its own"):
            said = self.tr("{0} is a study of its own now: {1}.")
            self.said.emit(said.format(report.name, edit.study.label))

    def _is_used(self, record: Record, report_id: str) -> bool:
        """Tell whether answers come from a report, which then stays; say so."""
        used = sum(
            answer.status.has_value and answer.report_id == report_id
            for answer in record.answers.values()
        )
        if used:
            one = self.tr("1 answer comes from this report, so it stays.")
            many = self.tr("{n} answers come from this report, so it stays.")
            self.refused.emit(counted(used, one, many))
        return used > 0

    def _submit(self, edit: Edit, label: str) -> bool:
        return self._controller.take_step(Step(edit, label))
