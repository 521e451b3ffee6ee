"""Gathers what a workbook tells of the review: search, flow, versions, comparison, edits."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.answers import STATUS_CODES, Status
from app.domain.blinding import may_see
from app.domain.fields import Form
from app.domain.flow import is_begun, warnings
from app.domain.sentence import Sentence
from app.domain.studies import ExtractionStatus
from app.domain.values import edit_text
from app.export.excluded import excluded_sources
from app.export.prisma_words import Wording
from app.export.review_log import AuditLine, Pilot, ReviewLog, Working
from app.services.acting import Acting
from app.services.designing import DesignService
from app.services.flow import FlowService
from app.services.piloting import PilotService
from app.services.screening_lines import screening_lines
from app.services.search_log import SearchLog
from app.services.sight import study_works
from app.services.store import Store
from app.services.working import working_in
from db.models import AuditRow, ReviewerRow, StudyRow

BATCH = 2_000  # entries of the log read at once


@dataclass(frozen=True, slots=True)
class Sources:
    """The services that know the parts."""

    searches: SearchLog
    flow: FlowService
    design: DesignService
    pilots: PilotService


class ReviewLogService:
    """Gathers the parts as the acting reviewer may see them."""

    def __init__(self, store: Store, acting: Acting, form: Callable[[], Form], of: Sources) -> None:
        """Read through `store` and from the services; `form` is the present version."""
        self._store = store
        self._acting = acting
        self._form = form
        self._of = of

    def log(self) -> ReviewLog:
        """Return everything that the sheets about the review print."""
        flow = self._of.flow.flow()
        is_flow = is_begun(flow)
        return ReviewLog(
            searches=self._of.searches.searches(),
            excluded=excluded_sources(screening_lines(self._store)) if is_flow else (),
            flow=flow if is_flow else None,
            warnings=tuple(w.sentence for w in warnings(flow)) if is_flow else (),
            wording=Wording(self._of.flow.wording()),
            deviations=self._of.design.deviations(),
            audit=_Audit(self._store, self._acting, self._form()),
            working=self._working(is_screened=bool(flow.screened)),
        )

    def _working(self, *, is_screened: bool) -> Working:
        with self._store.reading() as session:
            found = working_in(session, self._acting, is_screened=is_screened)
        return replace(found, pilots=self._piloted())

    def _piloted(self) -> tuple[Pilot, ...]:
        """Return the pilots with the agreement they ended with, or that of now while they go on."""
        pilots = self._of.pilots
        return tuple(
            Pilot(
                len(pilot.sources),
                pilot.begun_at[:10],
                (pilot.agreement or pilots.agreement(pilot)).get("percent"),
            )
            for pilot in pilots.pilots()
        )


class _Audit:
    """The log of edits, read anew each time; work of others that is not sealed stays hidden."""

    def __init__(self, store: Store, acting: Acting, form: Form) -> None:
        self._store = store
        self._acting = acting
        self._form = form

    def __iter__(self) -> Iterator[AuditLine]:
        with self._store.reading() as session:
            names = _names(session)
            own, labels = self._extractions(session)
            shown = (row for row in self._entries(session) if self._may_show(row, own))
            for number, row in enumerate(shown, start=1):
                for part, reason in _parts(row.edit):
                    line = replace(self._line(row, part, (names, labels)), number=number)
                    yield replace(line, step=f"{line.step}: {reason}") if reason else line

    def _entries(self, session: Session) -> Iterator[AuditRow]:
        """Yield the entries, so many at once that a long log takes no memory."""
        last = 0
        wanted = select(AuditRow).order_by(AuditRow.seq).limit(BATCH)
        while rows := list(session.scalars(wanted.where(AuditRow.seq > last))):
            yield from rows
            last = rows[-1].seq
            session.expunge_all()

    def _extractions(self, session: Session) -> tuple[frozenset[str], Mapping[str, str]]:
        """Return the extractions that may be shown, and the study that each belongs to."""
        viewer = self._acting.reviewer.reviewer_id
        found = session.execute(select(StudyRow.id, StudyRow.label))
        labels = {key: label for key, label in found}  # noqa: C416 - rows are no tuples to mypy
        shown: set[str] = set()
        for study in study_works(session, self._acting.form_id).values():
            for work in study.works:
                labels[work.extraction_id] = labels[study.study_id]
                if may_see(viewer, work.reviewer_id, study):
                    shown.add(work.extraction_id)
        return frozenset(shown), labels

    def _may_show(self, row: AuditRow, shown: frozenset[str]) -> bool:
        """Tell whether an entry is one's own, of sealed work, or tells nobody's answers."""
        if row.reviewer_id == self._acting.reviewer.reviewer_id or row.subject_id in shown:
            return True
        return row.kind in OPEN_KINDS

    def _line(
        self,
        row: AuditRow,
        edit: Mapping[str, Any],
        named: tuple[Mapping[str, str], Mapping[str, str]],
    ) -> AuditLine:
        names, labels = named
        cell = edit.get("cell")
        place = cell if isinstance(cell, dict) else edit
        field_id = str(place.get("field_id", ""))
        subject = str(place.get("extraction_id", row.subject_id or ""))
        return AuditLine(
            number=row.seq,
            at=row.at,
            reviewer=names.get(row.reviewer_id or "", ""),
            device=row.device,
            step=row.label,
            kind=Sentence(_words(str(edit.get("kind", row.kind)))),
            study=labels.get(subject, ""),
            field=self._form.field(field_id).label if self._form.has(field_id) else field_id,
            before=self._said(field_id, edit.get("before")),
            after=self._said(field_id, edit.get("after")),
        )

    def _said(self, field_id: str, value: Any) -> str:  # noqa: ANN401 - JSON as it is stored
        if isinstance(value, dict) and "status" in value:
            return self._answered(field_id, value)
        if isinstance(value, list) and self._form.has(field_id):
            field = self._form.field(field_id)
            return "; ".join(edit_text(field, item) for item in value)
        if value is None or isinstance(value, dict | list):
            return ""
        return Sentence(str(value)) if value in set(ExtractionStatus) else str(value)

    def _answered(self, field_id: str, value: Mapping[str, Any]) -> str:
        status = _STATUSES.get(str(value["status"]))
        if status is None:  # altered outside the program: told as it stands, verify names it
            return str(value["status"])
        if not status.has_value:
            return STATUS_CODES.get(status, "")
        stored = value.get("value")
        items = stored if isinstance(stored, list) else [stored]
        if not self._form.has(field_id):
            return "; ".join(map(str, items))
        return "; ".join(edit_text(self._form.field(field_id), item) for item in items)


_STATUSES = {status.value: status for status in Status}
OPEN_KINDS = frozenset(
    {
        "AddStudy", "RemoveStudy", "RelabelStudy", "LinkPaper", "SetReviewAnswer",
        "PublishVersion", "UseVersion", "AddReviewer", "RenameReviewer",
    }
)  # fmt: skip
"""Edits of a colleague that tell no answer and no decision of theirs."""


def _names(session: Session) -> dict[str, str]:
    found = session.execute(select(ReviewerRow.id, ReviewerRow.name))
    return {key: name for key, name in found}  # noqa: C416 - rows are no tuples to mypy


def _parts(edit: object, reason: str = "") -> tuple[tuple[Mapping[str, Any], str], ...]:
    """Return the edits that were made together and why, each for a line of its own."""
    if not isinstance(edit, dict):
        return (({}, reason),)
    parts = edit.get("edits") if edit.get("kind") == "Together" else None
    if not isinstance(parts, list):
        return ((edit, reason),)
    why = str(edit.get("reason") or reason)
    return tuple(found for part in parts for found in _parts(part, why))


def _words(kind: str) -> str:
    """Return the name of an edit in words: "FillAnswer" is "fill answer"."""
    return "".join(f" {c.lower()}" if c.isupper() else c for c in kind).strip()
