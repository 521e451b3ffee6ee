"""Where paper and form stand, on each set of screens: sizes, sides, the paper's own window."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QObject, QRect, Qt, QTimer
from PySide6.QtGui import QGuiApplication

from ui.extract.paper_window import PaperWindow
from ui.screens import rescued, screen_set
from ui.status_line import StatusLine

if TYPE_CHECKING:
    from app.domain.studies import Study
    from ui.editor import Editor
    from ui.extract.workspace import ExtractWorkspace
    from ui.main_window import MainWindow

SHARE = 0.6  # of the screen's width, for the paper's window on the only screen
SETTLE_MS = 800  # rest after which places are kept, and other screens are looked at
WIDE = 1600  # pixels from which the study list shows names


class PaneLayout(QObject):
    """Moves the paper into its own window and back, and keeps all this for the next day."""

    def __init__(self, extract: ExtractWorkspace, editor: Editor, window: MainWindow) -> None:
        """Watch the workspace; nothing moves before `restore`."""
        super().__init__(window)
        self._extract = extract
        self._editor = editor
        self._main = window
        self._screens = screen_set(QGuiApplication.screens())
        self._target: tuple[str | None, bool] = (None, False)
        self._study = ""
        self.paper_window: PaperWindow | None = None
        self._keep_soon = QTimer(self, singleShot=True, interval=2 * SETTLE_MS)
        self._keep_soon.timeout.connect(self.keep)
        self._look_soon = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._look_soon.timeout.connect(self._on_screens_changed)
        extract.study_shown.connect(self._on_study_shown)
        extract.controller.target_named.connect(self._on_target_named)
        extract.sides.reader_wanted.connect(self._on_reader_wanted)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.screenAdded.connect(self._look_soon.start)
            application.screenRemoved.connect(self._look_soon.start)

    def restore(self) -> None:
        """Arrange the panes as they were left on these screens."""
        settings, extract = self._main.settings, self._extract
        sides = extract.sides
        kept = _read(settings.place(f"panes/{self._screens}"))
        if bool(kept.get("swapped")) != sides.is_swapped:
            sides.swap()
        sides.set_sizes(settings.splitter("extract", self._screens))
        self._main.actions_by_id["view.swap"].setChecked(sides.is_swapped)
        wide = settings.flag("wide_list", default=self._main.width() >= WIDE)
        extract.list.set_rail(not wide)
        self._main.actions_by_id["view.list"].setChecked(wide)
        if bool(kept.get("detached")) != sides.is_detached:
            self.toggle(keeps=False)

    def keep(self) -> None:
        """Keep how the panes are arranged, for these screens."""
        sides, settings = self._extract.sides, self._main.settings
        kept = _read(settings.place(f"panes/{self._screens}"))
        kept["detached"], kept["swapped"] = sides.is_detached, sides.is_swapped
        if self.paper_window is not None:
            kept["geometry"] = bytes(self.paper_window.saveGeometry().toHex().data()).decode()
        settings.keep_place(f"panes/{self._screens}", json.dumps(kept))
        settings.keep_splitter("extract", self._screens, sides.sizes())

    def toggle(self, *, keeps: bool = True) -> None:
        """Give the paper a window of its own, or take it back."""
        if self.paper_window is None:
            self._detach()
        else:
            self.paper_window.close()
        if keeps:
            self.keep()

    def close(self) -> None:
        """Keep the arrangement and take the paper back: the review is closed."""
        self.keep()
        if self.paper_window is not None:
            self.paper_window.close()
        self._keep_soon.stop()
        self.deleteLater()

    def _detach(self) -> None:
        extract, window = self._extract, self._main
        strip = StatusLine(window.jobs)
        extract.sides.detach()
        paper_window = PaperWindow(extract.reader, strip, window.actions_by_id)
        strip.show_target(*self._target)
        view = extract.reader.canvas.view
        strip.show_page(view.page, len(view.sizes))
        extract.reader.page_changed.connect(strip.show_page)
        extract.controller.target_named.connect(strip.show_target)
        extract.filled.connect(strip.show_step)
        self._editor.steps.undo_changed.connect(strip.keep_step)
        self._editor.stepped.connect(strip.clear_step)
        strip.undo_requested.connect(window.actions_by_id["edit.undo"].trigger)
        paper_window.name(self._study)
        self._place(paper_window)
        paper_window.closing.connect(self._on_closing)
        paper_window.rearranged.connect(self._keep_soon.start)
        self.paper_window = paper_window
        extract.reader.show()
        paper_window.show()
        window.actions_by_id["view.detach"].setChecked(True)

    def _place(self, paper_window: PaperWindow) -> None:
        """Put the window where it was, else on the other screen, else at the left of the one."""
        kept = _read(self._main.settings.place(f"panes/{self._screens}"))
        screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
        geometry = QByteArray.fromHex(str(kept.get("geometry", "")).encode())
        if paper_window.restoreGeometry(geometry):
            place = rescued(paper_window.geometry(), screens)
            if place != paper_window.geometry():
                paper_window.setGeometry(place)
            return
        own = self._main.screen()
        others = [s for s in QGuiApplication.screens() if s is not own]
        room = (others[0] if others else own).availableGeometry()
        width = room.width() if others else round(SHARE * room.width())
        paper_window.setGeometry(QRect(room.left(), room.top(), width, room.height()))

    def _on_closing(self) -> None:
        paper_window, self.paper_window = self.paper_window, None
        if paper_window is None:
            return
        self._extract.sides.attach()
        paper_window.deleteLater()
        self._extract.reader.setFocus(Qt.FocusReason.OtherFocusReason)
        self._main.actions_by_id["view.detach"].setChecked(False)
        self._keep_soon.start()

    def _on_screens_changed(self) -> None:
        screens = screen_set(QGuiApplication.screens())
        if screens != self._screens:
            self._screens = screens
            self.restore()

    def _on_study_shown(self, study: Study) -> None:
        self._study = study.label
        if self.paper_window is not None:
            self.paper_window.name(study.label)

    def _on_target_named(self, name: str | None, is_filled: bool) -> None:
        self._target = (name, is_filled)

    def _on_reader_wanted(self) -> None:
        if self.paper_window is not None:
            self.paper_window.come_forward()


def _read(text: str) -> dict[str, object]:
    """Return what was kept; nothing when it cannot be read."""
    try:
        kept = json.loads(text or "{}")
    except json.JSONDecodeError:
        return {}
    return kept if isinstance(kept, dict) else {}
