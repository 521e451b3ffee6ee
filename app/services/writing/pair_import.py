"""Writing of finished extractions that come from another program."""

from sqlalchemy import func, select

from app.domain.answers import NO_ANSWER, Cell
from app.domain.edits import ChangeSet
from app.domain.errors import AppError, NotFound
from app.domain.pair_import_edits import GiveExtractionBack, TakeExtraction
from app.domain.studies import ExtractionStatus
from app.services.exchange.seals import live_seals, seal_of
from app.services.whereabouts import last_packets
from app.services.writing.answers import put_answer
from app.services.writing.context import Writers, Writing
from db.models import AnswerRow, ExtractionRow, ReviewerRow, SealRow


def take(writing: Writing, edit: TakeExtraction) -> ChangeSet:
    """Store the answers of a reviewer who has charted nothing here yet, and seal them."""
    session = writing.session
    person = session.get(ReviewerRow, edit.reviewer_id)
    if person is None:
        raise NotFound("This reviewer is not in the review. Nothing was changed.")
    row = session.get(ExtractionRow, edit.extraction_id)
    said = select(func.count()).where(
        AnswerRow.extraction_id == edit.extraction_id, AnswerRow.status != "empty"
    )
    if edit.reviewer_id in last_packets(session) or session.scalar(said):
        raise AppError(
            f"{person.name} has charted this study already, so nothing was taken in for it. "
            "Nothing was changed."
        )
    if row is None:
        row = ExtractionRow(
            id=edit.extraction_id,
            study_id=edit.study_id,
            reviewer_id=edit.reviewer_id,
            form_id=edit.form_id,
        )
        session.add(row)
        session.flush()
    version = writing.version_in_use(edit.form_id)
    stored = {
        one.field_id: one
        for one in session.scalars(
            select(AnswerRow).where(
                AnswerRow.extraction_id == edit.extraction_id, AnswerRow.row_id.is_(None)
            )
        )
    }
    for field_id, answer in edit.answers:
        cell = Cell(edit.extraction_id, field_id)
        put_answer(writing, cell, stored.get(field_id), answer, version)
    row.status, row.settled_id = ExtractionStatus.COMPLETE.value, version
    session.flush()
    _seal(writing, edit)
    return _changed(edit)


def give_back(writing: Writing, edit: GiveExtractionBack) -> ChangeSet:
    """Blank the answers again and withdraw the seal."""
    session = writing.session
    row = session.get(ExtractionRow, edit.extraction_id)
    seals = live_seals(session, edit.extraction_id)
    if row is None or [one.id for one in seals] != [edit.seal_id]:
        raise NotFound("This extraction is not as it was taken in any more. Nothing was changed.")
    version = writing.version_in_use(edit.form_id)
    found = select(AnswerRow).where(AnswerRow.extraction_id == edit.extraction_id)
    for one in session.scalars(found):
        put_answer(writing, Cell(row.id, one.field_id, one.row_id), one, NO_ANSWER, version)
    row.status = ExtractionStatus.OPEN.value
    seals[0].withdrawn = True
    return _changed(edit)


def _seal(writing: Writing, edit: TakeExtraction) -> None:
    session = writing.session
    contents = seal_of(session, edit.extraction_id)
    seal = session.get(SealRow, edit.seal_id)
    if seal is None:
        seal = SealRow(
            id=edit.seal_id,
            extraction_id=edit.extraction_id,
            reviewer_id=edit.reviewer_id,
            seal=contents,
            at=writing.moment(),
        )
        session.add(seal)
    seal.seal, seal.withdrawn = contents, False


def _changed(edit: TakeExtraction | GiveExtractionBack) -> ChangeSet:
    return ChangeSet(
        extractions=frozenset({edit.extraction_id}),
        studies=frozenset({edit.study_id}),
        areas=frozenset({"pairs", "consensus"}),
    )


WRITERS: Writers = {TakeExtraction: take, GiveExtractionBack: give_back}
