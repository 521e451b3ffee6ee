"""The consensus: the one service that sees the records of two reviewers, once both are sealed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain import deciding
from app.domain.answers import Status
from app.domain.assigning import policy_of
from app.domain.comparing import COMPLETION, Decisions, Pair, compare, final_extraction
from app.domain.consensus import Compared, Decision, Line, Standing, Taken
from app.domain.consensus_edits import AlignRows, Decide
from app.domain.counting import counted
from app.domain.decided import Said, standing
from app.domain.edits import Together
from app.domain.errors import AppError
from app.domain.fields import Form
from app.domain.records import Record
from app.domain.row_alignment import HandPair
from app.domain.studies import ExtractionStatus, Reviewer, Study
from app.export.model import ExportedStudy, ReviewTable
from app.jobs import JobContext
from app.services.assignments import plan_of
from app.services.colleagues_work import OfColleagues
from app.services.corrections import corrected, corrections, said_last
from app.services.local_copies import studies_with_copies
from app.services.record_reader import RecordReader
from app.services.sealed_pairs import (
    SealedPair,
    Viewpoint,
    require_pair,
    sealed_alone,
    sealed_pairs,
)
from app.services.writing.consensus import hand_pairs, said_by
from db.models import AlignmentRow, AnswerRow, DecisionRow, ReviewerRow, ReviewRow

Versions = Mapping[str, set[tuple[str, str]]]
"""Field and version of the form of every answer, by extraction."""
CONSENSUS = Reviewer("consensus", "Consensus", "=", 0)
"""Who the final records belong to."""


class ConsensusService(OfColleagues):
    """Compares two sealed extractions, makes the edits of decisions, gives the final records."""

    # reading

    def standing(self, ctx: JobContext | None = None) -> tuple[Standing, ...]:
        """Return how far every study is, in the order of the list."""
        context = ctx or JobContext()
        found = {one.study.study_id: one for one in self.all(context)}
        return tuple(
            found[study.study_id].standing
            if study.study_id in found
            else Standing(study.study_id, study.label, is_sealed=False)
            for study in self._records.studies()
        )

    def sealed_studies(self) -> frozenset[str]:
        """Return the studies that may be compared."""
        with self._store.reading() as session:
            return frozenset(sealed_pairs(session, self._view))

    def must_look(self) -> bool:
        """Tell whether `all` has to read the text of papers first, which takes a second each."""
        with self._store.reading() as session:
            copied = studies_with_copies(session)
        return any(self._placing.is_new(s) for s in self._records.studies() if s.study_id in copied)

    def all(
        self, ctx: JobContext | None = None, who: tuple[str, str] | None = None
    ) -> tuple[Compared, ...]:
        """Return every study that may be compared, in the order of the list.

        `who` are two reviewers to compare instead of the first and the second of each study.
        """
        studies = self._records.studies()
        with self._store.reading() as session:
            pairs = sealed_pairs(session, replace(self._view, who=who))
            return tuple(self._compared(session, studies, pairs, ctx or JobContext()))

    def compared(self, study_id: str) -> Compared:
        """Return one study beside itself; raises NotSealed, NotFound."""
        study = self._records.study(study_id)
        with self._store.reading() as session:
            pair = require_pair(session, self._view, study_id)
            return next(self._compared(session, (study,), {study_id: pair}, JobContext()))

    def find(self, text: str) -> Compared:
        """Return the study with this id or label; raises NotFound, NotSealed."""
        return self.compared(self._records.find_study(text).study_id)

    # final records

    def final_records(
        self, ctx: JobContext | None = None, known: Sequence[Compared] | None = None
    ) -> tuple[Record, ...]:
        """Return the records as they count, one for every study of the review.

        A study that two have sealed gives what is agreed and decided so far, with the quotes
        under it; it is complete once its consensus is closed. One that was given to one person
        only gives what they sealed. Others give an empty record: nobody's own work leaves before
        it is compared. `known` are the studies when they were
        read already.
        """
        found = {one.study.study_id: one for one in (self.all(ctx) if known is None else known)}
        form = self._forms.current()
        studies = self._records.studies()
        alone = self._alone(studies)
        made = []
        for study in studies:
            compared = found.get(study.study_id)
            key = final_extraction(study.study_id, form.form_id)
            empty = Record(study, key, ExtractionStatus.OPEN, form, (), {}, ())
            single = alone.get(study.study_id)
            made.append(_final(compared) if compared else _told(single or empty))
        return tuple(made)

    def _alone(self, studies: Sequence[Study]) -> dict[str, Record]:
        """Return the final records of studies that one person was given, as they were checked."""
        with self._store.reading() as session:
            works = sealed_alone(session, self._view)
            ids = [work.extraction_id for work in works.values()]
            reader, people = RecordReader(session, ids), _people(session)
            said = said_last(session, ids)
        found = {}
        for study in studies:
            work = works.get(study.study_id)
            if work is not None:
                twice = (work.extraction_id, work.extraction_id)
                both = (work.reviewer_id, work.reviewer_id)
                pair = self._pair(reader, SealedPair(study.study_id, twice, both), study, people)
                first, second = (corrected(said, record) for record in pair.records)
                final = compare(replace(pair, records=(first, second)), {}, {}).final
                found[study.study_id] = replace(final, status=ExtractionStatus.COMPLETE)
        return found

    def final_table(self, ctx: JobContext | None = None) -> ReviewTable:
        """Return everything that an export of the final records prints."""
        table = self._records.export_table()
        with self._store.reading() as session:
            people = _people(session)
            pairs = sealed_pairs(session, self._view).values()
        names = dict.fromkeys(people[one].name for pair in pairs for one in pair.reviewers)
        compared = self.all(ctx)
        records = self.final_records(ctx, compared)
        return replace(
            table,
            compared=compared,
            reviewers=tuple(names) or table.reviewers,
            records=tuple(ExportedStudy(r.study, CONSENSUS, r) for r in records),
            final=True,
        )

    # edits

    def decide(self, compared: Compared, line: Line, decision: Decision | None) -> Decide:
        """Return the edit that decides a line (None: opens it again)."""
        signed = decision and replace(decision, by=decision.by or self._me)
        edit = self._edit(compared.study.study_id, line.key, line.decision, signed)
        if line.apart is None:
            return edit
        return replace(edit, before=line.apart.own, over=tuple(sorted(line.apart.marks)))

    def accept_identical(self, compared: Compared) -> Together | None:
        """Return the edit that accepts all that both answered alike; None: there is nothing."""
        lines = deciding.acceptable(compared)
        edits = tuple(self.decide(compared, line, deciding.accepted(line)) for line in lines)
        return Together(edits) if edits else None

    def align(self, compared: Compared, section_key: str, pairs: Sequence[HandPair]) -> AlignRows:
        """Return the edit that pairs the rows of a group by hand; no pairs: by likeness again."""
        study_id = compared.study.study_id
        with self._store.reading() as session:
            before = self._alignments(session, study_id).get(study_id, {})
        return AlignRows(
            study_id,
            self._acting.form_id,
            section_key,
            tuple(before.get(section_key, ())),
            tuple(pairs),
        )

    def complete(self, compared: Compared) -> Together:
        """Return the edit that accepts what agrees and closes the study; raises AppError."""
        left = len(compared.open_lines)
        if left:
            raise AppError(
                f"{counted(left, 'line')} of this study {'is' if left == 1 else 'are'} not settled "
                f"yet. Nothing was changed. Decide {'it' if left == 1 else 'them'} first."
            )
        accepted = self.accept_identical(compared)
        return Together((*(accepted.edits if accepted else ()), self.closing(compared)))

    def closing(self, compared: Compared) -> Decide:
        """Return the edit that closes a study whose lines are settled."""
        closed = Decision(Taken.COMPLETE, by=self._me)
        return self._edit(compared.study.study_id, COMPLETION, compared.completion, closed)

    def reopen(self, compared: Compared, reason: str) -> Decide:
        """Return the edit that opens a closed study again; raises AppError without a reason."""
        if not reason.strip():
            raise AppError(
                "A closed consensus is reopened with a reason, which is kept. Nothing was changed."
            )
        decision = Decision(Taken.REOPENED, reason=reason.strip(), by=self._me)
        return self._edit(compared.study.study_id, COMPLETION, compared.completion, decision)

    @property
    def _view(self) -> Viewpoint:
        return Viewpoint(self._acting.form_id, self._me)

    @property
    def _me(self) -> str:
        return self._acting.reviewer.reviewer_id

    def _edit(
        self,
        study_id: str,
        key: tuple[str, str],
        before: Decision | None,
        after: Decision | None,
    ) -> Decide:
        return Decide(study_id, self._acting.form_id, *key, before, after)

    def _compared(
        self,
        session: Session,
        studies: Sequence[Study],
        pairs: Mapping[str, SealedPair],
        ctx: JobContext,
    ) -> Iterator[Compared]:
        study_id = studies[0].study_id if len(studies) == 1 else None
        ids = [key for pair in pairs.values() for key in pair.extractions]
        reader = RecordReader(session, ids)
        decisions = self._decisions(session, study_id)
        by_hand = self._alignments(session, study_id)
        people = _people(session)
        versions, said = _versions(session, ids), said_last(session, ids)
        names = {key: person.name for key, person in people.items()}
        usual = policy_of(session.scalars(select(ReviewRow.settings)).one())
        audited = {(a.study_id, a.reviewer_id) for a in plan_of(session) if a.is_audited}
        for number, study in enumerate(studies):
            ctx.step(number, len(studies))
            pair = pairs.get(study.study_id)
            if pair is not None:
                whole = bool(audited & {(study.study_id, one) for one in pair.reviewers})
                both = self._pair(reader, pair, study, people)
                checked = corrections(said, both.records)
                compared = compare(
                    replace(both, policy=usual, is_audited=whole, corrections=checked),
                    decisions.get(study.study_id, {}),
                    by_hand.get(study.study_id, {}),
                )
                changed = self._changed(versions, pair)
                yield replace(compared, names=names, changed=changed)

    def _changed(self, versions: Versions, pair: SealedPair) -> frozenset[str]:
        """Return the fields that one of the two was asked under another definition than now."""
        form = self._forms.current()
        asked = {
            (field_id, version_id)
            for key in pair.extractions
            for field_id, version_id in versions.get(key, ())
            if version_id != form.version_id and form.has(field_id)
        }
        return frozenset(
            field_id
            for field_id, version_id in asked
            if _meaning(self._forms.version(version_id), field_id) != _meaning(form, field_id)
        )

    def _pair(
        self,
        reader: RecordReader,
        pair: SealedPair,
        study: Study,
        people: Mapping[str, Reviewer],
    ) -> Pair:
        form = self._forms.current()
        first, second = (
            Record(
                study=study,
                extraction_id=key,
                status=ExtractionStatus.COMPLETE,
                form=form,
                rows=tuple(reader.rows.get(key, ())),
                answers=reader.answers.get(key, {}),
                evidence=tuple(reader.evidence.get(key, ())),
                is_read_only=True,
            )
            for key in pair.extractions
        )
        one, other = (people[key] for key in pair.reviewers)
        placed = self._placing.placed
        return Pair((one, other), (placed(first), placed(second)))

    def _decisions(self, session: Session, study_id: str | None) -> dict[str, Decisions]:
        """Return what stands of every decided line, by study."""
        wanted = select(DecisionRow).where(DecisionRow.form_id == self._acting.form_id)
        if study_id is not None:
            wanted = wanted.where(DecisionRow.study_id == study_id)
        said: dict[str, dict[tuple[str, str], list[Said]]] = {}
        for row in session.scalars(wanted):
            lines = said.setdefault(row.study_id, {})
            lines.setdefault((row.field_id, row.row_key), []).append(said_by(row))
        own = self._acting.origin
        return {
            study: {
                line: found for line, all_of in lines.items() if (found := standing(all_of, own))
            }
            for study, lines in said.items()
        }

    def _alignments(
        self, session: Session, study_id: str | None
    ) -> dict[str, dict[str, tuple[HandPair, ...]]]:
        wanted = select(AlignmentRow).where(AlignmentRow.form_id == self._acting.form_id)
        if study_id is not None:
            wanted = wanted.where(AlignmentRow.study_id == study_id)
        found: dict[str, dict[str, tuple[HandPair, ...]]] = {}
        for row in session.scalars(wanted):
            found.setdefault(row.study_id, {})[row.section_key] = hand_pairs(row)
        return found


def _versions(session: Session, ids: Sequence[str]) -> Versions:
    """Return under which versions of the form each extraction was answered, field by field."""
    wanted = (
        select(AnswerRow.extraction_id, AnswerRow.field_id, AnswerRow.form_version_id)
        .where(AnswerRow.extraction_id.in_(ids), AnswerRow.status != Status.EMPTY.value)
        .distinct()
    )
    found: dict[str, set[tuple[str, str]]] = {}
    for extraction_id, field_id, version_id in session.execute(wanted):
        found.setdefault(extraction_id, set()).add((field_id, version_id))
    return found


def _meaning(form: Form, field_id: str) -> object:
    """Return what makes answers to a field comparable; None when the version does not ask it."""
    if not form.has(field_id):
        return None
    field = form.field(field_id)
    return field.type, field.options, field.unit


def _people(session: Session) -> dict[str, Reviewer]:
    rows = session.scalars(select(ReviewerRow))
    return {row.id: Reviewer(row.id, row.name, row.initials, row.colour) for row in rows}


def _final(compared: Compared) -> Record:
    status = ExtractionStatus.COMPLETE if compared.is_complete else ExtractionStatus.OPEN
    return _told(replace(compared.final, status=status))


def _told(record: Record) -> Record:
    """Return the record with a study that counts the final answers, not somebody's own."""
    progress = record.progress()
    study = replace(
        record.study,
        status=record.status,
        answered=progress.answered,
        asked=progress.asked,
        flagged=0,
    )
    return replace(record, study=study)
