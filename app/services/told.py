"""What the acting reviewer wrote, ready to be searched; read again where the log tells of edits."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain import values
from app.domain.anchors import Rect
from app.domain.edits import Together
from app.domain.records import Record
from app.domain.studies import Study
from app.domain.wording import Folded
from app.services.records import RecordService
from app.services.store import Store
from db.models import AuditRow, ExchangeRow, ExtractionRow

IN_ANSWER, IN_QUOTE = "answer", "quote"
FEW = 3  # studies that are read one by one; of more, all are read at once
MANY = 200  # entries of the log; behind more of them everything is read again


@dataclass(frozen=True, slots=True)
class Said:
    """An answer with its note, or a quote, ready to be searched."""

    kind: str
    text: Folded
    field_label: str
    page: int | None = None
    rects: tuple[Rect, ...] = ()
    paper: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What the acting reviewer wrote about a study."""

    study: Study
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class _State:
    """How far the log went, and how many packets had been written or merged."""

    newest: int
    packets: int


class Telling:
    """Keeps what was said of the studies; an edit of answers costs one study read again."""

    def __init__(self, store: Store, records: RecordService) -> None:
        """Read what `records` lets the acting reviewer read."""
        self._store = store
        self._records = records
        self._known: tuple[_State, dict[str, Told]] | None = None

    def now(self) -> tuple[Told, ...]:
        """Return what is said of the studies now, in their order."""
        with self._store.reading() as session:
            state = _state(session)
            known = self._known
            changed = None if known is None else _changed(session, known[0], state)
        if known is None or changed is None or len(changed) > FEW:
            told = self._all({} if known is None else known[1])
        else:
            told = self._again(known[1], changed)
        self._known = state, told
        return tuple(told.values())

    def _all(self, before: dict[str, Told]) -> dict[str, Told]:
        folded = {one.text.text: one.text for told in before.values() for one in told.said}
        return {
            record.study.study_id: _told_of(record, folded) for record in self._records.records()
        }

    def _again(self, before: dict[str, Told], studies: set[str]) -> dict[str, Told]:
        fresh = dict(before)
        for study_id in studies & before.keys():
            folded = {one.text.text: one.text for one in before[study_id].said}
            fresh[study_id] = _told_of(self._records.record(study_id), folded)
        return fresh


def _state(session: Session) -> _State:
    newest = session.scalar(select(func.max(AuditRow.seq))) or 0
    return _State(newest, session.scalar(select(func.count()).select_from(ExchangeRow)) or 0)


def _changed(session: Session, before: _State, now: _State) -> set[str] | None:
    """Return the studies whose answers were edited since; None when anything else was."""
    if now == before:
        return set()
    if now.packets != before.packets or now.newest - before.newest > MANY:
        return None
    wanted = select(AuditRow.subject_id, AuditRow.edit).where(AuditRow.seq > before.newest)
    subjects = {one for row in session.execute(wanted) for one in _subjects(*row)}
    owned = select(ExtractionRow.id, ExtractionRow.study_id)
    found = session.execute(owned.where(ExtractionRow.id.in_(subjects)))
    studies = {row[0]: row[1] for row in found}
    return set(studies.values()) if studies.keys() == subjects else None


def _subjects(subject: str | None, edit: Any) -> Iterator[str]:  # noqa: ANN401 - as it is stored
    """Yield what an entry of the log is about; "" for what is no extraction."""
    if edit is None or edit.get("kind") != Together.__name__:
        yield subject or ""
        return
    for part in edit.get("edits", ()):
        cell = part.get("cell") or {}
        yield from _subjects(part.get("extraction_id") or cell.get("extraction_id"), part)


def _told_of(record: Record, folded: dict[str, Folded]) -> Told:
    """Fold what is in a record, unless it was folded before."""
    return Told(record.study, (*_answers(record, folded), *_quotes(record, folded)))


def _answers(record: Record, folded: dict[str, Folded]) -> Iterator[Said]:
    for cell, answer in record.answers.items():
        if record.form.has(cell.field_id):
            field = record.form.field(cell.field_id)
            text = "" if answer.value is None else values.display(field, answer.value)
            said = _folded(f"{text}\n\n{answer.note}", folded)
            yield Said(IN_ANSWER, said, field.label)


def _quotes(record: Record, folded: dict[str, Folded]) -> Iterator[Said]:
    for item in record.evidence:
        known = item.cell is not None and record.form.has(item.cell.field_id)
        label = record.form.field(item.cell.field_id).label if item.cell and known else ""
        rects = item.anchor.places[0].rects if item.anchor.places else ()
        quote = _folded(item.anchor.quote, folded)
        yield Said(IN_QUOTE, quote, label, item.anchor.page, rects, item.anchor.paper)


def _folded(text: str, folded: dict[str, Folded]) -> Folded:
    return folded.get(text) or Folded.of(text)
