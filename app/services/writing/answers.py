"""Writing of answers and of the evidence under them."""

from sqlalchemy import bindparam, select

from app.domain.anchors import Anchor
from app.domain.answers import NO_ANSWER, Answer, Cell, Status
from app.domain.edits import ChangeSet, DropQuote, FillAnswer, KeepQuote
from app.domain.errors import AppError, NotFound, StaleEdit
from app.domain.ids import derived_id
from app.domain.studies import ExtractionStatus
from app.services.codec import (
    anchor_checksum,
    answer_checksum,
    places_to_json,
    said_from_json,
    said_to_json,
    storable,
    word_of,
)
from app.services.writing.context import Writers, Writing
from db.models import AnchorRow, AnswerRow, EvidenceRow, ExtractionRow, GroupRow, PaperRow

# Built once: every edit asks.
_OF_FIELD = select(AnswerRow).where(
    AnswerRow.extraction_id == bindparam("extraction"), AnswerRow.field_id == bindparam("field")
)
_ANSWER = _OF_FIELD.where(AnswerRow.row_id.is_(None))
_ANSWER_IN_ROW = _OF_FIELD.where(AnswerRow.row_id == bindparam("row"))
_EVIDENCE = select(EvidenceRow).where(
    EvidenceRow.extraction_id == bindparam("extraction"),
    EvidenceRow.anchor_id == bindparam("anchor"),
    EvidenceRow.field_id.is_not_distinct_from(bindparam("field")),
    EvidenceRow.row_id.is_not_distinct_from(bindparam("row")),
)


def fill(writing: Writing, edit: FillAnswer) -> ChangeSet:
    """Set the cell when its stored content is still `before`; link and unlink evidence."""
    extraction = open_extraction(writing, edit.cell.extraction_id)
    _row_is_shown(writing, edit.cell)
    row = answer_row(writing, edit.cell)
    stored = NO_ANSWER if row is None else answer_of(row)
    if stored != edit.before:
        raise StaleEdit(
            "This answer was changed in the meantime, so the step was not carried out. "
            "Nothing was overwritten. Look at the answer as it is now and try again."
        )
    if edit.after != edit.before:
        version_id = writing.version_in_use(extraction.form_id)
        put_answer(writing, edit.cell, row, edit.after, version_id)
    for anchor in edit.unlink:
        _unlink(writing, edit.cell.extraction_id, edit.cell, anchor)
    for anchor in edit.link:
        _link(writing, edit.cell.extraction_id, edit.cell, anchor)
    return ChangeSet(
        cells=frozenset({edit.cell}),
        extractions=frozenset({edit.cell.extraction_id}),
        evidence=bool(edit.link or edit.unlink),
    )


def keep_quote(writing: Writing, edit: KeepQuote) -> ChangeSet:
    """Keep a quote without a field."""
    open_extraction(writing, edit.extraction_id)
    _link(writing, edit.extraction_id, None, edit.anchor)
    return ChangeSet(extractions=frozenset({edit.extraction_id}), evidence=True)


def drop_quote(writing: Writing, edit: DropQuote) -> ChangeSet:
    """Remove a quote that was kept without a field."""
    open_extraction(writing, edit.extraction_id)
    _unlink(writing, edit.extraction_id, None, edit.anchor)
    return ChangeSet(extractions=frozenset({edit.extraction_id}), evidence=True)


def own_extraction(writing: Writing, extraction_id: str) -> ExtractionRow:
    """Return the extraction; only its own reviewer may write in it."""
    row = writing.session.get(ExtractionRow, extraction_id)
    if row is None:
        raise NotFound("This extraction is not in the review any more. Nothing was changed.")
    if row.reviewer_id != writing.acting.reviewer.reviewer_id:
        raise NotFound(
            "These answers belong to another reviewer and can't be changed here. "
            "Nothing was changed."
        )
    return row


def answer_of(row: AnswerRow) -> Answer:
    """Return the content of a stored answer."""
    return Answer(
        row.value,
        word_of(Status, row.status),
        row.note,
        row.flagged,
        row.report_id or "",
        said_from_json(row.others),
    )


