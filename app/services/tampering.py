"""What was changed in a review's file outside the program, named: whose, of which study, what."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Text, cast, func, select, text
from sqlalchemy.orm import Session

from app.domain.answers import Cell
from app.domain.history import fills, sealings
from app.services.checks import Finding
from app.services.codec import anchor_checksum, answer_checksum
from app.services.exchange.seals import live_seals, seal_of
from app.services.log_breaks import Break, Done, breaks
from app.services.record_reader import anchor_of
from app.services.tampering_pairs import unlike_checks, unlike_decisions, unlike_seals
from app.services.writing.answers import answer_of
from db.models import (
    AnchorRow,
    AnswerRow,
    AuditRow,
    EvidenceRow,
    ExtractionRow,
    ReviewerRow,
    SealRow,
    StampRow,
    StudyRow,
)

OUTSIDE = "outside the program or damaged on the disk. Compare with a backup."
RELY = "Compare with a backup before you rely on the history."
LONGEST_STEP = timedelta(minutes=10)
"""How long writing a step may take: its entry has the moment of its end."""
Writing = tuple[int, str]  # counter and origin
Named = Callable[[str], str]
"""Gives the label of a field."""


@dataclass(frozen=True, slots=True)
class _Whose:
    """The study of an extraction, and who charts it."""

    study_id: str
    study: str
    reviewer: str

    def finding(self, kind: str, cell: Cell, sentence: str) -> Finding:
        return Finding(
            kind,
            self.study,
            cell.field_id,
            sentence,
            cell=cell if cell.field_id else None,
            study_id=self.study_id,
            extraction_id=cell.extraction_id,
        )


def altered_answers(session: Session, named: Named) -> Iterator[Finding]:
    """Yield the answers that are not those that were written.

    Neither their checksum nor the entry of the log that wrote them may differ: whoever changes
    an answer and its checksum is found by the log.
    """
    whose, written = _whose(session), _writings(session)
    waiting: dict[tuple[str, Writing], tuple[Cell, str]] = {}
    for row in session.scalars(select(AnswerRow)):
        cell = Cell(row.extraction_id, row.field_id, row.row_id)
        checksum = answer_checksum(cell, answer_of(row))
        if row.checksum != checksum:
            yield _altered("An answer", whose[row.extraction_id], cell, named)
        elif row.id in written:
            waiting[_key(cell), written[row.id]] = (cell, checksum)
    for cell in _unlike(session, waiting):
        yield _altered("An answer", whose[cell.extraction_id], cell, named)


def altered_quotes(session: Session, named: Named) -> Iterator[Finding]:
    """Yield the quotes that are not those that were linked."""
    whose = _whose(session)
    linked = select(EvidenceRow, AnchorRow).join(AnchorRow, AnchorRow.id == EvidenceRow.anchor_id)
    for evidence, anchor in session.execute(linked):
        if evidence.checksum != anchor_checksum(anchor_of(anchor)):
            cell = Cell(evidence.extraction_id, evidence.field_id or "", evidence.row_id)
            yield _altered("A quote", whose[evidence.extraction_id], cell, named)


def altered_seals(session: Session) -> Iterator[Finding]:
    """Yield the sealed work that is not what was sealed, or not when the log says.

    An answer is other, more, or gone; or the seal has another date.
    """
    whose = _whose(session)
    yield from _misdated(session, whose)
    for row in unlike_seals(session):
        of = whose[row.extraction_id]
        done = "broken" if row.withdrawn else "made valid again"
        yield of.finding(
            "seal",
            Cell(row.extraction_id, ""),
            f"The seal of {of.reviewer} on “{of.study}” was {done} {OUTSIDE}",
        )
    for row in session.scalars(select(SealRow).where(SealRow.withdrawn.is_(False))):
        is_latest = live_seals(session, row.extraction_id)[-1].id == row.id
        if is_latest and seal_of(session, row.extraction_id) != row.seal:
            of = whose[row.extraction_id]
            yield of.finding(
                "seal",
                Cell(row.extraction_id, ""),
                f"The answers of {of.reviewer} to “{of.study}” are not those that were sealed on "
                f"{row.at[:10]}. Compare with a backup, and ask {of.reviewer}.",
            )


def altered_agreements(session: Session, named: Named) -> Iterator[Finding]:
    """Yield the decisions and checks that are not those that were made."""
    people = {row.id: row.name for row in session.scalars(select(ReviewerRow))}
    studies = {row.id: row.label for row in session.scalars(select(StudyRow))}
    for row in unlike_decisions(session):
        what = f"on “{named(row.field_id)}”" if row.field_id else "to close it"
        label = studies.get(row.study_id, "")
        words = f"The decision of {people.get(row.reviewer_id, 'nobody')} {what} in “{label}”"
        sentence = f"{words} was changed {OUTSIDE}"
        yield Finding("checksum", label, row.field_id, sentence, study_id=row.study_id)
    whose = _whose(session)
    for check in unlike_checks(session):
        of = whose[check.extraction_id]
        cell = Cell(check.extraction_id, check.field_id, check.row_key or None)
        words = f"What {people.get(check.reviewer_id, 'nobody')} said when checking"
        place = f"“{named(check.field_id)}” of “{of.study}”"
        yield of.finding("checksum", cell, f"{words} {place} was changed {OUTSIDE}")


def altered_log(session: Session, own: str) -> Iterator[Finding]:
    """Yield what was done to the log: changed, moved, put in, taken out, cut off at its end."""
    names = {row.id: row.name for row in session.scalars(select(ReviewerRow))}
    for found in breaks(session.scalars(select(AuditRow).order_by(AuditRow.seq)).yield_per(1000)):
        yield _of_log(_told(found) + _entry(session, found, names))
    missing = _cut_off(session)
    if missing:
        yield _of_log(missing)
    elif _lacks_its_end(session, own):
        yield _of_log(
            "The latest entries of the log are missing: answers were written that it does not know"
        )


def _misdated(session: Session, whose: Mapping[str, _Whose]) -> Iterator[Finding]:
    """Yield the seals whose date is not that of an entry of the log that set them.

    A seal that came before the log of its work is passed over.
    """
    logged: dict[str, list[str]] = {}
    entries = select(AuditRow.at, AuditRow.edit).where(
        cast(AuditRow.edit, Text).contains('"seal_id"')
    )
    for at, edit in session.execute(entries).yield_per(1000):
        for seal_id in sealings(edit):
            logged.setdefault(seal_id, []).append(at)
    for row in session.scalars(select(SealRow)):
        known = logged.get(row.id)
        if known and not any(_is_near(row.at, at) for at in known):
            of = whose[row.extraction_id]
            yield of.finding(
                "seal",
                Cell(row.extraction_id, ""),
                f"The seal of {of.reviewer} on “{of.study}” says {_minute(row.at)} UTC, but by the "
                f"log it was set at {_minute(known[0])} UTC. Its date was changed {OUTSIDE}",
            )


def _is_near(at: str, logged: str) -> bool:
    """Tell whether two moments may be of one step; what can't be read is near to nothing."""
    try:
        return abs(datetime.fromisoformat(at) - datetime.fromisoformat(logged)) <= LONGEST_STEP
    except (ValueError, TypeError):
        return False


