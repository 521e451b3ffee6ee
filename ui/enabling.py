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
    "study.nextreport",
    "nav.revisit",
    "form.export",
    *(row.action for row in FLOWS if row.needs is Needs.REVIEW),
)
NEEDS_STUDY = ("nav.prevstudy", "nav.nextstudy")  # the state bar knows when
NEEDS_STEP = ("edit.undo", "edit.redo")  # the editor knows when
SWITCHES = (
    "list.others",
    "pdf.caret",
    "pdf.capture",
    "pdf.hand",
    "pdf.region",
    "pdf.sidebar",
    "pdf.spread",
    "view.text",
)
"""What a reviewer switched on in a review is off when the next one opens."""
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
OF_A_STUDY = (Scope.EXTRACT, Scope.PDF, Scope.LIST)
"""Actions of these scopes work while a review is open; those of a selection while there is one."""


def enable(actions: Actions, review: Review | None) -> None:
    """Enable what can be done with the review that is open, or without one."""
    writable = review is not None and not review.read_only
    for name in NEEDS_REVIEW:
        actions[name].setEnabled(review is not None)
    for name in NEEDS_WRITING:
        actions[name].setEnabled(writable)
    for scope in OF_A_STUDY:
        for action in actions.of(scope):
            action.setEnabled(review is not None)
    if review is None:
        _put_to_rest(actions)


def _put_to_rest(actions: Actions) -> None:
    """Disable what needs a selection, a study or a workspace, and switch the tools off."""
    for name in (*NEEDS_STUDY, *NEEDS_STEP):
        actions[name].setEnabled(False)
    for scope in (Scope.SEL, *(scope for scope, _view in SCOPES)):
        for action in actions.of(scope):
            action.setEnabled(False)
    for name in SWITCHES:
        actions[name].setChecked(False)


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
