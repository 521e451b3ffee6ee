"""How far two reviewers agreed: all sealed studies, a pilot, over time, or one person twice."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.answers import Json
from app.domain.consensus import Compared
from app.domain.edits import SetReviewSetting
from app.domain.errors import NotFound
from app.domain.field_agreement import Agreement, Choices, agreement
from app.domain.sentence import Sentence
from app.domain.studies import Reviewer
from app.domain.twice import first_looks
from app.jobs import JobContext
from app.services.acting import Acting
from app.services.consensus import ConsensusService
from app.services.forms import FormService
from app.services.piloting import PilotService
from app.services.sealed_pairs import Viewpoint, sealed_pairs
from app.services.store import Store
from app.services.unblinded import unblinded
from app.services.whereabouts import reviewer_of
from db.models import ReviewerRow, ReviewRow, SealRow

SETTING = "agreement"
BLIND = Sentence("Charted blind")
STRETCHES, FEWEST = 4, 5
"""Most stretches of time, and the fewest studies of one."""
Named = tuple[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Couple:
    """Two reviewers who have both sealed some studies; `is_twice`: one person, two looks."""

    first: Reviewer
    second: Reviewer
    studies: int
    is_twice: bool


class AgreementService:
    """Computes agreement before consensus; only sealed work, as far as the reviewer may see it."""

    def __init__(
        self,
        store: Store,
        acting: Acting,
        forms: FormService,
        consensus: ConsensusService,
        pilots: PilotService,
    ) -> None:
        """Read through `store`; both records come from `consensus`."""
        self._store = store
        self._acting = acting
        self._forms = forms
        self._consensus = consensus
        self._pilots = pilots

    def couples(self) -> tuple[Couple, ...]:
        """Return who can be compared: two people, or one person with a second look."""
        with self._store.reading() as session:
            rows = session.scalars(select(ReviewerRow).order_by(ReviewerRow.id))
            people = [reviewer_of(row) for row in rows]
            looks = first_looks(people)
            known = {person.reviewer_id: person for person in people}
            once = [person for person in people if person.reviewer_id not in looks]
            pairs = [*combinations(once, 2)]
            twice = [(known[one], known[again]) for again, one in looks.items() if one]
            return tuple(
                Couple(*pair, count, pair in twice)
                for pair in (*pairs, *twice)
                if (count := self._compared(session, *pair))
            )

    def choices(self, draws: int = 0) -> Choices:
        """Return the choices that are kept with the review."""
        with self._store.reading() as session:
            kept = session.scalars(select(ReviewRow)).one().settings.get(SETTING) or {}
        tolerance = kept.get("tolerance", Choices().tolerance)
        return Choices(frozenset(kept.get("ordered", ())), float(tolerance), draws)

    def set_choices(self, choices: Choices) -> SetReviewSetting:
        """Return the edit that keeps which fields are ordered, and the tolerance."""
        with self._store.reading() as session:
            before = session.scalars(select(ReviewRow)).one().settings.get(SETTING)
        after: dict[str, Json] = {
            "ordered": [*sorted(choices.ordered)],
            "tolerance": choices.tolerance,
        }
        return SetReviewSetting(SETTING, before, after)

    def agreement(
        self,
        choices: Choices | None = None,
        who: tuple[str, str] | None = None,
        ctx: JobContext | None = None,
    ) -> Agreement:
        """Return how far two agreed before consensus; `who` are the ids of two reviewers."""
        studies = self._consensus.all(ctx, who)
        with self._store.reading() as session:
            seen = unblinded(session, self._acting.form_id)
        keys = {one.study.study_id for one in studies}
        blind: list[Named] = [(BLIND, frozenset(keys - seen))] if keys & seen else []
        named = (*blind, *self._in_pilots(), *self._over_time(studies))
        step = (ctx or JobContext()).step
        found = agreement(self._forms.current(), studies, named, choices or self.choices(), step)
        return replace(found, unblinded=len(keys & seen))

    def couple_named(self, names: Sequence[str]) -> tuple[str, str]:
        """Return the ids of two reviewers by name or initials; raises NotFound."""
        with self._store.reading() as session:
            people = session.scalars(select(ReviewerRow)).all()
        found = []
        for name in names:
            wanted = name.strip().casefold()
            one = next(
                (p for p in people if wanted in (p.name.casefold(), p.initials.casefold())), None
            )
            if one is None:
                known = ", ".join(person.name for person in people)
                raise NotFound(
                    f"“{name}” is not a reviewer of this review ({known}). Nothing was compared."
                )
            found.append(one.id)
        return found[0], found[1]

    def _compared(self, session: Session, one: Reviewer, other: Reviewer) -> int:
        """Count the studies that both have sealed, as far as the acting reviewer may see them."""
        who = (one.reviewer_id, other.reviewer_id)
        view = Viewpoint(self._acting.form_id, self._acting.reviewer.reviewer_id, who)
        return len(sealed_pairs(session, view))

    def _in_pilots(self) -> list[Named]:
        return [
            (
                Sentence("Pilot of {0}", pilot.begun_at[:10]),
                frozenset(s.study_id for s in pilot.sources),
            )
            for pilot in reversed(self._pilots.pilots())
        ]

    def _over_time(self, studies: Sequence[Compared]) -> list[Named]:
        """Return equal stretches of the studies by the day on which both had sealed them."""
        count = min(STRETCHES, len(studies) // FEWEST)
        if count < 2:
            return []
        keys = {r.extraction_id for one in studies for r in one.records}
        with self._store.reading() as session:
            wanted = (
                select(SealRow.extraction_id, func.max(SealRow.at))
                .where(SealRow.withdrawn.is_(False))
                .group_by(SealRow.extraction_id)
            )
            sealed = {key: at for key, at in session.execute(wanted) if key in keys}
        moments = sorted(
            (max(sealed.get(r.extraction_id, "") for r in one.records), one.study.study_id)
            for one in studies
        )
        if moments[0][0][:10] == moments[-1][0][:10]:
            return []
        ends = [round(len(moments) * n / count) for n in range(count + 1)]
        return [
            (
                Sentence(
                    "Studies {0}–{1}, sealed until {2}", start + 1, end, moments[end - 1][0][:10]
                ),
                frozenset(key for _, key in moments[start:end]),
            )
            for start, end in pairwise(ends)
        ]
