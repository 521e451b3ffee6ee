"""Takes the answers in the file through what the versions of their form decided about them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.domain.answers import NO_ANSWER, Answer, Cell, Status
from app.domain.edits import FillAnswer, SetExtractionStatus
from app.domain.fields import Form
from app.domain.form_changes import Decision, Resolution
from app.domain.form_versions import VersionInfo, ancestry, history, merged_option
from app.domain.studies import ExtractionStatus
from app.domain.templates import form_from_json
from app.services import audit
from app.services.acting import Acting
from app.services.hidden_cells import HiddenCells
from app.services.revisiting import begun_under, revisits
from app.services.version_rows import versions_of
from app.services.writing.answers import answer_of, put_answer
from app.services.writing.context import Writing
from db.models import AnswerRow, ExtractionRow, FormRow, FormVersionRow, GroupRow, SealRow

BATCH = 200  # cells between two reports of progress


@dataclass(frozen=True, slots=True)
class _Due:
    """A decision to carry out in one extraction."""

    extraction: ExtractionRow
    version: VersionInfo
    resolution: Resolution


def settle(writing: Writing, form: FormRow) -> None:
    """Bring the acting reviewer's own extractions with the form to the version in use.

    Answers get what was decided ("NR" where the form asks, another option); complete
    extractions that now have something to look at again are opened. A colleague's work is left
    to the colleague, whose turn comes with the next opening, and what is sealed stays as it was
    sealed. Every change of an answer or a state has its own entry in the log. Carried out once
    an extraction: what a reviewer changes afterwards stays.
    """
    session = writing.session
    session.flush()
    versions = versions_of(session, form.id)
    current = form.current_id or ""
    behind = session.scalars(_behind(writing.acting, form.id, current)).all()
    stamps = begun_under(session, form.id)
    due = [
        entry
        for extraction in behind
        for entry in _due(extraction, stamps.get(extraction.id, frozenset()), versions, current)
    ]
    _carry_out(writing, [one for one in due if one.resolution.decision is Decision.MERGE])
    session.flush()  # a merged option may show or hide what is to be set to NR
    _carry_out(writing, [one for one in due if one.resolution.decision is not Decision.MERGE])
    _reopen(writing, form, behind)
    for extraction in behind:
        extraction.settled_id = current


def is_behind(session: Session, acting: Acting) -> bool:
    """Tell whether the acting reviewer has answers from before the version in use."""
    form = session.get(FormRow, acting.form_id)
    if form is None or form.current_id is None or len(versions_of(session, form.id)) == 1:
        return False
    behind = _behind(acting, form.id, form.current_id).with_only_columns(ExtractionRow.id)
    older = select(AnswerRow.id).where(
        AnswerRow.extraction_id.in_(behind),
        AnswerRow.form_version_id != form.current_id,
        AnswerRow.status != Status.EMPTY.value,
    )
    return session.scalars(older.limit(1)).first() is not None


def _behind(acting: Acting, form_id: str, current: str) -> Select[ExtractionRow]:
    sealed = select(SealRow.extraction_id).where(SealRow.withdrawn.is_(False))
    return select(ExtractionRow).where(
        ExtractionRow.form_id == form_id,
        ExtractionRow.reviewer_id == acting.reviewer.reviewer_id,
        ExtractionRow.settled_id.is_distinct_from(current),
        ExtractionRow.sealed_at.is_(None),
        ExtractionRow.id.not_in(sealed),
    )


def _due(
    extraction: ExtractionRow,
    stamps: frozenset[str],
    versions: Mapping[str, VersionInfo],
    current: str,
) -> Iterator[_Due]:
    if extraction.settled_id:
        known = ancestry(versions, extraction.settled_id)
    else:  # never settled: its answers tell which versions it has seen
        seen = [ancestry(versions, stamp) for stamp in stamps]
        known = frozenset.intersection(*seen) if seen else ancestry(versions, current)
    for info in history(versions, current):
        if info.version_id in known:
            continue
        for resolution in info.resolutions:
            begun = any(info.version_id not in ancestry(versions, stamp) for stamp in stamps)
            if begun and resolution.decision in (Decision.NOT_REPORTED, Decision.MERGE):
                yield _Due(extraction, info, resolution)


def _carry_out(writing: Writing, due: Sequence[_Due]) -> None:
    places = _Places(writing, due)
    entries: list[audit.Entry] = []
    for number, entry in enumerate(due):
        for cell in places.cells(entry):
            row = places.answers.get(cell)
            before = NO_ANSWER if row is None else answer_of(row)
            after = _after(entry.resolution, before)
            if after == before or (before == NO_ANSWER and places.hidden.hides(cell)):
                continue
            places.answers[cell] = put_answer(writing, cell, row, after, entry.version.version_id)
            label = f"Version {entry.version.number} of the form"
            entries.append(audit.Entry(FillAnswer(cell, before, after), label))
        if number % BATCH == 0:
            writing.step(number, len(due))
    audit.append_all(writing, entries)


def _after(resolution: Resolution, before: Answer) -> Answer:
    if resolution.decision is Decision.NOT_REPORTED:
        empty = before.status is Status.EMPTY
        reported = replace(before, value=None, status=Status.NOT_REPORTED, flagged=False)
        return reported if empty else before
    value = merged_option(before.value, resolution.option, resolution.target)
    return replace(before, value=value)


class _Places:
    """The cells that decisions are about, read in two statements."""

    def __init__(self, writing: Writing, due: Sequence[_Due]) -> None:
        session = writing.session
        fields = {entry.resolution.subject for entry in due}
        forms = {entry.extraction.form_id for entry in due}
        own = select(ExtractionRow.id).where(ExtractionRow.form_id.in_(forms))
        self.answers: dict[Cell, AnswerRow] = {}
        self._rows: dict[tuple[str, str], list[str]] = {}
        if not due:
            return
        answered = select(AnswerRow).where(
            AnswerRow.extraction_id.in_(own), AnswerRow.field_id.in_(fields)
        )
        for row in session.scalars(answered):
            self.answers[Cell(row.extraction_id, row.field_id, row.row_id)] = row
        shown = select(GroupRow).where(GroupRow.extraction_id.in_(own), GroupRow.removed.is_(False))
        for group in session.scalars(shown):
            self._rows.setdefault((group.extraction_id, group.section_key), []).append(group.id)
        self.hidden = HiddenCells(session, _form_in_use(session, forms), own, fields)
        self._sections = _sections(writing, {entry.version.version_id for entry in due})

    def cells(self, entry: _Due) -> list[Cell]:
        """Return the cells of a field in one extraction, a row each in a repeating section."""
        field_id, extraction_id = entry.resolution.subject, entry.extraction.id
        section, repeating = self._sections.get(field_id, ("", False))
        if not repeating:
            return [Cell(extraction_id, field_id)]
        rows = self._rows.get((extraction_id, section), [])
        return [Cell(extraction_id, field_id, row_id) for row_id in rows]


def _form_in_use(session: Session, form_ids: Collection[str]) -> Form:
    (form_id,) = form_ids
    row = session.get_one(FormRow, form_id)
    return form_from_json(session.get_one(FormVersionRow, row.current_id).document)


def _sections(writing: Writing, version_ids: set[str]) -> dict[str, tuple[str, bool]]:
    """Return the section of every field, and whether it repeats."""
    found: dict[str, tuple[str, bool]] = {}
    for version_id in version_ids:
        row = writing.session.get_one(FormVersionRow, version_id)
        for section in row.document["sections"]:
            for field in section["fields"]:
                field_id = field.get("field_id") or f"{section['key']}.{field['key']}"
                found[field_id] = (section["key"], bool(section.get("repeating")))
    return found


def _reopen(writing: Writing, form: FormRow, behind: Sequence[ExtractionRow]) -> None:
    """Open the complete extractions that have something to look at again."""
    complete = {row.id: row for row in behind if row.status == ExtractionStatus.COMPLETE}
    if not complete:
        return
    writing.session.flush()
    touched = {entry.cell.extraction_id for entry in revisits(writing.session, form, complete)}
    reason = "The form has a new version that asks about some answers"
    entries: list[audit.Entry] = []
    for extraction_id in sorted(touched):
        row = complete[extraction_id]
        row.status, row.status_reason = ExtractionStatus.OPEN.value, reason
        change = SetExtractionStatus(
            extraction_id, ExtractionStatus.COMPLETE, ExtractionStatus.OPEN, reason
        )
        entries.append(audit.Entry(change, "Reopen: new version of the form"))
    audit.append_all(writing, entries)
