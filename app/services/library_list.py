"""Reads the library as a list of reports: lines at once, who wrote what when it is looked at."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from app.domain.errors import NotFound
from app.domain.folding import folded
from app.domain.library_list import Cited, Copy, Line, Report, Side, Standing, standing_of
from app.domain.screening import LeftOut, Stage
from app.domain.screening_edits import LeaveOut
from app.jobs import JobContext, without_collecting
from app.services.codec import word_of
from app.services.linking import study_of_record
from app.services.screening import names_of, text_of
from app.services.search_rows import read_files
from db.models import RecordRow, SearchRow, StudyRow

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.services.screening import ScreeningService
    from app.services.store import Store

BATCH = 500  # records between two places to stop
_KEPT = ("title", "container-title", "DOI", "PMID", "keyword", "abstract")


class LibraryList:
    """What the acting reviewer sees of the library; decisions by the rules of screening."""

    def __init__(self, store: Store, screening: ScreeningService) -> None:
        """Read through `store`."""
        self._store = store
        self._screening = screening

    def lines(self, ctx: JobContext | None = None) -> tuple[Line, ...]:
        """Return a line a report, those of earlier imports first."""
        ctx = ctx or JobContext()
        with without_collecting():
            ctx.step(0, 3)
            standings = self._standings()
            ctx.step(1, 3)
            with self._store.reading() as session:
                rows = self._rows(session)
                parents = _parents(session)
            ctx.step(2, 3)
            groups: dict[str, list[Row[Any]]] = defaultdict(list)
            for row in rows:
                groups[row.cluster_id or row.id].append(row)
            return tuple(_line(key, own, parents, standings) for key, own in groups.items())

    def cited(self, record_ids: Sequence[str]) -> dict[str, Cited]:
        """Return who wrote these records, and where they appeared."""
        wanted = select(RecordRow.id, RecordRow.csl).where(RecordRow.id.in_(record_ids))
        with self._store.reading() as session:
            return {row.id: _cited(row.csl) for row in session.execute(wanted)}

    def haystack(self, ctx: JobContext | None = None) -> dict[str, bytes]:
        """Return by line the folded words it is found by, in UTF-8: all text of all its copies."""
        ctx = ctx or JobContext()
        found: dict[str, bytes] = {}
        firsts: dict[str, str] = {}  # the first record of each line
        columns = (RecordRow.id, RecordRow.cluster_id, RecordRow.csl)
        wanted = select(*columns).order_by(RecordRow.id).execution_options(yield_per=BATCH)
        total = self.count()
        with self._store.reading() as session, without_collecting():
            for number, row in enumerate(session.execute(wanted)):
                if not number % BATCH:
                    ctx.step(number, total)
                key = row.cluster_id or row.id
                firsts.setdefault(key, row.id)
                found[key] = b"\n".join(filter(None, (found.get(key), _hay(row.csl))))
        return found | {first: found[key] for key, first in firsts.items()}

    def report(self, record_id: str) -> Report:
        """Return all that is known of the report of a record; raises NotFound."""
        with self._store.reading() as session:
            row = session.get(RecordRow, record_id)
            if row is None:
                raise NotFound("This record is not in the review any more.")
            same = RecordRow.id == record_id
            if row.cluster_id is not None:
                same = same | (RecordRow.cluster_id == row.cluster_id)
            own = list(session.scalars(select(RecordRow).where(same).order_by(RecordRow.id)))
            searches = {s.id: s for s in session.scalars(select(SearchRow))}
            study_id = study_of_record(session, record_id)
            study = session.get(StudyRow, study_id) if study_id else None
            copies = tuple(_copy(one, searches.get(one.search_id or "")) for one in own)
            papers = [one.paper_sha256 for one in own if one.paper_sha256]
            files = [file for one in own for file in attachments_of(one.csl)]
            left_out = word_of(LeftOut, row.left_out) is not LeftOut.NO
            text, csl = text_of(row), dict(row.csl)
        return Report(
            text=text,
            pmid=str(csl.get("PMID") or ""),
            place=_place(csl),
            copies=copies,
            standing=Standing.LEFT_OUT if left_out else self._standing_of(record_id),
            paper=papers[0] if papers else None,
            attachments=tuple(dict.fromkeys(files)),
            study=study.label if study is not None else "",
        )

    def count(self) -> int:
        """Return how many records there are, copies too."""
        with self._store.reading() as session:
            return session.scalar(select(func.count()).select_from(RecordRow)) or 0

    def titles(self, record_ids: Sequence[str]) -> dict[str, str]:
        """Return the titles of records."""
        found: dict[str, str] = {}
        with self._store.reading() as session:
            for first in range(0, len(record_ids), BATCH):
                wanted = RecordRow.id.in_(record_ids[first : first + BATCH])
                rows = session.execute(select(RecordRow.id, RecordRow.title).where(wanted))
                found.update((row.id, row.title) for row in rows)
        return found

    def fields(self, record_id: str) -> Side:
        """Return one record to be compared with another; raises NotFound."""
        with self._store.reading() as session:
            row = session.get(RecordRow, record_id)
            if row is None:
                raise NotFound("This record is not in the review any more.")
            search = session.get(SearchRow, row.search_id) if row.search_id else None
            named = (search.database, search.platform) if search else ("Source not stated",)
            return Side(dict(row.csl), ", ".join(filter(None, named)))

    def leave_out(self, record_id: str, after: LeftOut) -> LeaveOut:
        """Return the edit that removes a record before screening, or brings it back."""
        with self._store.reading() as session:
            row = session.get(RecordRow, record_id)
            if row is None:
                raise NotFound("This record is not in the review any more.")
            return LeaveOut(record_id, word_of(LeftOut, row.left_out), after)

    def _standings(self) -> dict[str, Standing]:
        full = {one.record_id: one.outcome for one in self._screening.records(Stage.FULL)}
        return {
            one.record_id: standing_of(one.outcome, full.get(one.record_id))
            for one in self._screening.records(Stage.TITLE)
        }

    def _standing_of(self, record_id: str) -> Standing:
        title = self._screening.one(record_id, Stage.TITLE)
        full = self._screening.one(record_id, Stage.FULL)
        if title is None:
            return Standing.TO_SCREEN
        return standing_of(title.outcome, full.outcome if full else None)

    def _rows(self, session: Session) -> list[Row[Any]]:
        columns = (
            RecordRow.id,
            RecordRow.search_id,
            RecordRow.title,
            RecordRow.year,
            RecordRow.cluster_id,
            RecordRow.paper_sha256,
        )
        return [*session.execute(select(*columns).order_by(RecordRow.id))]


def attachments_of(csl: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the files that a reference names as its attachments, as its program wrote them."""
    custom = csl.get("custom")
    files = custom.get("files") if isinstance(custom, dict) else None
    return tuple(map(str, files)) if isinstance(files, list) else ()


