"""What may be seen of colleagues' work, and the deliberate, logged ways to see it early."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.answers import Json
from app.domain.blinding import may_see
from app.domain.blinding_edits import Opening, Period, begins, ends, openings, opens, periods
from app.domain.edits import SetReviewSetting
from app.domain.errors import AppError
from app.domain.records import Record
from app.domain.sentence import Sentence
from app.domain.studies import ExtractionStatus, Reviewer
from app.jobs import JobContext
from app.services.colleagues_work import OfColleagues
from app.services.record_reader import RecordReader
from app.services.sealing import said
from app.services.sight import Blinded, study_works
from app.services.stamps import next_counter
from app.services.unblinded import unblinded
from app.services.whereabouts import reviewer_of
from db.models import ReviewerRow, ReviewRow, StudyRow

NOBODY, A_STUDY = Sentence("somebody"), Sentence("a study")


@dataclass(frozen=True, slots=True)
class Colleague:
    """A colleague's work on a study as it is now."""

    reviewer: Reviewer
    record: Record
    is_sealed: bool


class BlindingService(OfColleagues):
    """Shows colleagues' work as far as it may be seen, and makes the edits that open it."""

    def colleagues(self, study_id: str, ctx: JobContext | None = None) -> tuple[Colleague, ...]:
        """Return what colleagues charted of a study, with the quotes of other copies found again.

        Reading another copy's text may take a second. Raises Blinded while any of the work is
        hidden, and Cancelled.
        """
        study = self._records.study(study_id)
        with self._store.reading() as session:
            works = study_works(session, self._acting.form_id, study_id)[study_id]
            others = [work for work in works.works if work.reviewer_id != self._own]
            if not all(may_see(self._own, work.reviewer_id, works) for work in others):
                raise Blinded(
                    "Colleagues' answers to this study stay hidden until all who chart it have "
                    "sealed theirs. Nothing was shown. Seal your own work first."
                )
            reader = RecordReader(session, [work.extraction_id for work in others])
            people = _people(session)
        form, found = self._forms.current(), []
        for place, work in enumerate(others):
            if ctx is not None:
                ctx.step(place, len(others))
            record = Record(
                study=study,
                extraction_id=work.extraction_id,
                status=ExtractionStatus.OPEN,
                form=form,
                rows=tuple(reader.rows.get(work.extraction_id, ())),
                answers=reader.answers.get(work.extraction_id, {}),
                evidence=tuple(reader.evidence.get(work.extraction_id, ())),
                is_read_only=True,
            )
            placed = self._placing.placed(record)
            found.append(Colleague(people[work.reviewer_id], placed, work.is_sealed))
        return tuple(found)

    def off(self) -> Period | None:
        """Return the time without blinding that lasts; None: blinding is on."""
        with self._store.reading() as session:
            found = list(periods(session.scalars(select(ReviewRow.settings)).one()))
        return next((period for period in reversed(found) if period.until is None), None)

    def not_blind(self) -> frozenset[str]:
        """Return the studies that were not charted blind."""
        with self._store.reading() as session:
            return unblinded(session, self._acting.form_id)

    def told(self) -> tuple[Sentence, ...]:
        """Return a sentence for each time that blinding was broken, as the methods text says it."""
        with self._store.reading() as session:
            return tuple(sentences(session))

    def opened(self, study_id: str, reason: str) -> SetReviewSetting:
        """Return the edit that opens colleagues' work on a study before all have sealed it.

        Raises AppError without a reason. It is logged, and colleagues get it with the next packet.
        """
        why = said(reason, "open a colleague's work")
        with self._store.reading() as session:
            works = study_works(session, self._acting.form_id, study_id)[study_id]
        return opens(Opening(study_id, self._own, why, works.has_sealed(self._own)))

    def turned_off(self, reason: str) -> SetReviewSetting:
        """Return the edit that lets everybody see everybody's work; raises AppError."""
        why = said(reason, "turn blinding off")
        if self.off() is not None:
            raise AppError("Blinding is off already. Nothing was changed.")
        with self._store.reading() as session:
            return begins(self._own, why, next_counter(session))

    def turned_on(self) -> SetReviewSetting:
        """Return the edit that hides unsealed work again; raises AppError when it is hidden."""
        lasting = self.off()
        if lasting is None:
            raise AppError("Blinding is on already. Nothing was changed.")
        with self._store.reading() as session:
            return ends(lasting, next_counter(session))

    @property
    def _own(self) -> str:
        return self._acting.reviewer.reviewer_id


OPENED = {
    True: "{name} opened colleagues' work on {study} after sealing their own work: {reason}",
    False: "{name} opened colleagues' work on {study} before sealing their own work: {reason}",
}
OFF = {
    True: "Blinding is off, turned off by {name}: {reason}",
    False: "Blinding was off for a time, turned off by {name}: {reason}",
}


def sentences(session: Session) -> Iterator[Sentence]:
    """Yield a sentence for each time that blinding was broken."""
    settings = session.scalars(select(ReviewRow.settings)).one()
    labels = {row.id: row.label for row in session.execute(select(StudyRow.id, StudyRow.label))}
    names = {key: person.name for key, person in _people(session).items()}
    yield from sentences_of(settings, labels, names)


def sentences_of(
    settings: Mapping[str, Json], labels: Mapping[str, str], names: Mapping[str, str]
) -> Iterator[Sentence]:
    """Yield a sentence for each time that settings say; names of studies and people are by id."""
    for one in openings(settings):
        study, name = labels.get(one.study_id, A_STUDY), names.get(one.reviewer_id, NOBODY)
        words = {"name": name, "study": study, "reason": one.reason}
        yield Sentence(OPENED[one.had_sealed], **words).about(one.study_id)
    for period in periods(settings):
        name = names.get(period.reviewer_id, NOBODY)
        yield Sentence(OFF[period.until is None], name=name, reason=period.reason)


def _people(session: Session) -> dict[str, Reviewer]:
    return {row.id: reviewer_of(row) for row in session.scalars(select(ReviewerRow))}
