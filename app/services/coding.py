"""Content analysis: what can be coded, the acting reviewer's codes, counts and agreement.

Two people code apart: a colleague's codes on a field are shown, counted and compared only when
both have said that their coding of it is done.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.code_edits import (
    AddCode,
    ChangeCode,
    FinishCoding,
    MergeCode,
    PutCode,
    RemoveCode,
    TakeCode,
)
from app.domain.code_moves import Entry, Framework, Place, moved, taken_in
from app.domain.coded import CodeColumns, Coding, code_columns
from app.domain.codes import (
    Code,
    CodingAgreement,
    Frequency,
    Origin,
    Segment,
    Unit,
    coding_agreement,
    frequencies,
    in_order,
    rows_named,
    standing_on,
)
from app.domain.edits import Edit, Together
from app.domain.errors import AppError
from app.domain.ids import new_id
from app.services.acting import Acting
from app.services.coded_rows import codes_in, segments_in
from app.services.store import Store
from db.models import CodeRow, CodingRow, ReviewerRow

RowKeys = Callable[[Collection[str]], Mapping[str, str]]
"""The key that each row of studies has in the final records, where two have sealed them."""


@dataclass(frozen=True, slots=True)
class Compared:
    """Two reviewers whose coding of a field is done, and how far they agree."""

    first: str
    second: str
    agreement: CodingAgreement


class CodingService:
    """Reads codes and segments as the acting reviewer may see them, and makes edits."""

    def __init__(self, store: Store, acting: Acting, row_keys: RowKeys) -> None:
        """Read through `store`; `row_keys` says which rows two reviewers have in common."""
        self._store = store
        self._acting = acting
        self._row_keys = row_keys

    def codes(self) -> tuple[Code, ...]:
        """Return the framework, as a tree is read."""
        with self._store.reading() as session:
            return tuple(code for code, _level in in_order(codes_in(session)))

    def segments(self, field_id: str = "") -> tuple[Segment, ...]:
        """Return one's own segments, and others' on fields where both are done."""
        me = self._acting.reviewer.reviewer_id
        with self._store.reading() as session:
            done = _done(session)
            found = tuple(
                segment
                for segment in segments_in(session, field_id)
                if segment.reviewer_id == me
                or {me, segment.reviewer_id} <= done.get(segment.unit.field_id, frozenset())
            )
        return self._on_common_rows(found)

    def _on_common_rows(self, segments: tuple[Segment, ...]) -> tuple[Segment, ...]:
        """Return segments of two reviewers on a row that both have as on one row."""
        on_rows = [one for one in segments if one.unit.row_id]
        if len({one.reviewer_id for one in on_rows}) < 2:
            return segments
        keys = self._row_keys({one.unit.study_id for one in on_rows})
        return standing_on(segments, keys)

    def coding(self) -> Coding:
        """Return the framework with the segments that may be seen, for exports."""
        return Coding(self.codes(), self.segments())

    def columns(self) -> CodeColumns:
        """Return the columns of codes beside the fields that carry any."""
        return code_columns(self.coding())

    def own(self, field_id: str = "") -> tuple[Segment, ...]:
        """Return the acting reviewer's segments."""
        me = self._acting.reviewer.reviewer_id
        return tuple(one for one in self.segments(field_id) if one.reviewer_id == me)

    def is_done(self, field_id: str) -> bool:
        """Tell whether the acting reviewer's coding of a field is done."""
        with self._store.reading() as session:
            done = _done(session).get(field_id, frozenset())
        return self._acting.reviewer.reviewer_id in done

    def counts(self, field_id: str = "") -> tuple[Frequency, ...]:
        """Return how often each code is used, by segments and by sources."""
        with self._store.reading() as session:
            codes = codes_in(session)
        return frequencies(codes, self.segments(field_id))

    def compared(self, field_id: str) -> tuple[Compared, ...]:
        """Return how far every pair of reviewers agrees whose coding of a field is done."""
        me = self._acting.reviewer.reviewer_id
        with self._store.reading() as session:
            done = _done(session).get(field_id, frozenset())
            if me not in done:
                return ()
            codes, segments = codes_in(session), segments_in(session, field_id)
            rows = session.scalars(select(ReviewerRow).order_by(ReviewerRow.id))
            names = {row.id: row.name for row in rows if row.id in done}
        segments = self._on_common_rows(segments)
        by = {key: [s for s in segments if s.reviewer_id == key] for key in names}
        keys = list(names)
        return tuple(
            Compared(names[a], names[b], coding_agreement(codes, by[a], by[b]))
            for n, a in enumerate(keys)
            for b in keys[n + 1 :]
        )

    def new_code(self, label: str, parent: str = "", origin: Origin = Origin.INDUCTIVE) -> AddCode:
        """Return the edit that adds a code behind its siblings."""
        siblings = [code for code in self.codes() if code.parent == parent]
        place = max((code.position for code in siblings), default=-1) + 1
        return AddCode(Code(new_id(), label.strip(), "", parent, place, origin))

    def changed(self, before: Code, after: Code) -> ChangeCode:
        """Return the edit that renames, defines or moves a code."""
        return ChangeCode(before, after)

    def moved(self, code: Code, to: Place) -> Together | None:
        """Return the edit that moves a code to a place; None where it stands there."""
        changes = moved(self.codes(), code.code_id, to)
        return Together(tuple(ChangeCode(*change) for change in changes)) if changes else None

    def taken_in(self, entries: Sequence[Entry]) -> tuple[Together | None, Framework]:
        """Return the edit that adds a list of codes to the framework, and what it comes to."""
        with self._store.reading() as session:
            used = set(session.scalars(select(CodeRow.id).where(CodeRow.removed.is_(False))))
        found = taken_in(self.codes(), entries, used, new_id)
        added, defined = map(AddCode, found.added), (ChangeCode(*pair) for pair in found.defined)
        edits: tuple[Edit, ...] = (*added, *defined)
        return (Together(edits) if edits else None), found

    def removed(self, code: Code) -> RemoveCode:
        """Return the edit that takes out a code that is on nothing."""
        return RemoveCode(code)

    def merged(self, code: Code, into: Code) -> MergeCode:
        """Return the edit that lets a code take the place of another; raises AppError."""
        if code.code_id == into.code_id:
            raise AppError("A code can't be merged into itself. Nothing was changed.")
        return MergeCode(code, into.code_id)

    def put(self, code: Code, unit: Unit, quote: str = "", anchor_id: str = "") -> PutCode | None:
        """Return the edit that puts a code on an answer; None where it is already."""
        me = self._acting.reviewer.reviewer_id
        segment = Segment(new_id(), code.code_id, me, unit, " ".join(quote.split()), anchor_id)
        own = standing_on(self.own(unit.field_id), rows_named([unit.row_id]))
        same = (replace(one, segment_id=segment.segment_id) for one in own)
        return None if segment in same else PutCode(segment)

    def taken(self, segment: Segment) -> TakeCode:
        """Return the edit that takes a code off again."""
        return TakeCode(segment)

    def finished(self, field_id: str, *, done: bool) -> FinishCoding:
        """Return the edit that calls one's own coding of a field done, or not."""
        return FinishCoding(
            self._acting.reviewer.reviewer_id, field_id, self.is_done(field_id), done
        )


def _done(session: Session) -> Mapping[str, frozenset[str]]:
    """Return for each field whose coding is done."""
    found: dict[str, set[str]] = {}
    for row in session.scalars(select(CodingRow).where(CodingRow.is_done.is_(True))):
        found.setdefault(row.field_id, set()).add(row.reviewer_id)
    return {field_id: frozenset(people) for field_id, people in found.items()}
