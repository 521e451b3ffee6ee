"""What a merge is told of beside its counts: seals, versions, checks, copies of papers, clocks."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.answers import Json
from app.domain.identity import moved_by
from app.domain.packets import Manifest
from app.domain.sentence import Sentence
from app.domain.verification import Verdict
from app.services import decided_twice
from app.services.acting import Acting
from app.services.blinding import sentences as broken
from app.services.exchange import promises, seals, sentences
from app.services.local_copies import remember_copy
from db.models import (
    AuditRow,
    CheckRow,
    ExtractionRow,
    FormRow,
    FormVersionRow,
    ReportRow,
    ReviewerRow,
    ReviewRow,
    StudyRow,
)

APART = timedelta(minutes=10)
"""How far two clocks may differ before it is told."""


@dataclass(frozen=True, slots=True)
class Before:
    """What was here before a merge, as far as it is told what became of it."""

    entries: int
    versions: frozenset[str]
    settings: frozenset[str]
    unblinded: frozenset[str]
    papers: Mapping[str, str]

    @classmethod
    def of(cls, session: Session) -> "Before":
        """Look."""
        settings = session.scalars(select(ReviewRow.settings)).one()
        return cls(
            session.scalar(select(func.max(AuditRow.seq))) or 0,
            frozenset(session.scalars(select(FormVersionRow.id))),
            frozenset(settings),
            frozenset(broken(session)),
            _papers(session),
        )


def of_manifest(manifest: Manifest, acting: Acting) -> tuple[Sentence, ...]:
    """Return what can be told before anything is read."""
    return (*promises.told(manifest), *_own_work(manifest, acting), *_clocks(manifest, acting))


def of_merge(
    session: Session, manifest: Manifest, before: Before, acting: Acting
) -> tuple[Sentence, ...]:
    """Return what a merge brought that somebody should know; everything of it is here now."""
    if manifest.is_of_seals:
        return of_manifest(manifest, acting)
    session.flush()
    return (
        *_own_work(manifest, acting),
        *_clocks(manifest, acting),
        *_sealed_otherwise(session, manifest),
        *_seals_broken(session, before),
        *_opened_early(session, before),
        *_moved(session, before),
        *_versions(session, before),
        *_checks(session, manifest, before, acting),
        *decided_twice.told(session),
        *_copies(session, manifest, before),
    )


def _own_work(manifest: Manifest, acting: Acting) -> Iterator[Sentence]:
    if manifest.reviewer_id == acting.reviewer.reviewer_id:
        yield Sentence(sentences.OWN_WORK)


def _clocks(manifest: Manifest, acting: Acting) -> Iterator[Sentence]:
    ahead = datetime.fromisoformat(manifest.made_at) - acting.now()
    if ahead > APART:
        sentence, count = sentences.ahead(ahead)
        yield Sentence(sentence, name=manifest.reviewer_name, n=count)


def _sealed_otherwise(session: Session, manifest: Manifest) -> Iterator[Sentence]:
    """Say where contents are not those that were sealed, here or before they were handed over."""
    name = manifest.reviewer_name
    for key in seals.broken(session, dict(manifest.seals)):
        study_id, label = _study(session, key)
        yield Sentence(sentences.SEALED_OTHERWISE, study=label, name=name).about(study_id)
    for key, day in promises.unkept(session, manifest):
        study_id, label = _study(session, key)
        told = Sentence(sentences.PROMISED_OTHERWISE, study=label, name=name, day=day)
        yield told.about(study_id)


def _seals_broken(session: Session, before: Before) -> Iterator[Sentence]:
    people = _names(session)
    for entry in _entries(session, before, "BreakSeal"):
        edit = entry.edit or {}
        reason = str(edit.get("reason") or "")
        if reason:
            study_id, label = _study(session, str(edit.get("extraction_id")))
            yield Sentence(
                sentences.SEAL_BROKEN,
                study=label,
                name=people.get(entry.reviewer_id or "", "somebody"),
                day=entry.at[:10],
                reason=reason,
            ).about(study_id)


def _opened_early(session: Session, before: Before) -> Iterator[Sentence]:
    """Tell of each time that blinding was broken, for a reason or not."""
    yield from (told.ended() for told in broken(session) if told not in before.unblinded)


def _moved(session: Session, before: Before) -> Iterator[Sentence]:
    """Tell who went on with their work on another computer."""
    settings = session.scalars(select(ReviewRow.settings)).one()
    came = {key: settings[key] for key in sorted(settings.keys() - before.settings)}
    yield from moved(came, _names(session))


def moved(came: Mapping[str, Json], names: Mapping[str, str]) -> Iterator[Sentence]:
    """Tell who went on elsewhere by settings that came; names are by the ids of people."""
    for key, said in came.items():
        person = names.get(moved_by(key))
        if person is not None and isinstance(said, dict):
            words = {name: str(said.get(name, "")) for name in ("device", "reason")}
            yield Sentence(sentences.MOVED, name=person, **words)


def _versions(session: Session, before: Before) -> Iterator[Sentence]:
    """Tell of versions that came beside one that is in use, whose they are and why they are."""
    known = {form.id for form in session.scalars(select(FormRow)) if _is_known(form, before)}
    people = _names(session)
    came = select(FormVersionRow).order_by(FormVersionRow.number, FormVersionRow.id)
    for row in session.scalars(came):
        if row.id in before.versions or row.form_id not in known:
            continue
        form = session.get_one(FormRow, row.form_id).name
        yield version(row, form, people.get(row.reviewer_id or "", "somebody")).about("", "form")


def version(row: FormVersionRow, form: str, name: str) -> Sentence:
    """Tell of a version of a form, by somebody's name."""
    return Sentence(
        sentences.VERSION_WITH_REASON if row.reason else sentences.VERSION,
        number=row.number,
        form=form,
        name=name,
        day=row.created_at[:10],
        reason=row.reason,
    )


