"""Carries out what the page of assignments asks for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.domain import assigning
from app.domain.assigning import Assignment, Plan
from app.domain.blinding import Role
from app.domain.pilots import chosen
from app.domain.twice import first_looks
from ui.project.dealing_bar import DRAWN, Deal, Way, Which

if TYPE_CHECKING:
    from app.bootstrap import Review
    from app.domain.edits import ChangeSet
    from app.domain.fields import Policy
    from ui.editor import Editor
    from ui.project.assignment_page import AssignmentPage

KEPT = frozenset({Role.THIRD, Role.AGAIN})
AREAS = frozenset({"assignments", "people", "pairs", "settings.extraction"})


class Assigning(QObject):
    """Makes the edits of assignments; views read them again when the editor tells."""

    said = Signal(str, str)  # sentence, tone

    def __init__(
        self, review: Review, editor: Editor, page: AssignmentPage, parent: QObject
    ) -> None:
        """Work on a review and its page."""
        super().__init__(parent)
        self._review = review
        self._editor = editor
        self._page = page
        page.deal_requested.connect(self._deal)
        page.role_requested.connect(self._give)
        page.policy_requested.connect(self._set_policy)
        editor.changed.connect(self._on_changed)

    def refresh(self) -> None:
        """Show who does what as it is now."""
        service = self._review.assignments
        self._page.show_duties(
            service.studies(),
            service.loads(),
            service.policy(),
            writable=not self._review.read_only,
        )

    def _deal(self, deal: Deal) -> None:
        studies = self._studies(deal)
        if not studies:
            self.said.emit(self.tr("There is no study to deal out. Select some rows."), "warning")
            return
        if deal.first == deal.second and deal.way in (Way.BOTH, Way.CHECKED):
            self.said.emit(self.tr("Choose two different people."), "warning")
            return
        if deal.way is Way.PAIRED and not self._has_both_kinds():
            self.said.emit(
                self.tr(
                    "Pairs need experienced and less experienced people. Mark on the page "
                    "Reviewers who has charted before."
                ),
                "warning",
            )
            return
        plan = self._dealt(deal, studies)
        edit = self._review.assignments.planned(plan, studies)
        if edit is None:
            self.said.emit(self.tr("That is how the studies are given already."), "info")
            return
        label = self.tr("Deal {n} studies out").format(n=len(studies))
        if deal.way in DRAWN:
            label += self.tr(" (drawn with seed {seed})").format(seed=deal.seed)
        left = len(studies) - sum(a.role is Role.THIRD for a in plan)
        if self._editor.submit(edit, label) and deal.way is Way.THIRD and left:
            text = self.tr("{n} studies are left out: who charts a study can't settle it.")
            self.said.emit(text.format(n=left), "warning")

    def _dealt(self, deal: Deal, studies: tuple[str, ...]) -> Plan:
        """Return what the chosen studies are to become."""
        own = frozenset(a for a in self._review.assignments.plan() if a.study_id in set(studies))
        people = self._charting()
        if deal.way is Way.BOTH:
            return assigning.both(studies, deal.first, deal.second) | _settling(own)
        if deal.way is Way.CHECKED:
            return assigning.checked(studies, deal.first, deal.second) | _settling(own)
        if deal.way is Way.SPLIT:
            return assigning.split(studies, people, deal.number, deal.seed) | _settling(own)
        if deal.way is Way.PAIRED:
            known = self._review.assignments.experienced()
            able = [person for person in people if person in known]
            new = [person for person in people if person not in known]
            return assigning.paired(studies, able, new, deal.seed) | _settling(own)
        if deal.way is Way.PILOT:
            return assigning.piloted(studies, people)
        if deal.way is Way.AUDIT:
            return assigning.audited(own, people, deal.number, deal.seed)
        if deal.way is Way.THIRD:
            return assigning.settled(own, studies, deal.first)
        return frozenset()

    def _studies(self, deal: Deal) -> tuple[str, ...]:
        if deal.way is Way.PILOT:
            return tuple(s.study_id for s in chosen(self._review.pilots.sources(), deal.number))
        if deal.which is Which.CHOSEN:
            return self._page.chosen()
        return tuple(
            study.study_id
            for study in self._review.assignments.studies()
            if deal.which is Which.ALL or not study.assignments
        )

    def _has_both_kinds(self) -> bool:
        known = self._review.assignments.experienced()
        people = set(self._charting())
        return bool(known & people) and bool(people - known)

    def _charting(self) -> tuple[str, ...]:
        """Return everybody but those who stand for a second look."""
        people = [person.reviewer for person in self._review.people.all()]
        looks = first_looks(people)
        return tuple(one.reviewer_id for one in people if one.reviewer_id not in looks)

    def _give(self, study_id: str, reviewer_id: str, role: Role | None) -> None:
        plan = self._review.assignments.plan()
        others = frozenset(
            a for a in plan if a.study_id == study_id and a.reviewer_id != reviewer_id
        )
        given = {Assignment(study_id, reviewer_id, role)} if role is not None else frozenset()
        edit = self._review.assignments.planned(others | given, [study_id])
        if edit is not None:
            self._editor.submit(edit, self.tr("Change who charts a study"))

    def _set_policy(self, policy: Policy) -> None:
        if policy is not self._review.assignments.policy():
            edit = self._review.assignments.with_policy(policy)
            self._editor.submit(edit, self.tr("Change how fields are charted"))

    def _on_changed(self, changes: ChangeSet) -> None:
        if self._page.isVisible() and changes.areas & AREAS:
            self.refresh()


def _settling(plan: Iterable[Assignment]) -> Plan:
    """Return who settles or charts again: dealing studies out to chart leaves them there."""
    return frozenset(a for a in plan if a.role in KEPT)
