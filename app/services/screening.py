"""Reads screening for the acting reviewer: records, decisions that may be seen, conflicts, flow.

Blinding is kept here: what leaves this service holds another reviewer's decision only where
all who must have decided have done so.
"""

import random
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from app.domain.agreement import cohen_kappa, gwet_ac1, percent
from app.domain.answers import Json
from app.domain.edits import Edit, SetReviewSetting, Together
from app.domain.errors import AppError, NotFound
from app.domain.screened import Conflict, RecordText, Screened, ScreeningPilot, Words
from app.domain.screening import (
    NO_DECISION,
    Decision,
    Outcome,
    Policy,
    Reason,
    Retrieval,
    Stage,
    Verdict,
    Votes,
    problem_of,
    reasons_from_json,
    reasons_to_json,
)
from app.domain.screening_edits import (
    GiveRecordPaper,
    Screen,
    SetRetrieval,
    SettleScreening,
)
from app.services.acting import Acting
from app.services.codec import word_of
from app.services.flow_counts import Decided
from app.services.new_studies import NewStudies
from app.services.screening_rows import (
    PILOT,
    POLICY,
    REASONS,
    WORDS,
    policy_in,
    setting_in,
    votes_in,
    votes_of,
)
from app.services.store import Store
from db.models import (
    RecordRow,
    ReviewerRow,
    ScreeningDecisionRow,
)

PILOT_SIZE = 25  # JBI Manual 2020, 11.2.5
_UNSEEN = {stage: Votes(stage) for stage in Stage}  # of records that nobody decided on: most
STAGES = frozenset(stage.value for stage in Stage)