def _is_known(form: FormRow, before: Before) -> bool:
    return form.current_id in before.versions


def _checks(
    session: Session, manifest: Manifest, before: Before, acting: Acting
) -> Iterator[Sentence]:
    """Tell what the sender found of the acting reviewer's answers."""
    if next(iter(_entries(session, before, "CheckAnswer")), None) is None:
        return
    own = select(ExtractionRow.id).where(ExtractionRow.reviewer_id == acting.reviewer.reviewer_id)
    verdicts = session.scalars(
        select(CheckRow.verdict).where(
            CheckRow.reviewer_id == manifest.reviewer_id,
            CheckRow.extraction_id.in_(own),
            CheckRow.removed.is_(False),
        )
    ).all()
    if verdicts:
        yield checked(verdicts, manifest.reviewer_name)


def checked(verdicts: Sequence[str], name: str) -> Sentence:
    """Tell what somebody found of answers."""
    corrected = verdicts.count(Verdict.CORRECTED.value)
    sentence = sentences.CORRECTED if corrected else sentences.CHECKED
    return Sentence(sentence, name=name, n=len(verdicts), corrected=corrected)


def _copies(session: Session, manifest: Manifest, before: Before) -> Iterator[Sentence]:
    """Tell of reports that have another copy of their PDF now, and remember the one of before."""
    for report_id, paper in _papers(session).items():
        old = before.papers.get(report_id)
        if old is None or old == paper:
            continue
        remember_copy(session, report_id, old)
        report = session.get_one(ReportRow, report_id)
        study = session.get_one(StudyRow, report.study_id)
        name = manifest.reviewer_name
        yield Sentence(sentences.OTHER_COPY, study=study.label, name=name).about(study.id)


def _papers(session: Session) -> dict[str, str]:
    wanted = select(ReportRow.id, ReportRow.paper_sha256).where(ReportRow.removed.is_(False))
    return {key: paper for key, paper in session.execute(wanted) if paper is not None}


def _entries(session: Session, before: Before, kind: str) -> Iterator[AuditRow]:
    came = select(AuditRow).where(AuditRow.seq > before.entries, AuditRow.kind == kind)
    yield from session.scalars(came.order_by(AuditRow.counter, AuditRow.seq))


def _names(session: Session) -> dict[str, str]:
    return {row.id: row.name for row in session.scalars(select(ReviewerRow))}


def _study(session: Session, extraction_id: str) -> tuple[str, str]:
    """Return key and name of a study; one that is not here the commit finds out, and refuses."""
    extraction = session.get(ExtractionRow, extraction_id)
    study = session.get(StudyRow, extraction.study_id) if extraction is not None else None
    return ("", "a study") if study is None else (study.id, f"“{study.label}”")