def open_extraction(writing: Writing, extraction_id: str) -> ExtractionRow:
    """Return the extraction; refuse to change answers of a study that was marked complete."""
    row = own_extraction(writing, extraction_id)
    if row.status == ExtractionStatus.COMPLETE:
        raise AppError(
            "This study is marked complete, so its answers stay as they are. Nothing was changed. "
            "Reopen the study first."
        )
    return row


def _row_is_shown(writing: Writing, cell: Cell) -> None:
    if cell.row_id is None:
        return
    row = writing.session.get(GroupRow, cell.row_id)
    if row is None or row.removed or row.extraction_id != cell.extraction_id:
        raise NotFound("This row is not in the group any more. Nothing was changed.")


def answer_row(writing: Writing, cell: Cell) -> AnswerRow | None:
    """Return the stored row of a cell; None when nothing was ever said there."""
    found = _ANSWER if cell.row_id is None else _ANSWER_IN_ROW
    place = {"extraction": cell.extraction_id, "field": cell.field_id, "row": cell.row_id}
    return writing.session.scalars(found, place).one_or_none()


def put_answer(
    writing: Writing, cell: Cell, row: AnswerRow | None, after: Answer, version_id: str
) -> AnswerRow:
    """Store the whole content of a cell under a version of the form; return its row."""
    if row is None:
        row = AnswerRow(
            id=derived_id("answer", cell.extraction_id, cell.field_id, cell.row_id),
            extraction_id=cell.extraction_id,
            field_id=cell.field_id,
            row_id=cell.row_id,
        )
        writing.session.add(row)
    row.value = after.value
    row.status = after.status.value
    row.note = after.note
    row.flagged = after.flagged
    row.report_id = after.report_id or None
    row.others = said_to_json(after.others)
    row.form_version_id = version_id
    row.updated_at = writing.moment()
    row.checksum = answer_checksum(cell, after)
    return row


def _link(writing: Writing, extraction_id: str, cell: Cell | None, anchor: Anchor) -> None:
    session = writing.session
    if session.get(AnchorRow, anchor.anchor_id) is None:
        if session.get(PaperRow, anchor.paper) is None:
            raise NotFound(
                "The paper of this quote is not in the review. Nothing was changed. "
                "Add the paper first."
            )
        session.add(_anchor_row(writing, anchor))
    row = _evidence_row(writing, extraction_id, cell, anchor)
    if row is None:
        field_id, row_id = (cell.field_id, cell.row_id) if cell else (None, None)
        row = EvidenceRow(
            id=derived_id("evidence", extraction_id, field_id, row_id, anchor.anchor_id),
            extraction_id=extraction_id,
            field_id=field_id,
            row_id=row_id,
            anchor_id=anchor.anchor_id,
        )
        session.add(row)
    elif not row.removed:
        raise StaleEdit("This quote is linked there already. Nothing was changed.")
    row.removed = False
    row.checksum = anchor_checksum(anchor)


def _unlink(writing: Writing, extraction_id: str, cell: Cell | None, anchor: Anchor) -> None:
    row = _evidence_row(writing, extraction_id, cell, anchor)
    if row is None or row.removed:
        raise StaleEdit(
            "This quote was removed in the meantime, so the step was not carried out. "
            "Nothing was overwritten."
        )
    row.removed = True


def _evidence_row(
    writing: Writing, extraction_id: str, cell: Cell | None, anchor: Anchor
) -> EvidenceRow | None:
    field_id = cell.field_id if cell else None
    row_id = cell.row_id if cell else None
    place = {"extraction": extraction_id, "anchor": anchor.anchor_id}
    return writing.session.scalars(
        _EVIDENCE, place | {"field": field_id, "row": row_id}
    ).one_or_none()


def _anchor_row(writing: Writing, anchor: Anchor) -> AnchorRow:
    return AnchorRow(
        id=anchor.anchor_id,
        paper_sha256=anchor.paper,
        kind=anchor.kind.value,
        page=anchor.page,
        places=places_to_json(anchor.places),
        quote=storable(anchor.quote),
        prefix=storable(anchor.prefix),
        suffix=storable(anchor.suffix),
        created_at=writing.moment(),
    )


WRITERS: Writers = {
    FillAnswer: fill,
    KeepQuote: keep_quote,
    DropQuote: drop_quote,
}
