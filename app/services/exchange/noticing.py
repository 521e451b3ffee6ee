"""What a merge is told of beside its counts: seals, versions, checks, copies of papers, clocks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.identity import moved_by
from app.domain.packets import Manifest
from app.domain.verification import Verdict
from app.services import decided_twice
from app.services.acting import Acting
from app.services.blinding import sentences
from app.services.exchange import promises, seals
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
            frozenset(sentences(session)),
            _papers(session),
        )


def of_manifest(manifest: Manifest, acting: Acting) -> tuple[str, ...]:
    """Return what can be told before anything is read."""
    return (*promises.told(manifest), *_own_work(manifest, acting), *_clocks(manifest, acting))


def of_merge(
    session: Session, manifest: Manifest, before: Before, acting: Acting
) -> tuple[str, ...]:
    """Return what a merge brought that somebody should know; everything of it is here now."""
    if manifest.is_of_seals:
        return of_manifest(manifest, acting)
    session.flush()
    return (
        *_own_work(manifest, acting),
        *_clocks(manifest, acting),
        *_sealed_otherwise(session, manifest),
        *_seals_broken(session, manifest, before),
        *_opened_early(session, before),
        *_moved(session, before),
        *_versions(session, before),
        *_checks(session, manifest, before, acting),
        *decided_twice.told(session),
        *_copies(session, manifest, before),
    )


def _own_work(manifest: Manifest, acting: Acting) -> Iterator[str]:
    if manifest.reviewer_id == acting.reviewer.reviewer_id:
        yield (
            "This is your own work from another computer. Both are joined; where you answered "
            "the same question on both, the later answer stands and the other is in the history."
        )


def _clocks(manifest: Manifest, acting: Acting) -> Iterator[str]:
    ahead = datetime.fromisoformat(manifest.made_at) - acting.now()
    if ahead > APART:
        yield (
            f"The clock of {manifest.reviewer_name}'s computer is {_span(ahead)} ahead of this "
            "one. What is later is told by the order of steps, not by clocks, so nothing is "
            "lost; only the times in the history differ."
        )


def _span(time: timedelta) -> str:
    for name, length in (("day", timedelta(days=1)), ("hour", timedelta(hours=1))):
        if time >= length:
            count = time // length
            return f"1 {name}" if count == 1 else f"{count} {name}s"
    return f"{time // timedelta(minutes=1)} minutes"


def _sealed_otherwise(session: Session, manifest: Manifest) -> Iterator[str]:
    """Say where contents are not those that were sealed, here or before they were handed over."""
    name = manifest.reviewer_name
    for key in seals.broken(session, dict(manifest.seals)):
        yield (
            f"The answers to {_label(session, key)} are not those that {name} sealed. "
            "Both are kept in the log; ask why they were changed."
        )
    for key, day in promises.unkept(session, manifest):
        yield (
            f"The answers to {_label(session, key)} are not those whose seal {name} handed over "
            f"with the file of {day}. Both are kept in the log; ask why they were changed."
        )


def _seals_broken(session: Session, manifest: Manifest, before: Before) -> Iterator[str]:
    for entry in _entries(session, before, "BreakSeal"):
        edit = entry.edit or {}
        reason = str(edit.get("reason") or "")
        if reason:
            yield (
                f"{manifest.reviewer_name} broke the seal of "
                f"{_label(session, str(edit.get('extraction_id')))} on {entry.at[:10]}: {reason}."
            )


def _opened_early(session: Session, before: Before) -> Iterator[str]:
    """Tell of each time that blinding was broken, for a reason or not."""
    yield from (f"{told}." for told in sentences(session) if told not in before.unblinded)


def _moved(session: Session, before: Before) -> Iterator[str]:
    """Tell who went on with their work on another computer."""
    settings = session.scalars(select(ReviewRow.settings)).one()
    for key in sorted(settings.keys() - before.settings):
        person = session.get(ReviewerRow, moved_by(key))
        said = settings[key]
        if person is not None and isinstance(said, dict):
            yield (
                f"{person.name} went on with their work on another computer "
                f"({said.get('device', '')}): {said.get('reason', '')}."
            )


def _versions(session: Session, before: Before) -> Iterator[str]:
    """Tell of versions that came beside one that is in use."""
    known = {form.id for form in session.scalars(select(FormRow)) if _is_known(form, before)}
    came = select(FormVersionRow).order_by(FormVersionRow.number, FormVersionRow.id)
    for row in session.scalars(came):
        if row.id in before.versions or row.form_id not in known:
            continue
        form = session.get_one(FormRow, row.form_id)
        reason = f" ({row.reason})" if row.reason else ""
        yield (
            f"Version {row.number} of the form “{form.name}” came with it{reason}. The version in "
            "use here stays until you take the other in under Form, Versions; answers keep the "
            "version that they were given under."
        )


def _is_known(form: FormRow, before: Before) -> bool:
    return form.current_id in before.versions


def _checks(session: Session, manifest: Manifest, before: Before, acting: Acting) -> Iterator[str]:
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
    corrected = verdicts.count(Verdict.CORRECTED.value)
    if verdicts:
        where = " “Check the review…” lists them." if corrected else ""
        yield (
            f"{manifest.reviewer_name} has checked {len(verdicts)} of your answers and "
            f"corrected {corrected}.{where}"
        )


def _copies(session: Session, manifest: Manifest, before: Before) -> Iterator[str]:
    """Tell of reports that have another copy of their PDF now, and remember the one of before."""
    for report_id, paper in _papers(session).items():
        old = before.papers.get(report_id)
        if old is None or old == paper:
            continue
        remember_copy(session, report_id, old)
        report = session.get_one(ReportRow, report_id)
        study = session.get_one(StudyRow, report.study_id)
        yield (
            f"“{study.label}” has another copy of its PDF now, from {manifest.reviewer_name}. "
            "Yours is kept: it is shown while the other file is not here, and while your study is "
            "complete. Quotes are looked for again in the copy that is shown."
        )


def _papers(session: Session) -> dict[str, str]:
    wanted = select(ReportRow.id, ReportRow.paper_sha256).where(ReportRow.removed.is_(False))
    return {key: paper for key, paper in session.execute(wanted) if paper is not None}


def _entries(session: Session, before: Before, kind: str) -> Iterator[AuditRow]:
    came = select(AuditRow).where(AuditRow.seq > before.entries, AuditRow.kind == kind)
    yield from session.scalars(came.order_by(AuditRow.counter, AuditRow.seq))


def _label(session: Session, extraction_id: str) -> str:
    """Name a study; one that is not here is found out at the commit, which refuses the packet."""
    extraction = session.get(ExtractionRow, extraction_id)
    study = session.get(StudyRow, extraction.study_id) if extraction is not None else None
    return "a study" if study is None else f"“{study.label}”"
