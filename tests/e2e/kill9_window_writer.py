"""A window to be killed while a reviewer types in it: python -m tests.e2e.kill9_window_writer DIR.

Whenever the clock shows "Saved", a line with the answers stored so far is written to the output,
in one piece: {"field": value, ...}.
"""

import json
import os
import sys
from itertools import cycle
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.domain.answers import Cell
from ui.demo import wait
from ui.main_window import MainWindow
from ui.settings import Settings
from ui.theme import ThemeController

FIELDS = ("source.context", "design.aims", "findings.findings", "notes.notes")
SENTENCE = "Peer workers met people weekly, in pairs and groups. "
KEY_MS = 12
LETTERS_A_FIELD = 40


class Typist(QObject):
    """Types for ever, going on to the next field after some letters, and fills now and then."""

    def __init__(self, window: MainWindow) -> None:
        """Type into the form of the last study of the window's review."""
        super().__init__(window)
        assert window.extract is not None
        self._extract = window.extract
        self._letters = cycle(SENTENCE)
        self._fields = cycle(FIELDS)
        self._left = 0
        assert window.editor is not None
        window.editor.changed.connect(self._acknowledge)  # after the panes and the clock
        self._timer = QTimer(self)
        self._timer.setInterval(KEY_MS)
        self._timer.timeout.connect(self._type)
        self._timer.start()

    def _type(self) -> None:
        if self._left == 0:
            self._left = LETTERS_A_FIELD
            record = self._extract.controller.record
            assert record is not None
            self._extract.form.focus_cell(Cell(record.extraction_id, next(self._fields)))
            return
        self._left -= 1
        widget = QApplication.focusWidget()
        if widget is not None:
            QTest.keyClicks(widget, next(self._letters), Qt.KeyboardModifier.NoModifier)

    def _acknowledge(self) -> None:
        record = self._extract.controller.record
        assert record is not None
        saved = {
            cell.field_id: answer.value
            for cell, answer in record.answers.items()
            if cell.field_id in FIELDS
        }
        os.write(1, (json.dumps(saved) + "\n").encode())


def main() -> None:
    """Open the review, go to the last study, type until killed."""
    folder = Path(sys.argv[1])
    app = QApplication(sys.argv[:1])
    theme = ThemeController(app, app)
    theme.apply("light")
    window = MainWindow(Settings(folder.parent / "settings.ini"), theme)
    window.show()
    window.open_folder(folder)
    wait(lambda: window.extract is not None and window.extract.controller.record is not None)
    assert window.extract is not None
    window.extract.open_study(window.extract.studies[-1].study_id)
    window.activateWindow()
    typist = Typist(window)
    app.exec()
    del typist


if __name__ == "__main__":
    main()
