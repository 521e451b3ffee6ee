"""One person charts some studies a second time, to tell how steady they are."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.domain import assigning
from app.domain.blinding import Role
from app.domain.edits import Edit, Together
from app.domain.errors import AppError
from app.domain.studies import Reviewer
from app.domain.twice import first_looks, second_id, second_name
from app.services.acting import Acting
from app.services.assignments import AssignmentService, StudyDuties
from app.services.people import PeopleService


@dataclass(frozen=True, slots=True)
class SecondLook:
    """How far somebody's second look is.

    `ready` are ids of the studies that the first look has sealed and that were not drawn yet,
    `drawn` and `sealed` count what is charted again; `second` is None before the first draw.
    """

    first: Reviewer
    second: Reviewer | None
    ready: tuple[str, ...]
    drawn: int
    sealed: int


class SecondLookService:
    """Reads how far the acting reviewer's second look is, and makes the edit that draws it."""

    def __init__(
        self, acting: Acting, people: PeopleService, assignments: AssignmentService
    ) -> None:
        """Read people and plan through their services."""
        self._acting = acting
        self._people = people
        self._assignments = assignments

    @property
    def is_second(self) -> bool:
        """Tell whether the acting reviewer stands for a second look now."""
        return self._acting.reviewer.reviewer_id in first_looks(self._everybody().values())

    def standing(self) -> SecondLook:
        """Return how far it is; raises AppError where the first look's person is not there."""
        own, people = self._acting.reviewer.reviewer_id, self._everybody()
        looks = first_looks(people.values())
        first = people.get(looks.get(own, own))
        if first is None:
            raise AppError(
                f"Whose second look “{self._acting.reviewer.name}” is, is not known: nobody in "
                "this review has that name. Nothing was changed. Choose who works here under "
                "Project, Reviewers."
            )
        second = next((people[key] for key, of in looks.items() if of == first.reviewer_id), None)
        studies = self._assignments.studies()
        drawn = [one for one in studies if second is not None and _is_drawn(one, second)]
        keys = {one.study_id for one in drawn}
        return SecondLook(
            first,
            second,
            ready=tuple(
                one.study_id
                for one in studies
                if first.reviewer_id in one.sealed_by and one.study_id not in keys
            ),
            drawn=len(drawn),
            sealed=sum(second is not None and second.reviewer_id in d.sealed_by for d in drawn),
        )

    def begun(self, count: int, seed: int) -> tuple[Together, str]:
        """Return the edit that draws studies to chart again, and who charts them; raises AppError.

        The same seed draws the same studies.
        """
        look = self.standing()
        if not look.ready:
            raise AppError(
                "There is no study to chart again: all that you have sealed were drawn, or none "
                "is sealed yet. Nothing was changed."
            )
        added: list[Edit] = []
        if look.second is None:
            edit = self._people.added(second_name(look.first.name), look.first.initials + "2")
            person = second_id(look.first.reviewer_id)
            added.append(replace(edit, reviewer_id=person))
        else:
            person = look.second.reviewer_id
        plan = self._assignments.plan()
        drawn = assigning.again(look.ready, person, count, seed)
        given = self._assignments.planned(plan | drawn)
        return Together((*added, *(given.edits if given else ()))), person

    def _everybody(self) -> Mapping[str, Reviewer]:
        people = (person.reviewer for person in self._people.all())
        return {one.reviewer_id: one for one in people}


def _is_drawn(study: StudyDuties, second: Reviewer) -> bool:
    return any(
        one.role is Role.AGAIN and one.reviewer_id == second.reviewer_id
        for one in study.assignments
    )
