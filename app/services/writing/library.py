"""Writing of imports and duplicates."""

from typing import TypeAlias

from sqlalchemy import delete, event, func, insert, literal, select

from app.domain.edits import ChangeSet
from app.domain.errors import AppError, NotFound, StaleEdit
from app.domain.ids import derived_id
from app.domain.library_edits import AnswerPairs, JoinRecords, PlaceImport, ShelveImport
from app.services import stamps
from app.services.search_rows import describe
from app.services.shelf import Row
from app.services.writing.context import Writers, Writing
from db.engine import read_json
from db.models import RecordPairRow, RecordRow, ScreeningDecisionRow, SearchRow, ShelvedRecordRow

LIBRARY = ChangeSet(areas=frozenset({"library", "screening"}))
_COPIED = ("id", "search_id", "raw", "csl", "title", "year", "doi", "pmid")
_INSERT = (
    "INSERT INTO record (id, search_id, raw, csl, title, year, doi, pmid)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)
_FIXED = ("left_out", "retrieval")  # columns of a record that nobody has decided about
_BATCH = 500  # records moved between two places to stop
_Kept: TypeAlias = type[RecordRow] | type[ShelvedRecordRow]


def place_import(writing: Writing, edit: PlaceImport) -> ChangeSet:
    """Write what waits on the shelf into the review, or move back what an undo had moved away."""
    session, search_id = writing.session, edit.search.search_id
    files = [dict(one) for one in edit.files]
    row = SearchRow(id=search_id, files=files, counts={"imported": edit.records})
    session.add(describe(row, edit.search))
    session.flush()
    if writing.shelf.count(search_id) == edit.records:
        try:
            _write_shelved(writing, search_id, edit.records)
        except BaseException:
            writing.shelf.drop(search_id)
            raise
        return LIBRARY
    waiting = select(func.count()).where(ShelvedRecordRow.search_id == search_id)
    if session.scalar(waiting) != edit.records:
        raise NotFound("The records of this import are not here any more. Import the files again.")
    _move(writing, ShelvedRecordRow, RecordRow, search_id)
    return LIBRARY


def _write_shelved(writing: Writing, search_id: str, records: int) -> None:
    """Write the rows of a search; they leave the shelf once they are committed."""
    connection = writing.session.connection()
    done = 0
    for rows in writing.shelf.batches(search_id):
        if connection.dialect.name == "sqlite":  # below the mapping: three times as fast
            values = [(own, search_id, *rest) for own, *rest in rows]
            connection.exec_driver_sql(_INSERT, values)
        else:
            connection.execute(insert(RecordRow), [_named(search_id, row) for row in rows])
        stamps.write_keys(writing.session, "record", [row[0] for row in rows], _when(writing))
        done += len(rows)
        writing.step(done, records + 1)
    event.listen(
        writing.session, "after_commit", lambda _: writing.shelf.drop(search_id), once=True
    )


def _named(search_id: str, row: Row) -> dict[str, object]:
    own, raw, csl, *rest = row
    values = (own, search_id, raw, read_json(csl), *rest)
    return {**dict(zip(_COPIED, values, strict=True)), **dict.fromkeys(_FIXED, "")}


def shelve_import(writing: Writing, edit: ShelveImport) -> ChangeSet:
    """Move the records of a search back; refused while one of them is used."""
    session, search_id = writing.session, edit.search.search_id
    search = session.get(SearchRow, search_id)
    if search is None:
        raise NotFound("This search is not in the review any more. Nothing was changed.")
    own = select(RecordRow.id).where(RecordRow.search_id == search_id)
    decided = select(func.count()).where(
        ScreeningDecisionRow.record_id.in_(own), ScreeningDecisionRow.decision != ""
    )
    used = (RecordRow.report_id.is_not(None)) | (RecordRow.cluster_id.is_not(None))
    joined = select(func.count()).where(RecordRow.search_id == search_id, used)
    if session.scalar(decided) or session.scalar(joined):
        raise AppError(
            "Records of this import have been screened or joined since. Nothing was taken away. "
            "Undo that first."
        )
    session.execute(delete(ScreeningDecisionRow).where(ScreeningDecisionRow.record_id.in_(own)))
    _move(writing, RecordRow, ShelvedRecordRow, search_id)
    session.delete(search)
    session.flush()
    return LIBRARY


def join_records(writing: Writing, edit: JoinRecords) -> ChangeSet:
    """Set which records are copies of one report."""
    for key, before, after in edit.changes:
        row = writing.session.get(RecordRow, key)
        if row is None:
            raise NotFound("A record is not in the review any more. Nothing was changed.")
        if row.cluster_id != before:
            raise StaleEdit("This was changed in the meantime. Nothing was overwritten.")
        row.cluster_id = after
    return LIBRARY


def answer_pairs(writing: Writing, edit: AnswerPairs) -> ChangeSet:
    """Keep what was said of pairs of records; refused where somebody else said otherwise."""
    for first, second, before, after in edit.changes:
        key = pair_id(first, second)
        row = writing.session.get(RecordPairRow, key)
        if (row.answer if row else "") != before.value:
            raise StaleEdit("This was changed in the meantime. Nothing was overwritten.")
        if row is None:
            one, other = sorted((first, second))
            row = RecordPairRow(id=key, first_id=one, second_id=other)
            writing.session.add(row)
        row.answer = after.value
        row.reviewer_id = writing.acting.reviewer.reviewer_id
        row.at = writing.moment()
    return LIBRARY


def pair_id(first: str, second: str) -> str:
    """Return the key of what is said of two records, the same on every laptop."""
    return derived_id("record pair", *sorted((first, second)))


def _move(writing: Writing, source: _Kept, target: _Kept, search_id: str) -> None:
    """Move the records of a search from one table to the other; may be stopped between batches."""
    session = writing.session
    own = list(session.scalars(select(source.id).where(source.search_id == search_id)))
    fixed = [literal("").label(name) for name in _FIXED] if target is RecordRow else []
    names = [*_COPIED, *(_FIXED if target is RecordRow else ())]
    for start in range(0, len(own), _BATCH):
        batch = own[start : start + _BATCH]
        here = source.id.in_(batch)
        columns = [getattr(source, name) for name in _COPIED]
        session.execute(insert(target).from_select(names, select(*columns, *fixed).where(here)))
        stamps.write_keys(session, "record", batch, _when(writing))
        session.execute(delete(source).where(here))
        writing.step(start + len(batch), len(own) + 1)


def _when(writing: Writing) -> tuple[int, str]:
    return writing.counter, writing.acting.origin


WRITERS: Writers = {
    PlaceImport: place_import,
    ShelveImport: shelve_import,
    JoinRecords: join_records,
    AnswerPairs: answer_pairs,
}
