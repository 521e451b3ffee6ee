"""Who may see whose work on a study: the one rule that every read of two people's work asks."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What somebody does for a study."""

    FIRST = "first"
    SECOND = "second"
    CHECKER = "checker"
    THIRD = "third"
    AGAIN = "again"
    """Charts what they have sealed a second time, under a name of its own."""


CHARTING = frozenset({Role.FIRST, Role.SECOND})


@dataclass(frozen=True, slots=True)
class Work:
    """One person's extraction of a study, as far as anybody may know of it."""

    extraction_id: str
    reviewer_id: str
    is_sealed: bool


@dataclass(frozen=True, slots=True)
class StudyWork:
    """Everybody's work on a study, and who was given it (pairs of reviewer and role).

    `opened_by` are reviewers who broke the blinding of the study, with a reason that is logged;
    `is_open`: blinding is off for the whole review. `again` are reviewers who stand for
    somebody's second look.
    """

    study_id: str
    works: tuple[Work, ...]
    roles: frozenset[tuple[str, Role]] = frozenset()
    opened_by: frozenset[str] = frozenset()
    is_open: bool = False
    again: frozenset[str] = frozenset()

    @property
    def charting(self) -> frozenset[str]:
        """Who was given the study to chart; nobody: everybody may."""
        return frozenset(person for person, role in self.roles if role in CHARTING)

    def has_sealed(self, reviewer_id: str) -> bool:
        """Tell whether somebody's work on the study is complete and sealed."""
        return any(work.is_sealed for work in self.works if work.reviewer_id == reviewer_id)


def may_see(viewer: str, owner: str, study: StudyWork) -> bool:
    """Tell whether one reviewer may see another's answers, quotes and counts of a study.

    Own work always. Who charts the study sees another's only when both are sealed. The checker
    sees what is sealed. A third reviewer, and whoever was not given a study that others were,
    sees it once all who chart it have sealed. Somebody's second look sees nothing of a study, the
    first look's answers least, before it is sealed itself. Who broke the blinding sees it as it
    is, and so does everybody while it is off.
    """
    if viewer == owner or viewer in study.opened_by or study.is_open:
        return True
    if not study.has_sealed(owner) or (viewer in study.again and not study.has_sealed(viewer)):
        return False
    if not study.charting:
        return study.has_sealed(viewer) or _is(viewer, study, (Role.CHECKER, Role.THIRD))
    if viewer in study.charting:
        return study.has_sealed(viewer)
    if _is(viewer, study, (Role.CHECKER,)):
        return True
    return all(map(study.has_sealed, study.charting))


def _is(viewer: str, study: StudyWork, roles: Iterable[Role]) -> bool:
    return any((viewer, role) in study.roles for role in roles)
