"""The window: assembles the workspaces and connects them; holds no rules of its own."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QGuiApplication, QShowEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from app.bootstrap import Review
from app.domain.edits import ChangeSet, RenameReviewer
from app.domain.errors import AppError
from app.domain.studies import ExtractionStatus, PaperState, Study
from ui.actions import build_actions
from ui.editor import Editor
from ui.extract.workspace import ExtractWorkspace
from ui.flows.backing_up import BackingUp
from ui.flows.exporting import Exporting, show_file
from ui.flows.home import HomeFlow
from ui.flows.importing import Importing
from ui.flows.opening import Opening
from ui.flows.searching import Searching
from ui.home.home_view import HomeView
from ui.jobs import Jobs
from ui.menus import fill_menu_bar
from ui.messages import MessageCenter
from ui.project.project_view import ProjectView
from ui.project.small_pages import ReviewFiles
from ui.screens import rescued, screen_set
from ui.settings import Choices, RecentReview, Settings
from ui.state_bar import StateBar
from ui.status_line import StatusLine
from ui.theme import ThemeController, Tokens
from ui.widgets.banner import Banner
from ui.widgets.job_bar import stop_and_wait
from ui.window_actions import WindowActions

MINIMUM = (960, 520)
WIDE = 1600  # pixels from which the study list shows names
NEEDS_REVIEW = (
    "file.save",
    "file.backup",
    "file.import",
    "file.export",
    "edit.find",
    "edit.findnext",
    "edit.findprev",
    "edit.findall",
    "view.extract",
    "view.project",
    "nav.nextissue",
    "nav.previssue",
    "nav.evidence",
    "note.add",
    "file.close",
)
NEEDS_WRITING = ("file.import", "file.save", "file.backup", "note.add")


class MainWindow(QMainWindow):
    """One review at a time: the start screen, then its workspaces."""

    def __init__(self, settings: Settings, theme: ThemeController) -> None:
        """Build the frame with the start screen."""
        super().__init__()
        self.settings = settings
        self.theme = theme
        self.review: Review | None = None
        self.editor: Editor | None = None
        self.extract: ExtractWorkspace | None = None
        self.project: ProjectView | None = None
        self.setWindowTitle("Chartdesk")
        self.setMinimumSize(*MINIMUM)
        self.resize(1366, 720)
        self.actions_by_id = build_actions(self, theme.tokens)
        self.jobs = Jobs(self)
        self.messages = MessageCenter(self, theme.tokens)
        self.state_bar = StateBar(self.actions_by_id, theme.tokens, self)
        self.status_line = StatusLine(self.jobs, self)
        self.banner = Banner(theme.tokens)
        self.home = HomeView(theme.tokens)
        self.stack = QStackedWidget()
        self.opening = Opening(self.jobs, self)
        self.importing = Importing(self.jobs, self)
        self.exporting = Exporting(self.jobs, self)
        self.backing_up = BackingUp(self.jobs, self)
        self.searching = Searching(self.jobs, self)
        self._home_flow = HomeFlow(self)
        self._window_actions = WindowActions(self)
        self._assemble()
        self._connect()
        self._restore_window()
        self.show_home()

    def show_home(self) -> None:
        """Show the start screen with the recent reviews."""
        self.home.show_recent(self.settings.recent_reviews)
        self.stack.setCurrentWidget(self.home)
        self.state_bar.setVisible(False)
        self._enable(False)

    def show_extract(self) -> None:
        """Show papers and form."""
        if self.extract is not None:
            self.stack.setCurrentWidget(self.extract)
        self._mark_workspace("view.extract")

    def show_project(self) -> None:
        """Show the review's own page, as it is now."""
        if self.project is not None and self.review is not None and self.extract is not None:
            self.extract.leave()
            self.project.show_review(self.review.forms.current(), self.review.records.details())
            self.project.show_reviewer(self.review.records.reviewer())
            self.project.show_files(self._files_of(self.review))
            self.backing_up.refresh()
            self.stack.setCurrentWidget(self.project)
        self._mark_workspace("view.project")

    def open_folder(self, folder: Path) -> None:
        """Open a review, after the one that is open is closed."""
        if self.close_review():
            self.opening.open(folder)

    def open_sample(self) -> None:
        """Open the reviewer's copy of the sample review."""
        self._home_flow.sample()

    def close_review(self) -> bool:
        """Store everything and let the review go; False when a job is not stopped."""
        if not stop_and_wait(self.jobs, self):
            return False
        if self.review is not None and self.extract is not None and self.project is not None:
            self.extract.close_review()
            self._keep_splitter()
            self._remember(self.review)
            self.backing_up.show_review(None)
            for page in (self.extract, self.project):
                self.stack.removeWidget(page)
                page.deleteLater()
            self.review.close()
        self.review = self.extract = self.project = None
        self._window_actions.use_editor(None)
        if self.editor is not None:
            self.editor.deleteLater()
            self.editor = None
        self.banner.clear()
        self.state_bar.show_nothing()
        self.state_bar.show_reviewer(None)
        self.setWindowTitle("Chartdesk")
        return True

    def show_review(self, review: Review) -> None:
        """Show a review that was opened."""
        self.review = review
        self.editor = Editor(review.extraction, self)
        self.editor.changed.connect(self._on_changed)
        self.editor.saved.connect(self._on_saved)
        self.editor.failed.connect(self._on_save_failed)
        self._window_actions.use_editor(self.editor)
        self.extract = ExtractWorkspace(
            review, self.editor, self.theme.tokens, self.actions_by_id, self
        )
        self.project = ProjectView(self.theme.tokens, self)
        self.stack.addWidget(self.extract)
        self.stack.addWidget(self.project)
        self._connect_review(self.extract, self.project)
        self._apply_choices()
        self.state_bar.setVisible(True)
        self.state_bar.show_reviewer(review.reviewer)
        self.state_bar.clock.show_saved(datetime.now().astimezone())
        self._enable(True)
        self.backing_up.show_review(review)
        self._show_warnings(review)
        self._remember(review)
        self._restore_splitter()
        self._fit_list()
        self.setWindowTitle(f"{review.info().title} – Chartdesk")
        self.show_extract()
        self._open_last_study(review)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Store everything before the window goes."""
        if not self.close_review():
            event.ignore()
            return
        self.settings.geometry = self.saveGeometry()
        self.settings.sync()
        super().closeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Bring a window back that would open on a screen that is gone."""
        super().showEvent(event)
        screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
        place = rescued(self.geometry(), screens)
        if place != self.geometry() and not self.isMaximized():
            self.setGeometry(place)

    def _assemble(self) -> None:
        fill_menu_bar(self.menuBar(), self.actions_by_id)
        self.addToolBar(Qt.ToolBarArea.TopToolBarArea, self.state_bar)
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addWidget(self.stack, 1)
        self.stack.addWidget(self.home)
        self.setCentralWidget(centre)
        self.setStatusBar(self.status_line)

    def _connect(self) -> None:
        """Connections that live as long as the window."""
        self.opening.opened.connect(self.show_review)
        self.opening.failed.connect(self._on_open_failed)
        self.opening.restore_wanted.connect(self.backing_up.choose_and_restore)
        self.backing_up.reopen_wanted.connect(self.open_folder)
        self.backing_up.said.connect(self.messages.say)
        self.importing.said.connect(self.messages.say)
        self.importing.imported.connect(self._on_imported)
        self.importing.first_study.connect(self._on_first_study)
        self.exporting.exported.connect(self._on_exported)
        self.exporting.failed.connect(lambda text: self.messages.say(text, "danger"))
        self.searching.said.connect(self.messages.say)
        self.searching.place_chosen.connect(self._on_place_chosen)
        self.state_bar.retry_requested.connect(self._window_actions.save)
        self.theme.changed.connect(self._on_theme_changed)
        self._home_flow.connect_view(self.home)
        self._window_actions.connect_actions(self.actions_by_id)

    def _connect_review(self, extract: ExtractWorkspace, project: ProjectView) -> None:
        """Connections that live as long as the review is open."""
        extract.study_shown.connect(self._on_study_shown)
        extract.said.connect(self.messages.say)
        extract.refused.connect(lambda text: self.messages.say(text, "warning"))
        extract.filled.connect(self.status_line.show_step)
        extract.files_dropped.connect(self._on_files_dropped)
        extract.add_papers_requested.connect(self._window_actions.add_papers)
        extract.find_paper_requested.connect(self._window_actions.add_paper_to)
        extract.password_needed.connect(self._window_actions.ask_password)
        extract.reader.page_changed.connect(self.status_line.show_page)
        extract.controller.target_named.connect(self.status_line.show_target)
        self.status_line.undo_requested.connect(self.actions_by_id["edit.undo"].trigger)
        if self.editor is not None:
            project.edit_requested.connect(self.editor.submit)
        project.reviewer_renamed.connect(self._on_reviewer_renamed)
        project.folder_requested.connect(self._on_folder_requested)
        self.backing_up.connect_view(project)

    def _open_last_study(self, review: Review) -> None:
        if self.extract is None or not self.extract.studies:
            return
        ids = [study.study_id for study in self.extract.studies]
        last = review.places.last_study()
        self.extract.open_study(last if last in ids else ids[0])

    def _show_warnings(self, review: Review) -> None:
        if review.read_only:
            self.banner.tell(
                self.tr(
                    "This review is open read-only: you can look and export to another folder, "
                    "but nothing is saved."
                ),
                "warning",
            )
        elif review.info().warnings:
            self.banner.tell(" ".join(review.info().warnings), "warning")

    def _remember(self, review: Review) -> None:
        info = review.info()
        studies = review.records.studies()
        complete = sum(study.status is ExtractionStatus.COMPLETE for study in studies)
        now = datetime.now().astimezone().isoformat(timespec="minutes")
        entry = RecentReview(str(review.folder), info.title, now, len(studies), complete)
        self.settings.remember_review(entry)
        self.settings.sync()

    def _files_of(self, review: Review) -> ReviewFiles:
        papers = [s.paper for s in review.records.studies() if s.paper is not None]
        missing = sum(s.paper_state is PaperState.MISSING for s in review.records.studies())
        notice = " ".join(review.info().warnings)
        return ReviewFiles(review.folder, len(papers), sum(p.size for p in papers), missing, notice)

    def _apply_choices(self) -> None:
        choices = self.settings.choices
        self.actions_by_id.use_single_letters(choices.single_letters)
        if self.extract is not None:
            self.extract.reader.set_reduced_motion(choices.reduced_motion)
            self.extract.set_after_fill(choices.after_fill)

    def use_choices(self, choices: Choices) -> None:
        """Keep what was chosen in the settings, and use it at once."""
        self.settings.choices = choices
        self.settings.sync()
        self.theme.apply(choices.theme, choices.text_scale)
        self._apply_choices()

    def _enable(self, on: bool) -> None:
        writable = on and self.review is not None and not self.review.read_only
        for name in NEEDS_REVIEW:
            self.actions_by_id[name].setEnabled(writable if name in NEEDS_WRITING else on)

    def _mark_workspace(self, name: str) -> None:
        for other in ("view.extract", "view.project"):
            self.actions_by_id[other].setChecked(other == name)

    def _restore_window(self) -> None:
        if not self.settings.geometry.isEmpty():
            self.restoreGeometry(self.settings.geometry)

    def _restore_splitter(self) -> None:
        if self.extract is not None:
            kept = self.settings.splitter("extract", screen_set(QGuiApplication.screens()))
            if len(kept) == self.extract.splitter.count():
                self.extract.splitter.setSizes(list(kept))

    def _fit_list(self) -> None:
        """Show the study list wide where there is room for it, as a rail elsewhere."""
        if self.extract is not None:
            wide = self.settings.flag("wide_list", default=self.width() >= WIDE)
            self.extract.list.set_rail(not wide)
            self.actions_by_id["view.list"].setChecked(wide)

    def _keep_splitter(self) -> None:
        if self.extract is not None:
            screens = screen_set(QGuiApplication.screens())
            self.settings.keep_splitter("extract", screens, self.extract.splitter.sizes())

    def _on_study_shown(self, study: Study) -> None:
        if self.extract is not None:
            ids = [other.study_id for other in self.extract.studies]
            if study.study_id in ids:
                self.state_bar.show_study(study, ids.index(study.study_id), len(ids))

    def _on_changed(self, changes: ChangeSet) -> None:
        if changes.review and self.review is not None and self.project is not None:
            self.state_bar.show_reviewer(self.review.records.reviewer())
            self.project.show_reviewer(self.review.records.reviewer())
            self.project.show_review(self.review.forms.current(), self.review.records.details())
        if changes.studies and self.extract is not None and self.extract.controller.record:
            self._on_study_shown(self.extract.controller.record.study)

    def _on_saved(self) -> None:
        self.state_bar.clock.show_saved(datetime.now().astimezone())

    def _on_save_failed(self, problem: AppError, label: str) -> None:
        self.state_bar.clock.show_failed(problem.message)
        self.messages.say(f"{label}: {problem.message}", "danger")

    def _on_open_failed(self, sentence: str, offers: object) -> None:
        self.show_home()
        self.banner.tell(sentence, "danger")
        for offer in offers if isinstance(offers, tuple) else ():
            self.banner.offer(offer.text, offer.act)

    def _on_imported(self, changes: ChangeSet) -> None:
        if self.editor is not None:
            self.editor.changed.emit(changes)

    def _on_first_study(self, study_id: str) -> None:
        if self.extract is not None and self.extract.controller.record is None:
            self.extract.open_study(study_id)

    def _on_exported(self, text: str, path: Path) -> None:
        self.messages.say(text, "success", self.tr("Open"), lambda: show_file(path))

    def _on_files_dropped(self, paths: list[Path], study_id: str | None) -> None:
        if self.review is not None:
            self.importing.add(self.review, paths, study_id)

    def _on_reviewer_renamed(self, name: str, initials: str) -> None:
        if self.review is not None and self.editor is not None:
            old = self.review.records.reviewer()
            edit = RenameReviewer(old.reviewer_id, (old.name, old.initials), (name, initials))
            self.editor.submit(edit, f"Rename {old.name}")

    def _on_folder_requested(self) -> None:
        if self.review is not None:
            show_file(self.review.folder)

    def _on_place_chosen(self, study_id: str, places: object) -> None:
        if self.extract is not None:
            self.show_extract()
            self.extract.open_study(study_id)
            QTimer.singleShot(0, self.extract, lambda: self._jump(places))

    def _jump(self, places: object) -> None:
        if self.extract is not None and isinstance(places, tuple) and places:
            self.extract.reader.jump_to(places)

    def _on_theme_changed(self, tokens: Tokens) -> None:
        self.actions_by_id.tint(tokens)
        for part in (self.messages, self.state_bar, self.banner, self.home):
            part.dress(tokens)
        for page in (self.extract, self.project):
            if page is not None:
                page.dress(tokens)
