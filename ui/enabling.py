"""Which actions of the window need an open review, one that may be written, or a workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.action_table import Scope
from ui.flow_rows import FLOWS, Needs
from ui.workspaces import BESIDE, actions_shown

if TYPE_CHECKING:
    from app.bootstrap import Review
    from ui.actions import Actions

NEEDS_REVIEW = (
    "file.close",
    "file.exportpdf",
    "edit.find",
    "edit.findnext",
    "edit.findprev",
    "edit.findall",
    *actions_shown(),
    *BESIDE,
    "view.coding",
    "view.list",
    "list.others",
    "view.swap",
    "view.detach",
    "view.text",
    "nav.nextissue",
    "review.check",
    "nav.previssue",
    "nav.evidence",
    "nav.revisit",
    "form.export",
    *(row.action for row in FLOWS if row.needs is Needs.REVIEW),
)
NEEDS_STUDY = ("nav.prevstudy", "nav.nextstudy")  # the state bar knows when
NEEDS_WRITING = (
    "study.replacepdf",
    "study.addreport",
    "file.import",
    "file.save",
    "file.backup",
    "note.add",
    "ext.stillright",
    "form.template",
    "form.appraise",
    "form.import",
    "form.publish",
    "form.discard",
    *(row.action for row in FLOWS if row.needs is Needs.WRITING),
)
SCOPES = (
    (Scope.BUILDER, "view.form"),
    (Scope.LIBRARY, "view.library"),
    (Scope.SCREENING, "view.screening"),
    (Scope.CONSENSUS, "view.consensus"),
    (Scope.CHECKING, "view.checking"),
    (Scope.GRID, "view.table"),
)
"""Actions of a scope work only while the workspace of this action is in front."""


def enable(actions: Actions, review: Review | None) -> None:
    """Enable what can be done with the review that is open, or without one."""
    writable = review is not None and not review.read_only
    for name in NEEDS_REVIEW:
        actions[name].setEnabled(review is not None)
    for name in NEEDS_WRITING:
        actions[name].setEnabled(writable)


LOOKING = frozenset({"screen.next", "screen.prev"})
"""Actions of screening that a review open for reading allows."""


def mark_workspace(actions: Actions, shown: str, review: Review | None = None) -> None:
    """Check the action of the workspace in front and enable the actions that belong to it."""
    is_closed = review is not None and review.read_only
    for other in (*actions_shown(), *BESIDE):
        actions[other].setChecked(other == shown)
    for scope, view in SCOPES:
        for action in actions.of(scope):
            is_barred = is_closed and scope is Scope.SCREENING
            may = not is_barred or action.objectName() in LOOKING
            action.setEnabled(shown == view and may)
