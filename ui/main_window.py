"""The window: assembles the frame and the flows and connects them; holds no rules of its own."""

from __future__ import annotations

from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QGuiApplication, QShowEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from ui.actions import build_actions
from ui.enabling import enable, mark_workspace
from ui.flows.home import HomeFlow
from ui.flows.opening import Opening
from ui.home.home_view import HomeView
from ui.jobs import Jobs
from ui.menus import Menus
from ui.screens import rescued
from ui.settings import Choices, Settings
from ui.status_line import StatusLine
from ui.theme import ThemeController, Tokens
from ui.widgets.banner import Banner
from ui.widgets.job_bar import stop_and_wait
from ui.window_actions import WindowActions
from ui.workspaces import ROWS

if TYPE_CHECKING:
    from pathlib import Path

    from app.bootstrap import Review
    from app.domain.edits import ChangeSet, Edit
    from ui.editor import Editor
    from ui.extract.workspace import ExtractWorkspace
    from ui.flows.backing_up import BackingUp
    from ui.flows.exchanging import Exchanging
    from ui.flows.exporting import Exporting
    from ui.flows.importing import Importing
    from ui.flows.searching import Searching
    from ui.messages import MessageCenter
    from ui.open_review import OpenReview
    from ui.state_bar import StateBar

MINIMUM = (960, 520)
START = (1366, 720)


