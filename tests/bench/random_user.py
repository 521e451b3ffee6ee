"""What somebody does who presses, clicks, drags, turns and types at random in the window."""

import random
from collections import deque
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ui.main_window import MainWindow

KEY, MOD, BUTTON = Qt.Key, Qt.KeyboardModifier, Qt.MouseButton
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789 ,.?"
KEYS = (
    *(KEY.Key_Tab, KEY.Key_Backtab, KEY.Key_Return, KEY.Key_Escape, KEY.Key_Space, KEY.Key_Menu),
    *(KEY.Key_Up, KEY.Key_Down, KEY.Key_Left, KEY.Key_Right, KEY.Key_Home, KEY.Key_End),
    *(KEY.Key_PageUp, KEY.Key_PageDown, KEY.Key_Delete, KEY.Key_Backspace),
    *(KEY.Key_F2, KEY.Key_F3, KEY.Key_F6, KEY.Key_F7, KEY.Key_F8),
)
MODIFIERS = (
    *[MOD.NoModifier] * 6,
    *(MOD.ShiftModifier, MOD.ControlModifier, MOD.AltModifier),
    MOD.ControlModifier | MOD.ShiftModifier,
)
TURNS = (-480, -120, -15, 15, 120, 480)  # eighths of a degree
SIZES = ((1366, 688), (1093, 534), (900, 600), (1920, 1000))
ENDS = ("app.quit",)
PATIENCE = 40  # steps in one dialog before it is closed


class RandomUser:
    """Does one thing at a time; `trail` holds what was done last."""

    def __init__(self, window: MainWindow, seed: int) -> None:
        """Use a window that shows a review; the same seed chooses the same things."""
        self.trail: deque[str] = deque(maxlen=12)
        self._window = window
        self._chance = random.Random(seed)
        self._dialog: QWidget | None = None
        self._stayed = 0

    def step(self) -> None:
        """Do something where the keys and the mouse would go now."""
        if self._is_stuck():
            return
        acts: tuple[tuple[Callable[[], None], int], ...] = (
            (self._key, 30),
            (self._click, 25),
            (self._drag, 13),
            (self._turn, 10),
            (self._choose, 15),
            (self._type, 2),
            (self._resize, 1),
            (self._escape, 4),
        )
        (act,) = self._chance.choices([act for act, _ in acts], [share for _, share in acts])
        act()

    def _is_stuck(self) -> bool:
        """Close a dialog in which nothing random leads on; tell whether that was done."""
        dialog = QApplication.activeModalWidget()
        self._stayed = self._stayed + 1 if dialog is not None and dialog is self._dialog else 0
        self._dialog = dialog
        if dialog is None or self._stayed < PATIENCE:
            return False
        self._note("closed", dialog)
        dialog.close()
        return True

    def _top(self) -> QWidget:
        popup, modal = QApplication.activePopupWidget(), QApplication.activeModalWidget()
        return popup or modal or QApplication.activeWindow() or self._window

    def _somewhere(self) -> tuple[QWidget, QPoint]:
        top = self._top()
        shown = [
            child
            for child in top.findChildren(QWidget)
            if child.isVisible() and child.width() > 4 and child.height() > 4
        ]
        widget = self._chance.choice(shown or [top])
        return widget, self._point(widget)

    def _point(self, widget: QWidget) -> QPoint:
        across, down = max(widget.width(), 1), max(widget.height(), 1)
        return QPoint(self._chance.randrange(across), self._chance.randrange(down))

    def _key(self) -> None:
        at, modifier = QApplication.focusWidget() or self._top(), self._chance.choice(MODIFIERS)
        letter = KEY(ord(self._chance.choice(LETTERS).upper()))
        key = self._chance.choice(KEYS) if self._chance.random() < 0.6 else letter
        if key is KEY.Key_Q and modifier & MOD.ControlModifier:
            return
        self._note(f"pressed {key.name} with {modifier.name or modifier}", at)
        QTest.keyClick(at, key, modifier)

    def _click(self) -> None:
        widget, point = self._somewhere()
        button = BUTTON.RightButton if self._chance.random() < 0.1 else BUTTON.LeftButton
        self._note(f"clicked {point.x()}, {point.y()}", widget)
        click = QTest.mouseDClick if self._chance.random() < 0.15 else QTest.mouseClick
        click(widget, button, self._chance.choice(MODIFIERS[:7]), point)

    def _drag(self) -> None:
        widget, start = self._somewhere()
        end = self._point(widget)
        self._note(f"dragged {start.toTuple()} to {end.toTuple()}", widget)
        QTest.mousePress(widget, BUTTON.LeftButton, MOD.NoModifier, start)
        for part in range(1, 5):
            QTest.mouseMove(widget, start + (end - start) * part / 4)
            QApplication.processEvents()
        QTest.mouseRelease(widget, BUTTON.LeftButton, MOD.NoModifier, end)

    def _turn(self) -> None:
        widget, point = self._somewhere()
        turn, modifier = QPoint(0, self._chance.choice(TURNS)), self._chance.choice(MODIFIERS)
        self._note(f"turned {turn.y()} with {modifier.name or modifier}", widget)
        around, phase = widget.mapToGlobal(point), Qt.ScrollPhase.NoScrollPhase
        event = QWheelEvent(
            *(QPointF(point), QPointF(around), QPoint(), turn),
            *(BUTTON.NoButton, modifier, phase, False),
        )
        QApplication.sendEvent(widget, event)

    def _choose(self) -> None:
        """Choose an action of the menus, as one can while no dialog stands before them."""
        if QApplication.activeModalWidget() is not None:
            return
        actions = self._window.actions_by_id
        able: list[QAction] = [
            actions[name] for name in actions if name not in ENDS and actions[name].isEnabled()
        ]
        action = self._chance.choice(able)
        self.trail.append(f"chose {action.objectName()}")
        action.trigger()

    def _type(self) -> None:
        at = QApplication.focusWidget() or self._top()
        text = "".join(self._chance.choices(LETTERS, k=self._chance.randrange(1, 12)))
        self._note(f"typed {text!r}", at)
        QTest.keyClicks(at, text)

    def _resize(self) -> None:
        size = self._chance.choice(SIZES)
        self.trail.append(f"made the window {size}")
        self._window.resize(*size)

    def _escape(self) -> None:
        top = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if top is not None:
            self._note("left", top)
            QTest.keyClick(top, KEY.Key_Escape)

    def _note(self, what: str, widget: QWidget) -> None:
        name = widget.accessibleName() or widget.objectName()
        self.trail.append(f"{what}: {type(widget).__name__} {name}".rstrip())


def files_of(folder: Path, chance: random.Random) -> Callable[..., tuple[str, str]]:
    """Return what stands for the system's dialogs: a new file in the folder, or none."""

    def chosen(*_args: object, **_more: object) -> tuple[str, str]:
        ending = chance.choice(("", ".xlsx", ".csv", ".pdf", ".svg", ".docx"))
        name = f"{chance.randrange(1 << 30)}{ending}"
        return (str(folder / name), "") if chance.random() < 0.7 else ("", "")

    return chosen
