"""Builds the actions of the table for one window and hands them to its panes."""

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from ui.action_table import ACTIONS, ActionRow, Role, Scope
from ui.theme import Tokens

MENU_ROLES = {
    Role.NONE: QAction.MenuRole.NoRole,
    Role.ABOUT: QAction.MenuRole.AboutRole,
    Role.PREFERENCES: QAction.MenuRole.PreferencesRole,
    Role.QUIT: QAction.MenuRole.QuitRole,
}
SINGLE_LETTER_SCOPES = (
    Scope.PDF,
    Scope.SEL,
    Scope.LIST,
    Scope.LIBRARY,
    Scope.SCREENING,
    Scope.CONSENSUS,
    Scope.CHECKING,
)


@dataclass(frozen=True, slots=True)
class Actions:
    """The actions of a window by id: `actions["file.new"].triggered.connect(...)`."""

    rows: tuple[ActionRow, ...]
    built: Mapping[str, QAction]
    mac: bool

    def __getitem__(self, action_id: str) -> QAction:
        """Return an action; raises KeyError."""
        return self.built[action_id]

    def __iter__(self) -> Iterator[str]:
        """Walk over the ids in the order of the table."""
        return iter(self.built)

    def of(self, scope: Scope) -> tuple[QAction, ...]:
        """Return the actions of a scope."""
        return tuple(self.built[row.id] for row in self.rows if row.scope is scope)

    def attach(self, scope: Scope, pane: QWidget) -> None:
        """Let the keys of a scope work while the pane or a child of it has the focus."""
        pane.addActions(self.of(scope))

    def tint(self, tokens: Tokens) -> None:
        """Draw the icons in the colours of the theme."""
        for row in self.rows:
            if row.icon:
                self.built[row.id].setIcon(tokens.icon(row.icon))

    def use_single_letters(self, on: bool) -> None:
        """Switch the keys without a modifier on or off (WCAG 2.1.4); F keys always work."""
        for row in self.rows:
            if row.scope in SINGLE_LETTER_SCOPES:
                keys = [key for key in row.keys_on(self.mac) if on or not is_single_letter(key)]
                self.built[row.id].setShortcuts([QKeySequence(key) for key in keys])


def build_actions(
    window: QWidget, tokens: Tokens | None, mac: bool = sys.platform == "darwin"
) -> Actions:
    """Make every action; the global ones work at once in the whole window.

    Without tokens the icons wait for `tint`: drawing them all takes longer than the rest.
    """
    built = {row.id: _action(row, window, mac) for row in ACTIONS}
    actions = Actions(ACTIONS, MappingProxyType(built), mac)
    if tokens is not None:
        actions.tint(tokens)
    actions.attach(Scope.GLOBAL, window)
    return actions


def is_single_letter(key: str) -> bool:
    """Tell whether a key types a character: one letter, digit or sign, with or without Shift."""
    return len(key.removeprefix("Shift+")) == 1


def name_of(row: ActionRow) -> str:
    """Return what an action is called in the user's language, without its mnemonic."""
    return _translated(row.text).replace("&", "").removesuffix("…")


def tip_of(row: ActionRow) -> str:
    """Return what an action does, in the user's language."""
    return _translated(row.tip)


def key_text(action: QAction) -> str:
    """Return the first key as this platform writes it, or nothing."""
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)


def _action(row: ActionRow, window: QWidget, mac: bool) -> QAction:
    action = QAction(_translated(row.text), window)
    action.setObjectName(row.id)
    action.setShortcuts([QKeySequence(key) for key in row.keys_on(mac)])
    action.setShortcutContext(_context(row.scope))
    action.setAutoRepeat(row.scope is Scope.PDF or row.id.startswith(("edit.find", "nav.")))
    action.setCheckable(row.checkable)
    action.setStatusTip(tip_of(row))
    action.setToolTip(_tool_tip(row, action))
    action.setMenuRole(MENU_ROLES[row.role])
    return action


def _context(scope: Scope) -> Qt.ShortcutContext:
    if scope is Scope.GLOBAL:
        return Qt.ShortcutContext.WindowShortcut
    return Qt.ShortcutContext.WidgetWithChildrenShortcut


def _tool_tip(row: ActionRow, action: QAction) -> str:
    name, key = name_of(row), key_text(action)
    return f"{name} ({key})" if key else name


def _translated(text: str) -> str:
    return QCoreApplication.translate("actions", text)
