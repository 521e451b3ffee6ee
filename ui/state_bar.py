"""The bar under the menus: workspaces, the open study, the clock, the reviewer, export."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolBar, QToolButton, QWidget

from ui.actions import Actions
from ui.style_sheet import set_kind
from ui.theme import Tokens
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.save_clock import SaveClock
from ui.workspaces import actions_shown

if TYPE_CHECKING:
    from app.domain.studies import Reviewer, Study

NAME, ICON, EDGE = 120, 44, 8  # pixels: least of the study's name, a button less its words


class StateBar(QToolBar):
    """Always there; what does not fit moves into the bar's extension menu."""

    retry_requested = Signal()

    def __init__(self, actions: Actions, tokens: Tokens, parent: QWidget | None = None) -> None:
        """Build the bar with nothing open."""
        super().__init__(parent)
        self.setObjectName("state_bar")
        self.setWindowTitle(self.tr("State bar"))
        self.setMovable(False)
        self.setFloatable(False)
        self.toggleViewAction().setEnabled(False)
        self.setIconSize(QSize(18, 18))
        self._actions = actions
        self._worded: list[QToolButton] = []
        self._study = ElidedLabel()
        self._count = QLabel()
        self._reviewer = QLabel()
        self.clock = SaveClock(tokens)
        self.clock.retry_requested.connect(self.retry_requested)
        self._build()
        self.show_nothing()

    def show_study(self, study: Study, index: int, total: int) -> None:
        """Name the study that is open; `index` counts from 0."""
        title = f" · {study.title}" if study.title else ""
        self._study.setText(f"{study.label}{title}")
        self._study.setToolTip(f"{study.label}{title}")
        self._count.setText(self.tr("{n} of {total}").format(n=index + 1, total=total))
        self._actions["nav.prevstudy"].setEnabled(index > 0)
        self._actions["nav.nextstudy"].setEnabled(index + 1 < total)

    def show_nothing(self) -> None:
        """Show that no study is open."""
        self._study.setText("")
        self._count.setText("")
        for name in ("nav.prevstudy", "nav.nextstudy"):
            self._actions[name].setEnabled(False)

    def show_reviewer(self, reviewer: Reviewer | None) -> None:
        """Show who is extracting."""
        self._reviewer.setText(reviewer.initials if reviewer else "")
        self._reviewer.setToolTip(
            self.tr("Reviewer: {name}").format(name=reviewer.name) if reviewer else ""
        )
        self._reviewer.setAccessibleName(self._reviewer.toolTip())

    def dress(self, tokens: Tokens) -> None:
        """Use the colours of another theme."""
        self.clock.dress(tokens)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Name the workspaces and the export where there is room, else show their icons."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Measure again when the text size changes, or the theme: that forgets the widths."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit()
        elif event.type() is QEvent.Type.StyleChange:
            QTimer.singleShot(0, self, self._fit)  # the buttons are dressed after the bar

    def _fit(self) -> None:
        """Name every workspace, or where that is too wide the one in front, or else none."""
        in_front = [button for button in self._worded if button.isChecked()]
        fits = (named for named in (self._worded, in_front) if self._needed(named) <= self.width())
        named = next(fits, [])
        style = Qt.ToolButtonStyle
        for button in self._worded:
            button.setToolButtonStyle(
                style.ToolButtonTextBesideIcon if button in named else style.ToolButtonIconOnly
            )
            button.setMinimumWidth(button.sizeHint().width())
        layout = self.layout()
        if layout is not None:  # a bar lays its buttons out before they change
            layout.invalidate()
            layout.setGeometry(self.rect())

    def _needed(self, named: Collection[QWidget]) -> int:
        """Return the pixels at which all stand in sight, `named` with words, the study short."""
        found = 2 * EDGE
        for action in self.actions():
            widget = self.widgetForAction(action)
            if widget in named:
                words = action.text().replace("&", "").removesuffix("…")
                found += self.fontMetrics().horizontalAdvance(words) + ICON
            elif widget in self._worded:
                found += ICON
            elif widget is self._study:
                found += NAME
            else:
                found += max(widget.sizeHint().width(), 0)
        return found

    def _build(self) -> None:
        for name in actions_shown():
            self._button(self._actions[name], text=True)
        self.addSeparator()
        self._button(self._actions["nav.prevstudy"])
        self._study.setMinimumWidth(NAME)
        self._study.setMaximumWidth(520)
        self._study.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._study.setAccessibleName(self.tr("Study"))
        set_kind(self._study, "label")
        self.addWidget(self._study)
        self._button(self._actions["nav.nextstudy"])
        self.addWidget(_padded(self._count))
        spacer = QWidget()
        spacer.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(spacer)
        self.addWidget(_padded(self.clock))
        self.addWidget(_padded(self._reviewer))
        self._button(self._actions["file.export"], text=True)

    def _button(self, action: QAction, *, text: bool = False) -> None:
        self.addAction(action)
        button = self.widgetForAction(action)
        if isinstance(button, QToolButton):
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
            if text:
                self._worded.append(button)
                action.toggled.connect(self._fit)
            button.setAccessibleName(action.text().replace("&", ""))
            button.setMinimumHeight(28)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)


def _padded(widget: QWidget) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(6, 0, 6, 0)
    row.addWidget(widget)
    return box