class ScreeningService:
    """What the acting reviewer screens, and the edits that screening makes."""

    def __init__(self, store: Store, acting: Acting) -> None:
        """Read through `store`."""
        self._store = store
        self._acting = acting

    # agreements

    def reasons(self) -> tuple[Reason, ...]:
        """Return the reasons for exclusion, the first of several being the primary one."""
        return reasons_from_json(self._setting(REASONS))

    def set_reasons(self, reasons: Sequence[Reason]) -> SetReviewSetting:
        """Return the edit that changes the list of reasons."""
        document: Json = [[key, label] for key, label in reasons_to_json(reasons)]
        return SetReviewSetting(REASONS, self._setting(REASONS), document)

    def policy(self) -> Policy:
        """Return how many reviewers decide at each stage."""
        with self._store.reading() as session:
            return policy_in(session)

    def set_policy(self, policy: Policy) -> SetReviewSetting:
        """Return the edit that says how many reviewers decide."""
        document: Json = {"title": policy.title, "full": policy.full}
        return SetReviewSetting(POLICY, self._setting(POLICY), document)

    def words(self) -> Words:
        """Return the words that are marked."""
        kept = self._setting(WORDS)
        document = kept if isinstance(kept, Mapping) else {}
        include, exclude = (
            tuple(map(str, document.get(name, ()))) for name in ("include", "exclude")
        )
        return Words(include, exclude)

    def set_words(self, words: Words) -> SetReviewSetting:
        """Return the edit that changes the marked words."""
        document: Json = {"include": [*words.include], "exclude": [*words.exclude]}
        return SetReviewSetting(WORDS, self._setting(WORDS), document)

    # what is screened

    def size(self) -> int:
        """Return how many records were imported, copies too."""
        with self._store.reading() as session:
            return session.scalar(select(func.count(RecordRow.id))) or 0

    def records(self, stage: Stage) -> tuple[Screened, ...]:
        """Return the records of a stage, those of earlier imports first, duplicates once."""
        with self._store.reading() as session:
            policy = policy_in(session)
            votes = votes_in(session)
            rows = self._leads(session)
        decided = Decided(votes, policy, ())
        if stage is Stage.FULL:
            rows = [row for row in rows if decided.outcome(Stage.TITLE, row.id) is Outcome.INCLUDED]
        return tuple(self._screened(row, votes[stage], stage, policy) for row in rows)

    def one(self, record_id: str, stage: Stage) -> Screened | None:
        """Return a record as it is now; None when it is gone."""
        with self._store.reading() as session:
            row = session.get(RecordRow, record_id)
            policy = policy_in(session)
        if row is None:
            return None
        return self._screened(row, {record_id: self._votes_of(record_id, stage)}, stage, policy)

    def text(self, record_id: str) -> RecordText:
        """Return what is read of a record; raises NotFound."""
        with self._store.reading() as session:
            row = session.get(RecordRow, record_id)
            if row is None:
                raise NotFound("This record is not in the review any more.")
            return text_of(row)

    def conflicts(self, stage: Stage) -> tuple[Conflict, ...]:
        """Return the records of a stage that have to be settled."""
        with self._store.reading() as session:
            policy, votes = policy_in(session), votes_in(session)[stage]
            names = {row.id: row.name for row in session.scalars(select(ReviewerRow))}
            rows = self._leads(session)
        found = []
        for row in rows:
            shown = votes.get(row.id, Votes(stage))
            outcome = shown.outcome(policy.needed(stage))
            if outcome.wants_settling:
                said = tuple((names.get(who, "?"), d) for who, d in sorted(shown.made.items()))
                found.append(Conflict(row.id, row.title, outcome, said, shown.final))
        return tuple(found)

    # edits

    def decide(self, record_id: str, stage: Stage, after: Decision) -> Edit:
        """Return the edit that keeps the acting reviewer's decision; raises AppError.

        A report that it includes becomes a study in the same step.
        """
        problem = problem_of(after, stage, self.reasons())
        if problem:
            raise AppError(problem)
        votes = self._votes_of(record_id, stage)
        own = self._acting.reviewer.reviewer_id
        before = votes.own.get(own, NO_DECISION)
        edit = Screen(record_id, stage, before, after)
        then = Votes(stage, {**votes.own, own: after}, votes.final)
        return self._with_study(edit, record_id, then)

    def settle(self, record_id: str, stage: Stage, after: Decision) -> Edit:
        """Return the edit that decides for everybody; raises AppError."""
        problem = problem_of(after, stage, self.reasons())
        if problem:
            raise AppError(problem)
        votes = self._votes_of(record_id, stage)
        edit = SettleScreening(record_id, stage, votes.final, after)
        return self._with_study(edit, record_id, Votes(stage, votes.own, after))

    def settle_anew(self, record_id: str, stage: Stage, after: Decision) -> Edit:
        """Return the edit that decides otherwise on what was agreed; raises AppError.

        The note of the decision says why. The reviewers' own decisions stay.
        """
        outcome = self._votes_of(record_id, stage).outcome(self.policy().needed(stage))
        if outcome is Outcome.OPEN or outcome.wants_settling:
            raise AppError("Nothing has been agreed on this record yet. Nothing was changed.")
        if not after.is_made or not after.note.strip():
            raise AppError("Say what is decided now and why; the reason stays in the log.")
        return self.settle(record_id, stage, after)

    def retrieve(self, record_id: str, after: Retrieval) -> SetRetrieval:
        """Return the edit that says whether the full text was got; raises NotFound."""
        with self._store.reading() as session:
            row = session.get(RecordRow, record_id)
            if row is None:
                raise NotFound("This record is not in the review any more.")
            return SetRetrieval(record_id, word_of(Retrieval, row.retrieval), after)

    def give_paper(self, record_id: str, paper: str) -> Together:
        """Return the edit that gives a record its full text; raises NotFound."""
        got = self.retrieve(record_id, Retrieval.RETRIEVED)
        with self._store.reading() as session:
            row = session.get(RecordRow, record_id)
            before = row.paper_sha256 if row is not None else None
        edits: list[Edit] = [GiveRecordPaper(record_id, before, paper)]
        if got.before is not got.after:
            edits.append(got)
        return Together(tuple(edits))

    def studies_to_make(self) -> Together | None:
        """Return the edit that makes a study of every included report that is none; or None."""
        if not self._may_be_included():
            return None
        included = [
            item
            for item in self.records(Stage.FULL)
            if item.outcome is Outcome.INCLUDED and item.report_id is None
        ]
        making = NewStudies(self._store)
        edits = [edit for item in included for edit in making.edits(item.record_id)]
        return Together(tuple(edits)) if edits else None

    def _may_be_included(self) -> bool:
        """Tell whether somebody includes a full text that is no report yet."""
        wanted = (
            select(ScreeningDecisionRow.id)
            .join(RecordRow, RecordRow.id == ScreeningDecisionRow.record_id)
            .where(
                ScreeningDecisionRow.stage == Stage.FULL.value,
                ScreeningDecisionRow.decision == Verdict.INCLUDE.value,
                RecordRow.report_id.is_(None),
            )
        )
        with self._store.reading() as session:
            return session.scalars(wanted.limit(1)).one_or_none() is not None

    def _with_study(self, edit: Edit, record_id: str, then: Votes) -> Edit:
        """Add what makes a study of a report that a decision includes for good."""
        outcome = then.outcome(self.policy().needed(then.stage))
        if then.stage is not Stage.FULL or outcome is not Outcome.INCLUDED:
            return edit
        made = NewStudies(self._store).edits(record_id)
        return Together((edit, *made)) if made else edit

    # pilot

    def begin_pilot(self, stage: Stage, seed: int, size: int = PILOT_SIZE) -> SetReviewSetting:
        """Return the edit that draws a random sample for all to screen first."""
        everything = [item.record_id for item in self.records(stage)]
        if not everything:
            raise AppError("There are no records to draw a pilot from. Import references first.")
        chosen = random.Random(seed).sample(everything, min(size, len(everything)))  # noqa: S311
        document: Json = {"stage": stage.value, "records": [*chosen], "seed": seed}
        return SetReviewSetting(PILOT, self._setting(PILOT), document)

    def end_pilot(self) -> SetReviewSetting:
        """Return the edit that forgets the pilot; its decisions stay."""
        return SetReviewSetting(PILOT, self._setting(PILOT), None)

    def pilot(self) -> ScreeningPilot | None:
        """Return the pilot with its agreement over the records that all have screened."""
        kept = self._setting(PILOT)
        if not isinstance(kept, Mapping) or str(kept.get("stage")) not in STAGES:
            return None
        stage = Stage(kept["stage"])
        chosen = tuple(map(str, kept.get("records") or ()))
        wanted = select(ScreeningDecisionRow).where(ScreeningDecisionRow.record_id.in_(chosen))
        with self._store.reading() as session:
            votes = votes_of(session.scalars(wanted), stage)
        own = self._acting.reviewer.reviewer_id
        mine = sum(own in votes[key].made for key in chosen if key in votes)
        both = [votes[key] for key in chosen if key in votes and votes[key].is_complete(2)]
        units = [[d.verdict.value for _, d in sorted(one.made.items())] for one in both]
        pairs = [(unit[0], unit[1]) for unit in units]
        return ScreeningPilot(
            stage, chosen, mine, len(both), percent(pairs), cohen_kappa(pairs), gwet_ac1(units)
        )

    # reading

    def _setting(self, key: str) -> Any:  # noqa: ANN401 - JSON as it is stored
        with self._store.reading() as session:
            return setting_in(session, key)

    def _votes_of(self, record_id: str, stage: Stage) -> Votes:
        wanted = select(ScreeningDecisionRow).where(ScreeningDecisionRow.record_id == record_id)
        with self._store.reading() as session:
            rows = list(session.scalars(wanted))
        return votes_of(rows, stage).get(record_id, Votes(stage))

    def _screened(
        self, row: Row[Any] | RecordRow, votes: Mapping[str, Votes], stage: Stage, policy: Policy
    ) -> Screened:
        own = self._acting.reviewer.reviewer_id
        needed = policy.needed(stage)
        said = votes.get(row.id)
        seen = _UNSEEN[stage] if said is None else said.shown_to(own, needed)
        return Screened(
            record_id=row.id,
            title=row.title,
            year=row.year,
            own=seen.own.get(own, NO_DECISION),
            outcome=Outcome.OPEN if said is None else seen.outcome(needed),
            retrieval=word_of(Retrieval, row.retrieval),
            paper=row.paper_sha256,
            report_id=row.report_id,
            final=seen.final,
        )

    def _leads(self, session: Session) -> list[Row[Any]]:
        columns = (
            RecordRow.id,
            RecordRow.title,
            RecordRow.year,
            RecordRow.cluster_id,
            RecordRow.left_out,
            RecordRow.retrieval,
            RecordRow.paper_sha256,
            RecordRow.report_id,
        )
        rows: list[Row[Any]] = [*session.execute(select(*columns).order_by(RecordRow.id))]
        leads: dict[str, Row[Any]] = {}
        for row in rows:
            cluster = row.cluster_id or row.id
            if cluster not in leads or row.id == cluster:
                leads[cluster] = row
        return [row for row in leads.values() if not row.left_out]


def text_of(row: RecordRow) -> RecordText:
    """Return what is read of a record."""
    csl = row.csl
    return RecordText(
        record_id=row.id,
        title=row.title,
        authors=names_of(csl.get("author")),
        source=str(csl.get("container-title") or csl.get("publisher") or ""),
        year=row.year,
        abstract=str(csl.get("abstract") or ""),
        keywords=_joined(csl.get("keyword")),
        doi=row.doi or "",
    )


def names_of(authors: object) -> str:
    """Return authors as "Lee A; Kim B"."""
    found = []
    for author in authors if isinstance(authors, list) else ():
        if isinstance(author, Mapping):
            parts = (author.get("family") or author.get("literal"), author.get("given"))
            found.append(" ".join(str(part) for part in parts if part))
        else:
            found.append(str(author))
    return "; ".join(found)


def _joined(value: object) -> str:
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value or "")
