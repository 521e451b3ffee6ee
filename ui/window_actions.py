"""What the window's own actions do: saving, panes, settings, help, undo."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication

from ui.actions import Actions
from ui.flow_rows import FLOWS
from ui.stepping_back import SteppingBack
from ui.workspaces import ROWS, StepsPanes, StepsStudies

if TYPE_CHECKING:
    from pathlib import Path

    from ui.editor import Editor
    from ui.main_window import MainWindow
    from ui.studies.study_list import StudyList


class WindowActions(QObject):
    """Carries out the actions of the menus that concern the whole window."""

    def __init__(self, window: MainWindow) -> None:
        """Act on the window."""
        super().__init__(window)
        self._window = window
        self._editor: Editor | None = None
        self._stepping = SteppingBack(window)

    def connect_actions(self, actions: Actions) -> None:
        """Connect every action of the window that is not a pane's own."""
        window = self._window
        does: dict[str, Callable[[], object]] = {
            "file.close": self._close,
            "file.save": self.save,
            "file.backup": self._back_up,
            "file.import": self.add_papers,
            "file.exportpdf": self._export_papers,
            "app.quit": window.close,
            "edit.undo": self._undo,
            "edit.redo": self._redo,
            "edit.findall": self._find_all,
            "view.extract": window.show_extract,
            "view.project": window.show_project,
            "view.fullscreen": self._full_screen,
            "view.list": self._toggle_list,
            "view.swap": self._swap,
            "view.detach": self._detach,
            "view.nextpane": lambda: self._step_pane(1),
            "view.prevpane": lambda: self._step_pane(-1),
            "review.check": self._check,
            "nav.revisit": self._next_revisit,
            "ext.stillright": self._still_right,
            "nav.nextstudy": lambda: self._step_study(1),
            "study.replacepdf": self._replace_paper,
            "study.addreport": self._add_report,
            "study.nextreport": self._next_report,
            "nav.prevstudy": lambda: self._step_study(-1),
        }
        for verb in ("template", "appraise", "import", "export", "publish", "discard"):
            does[f"form.{verb}"] = partial(window.show_workspace, "form", verb)
        for row in ROWS:
            does[row.action] = partial(window.show_workspace, row.workspace_id)
        for flow in FLOWS:
            does[flow.action] = partial(flow.run, window)
        for name, act in does.items():
            actions[name].triggered.connect(lambda _checked=False, act=act: act())
        self._connect_extract(actions)

    def use_editor(self, editor: Editor | None) -> None:
        """Let undo and redo act on the editor of the open review."""
        self._editor = editor
        undo = self._window.actions_by_id["edit.undo"]
        redo = self._window.actions_by_id["edit.redo"]
        undo.setEnabled(False)
        redo.setEnabled(False)
        if editor is not None:
            editor.steps.undo_changed.connect(partial(self._show_step, "edit.undo"))
            editor.steps.undo_changed.connect(self._window.status_line.keep_step)
            editor.steps.redo_changed.connect(partial(self._show_step, "edit.redo"))

    def _show_step(self, action_id: str, can: bool, step: str) -> None:
        """Name the step that undo or redo acts on."""
        words = self.tr("&Undo {step}") if action_id == "edit.undo" else self.tr("&Redo {step}")
        action = self._window.actions_by_id[action_id]
        action.setText(words.format(step=step).rstrip())
        action.setEnabled(can)

    def save(self) -> None:
        """Write what is being typed and show the time."""
        if self.stores():
            from datetime import datetime

            self._window.state_bar.clock.show_saved(datetime.now().astimezone())

    def restore(self, folder: Path) -> None:
        """Let the reviewer choose a backup of a review that could not be opened."""
        self._window.backing_up.choose_and_restore(folder)

    def add_papers(self) -> None:
        """Let the reviewer choose PDFs to add."""
        if self._window.review is not None:
            self._window.importing.ask(self._window.review)

    def add_paper_to(self, study_id: str) -> None:
        """Let the reviewer choose the PDF of a study."""
        if self._window.review is not None:
            self._window.importing.ask(self._window.review, study_id)

    def _connect_extract(self, actions: Actions) -> None:
        window = self._window
        actions["ext.complete"].triggered.connect(
            lambda: window.extract.complete() if window.extract else None
        )
        lists: dict[str, Callable[[StudyList], None]] = {
            "list.open": lambda studies: studies.open_current(),
            "list.filter": lambda studies: studies.focus_filter(),
            "list.rename": lambda studies: studies.rename_current(),
            "list.remove": lambda studies: studies.remove_current(),
        }
        for name, act in lists.items():
            actions[name].triggered.connect(lambda _checked=False, act=act: self._on_list(act))

    def _on_list(self, act: Callable[[StudyList], None]) -> None:
        if self._window.extract is not None:
            act(self._window.extract.list)

    def _next_revisit(self) -> None:
        if self._window.opened is not None:
            self._window.opened.recharting.next()

    def _still_right(self) -> None:
        if self._window.opened is not None:
            self._window.opened.recharting.still_right()

    def _close(self) -> None:
        if self._window.close_review():
            self._window.show_home()

    def _export_papers(self) -> None:
        if self._window.review is not None and self.stores():
            self._window.exporting.export_papers(self._window.review)

    def stores(self) -> bool:
        """Store what is typed on any page; else go to what could not be stored and say so."""
        opened = self._window.opened
        if opened is None:
            return False
        opened.flush()
        extract = opened.extract
        if extract.leave():
            return True
        from ui.extract.unstored import go_to_unstored

        self._window.show_extract()
        sentence = go_to_unstored(extract.form, extract.controller.record)
        self._window.messages.say(sentence, "warning")
        return False

    def _undo(self) -> None:
        self._step(back=True)

    def _redo(self) -> None:
        self._step(back=False)

    def _step(self, *, back: bool) -> None:
        window = self._window
        if self._editor is not None and window.opened is not None:
            window.opened.flush()
            window.status_line.clear_step()
            self._stepping.step(self._editor, back=back)

    def _back_up(self) -> None:
        self._window.backing_up.make()

    def _find_all(self) -> None:
        if self._window.review is not None:
            self._window.searching.ask(self._window.review)

    def _check(self) -> None:
        if self._window.opened is not None:
            self._window.opened.check()

    def _full_screen(self) -> None:
        window = self._window
        window.setWindowState(window.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _toggle_list(self) -> None:
        extract = self._window.extract
        if extract is not None:
            extract.list.set_rail(not extract.list.is_rail)
            self._window.settings.keep_flag("wide_list", not extract.list.is_rail)
            self._window.actions_by_id["view.list"].setChecked(not extract.list.is_rail)

    def _swap(self) -> None:
        extract = self._window.extract
        if extract is not None:
            extract.sides.swap()

    def _detach(self) -> None:
        if self._window.opened is not None:
            self._window.opened.layout.toggle()

    def _step_pane(self, by: int) -> None:
        extract = self._window.extract
        page: object = self._window.stack.currentWidget()
        if isinstance(page, StepsPanes):
            page.step_pane(by)
            return
        if extract is None:
            return
        panes = extract.panes()
        focused = QApplication.focusWidget()
        index = next((i for i, p in enumerate(panes) if focused and p.isAncestorOf(focused)), -1)
        pane = panes[(index + by) % len(panes)]
        extract.focus_pane(pane)

    def _add_report(self) -> None:
        if self._window.opened is not None:
            self._window.opened.reports.ask()

    def _next_report(self) -> None:
        if self._window.opened is not None:
            self._window.opened.reports.step()

    def _replace_paper(self) -> None:
        if self._window.opened is not None:
            self._window.opened.replacing.ask()

    def _step_study(self, by: int) -> None:
        page: object = self._window.stack.currentWidget()
        if isinstance(page, StepsStudies):
            page.step_study(by)
        elif self._window.extract is not None:
            self._window.extract.step_study(by)