def _minute(at: str) -> str:
    return at[:16].replace("T", " ")


def _altered(what: str, of: _Whose, cell: Cell, named: Named) -> Finding:
    place = f"“{named(cell.field_id)}” of “{of.study}”" if cell.field_id else f"“{of.study}”"
    return of.finding("checksum", cell, f"{what} of {of.reviewer} in {place} was changed {OUTSIDE}")


def _whose(session: Session) -> dict[str, _Whose]:
    wanted = (
        select(ExtractionRow.id, StudyRow.id, StudyRow.label, ReviewerRow.name)
        .join(StudyRow, StudyRow.id == ExtractionRow.study_id)
        .join(ReviewerRow, ReviewerRow.id == ExtractionRow.reviewer_id)
    )
    return {key: _Whose(*columns) for key, *columns in session.execute(wanted)}


def _writings(session: Session) -> dict[str, Writing]:
    wanted = select(StampRow.key, StampRow.counter, StampRow.origin).where(
        StampRow.table_name == AnswerRow.__tablename__
    )
    return {key: (counter, origin) for key, counter, origin in session.execute(wanted)}


def _key(cell: Cell) -> str:
    return f"{cell.extraction_id}|{cell.field_id}|{cell.row_id or ''}"


def _unlike(
    session: Session, waiting: dict[tuple[str, Writing], tuple[Cell, str]]
) -> Iterator[Cell]:
    """Yield the cells whose writing the log knows, with another answer.

    What a version of the form or an import wrote has no answer in the log, and is passed over.
    """
    entries = select(AuditRow.counter, AuditRow.device, AuditRow.reviewer_id, AuditRow.edit).where(
        AuditRow.kind.in_(("FillAnswer", "Together"))
    )
    for counter, device, reviewer_id, edit in session.execute(entries).yield_per(1000):
        writing = (counter, f"{device}/{reviewer_id}")
        for cell, answer in dict(fills(edit or {})).items():
            here = waiting.get((_key(cell), writing))
            if here is not None and here[1] != answer_checksum(cell, answer):
                yield here[0]


