"""The workspaces of an open review beside Extract and Project, and what they are built with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from app.bootstrap import Review
    from app.domain.answers import Cell
    from app.domain.studies import Study
    from ui.actions import Actions
    from ui.editor import Editor
    from ui.jobs import Jobs
    from ui.settings import Settings
    from ui.theme import Tokens


@dataclass(frozen=True, slots=True)
class Desk:
    """What a workspace works with while a review is open.

    `say(text, tone)` shows a short message; `show_place(study_id, places, paper)` opens a study
    in Extract at places of one of its papers (a SHA-256), `show_cell(study_id, cell)` at a field;
    `go(workspace_id, target)` opens another workspace at a target that it understands;
    `name_study(study, index, total)` names a study above the workspace, the index from 0.
    """

    review: Review
    editor: Editor
    jobs: Jobs
    actions: Actions
    settings: Settings
    tokens: Tokens
    window: QWidget
    say: Callable[[str, str], None]
    show_place: Callable[..., None]
    show_cell: Callable[[str, Cell], None]
    go: Callable[[str, object], None]
    name_study: Callable[[Study, int, int], None]


class Workspace(Protocol):
    """One page of the window that works on the open review; it is built when first shown."""

    @property
    def widget(self) -> QWidget:
        """The page itself."""
        ...

    def enter(self) -> None:
        """Read what it shows again: it comes to the front."""
        ...

    def go_to(self, target: object) -> None:
        """Show a target that another workspace names."""
        ...

    def flush(self) -> bool:
        """Store what is being typed; False when something typed can't be stored."""
        ...

    def dress(self, tokens: Tokens) -> None:
        """Use the colours of another theme."""
        ...

    def close(self) -> None:
        """Let go of the review; the window takes the page away afterwards."""
        ...


@runtime_checkable
class StepsPanes(Protocol):
    """A page that F6 walks through by itself."""

    def step_pane(self, by: int) -> None:
        """Move the focus to the next of its panes, or the one before."""
        ...


@runtime_checkable
class StepsStudies(Protocol):
    """A page that shows one study and goes to the next by itself."""

    def step_study(self, by: int) -> None:
        """Show the next of its studies, or the one before."""
        ...


@dataclass(frozen=True, slots=True)
class WorkspaceRow:
    """A workspace: its id (also the page of its undo steps), its action, and how it is built.

    One that changes `answers` takes back the steps of all records, wherever they were made.
    """

    workspace_id: str
    action: str
    build: Callable[[Desk], Workspace]
    answers: bool = False


def _designer(desk: Desk) -> Workspace:
    from ui.designer.workspace import DesignerWorkspace

    return DesignerWorkspace(desk)


def _library(desk: Desk) -> Workspace:
    from ui.library.workspace import LibraryWorkspace

    return LibraryWorkspace(desk)


def _screening(desk: Desk) -> Workspace:
    from ui.screening.workspace import ScreeningWorkspace

    return ScreeningWorkspace(desk)


def _table(desk: Desk) -> Workspace:
    from ui.table.workspace import TableWorkspace

    return TableWorkspace(desk)


def _checking(desk: Desk) -> Workspace:
    from ui.checking.workspace import CheckingWorkspace

    return CheckingWorkspace(desk)


def _consensus(desk: Desk) -> Workspace:
    from ui.consensus.workspace import ConsensusWorkspace

    return ConsensusWorkspace(desk)


def _figures(desk: Desk) -> Workspace:
    from ui.figures.workspace import FiguresWorkspace

    return FiguresWorkspace(desk)


def _coding(desk: Desk) -> Workspace:
    from ui.coding.workspace import CodingWorkspace

    return CodingWorkspace(desk)


ROWS: tuple[WorkspaceRow, ...] = (
    WorkspaceRow("library", "view.library", _library),
    WorkspaceRow("screening", "view.screening", _screening),
    WorkspaceRow("table", "view.table", _table, answers=True),
    WorkspaceRow("consensus", "view.consensus", _consensus),
    WorkspaceRow("checking", "view.checking", _checking),
    WorkspaceRow("figures", "view.figures", _figures),
    WorkspaceRow("coding", "view.coding", _coding),
    WorkspaceRow("form", "view.form", _designer),
)
"""Every workspace but Extract and Project, each imported when it is first shown."""

ORDER = (
    "view.library",
    "view.screening",
    "view.extract",
    "view.consensus",
    "view.table",
    "view.figures",
    "view.form",
    "view.project",
)
"""The places of the workspaces' actions in the state bar; those that do not exist are left out."""


BESIDE = ("view.checking",)
"""Workspaces that have no place in the state bar: they are opened from the menus."""


def actions_shown() -> tuple[str, ...]:
    """Return the actions of the workspaces there are, in the order of the state bar."""
    there = {"view.extract", "view.project", *(row.action for row in ROWS)}
    return tuple(name for name in ORDER if name in there)
