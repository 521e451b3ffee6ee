"""Writing of seals: complete work is sealed, and a seal is broken only for a reason."""

from sqlalchemy import select

from app.domain.edits import ChangeSet
from app.domain.errors import AppError, NotFound, StaleEdit
from app.domain.seal_edits import BreakSeal, SealExtraction
from app.domain.studies import ExtractionStatus
from app.services.exchange.seals import live_seals, seal_of
from app.services.sight import study_works
from app.services.writing.answers import own_extraction
from app.services.writing.context import Writers, Writing
from app.services.writing.settling import settle
from db.models import ExchangeRow, ExtractionRow, FormRow, SealRow, StampRow


def seal(writing: Writing, edit: SealExtraction) -> ChangeSet:
    """Seal one's own complete extraction; a broken seal is valid again if nothing changed."""
    session = writing.session
    row = own_extraction(writing, edit.extraction_id)
    kept = session.get(SealRow, edit.seal_id)
    if kept is None and row.status != ExtractionStatus.COMPLETE.value:
        raise AppError(
            "This study is not complete, so it can't be sealed. Nothing was changed. "
            "Mark it complete first."
        )
    if live_seals(session, row.id):
        raise StaleEdit("This study is sealed already. Nothing was changed.")
    contents = seal_of(session, row.id)
    if kept is None:
        session.add(
            SealRow(
                id=edit.seal_id,
                extraction_id=row.id,
                reviewer_id=row.reviewer_id,
                seal=contents,
                at=writing.moment(),
            )
        )
    elif kept.extraction_id != row.id or kept.seal != contents:
        raise StaleEdit(
            "Answers were changed since this seal was broken, so it can't be valid again. "
            "Nothing was changed. Seal the study anew."
        )
    else:
        kept.withdrawn = False
        row.status, row.status_reason = ExtractionStatus.COMPLETE.value, ""
    return _changed(row)


def break_seal(writing: Writing, edit: BreakSeal) -> ChangeSet:
    """Break one's own seal; with a reason the study is open again.

    What a new version of the form decided while it was sealed is carried out.
    """
    session = writing.session
    row = own_extraction(writing, edit.extraction_id)
    seals = live_seals(session, row.id)
    if not seals:
        raise NotFound("This study is not sealed any more. Nothing was changed.")
    if not edit.reason.strip() and _is_relied_on(writing, row, seals[0].id):
        raise AppError(
            "A colleague relies on this seal: it was handed over, or both of you have sealed. "
            "Nothing was changed. Use “Break the seal” and say why."
        )
    for kept in seals:
        kept.withdrawn = True
    if edit.reason.strip():
        row.status, row.status_reason = ExtractionStatus.OPEN.value, edit.reason.strip()
    form = session.get(FormRow, row.form_id)
    if form is not None:
        settle(writing, form)
    return _changed(row)


def _is_relied_on(writing: Writing, row: ExtractionRow, seal_id: str) -> bool:
    """Tell whether the seal has left this computer, or a colleague may see what it is on.

    By the counter of edits: the clock of this computer may have been put back since.
    """
    session = writing.session
    stamp = session.get(StampRow, (SealRow.__tablename__, seal_id))
    sent = select(ExchangeRow.id).where(
        ExchangeRow.direction.in_(("out", "seals")),
        ExchangeRow.reviewer_id == row.reviewer_id,
        ExchangeRow.counter >= (stamp.counter if stamp else 0),
    )
    if session.scalars(sent).first() is not None:
        return True
    study = study_works(session, row.form_id, row.study_id)[row.study_id]
    return any(work.is_sealed and work.reviewer_id != row.reviewer_id for work in study.works)


def _changed(row: ExtractionRow) -> ChangeSet:
    return ChangeSet(
        extractions=frozenset({row.id}),
        studies=frozenset({row.study_id}),
        areas=frozenset({"pairs"}),
    )


WRITERS: Writers = {SealExtraction: seal, BreakSeal: break_seal}