def _told(found: Break) -> str:
    first, last = found.first, found.last
    if found.done is Done.REMOVED:
        return _removed(first, last)
    if found.done is Done.UNLINKED:
        return (
            f"Between the entries {first} and {last} of the log something was removed, or entry "
            f"{first} was changed with its checksum, outside the program"
        )
    return {
        Done.CHANGED: f"Entry {first} of the log was changed outside the program",
        Done.MOVED: f"Entry {first} of the log stands in another place than it was written",
        Done.ADDED: f"Entry {first} of the log was put in outside the program",
    }[found.done]


def _removed(first: int, last: int) -> str:
    if first == last:
        return f"Entry {first} of the log was removed outside the program"
    return f"Entries {first} to {last} of the log were removed outside the program"


def _entry(session: Session, found: Break, names: dict[str, str]) -> str:
    """Return who wrote an entry that is there, and when, as it says now."""
    if found.done in (Done.REMOVED, Done.UNLINKED):
        return ""
    row = session.get_one(AuditRow, found.first)
    who = names.get(row.reviewer_id or "", "nobody who is known")
    return f" (it says: {who}, {_minute(row.at)} UTC)"


def _of_log(words: str) -> Finding:
    return Finding("audit chain", "", "", f"{words}. {RELY}")


def _cut_off(session: Session) -> str:
    """Return which entries are missing at the end, by the number that SQLite gave last; or ""."""
    if session.get_bind().dialect.name != "sqlite":
        return ""
    last = session.scalar(select(func.max(AuditRow.seq))) or 0
    given = session.execute(text("SELECT seq FROM sqlite_sequence WHERE name = 'audit'"))
    latest = given.scalar_one_or_none() or 0
    if latest <= last:
        return ""
    return _removed(last + 1, latest)


def _lacks_its_end(session: Session, own: str) -> bool:
    """Tell whether a reviewer wrote rows later than the log says that they wrote anything."""
    logged = (
        select(AuditRow.device, func.max(AuditRow.counter))
        .where(AuditRow.reviewer_id == own)
        .group_by(AuditRow.device)
    )
    last = {f"{device}/{own}": counter for device, counter in session.execute(logged)}
    written = select(StampRow.origin, func.max(StampRow.counter)).group_by(StampRow.origin)
    return any(
        counter > last.get(origin, 0)
        for origin, counter in session.execute(written)
        if origin.endswith(f"/{own}")
    )