def _parents(session: Session) -> dict[str, str]:
    rows = session.execute(select(SearchRow.id, SearchRow.batch_of))
    return {row.id: row.batch_of or row.id for row in rows}


def _line(
    key: str,
    own: list[Row[Any]],
    parents: Mapping[str, str],
    standings: Mapping[str, Standing],
) -> Line:
    lead = next((row for row in own if row.id == key), own[0])
    given = (parents.get(row.search_id or "", "") for row in own)
    return Line(
        record_id=lead.id,
        title=lead.title,
        year=lead.year,
        searches=tuple(dict.fromkeys(filter(None, given))),
        copies=len(own),
        standing=standings.get(lead.id, Standing.LEFT_OUT),
        has_paper=any(row.paper_sha256 for row in own),
    )


def _cited(csl: Mapping[str, Any]) -> Cited:
    source = csl.get("container-title") or csl.get("publisher") or ""
    return Cited(names_of(csl.get("author")), str(source))


def _hay(csl: Mapping[str, Any]) -> bytes:
    parts = [names_of(csl.get("author")), *(str(csl.get(name) or "") for name in _KEPT)]
    return folded(" ".join(parts)).encode()


def _place(csl: Mapping[str, Any]) -> str:
    """Return volume, issue and pages: "25(4), 270–276"."""
    issue = f"({csl['issue']})" if csl.get("issue") else ""
    volume = f"{csl.get('volume') or ''}{issue}"
    return ", ".join(filter(None, (volume, str(csl.get("page") or ""))))


def _copy(row: RecordRow, search: SearchRow | None) -> Copy:
    if search is None:
        return Copy(row.id, "", "", "", (), row.raw)
    return Copy(
        row.id,
        search.database,
        search.platform,
        search.searched_on or "",
        tuple(file.name for file in read_files(search)),
        row.raw,
    )
