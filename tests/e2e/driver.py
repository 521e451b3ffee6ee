"""Drives the real window the way a reviewer does: by mouse, keys and what can be read on it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.bootstrap import Review
from app.domain.anchors import Rect
from app.domain.records import Record
from app.pdf.locate import find_text
from app.pdf.requests import Priority
from app.pdf.text import PageText, Span, span_rects
from tests.e2e import finding
from ui.export.export_dialog import ExportDialog
from ui.extract.workspace import ExtractWorkspace
from ui.form.choice_list import ChoiceList
from ui.form.field_card import FieldCard
from ui.form.field_finder import FieldFinder
from ui.main_window import MainWindow
from ui.reader.layout import Spot
from ui.settings import Settings
from ui.theme import ThemeController, ThemeMode

TIMEOUT = 20_000
USUAL = (1366, 688)
LEFT, NO_KEY = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
Act = Callable[[QDialog], None]
Kind = TypeVar("Kind", bound=QWidget)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reviewer is: study, page (from 1), target."""

    study: str
    page: int
    target: str


class Driver:
    """A window with settings of its own, and verbs in the reviewer's words."""

    def __init__(self, qtbot: QtBot, home: Path, size: tuple[int, int] = USUAL) -> None:
        self.qtbot = qtbot
        self.settings_file = home / "chartdesk.ini"
        self.theme = ThemeController(QApplication.instance())
        self.size = size
        self.window = self._start()

    @property
    def extract(self) -> ExtractWorkspace:
        """The extraction workspace."""
        assert self.window.extract is not None, "no review is open"
        return self.window.extract

    @property
    def review(self) -> Review:
        """The review that is open."""
        assert self.window.review is not None, "no review is open"
        return self.window.review

    @property
    def record(self) -> Record:
        """The record that is open, as it is stored."""
        shown = self.extract.controller.record
        assert shown is not None, "no study is open"
        return self.review.records.record(shown.study.study_id)

    # the window

    def open(self, folder: Path) -> None:
        """Open a review and wait until its study can be used."""
        self.window.open_folder(folder)
        self.wait(lambda: self.window.extract is not None)
        self.settle()

    def close(self) -> None:
        """Close the window, as at the end of a day."""
        self.window.close()
        self.window.deleteLater()

    def reopen(self, folder: Path) -> None:
        """Close the window, start another one and open the review."""
        self.close()
        self.window = self._start()
        self.open(folder)

    def come_back(self) -> None:
        """Give the window the keys again, as a system does when a dialog is gone."""
        self.window.activateWindow()
        self.wait(self.window.isActiveWindow)

    def wait(self, condition: Callable[[], object], timeout: int = TIMEOUT) -> None:
        """Wait until a condition holds."""
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=timeout)

    def settle(self) -> None:
        """Wait until the paper is there and drawn, or there is none to draw."""
        source, canvas = self.extract.source, self.extract.reader.canvas
        self.wait(
            lambda: (
                not source.is_opening
                and (not source.is_open or (source.is_settled and canvas.is_ready))
            )
        )

    def _start(self) -> MainWindow:
        settings = Settings(self.settings_file)
        self.theme.apply(settings.choices.theme or ThemeMode.LIGHT, settings.choices.text_scale)
        window = MainWindow(settings, self.theme)
        window.resize(*self.size)
        with self.qtbot.waitActive(window, timeout=TIMEOUT):
            window.show()
            window.activateWindow()
        return window

    # keys and menus

    def press(self, keys: str) -> None:
        """Press keys such as "F" or "Ctrl+E" wherever the focus is."""
        combination = QKeySequence(keys)[0]
        QTest.keyClick(focused(), combination.key(), combination.keyboardModifiers())

    def write(self, text: str) -> None:
        """Type text wherever the focus is."""
        QTest.keyClicks(focused(), text)

    def trigger(self, action_id: str) -> None:
        """Choose an action in the menus."""
        action = self.window.actions_by_id[action_id]
        assert action.isEnabled(), f"{action_id} is greyed out"
        action.trigger()

    def undo(self) -> None:
        """Press Ctrl+Z."""
        self.press("Ctrl+Z")

    def redo(self) -> None:
        """Press Ctrl+Y."""
        self.press("Ctrl+Y")

    def click(self, name: str, root: QWidget | None = None) -> None:
        """Click the control with this accessible name."""
        widget = self.named(name, root=root)
        QTest.mouseClick(widget, LEFT, NO_KEY, widget.rect().center())

    def named(
        self, name: str, kind: type[QWidget] = QWidget, root: QWidget | None = None
    ) -> QWidget:
        """Return the visible widget with this accessible name or text."""
        return finding.named(root or self.window, name, kind)

    def message(self) -> str:
        """Return what the window says at its foot."""
        return self.window.messages.text

    def banner(self) -> str:
        """Return the lasting notice above the workspace."""
        return self.window.banner.text

    def clock(self) -> str:
        """Return what the clock says."""
        return self.window.state_bar.clock.text

    # studies and places

    def study(self) -> str:
        """Return the label of the study that is open."""
        return self.record.study.label

    def open_study(self, label: str) -> None:
        """Walk to a study with Ctrl+PgUp and Ctrl+PgDown."""
        labels = [study.label for study in self.extract.studies]
        steps = labels.index(label) - labels.index(self.study())
        for _ in range(abs(steps)):
            self.press("Ctrl+PgDown" if steps > 0 else "Ctrl+PgUp")
        self.settle()
        assert self.study() == label

    def place(self) -> Place:
        """Return where the reviewer is."""
        return Place(self.study(), self.extract.reader.canvas.view.page + 1, self.target())

    # the paper

    def page_text(self, page: int) -> PageText:
        """Return the text of a page (from 1)."""
        source = self.extract.source
        source.need_texts((page - 1,), Priority.VISIBLE)
        self.wait(lambda: source.text(page - 1) is not None)
        text = source.text(page - 1)
        assert text is not None
        return text

    def rects(self, page: int, first: str, last: str = "") -> tuple[Rect, ...]:
        """Return the lines from some words to others on a page (from 1)."""
        text = self.page_text(page)
        start = find_text(text, first)[0]
        end = next(span for span in find_text(text, last or first) if span.end >= start.end)
        return span_rects(text, Span(start.start, end.end))

    def read_to(self, page: int, rects: tuple[Rect, ...]) -> None:
        """Scroll until a place stands at one third of the height."""
        canvas = self.extract.reader.canvas
        canvas.show_spot(Spot(page - 1, rects[0].left, rects[0].top))
        self.settle()

    def point(self, page: int, x: float, y: float) -> QPoint:
        """Return the pixel of the pages for a point (in PDF points) of a page (from 1)."""
        left, top = self.extract.reader.canvas.view.point_of(Spot(page - 1, x, y))
        return QPoint(round(left), round(top))

    def select_text(self, page: int, first: str, last: str = "") -> None:
        """Drag with the mouse from some words to the end of others on a page (from 1)."""
        rects = self.rects(page, first, last)
        self.read_to(page, rects)
        head, tail = rects[0], rects[-1]
        start = self.point(page, head.left + 1, (head.top + head.bottom) / 2)
        end = self.point(page, tail.right - 1, (tail.top + tail.bottom) / 2)
        area = self.extract.reader.canvas.viewport()
        QTest.mousePress(area, LEFT, NO_KEY, start)
        QTest.mouseMove(area, start + QPoint(6, 0))
        QTest.mouseMove(area, end)
        QTest.mouseRelease(area, LEFT, NO_KEY, end)

    def click_text(self, page: int, words: str) -> None:
        """Click words on a page (from 1), such as a highlight."""
        rects = self.rects(page, words)
        self.read_to(page, rects)
        at = self.point(page, (rects[0].left + rects[0].right) / 2, rects[0].top + 4)
        QTest.mouseClick(self.extract.reader.canvas.viewport(), LEFT, NO_KEY, at)

    def selection(self) -> str:
        """Return the selected text in one line, or nothing."""
        selected = self.extract.reader.selection()
        return " ".join(selected.quote.split()) if selected else ""

    # the form

    def target(self) -> str:
        """Return number and label of the target, as the line at the foot names it."""
        labels = self.window.status_line.findChildren(QLabel)
        told = [text.text() for text in labels if text.text().startswith("Target: ")]
        return told[0].removeprefix("Target: ") if told else ""

    def show_section(self, name: str) -> None:
        """Choose a section in the picker."""
        picker = finding.named(self.extract.form, "Section", QComboBox)
        assert isinstance(picker, QComboBox)
        index = picker.findText(f": {name} (", Qt.MatchFlag.MatchContains)
        assert index >= 0, f"no section {name}"
        picker.setCurrentIndex(index)  # a popup that closes at once upsets the platform's focus
        picker.activated.emit(index)

    def cards(self, label: str) -> list[FieldCard]:
        """Return the cards of a field that are on screen, row by row."""
        said = re.compile(rf"\d+, {re.escape(label)}, ")
        cards = self.extract.form.findChildren(FieldCard)
        found = [card for card in cards if said.match(card.accessibleName()) and card.isVisible()]
        return sorted(found, key=lambda card: card.mapTo(self.extract.form, QPoint()).y())

    def card(self, label: str, row: int = 1) -> FieldCard:
        """Return the card of a field, of a row counted from 1."""
        found = self.cards(label)
        assert len(found) >= row, f"no card {label!r} on screen"
        return found[row - 1]

    def click_card(self, label: str, row: int = 1) -> None:
        """Click the head of a card."""
        head = self.card(label, row).head
        QTest.mouseClick(head, LEFT, NO_KEY, QPoint(2, head.height() - 2))

    def click_editor(self, label: str, row: int = 1) -> None:
        """Click into the editor of a card."""
        editor = self.card(label, row).editor.inputs()[0]
        at = QPoint(12, min(editor.height(), 28) // 2)
        area = editor.childAt(at) or editor
        QTest.mouseClick(area, LEFT, NO_KEY, area.mapFrom(editor, at))

    def type_into(self, label: str, text: str, row: int = 1) -> None:
        """Click into a card and type."""
        self.click_editor(label, row)
        self.write(text)

    def choose(self, label: str, option: str, row: int = 1) -> None:
        """Type an option into a choice field and press Return."""
        box = self.card(label, row).editor.inputs()[0]
        assert isinstance(box, QComboBox)
        line = box.lineEdit()
        assert line is not None
        line.setFocus()
        line.selectAll()
        self.write(option)
        self.press("Return")

    def value_of(self, label: str, row: int = 1) -> str:
        """Return what the card of a field shows."""
        return self.card(label, row).editor.text()

    def chips_of(self, label: str, row: int = 1) -> list[str]:
        """Return the words at the head of a card: states and pages."""
        return [chip.text() for chip in self.card(label, row).head.chips()]

    def click_chip(self, label: str, text: str, row: int = 1) -> None:
        """Click a word at the head of a card, such as "p. 2"."""
        chips = self.card(label, row).head.chips()
        chip = next(chip for chip in chips if chip.text() == text)
        QTest.mouseClick(chip, LEFT, NO_KEY, chip.rect().center())

    # popups and dialogs

    def popup(self, kind: type[Kind]) -> Kind:
        """Return the open popup."""
        found = QApplication.activePopupWidget()
        assert isinstance(found, kind), f"{found} is open, not {kind.__name__}"
        return found

    def choices(self) -> list[str]:
        """Return the options of the numbered popup, in order."""
        return finding.rows_of(self.popup(ChoiceList))

    def found_fields(self) -> list[str]:
        """Return the fields that the type-ahead offers, in order."""
        return finding.rows_of(self.popup(FieldFinder))

    def export(self) -> Path:
        """Press Ctrl+E, the first time in the choices too; return what was written."""
        with self.qtbot.waitSignal(self.window.exporting.exported, timeout=TIMEOUT) as written:
            self.press("Ctrl+E")
            for first in self.window.findChildren(ExportDialog):
                if first.isVisible():
                    first.export_button.click()
                    self.come_back()
        return Path(written.args[1])

    def answering(self, act: Act, over: QDialog | None = None) -> "Answering":
        """Act on the dialog that opens inside the block, or over another one."""
        return Answering(self, act, over)


class Answering:
    """Waits for a modal dialog while the block runs, acts on it, and checks that it came."""

    def __init__(self, driver: Driver, act: Act, over: QDialog | None = None) -> None:
        self._driver = driver
        self._act = act
        self._over = over
        self.problem: BaseException | None = None
        self.was_open = False
        self._timer = QTimer(interval=20)
        self._timer.timeout.connect(self._look)

    def __enter__(self) -> "Answering":
        """Begin to look out for the dialog."""
        self._timer.start()
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        """Wait until the dialog was there and is gone."""
        if kind is None:
            self._driver.wait(lambda: self.was_open)
        self._timer.stop()
        if self.problem is not None:
            raise self.problem

    def _look(self) -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QDialog) or dialog is self._over or not dialog.isVisible():
            return
        self._timer.stop()
        try:
            self._act(dialog)
        except BaseException as error:  # noqa: BLE001 - raised again where the test can see it
            self.problem = error
            dialog.reject()
        self.was_open = True


def focused() -> QWidget:
    """Return where keys go now: the popup, else the widget with the focus."""
    popup = QApplication.activePopupWidget()
    widget = (popup.focusWidget() or popup) if popup is not None else QApplication.focusWidget()
    assert widget is not None, "nothing has the focus"
    return widget


def write_into(dialog: QWidget, name: str, text: str) -> None:
    """Replace the text of a line of a dialog."""
    line = finding.named(dialog, name, QLineEdit)
    assert isinstance(line, QLineEdit)
    line.selectAll()
    QTest.keyClicks(line, text)
