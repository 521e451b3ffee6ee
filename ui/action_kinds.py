"""What an action of the window is, and where its keys work."""

from dataclasses import dataclass
from enum import StrEnum


class Scope(StrEnum):
    """Where an action's keys work: the whole window, or one pane that has the focus."""

    GLOBAL = "GLOBAL"
    EXTRACT = "EXTRACT"
    PDF = "PDF"
    SEL = "SEL"
    LIST = "LIST"
    BUILDER = "BUILDER"
    LIBRARY = "LIBRARY"
    SCREENING = "SCREENING"
    CONSENSUS = "CONSENSUS"
    CHECKING = "CHECKING"
    GRID = "GRID"


class Role(StrEnum):
    """Where macOS moves an action in its own application menu."""

    NONE = "none"
    ABOUT = "about"
    PREFERENCES = "preferences"
    QUIT = "quit"


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One action; `keys` are portable sequences, `mac` None means the same keys.

    On macOS Qt reads Ctrl as Command and Meta as Control.
    """

    id: str
    text: str
    scope: Scope
    tip: str
    keys: tuple[str, ...] = ()
    mac: tuple[str, ...] | None = None
    icon: str = ""
    checkable: bool = False
    role: Role = Role.NONE

    def keys_on(self, mac: bool) -> tuple[str, ...]:
        """Return the keys of a platform, the one to show first."""
        return self.mac if mac and self.mac is not None else self.keys
