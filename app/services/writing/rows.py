"""Writing of the rows of repeating groups."""

from sqlalchemy import select

from app.domain.edits import AddRow, ChangeSet, MoveRow, RemoveRow
from app.domain.errors import NotFound, StaleEdit
from app.services.writing.answers import open_extraction
from app.services.writing.context import Writers, Writing
from db.models import GroupRow

MOVED = "The rows were moved in the meantime. Nothing was changed."


def add(writing: Writing, edit: AddRow) -> ChangeSet:
    """Insert the row at its position, or bring a removed one back there."""
    open_extraction(writing, edit.extraction_id)
    rows = _rows(writing, edit.extraction_id, edit.section_key)
    row = writing.session.get(GroupRow, edit.row_id)
    if row is None:
        row = GroupRow(
            id=edit.row_id, extraction_id=edit.extraction_id, section_key=edit.section_key
        )
        writing.session.add(row)
    elif row.extraction_id != edit.extraction_id or row.section_key != edit.section_key:
        raise NotFound("This row belongs to another group. Nothing was changed.")
    elif not row.removed:
        raise StaleEdit("This row is in the group already. Nothing was changed.")
    row.removed = False
    rows.insert(min(edit.position, len(rows)), row)
    return _numbered(rows, edit.extraction_id)


def remove(writing: Writing, edit: RemoveRow) -> ChangeSet:
    """Hide the row; what was answered in it stays in the file."""
    open_extraction(writing, edit.extraction_id)
    rows = _rows(writing, edit.extraction_id, edit.section_key)
    row = _one(rows, edit.row_id)
    if rows.index(row) != min(edit.position, len(rows) - 1):
        raise StaleEdit(MOVED)
    row.removed = True
    rows.remove(row)
    return _numbered(rows, edit.extraction_id)


def move(writing: Writing, edit: MoveRow) -> ChangeSet:
    """Put the row at another position of its group."""
    open_extraction(writing, edit.extraction_id)
    rows = _rows(writing, edit.extraction_id, edit.section_key)
    row = _one(rows, edit.row_id)
    if rows.index(row) != edit.before or not 0 <= edit.after < len(rows):
        raise StaleEdit(MOVED)
    rows.remove(row)
    rows.insert(edit.after, row)
    return _numbered(rows, edit.extraction_id)


def _rows(writing: Writing, extraction_id: str, section_key: str) -> list[GroupRow]:
    found = (
        select(GroupRow)
        .where(
            GroupRow.extraction_id == extraction_id,
            GroupRow.section_key == section_key,
            GroupRow.removed.is_(False),
        )
        .order_by(GroupRow.position, GroupRow.id)
    )
    return list(writing.session.scalars(found))


def _one(rows: list[GroupRow], row_id: str) -> GroupRow:
    for row in rows:
        if row.id == row_id:
            return row
    raise NotFound("This row is not in the group any more. Nothing was changed.")


def _numbered(rows: list[GroupRow], extraction_id: str) -> ChangeSet:
    for position, row in enumerate(rows):
        row.position = position
    return ChangeSet(extractions=frozenset({extraction_id}), rows=True, evidence=True)


WRITERS: Writers = {
    AddRow: add,
    RemoveRow: remove,
    MoveRow: move,
}
