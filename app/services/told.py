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
from db.models import AuditRow, ExchangeRow, ExtractionRow, ReportRow, StudyRow

IN_ANSWER, IN_QUOTE = "answer", "quote"
MANY = 200  # entries of the log; behind more of them everything is read again
QUIET = frozenset({"GiveRecordPaper", "LeaveOut", "Screen", "SetRetrieval", "SettleScreening"})
"""Edits that change nothing of what is said of a study, nor which PDF it has."""
NAMES = ("extraction_id", "study_id", "report_id", "from_id", "before", "after")
"""Where an edit names extractions, studies and reports, by itself or inside `PARTS`."""
PARTS = ("cell", "study", "report")


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
    """Keeps what was said of the studies; an edit costs the studies read again that it names."""

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
        if known is None or changed is None or 2 * len(changed) > len(known[1]) + 1:
            told = self._all({} if known is None else known[1])
        elif changed:
            told = self._again(known[1], changed)
        else:
            told = known[1]
        self._known = state, told
        return tuple(told.values())

    def _all(self, before: dict[str, Told]) -> dict[str, Told]:
        folded = {one.text.text: one.text for told in before.values() for one in told.said}
        return {
            record.study.study_id: _told_of(record, folded) for record in self._records.records()
        }

    def _again(self, before: dict[str, Told], studies: set[str]) -> dict[str, Told]:
        """Read some studies again: they may have come, gone or been renamed."""
        kept = [told for study_id, told in before.items() if study_id not in studies]
        folded = {
            one.text.text: one.text
            for told in map(before.get, studies)
            if told
            for one in told.said
        }
        fresh = [_told_of(one, folded) for one in self._records.records_of(list(studies))]
        ordered = sorted(kept + fresh, key=lambda told: (told.study.position, told.study.study_id))
        return {told.study.study_id: told for told in ordered}


def _state(session: Session) -> _State:
    newest = session.scalar(select(func.max(AuditRow.seq))) or 0
    return _State(newest, session.scalar(select(func.count()).select_from(ExchangeRow)) or 0)


def _changed(session: Session, before: _State, now: _State) -> set[str] | None:
    """Return the studies that edits since then name; None when one names none that is known."""
    if now == before:
        return set()
    if now.packets != before.packets or now.newest - before.newest > MANY:
        return None
    wanted = select(AuditRow.edit).where(AuditRow.seq > before.newest)
    named = [names for edit in session.scalars(wanted) for names in _named(edit)]
    places = _studies_of(session, {name for names in named for name in names})
    if any(names.isdisjoint(places) for names in named):
        return None
    return {study for names in named for name in names for study in places.get(name, ())}


def _named(edit: Any) -> Iterator[set[str]]:  # noqa: ANN401 - as it is stored
    """Yield for each edit of an entry of the log what it names; nothing for what cannot be read."""
    kind = None if edit is None else edit.get("kind")
    if kind == Together.__name__:
        for part in edit.get("edits", ()):
            yield from _named(part)
    elif kind not in QUIET:
        places = () if edit is None else (edit, *map(edit.get, PARTS))
        found = (one.get(name) for one in places if isinstance(one, dict) for name in NAMES)
        yield {text for text in found if isinstance(text, str)}


def _studies_of(session: Session, names: set[str]) -> dict[str, set[str]]:
    """Return the studies that some ids are of: extractions, studies or reports."""
    found: dict[str, set[str]] = {}
    for key, study in (
        (ExtractionRow.id, ExtractionRow.study_id),
        (ReportRow.id, ReportRow.study_id),
        (StudyRow.id, StudyRow.id),
    ):
        for name, study_id in session.execute(select(key, study).where(key.in_(names))):
            found.setdefault(name, set()).add(study_id)
    return found


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