class MainWindow(QMainWindow):
    """One review at a time: the start screen, then its workspaces."""

    def __init__(self, settings: Settings, theme: ThemeController) -> None:
        """Build the frame with the start screen."""
        super().__init__()
        self.settings = settings
        self.theme = theme
        self.opened: OpenReview | None = None
        self.setWindowTitle("Chartdesk")
        self.setMinimumSize(*MINIMUM)
        self.resize(*START)
        self.actions_by_id = build_actions(self, None)
        self.jobs = Jobs(self)
        self.status_line = StatusLine(self.jobs, self)
        self.banner = Banner(theme.tokens)
        self.home = HomeView(theme.tokens)
        self.stack = QStackedWidget()
        self.opening = Opening(self.jobs, self)
        self.home_flow = HomeFlow(self)
        self.window_actions = WindowActions(self)
        self._assemble()
        self._connect()
        if not settings.geometry.isEmpty():
            self.restoreGeometry(settings.geometry)
        self.show_home()

    @cached_property
    def state_bar(self) -> StateBar:
        """The bar under the menus; made with the first review, the start screen needs none."""
        from ui.state_bar import StateBar

        bar = StateBar(self.actions_by_id, self.theme.tokens, self)
        bar.retry_requested.connect(self.window_actions.save)
        self.theme.changed.connect(bar.dress)
        self.addToolBar(Qt.ToolBarArea.TopToolBarArea, bar)
        return bar

    @cached_property
    def importing(self) -> Importing:
        """What adds PDFs; made when first used, as the flows below: the start needs none."""
        from ui.flows.importing import Importing

        importing = Importing(self.jobs, self)
        importing.said.connect(self.say)
        importing.imported.connect(self._on_imported)
        importing.first_study.connect(self._on_first_study)
        return importing

    @cached_property
    def exporting(self) -> Exporting:
        """What writes files."""
        from ui.flows.exporting import Exporting

        exporting = Exporting(self.jobs, self)
        exporting.exported.connect(self._on_exported)
        exporting.failed.connect(lambda text: self.say(text, "danger"))
        return exporting

    @cached_property
    def backing_up(self) -> BackingUp:
        """What makes backups and brings them back."""
        from ui.flows.backing_up import BackingUp

        backing_up = BackingUp(self.jobs, self)
        backing_up.reopen_wanted.connect(self.open_folder)
        backing_up.said.connect(self.say)
        return backing_up

    @cached_property
    def searching(self) -> Searching:
        """What finds words in every paper."""
        from ui.flows.searching import Searching

        searching = Searching(self.jobs, self)
        searching.said.connect(self.say)
        searching.place_chosen.connect(self._on_place_chosen)
        return searching

    @cached_property
    def exchanging(self) -> Exchanging:
        """What goes between computers; made with the first review."""
        from ui.flows import merge_report
        from ui.flows.exchanging import Exchanging

        exchanging = Exchanging(self.jobs, self)
        exchanging.told.connect(lambda merges: merge_report.report(self, merges))
        exchanging.said.connect(self.say)
        exchanging.reopen_wanted.connect(self.open_folder)
        return exchanging

    @cached_property
    def messages(self) -> MessageCenter:
        """What the program says; made when there is something to say."""
        from ui.messages import MessageCenter

        messages = MessageCenter(self, self.theme.tokens)
        self.theme.changed.connect(messages.dress)
        return messages

    def say(self, text: str, tone: str = "info") -> None:
        """Show a short message."""
        self.messages.say(text, tone)

    @property
    def review(self) -> Review | None:
        """The review that is open."""
        return self.opened.review if self.opened else None

    @property
    def editor(self) -> Editor | None:
        """What writes in the review that is open."""
        return self.opened.editor if self.opened else None

    @property
    def extract(self) -> ExtractWorkspace | None:
        """The extraction workspace of the review that is open."""
        return self.opened.extract if self.opened else None

    def show_home(self) -> None:
        """Show the start screen with the recent reviews."""
        self.home.show_recent(self.settings.recent_reviews)
        self.stack.setCurrentWidget(self.home)
        enable(self.actions_by_id, self.review)

    def show_extract(self) -> None:
        """Show papers and form."""
        if self.opened is not None:
            self.opened.show_extract()
        self.status_line.show_reading(True)
        mark_workspace(self.actions_by_id, "view.extract")

    def show_project(self) -> None:
        """Show the review's own page."""
        if self.opened is not None:
            self.opened.show_project()
        self.status_line.show_reading(False)
        mark_workspace(self.actions_by_id, "view.project")

    def show_workspace(self, workspace_id: str, target: object = None) -> None:
        """Show another workspace of the review, at a target that it understands."""
        if self.opened is None:
            return
        if workspace_id == "extract":
            self.show_extract()
            return
        self.opened.show_workspace(workspace_id, target)
        self.status_line.show_reading(False)
        shown = next(r.action for r in ROWS if r.workspace_id == workspace_id)
        mark_workspace(self.actions_by_id, shown, self.review)

    def open_folder(self, folder: Path) -> None:
        """Open a review, after the one that is open is closed."""
        if self.close_review():
            self.opening.open(folder)

    def open_sample(self) -> None:
        """Open the reviewer's copy of the sample review."""
        self.home_flow.sample()

    def close_review(self) -> bool:
        """Store everything and let the review go; False when a job is not stopped."""
        if not stop_and_wait(self.jobs, self):
            return False
        if self.opened is not None:
            self.searching.stop()
            self.window_actions.use_editor(None)
            self.opened.close()
            self.opened = None
            self.state_bar.show_nothing()
            self.state_bar.show_reviewer(None)
            self.state_bar.hide()
        self.banner.clear()
        self.status_line.clear()
        self.setWindowTitle("Chartdesk")
        return True

    def show_review(self, review: Review) -> None:
        """Show a review that was opened."""
        from ui.open_review import OpenReview

        self.banner.clear()
        self.actions_by_id.tint(self.theme.tokens)
        self.opened = OpenReview(review, self)
        self.window_actions.use_editor(self.opened.editor)
        self.opened.use_choices(self.settings.choices)
        self.state_bar.setVisible(True)
        enable(self.actions_by_id, self.review)
        self.show_extract()
        self.opened.open_last_study()
        self.searching.prepare_soon(review)

    def use_choices(self, choices: Choices) -> None:
        """Keep what was chosen in the settings, and use it at once."""
        before = self.settings.choices
        self.settings.choices = choices
        self.settings.sync()
        if (before.theme, before.text_scale) != (choices.theme, choices.text_scale):
            self.theme.apply(choices.theme, choices.text_scale)
        self.actions_by_id.use_single_letters(choices.single_letters)
        if self.opened is not None:
            self.opened.use_choices(choices)

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

    def warm_up(self) -> None:
        """Load what opening a review needs once the window is on the screen."""
        QTimer.singleShot(0, self, self.opening.warm)
        QTimer.singleShot(0, self, lambda: import_module("ui.open_review"))
        QTimer.singleShot(0, self, lambda: self.actions_by_id.tint(self.theme.tokens))
        QTimer.singleShot(0, self, self._menus.fill)

    def _assemble(self) -> None:
        self._menus = Menus(self.menuBar(), self.actions_by_id)
        self.actions_by_id.use_single_letters(self.settings.choices.single_letters)
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
        self.opening.restore_wanted.connect(self.window_actions.restore)
        self.status_line.undo_requested.connect(self.actions_by_id["edit.undo"].trigger)
        self.theme.changed.connect(self._on_theme_changed)
        self.home_flow.connect_view(self.home)
        self.window_actions.connect_actions(self.actions_by_id)

    def _on_open_failed(self, sentence: str, offers: object) -> None:
        self.show_home()
        self.banner.tell(sentence, "danger")
        for offer in offers if isinstance(offers, tuple) else ():
            self.banner.offer(offer.text, offer.act)

    def _on_imported(self, edits: tuple[Edit, ...], changes: ChangeSet) -> None:
        if self.editor is not None:
            self.editor.take_written(edits, self.tr("Add PDFs"), changes)
        if self.review is not None:
            self.searching.prepare_soon(self.review)

    def _on_first_study(self, study_id: str) -> None:
        if self.opened is not None:
            self.opened.show_first(study_id)

    def _on_exported(self, text: str, path: Path) -> None:
        from ui.flows.exporting import show_file, show_in_folder

        self.messages.say(text, "success", self.tr("Open"), lambda: show_file(path))
        self.messages.offer_also(self.tr("Show in folder"), lambda: show_in_folder(path))

    def _on_place_chosen(self, study_id: str, places: object, paper: str) -> None:
        if self.opened is not None:
            self.opened.show_place(study_id, places, paper)

    def _on_theme_changed(self, tokens: Tokens) -> None:
        self.actions_by_id.tint(tokens)
        for part in (self.banner, self.home):
            part.dress(tokens)
        if self.opened is not None:
            self.opened.dress(tokens)
