"""The review that is open in the window: its editor, its pages and their connections."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from app.domain.edits import ChangeSet, RenameReviewer
from app.domain.errors import AppError
from app.domain.studies import ExtractionStatus, Study
from ui.drafts import DraftJournal
from ui.editor import Editor
from ui.enabling import NEEDS_STEP
from ui.extract.workspace import ExtractWorkspace
from ui.flows.adding_report import AddingReport
from ui.flows.exporting import show_file
from ui.flows.joining_studies import offer
from ui.flows.pane_layout import PaneLayout
from ui.flows.recharting import Recharting
from ui.flows.replacing import Replacing
from ui.project.assigning import Assigning
from ui.project.facts import files_of
from ui.project.project_view import ProjectView
from ui.settings import Choices, RecentReview
from ui.steps import EVERY_RECORD
from ui.workspaces import ROWS, Desk, Workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from app.bootstrap import Review
    from app.domain.answers import Cell
    from app.jobs import JobContext
    from ui.flows.checking import Checking
    from ui.jobs import Job
    from ui.main_window import MainWindow
    from ui.theme import Tokens


NEW_FORM = frozenset({"version", "assignments", "settings.extraction"})
"""Areas of changes after which the form is built anew."""


class OpenReview(QObject):
    """Builds the pages of a review in the window, and takes them away again."""

    def __init__(self, review: Review, window: MainWindow) -> None:
        """Show the review where the reviewer left it."""
        super().__init__(window)
        self.review = review
        self._window = window
        self._saved_at = datetime.now().astimezone()
        self.editor = Editor(review.extraction, self)
        drafts = DraftJournal(window.settings.folder / "drafts", review.folder)
        self.extract = ExtractWorkspace(
            review, self.editor, window.theme.tokens, window.actions_by_id, drafts
        )
        self.reports = AddingReport(self.extract, window.jobs, window)
        steps = [window.actions_by_id[name] for name in NEEDS_STEP]
        self.replacing = Replacing(review, self.extract, window.jobs, window, steps)
        self.project = ProjectView(window.theme.tokens, window)
        self.layout = PaneLayout(self.extract, self.editor, window)
        self._built: dict[str, Workspace] = {}
        self._checking: Checking | None = None
        self._has_new_form = False
        self.recharting = Recharting(review, self.editor, self.extract.form.target, self.show_cell)
        window.stack.addWidget(self.extract)
        window.stack.addWidget(self.project)
        self._connect_editor()
        self._connect_extract()
        self._connect_project()
        window.backing_up.show_review(review)
        window.backing_up.connect_view(self.project)
        window.exchanging.show_review(review, self.editor, self.stores)
        window.exchanging.connect_page(self.project.people)
        self.assigning = Assigning(review, self.editor, self.project.assignments, self)
        self.assigning.said.connect(window.say)
        self.layout.restore()
        title = review.title()
        self._show_facts(title)
        self._remember(title, self.extract.studies)

    def open_last_study(self) -> None:
        """Open the study that was open last, else the first."""
        ids = [study.study_id for study in self.extract.studies]
        last = self.review.places.last_study()
        if ids:
            self.extract.open_study(last if last in ids else ids[0])

    def show_extract(self) -> None:
        """Show papers and form; undo acts on the open study again."""
        self._flush_pages()
        if self._has_new_form:
            self._take_form()
        self._window.stack.setCurrentWidget(self.extract)
        record = self.extract.controller.record
        if record is not None:
            self.editor.show_record(record.extraction_id)
            self._on_study_shown(record.study)

    def show_workspace(self, workspace_id: str, target: object = None) -> None:
        """Show one of the other workspaces, built when it is first wanted; raises KeyError."""
        self.extract.leave()
        self._flush_pages()
        workspace = self._workspace(workspace_id)
        if next(row for row in ROWS if row.workspace_id == workspace_id).answers:
            self.editor.show_record(EVERY_RECORD)
        else:
            self.editor.show_page(workspace_id)
        self._window.stack.setCurrentWidget(workspace.widget)
        workspace.enter()
        if target is not None:
            workspace.go_to(target)

    def show_project(self) -> None:
        """Show the review's own page, as it is now."""
        self.extract.leave()
        self._flush_pages()
        self._fill_project()
        self._window.backing_up.refresh()
        self._window.stack.setCurrentWidget(self.project)

    def use_choices(self, choices: Choices) -> None:
        """Use what was chosen in the settings."""
        self.extract.reader.set_reduced_motion(choices.reduced_motion)
        self.extract.set_after_fill(choices.after_fill)

    def remember(self) -> None:
        """Put the review first in the list of recent ones."""
        self._remember(self.review.title(), self.review.records.studies())

    def _remember(self, title: str, studies: Sequence[Study]) -> None:
        complete = sum(study.status is ExtractionStatus.COMPLETE for study in studies)
        now = datetime.now().astimezone().isoformat(timespec="minutes")
        entry = RecentReview(str(self.review.folder), title, now, len(studies), complete)
        self._window.settings.remember_review(entry)
        self._window.settings.sync()

    def show_place(self, study_id: str, places: object, paper: str = "") -> None:
        """Open a study and jump to places in its paper, or in that of another report."""
        _show_study(self._window, self.extract, study_id)
        self.extract.papers.reports.show_paper(paper)
        if isinstance(places, tuple) and places:
            QTimer.singleShot(0, self, lambda: self.extract.reader.jump_to(places))

    def show_cell(self, study_id: str, cell: Cell) -> None:
        """Open a study at a field of its form."""
        _show_study(self._window, self.extract, study_id)
        QTimer.singleShot(0, self, lambda: self.extract.form.set_target(cell))

    def check(self) -> None:
        """Check the review and list what was found."""
        if self._checking is None:
            from ui.flows.checking import Checking
            from ui.flows.finding_list import FindingList

            self._checking = Checking(self, self, FindingList(self._window))
        self._checking.run()

    def start_job(self, title: str, work: Callable[[JobContext], object]) -> Job:
        """Start long work on the review."""
        return self._window.jobs.start(title, work)

    def take_files(self, paths: list[Path], study_id: str | None) -> None:
        """Add files that were dropped."""
        self._window.importing.add(self.review, paths, study_id)

    def show_first(self, study_id: str) -> None:
        """Open the first study that was added to an empty review."""
        if self.extract.controller.record is None:
            self.extract.open_study(study_id)

    def stores(self) -> bool:
        """Store what is typed on any page; False when some of it can't be stored."""
        self.flush()
        return self.extract.leave()

    def flush(self) -> None:
        """Store what is being typed on any page."""
        self._flush_pages()
        self.extract.form.flush()

    def _flush_pages(self) -> bool:
        self.project.flush()
        stored = [workspace.flush() for workspace in self._built.values()]
        return all(stored)

    def _workspace(self, workspace_id: str) -> Workspace:
        if workspace_id not in self._built:
            row = next(row for row in ROWS if row.workspace_id == workspace_id)
            workspace = self._built[workspace_id] = row.build(self._desk())
            self._window.stack.addWidget(workspace.widget)
        return self._built[workspace_id]

    def _desk(self) -> Desk:
        window = self._window
        return Desk(
            review=self.review,
            editor=self.editor,
            jobs=window.jobs,
            actions=window.actions_by_id,
            settings=window.settings,
            tokens=window.theme.tokens,
            window=window,
            say=window.say,
            show_place=self.show_place,
            show_cell=self.show_cell,
            go=window.show_workspace,
            name_study=window.state_bar.show_study,
        )

    def dress(self, tokens: Tokens) -> None:
        """Use the colours of another theme."""
        self.extract.dress(tokens)
        self.project.dress(tokens)
        for workspace in self._built.values():
            workspace.dress(tokens)

    def close(self) -> None:
        """Store everything, take the pages away and let the review go."""
        self._flush_pages()
        self.extract.close_review()
        self.layout.close()
        with suppress(AppError):  # the file is damaged or gone: it is closed all the same
            self.remember()
        self._window.backing_up.show_review(None)
        self._window.exchanging.show_review(None, None, lambda: True)
        for workspace in self._built.values():
            workspace.close()
        if self._checking is not None:
            self._checking.close()
        pages = [workspace.widget for workspace in self._built.values()]
        for page in (self.extract, self.project, *pages):
            self._window.stack.removeWidget(page)
            page.deleteLater()
        self.replacing.deleteLater()
        self.reports.deleteLater()
        self.review.close()
        self.deleteLater()

    def _connect_editor(self) -> None:
        self.editor.changed.connect(self._on_changed)
        self.editor.saved.connect(self._on_saved)
        self.editor.failed.connect(self._on_save_failed)

    def _connect_extract(self) -> None:
        window, extract = self._window, self.extract
        extract.study_shown.connect(self._on_study_shown)
        extract.study_shown.connect(lambda _study: offer(window))
        extract.form.typing_begun.connect(window.state_bar.clock.show_saving)
        extract.form.draft_changed.connect(self._on_draft_changed)
        extract.said.connect(window.messages.say)
        extract.refused.connect(lambda text: window.messages.say(text, "warning"))
        extract.filled.connect(window.status_line.show_step)
        self.replacing.said.connect(window.say)
        self.recharting.said.connect(window.say)
        self.reports.said.connect(window.say)
        extract.files_dropped.connect(self.take_files)
        extract.add_papers_requested.connect(window.window_actions.add_papers)
        extract.find_paper_requested.connect(window.window_actions.add_paper_to)
        extract.reader.page_changed.connect(window.status_line.show_page)
        extract.controller.target_named.connect(window.status_line.show_target)

    def _connect_project(self) -> None:
        self.project.edit_requested.connect(self.editor.submit)
        self.project.reviewer_renamed.connect(self._on_reviewer_renamed)
        turn = self._window.actions_by_id["review.blinding"]
        self.project.people.blinding_requested.connect(turn.trigger)
        self.project.folder_requested.connect(lambda: show_file(self.review.folder))

    def _show_facts(self, title: str) -> None:
        window = self._window
        window.setWindowTitle(f"{title} – Chartdesk")
        window.state_bar.show_reviewer(self.review.records.reviewer())
        window.state_bar.clock.show_saved(datetime.now().astimezone())
        if self.review.read_only:
            window.banner.tell(
                self.tr(
                    "This review is open read-only: you can look and export to another folder, "
                    "but nothing is saved."
                ),
                "warning",
            )
        elif self.review.warnings:
            window.banner.tell(" ".join(self.review.warnings), "warning")

    def _fill_project(self) -> None:
        records = self.review.records
        self.project.show_review(self.review.forms.current(), records.details())
        self.project.show_reviewer(records.reviewer())
        self._window.exchanging.refresh()
        self.assigning.refresh()
        self.project.show_files(files_of(self.review))

    def _on_study_shown(self, study: Study) -> None:
        ids = [other.study_id for other in self.extract.studies]
        if study.study_id in ids:
            index = ids.index(study.study_id)
            self._window.state_bar.show_study(study, index, len(ids))

    def _take_form(self) -> None:
        """Build the form again from the version in use, at the study that is open."""
        self._has_new_form = False
        record = self.extract.controller.record
        self.extract.refresh_studies()
        self.extract.dress(self._window.theme.tokens)
        if record is not None:
            self.extract.open_study(record.study.study_id)

    def _on_changed(self, changes: ChangeSet) -> None:
        self._has_new_form = self._has_new_form or bool(changes.areas & NEW_FORM)
        if changes.review:
            self._window.setWindowTitle(f"{self.review.title()} – Chartdesk")
            self._window.state_bar.show_reviewer(self.review.records.reviewer())
            self._fill_project()
        if changes.studies and self.extract.controller.record is not None:
            self._on_study_shown(self.extract.controller.record.study)

    def _on_draft_changed(self, _cell: object, _text: str, is_valid: bool) -> None:
        """Say whether what was typed is stored; a refused save has said so already."""
        clock = self._window.state_bar.clock
        if is_valid and not self.extract.form.drafts():
            clock.show_saved(self._saved_at)
        elif not is_valid and not clock.has_failed:
            clock.show_unfinished(
                self.tr("Text that is no value of its field is kept aside until you correct it.")
            )

    def _on_saved(self) -> None:
        self._saved_at = datetime.now().astimezone()
        self._window.state_bar.clock.show_saved(self._saved_at)

    def _on_save_failed(self, problem: AppError, label: str) -> None:
        self._window.state_bar.clock.show_failed(problem.message)
        self._window.messages.say(f"{label}: {problem.message}", "danger")

    def _on_reviewer_renamed(self, name: str, initials: str) -> None:
        old = self.review.records.reviewer()
        edit = RenameReviewer(old.reviewer_id, (old.name, old.initials), (name, initials))
        self.editor.submit(edit, f"Rename {old.name}")


def _show_study(window: MainWindow, extract: ExtractWorkspace, study_id: str) -> None:
    """Bring a study to the front; the one that is open stays as it is."""
    window.show_extract()
    record = extract.controller.record
    if record is None or record.study.study_id != study_id:
        extract.open_study(study_id)
