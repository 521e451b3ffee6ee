"""Writing of the draft of a form, of its versions, and of confirmed answers."""

from dataclasses import asdict

from sqlalchemy import select

from app.domain.edits import ChangeSet
from app.domain.errors import AppError, NotFound, StaleEdit
from app.domain.form_draft import STALE, problem_of, with_about, with_field, with_section
from app.domain.form_edits import (
    ConfirmAnswer,
    Document,
    Draft,
    PublishVersion,
    SetDraft,
    SetDraftAbout,
    SetDraftField,
    SetDraftSection,
    SetPilot,
    UseVersion,
)
from app.domain.form_problems import problems
from app.domain.templates import FormInvalid, form_from_json
from app.services.writing.answers import own_extraction
from app.services.writing.context import Writers, Writing
from app.services.writing.settling import settle
from db.models import AnswerRow, FormDraftRow, FormPilotRow, FormRow, FormVersionRow

PUBLISHED = (
    "Another version of the form was published in the meantime. Nothing was changed. "
    "Look at the versions and try again."
)
DRAFT = ChangeSet(areas=frozenset({"form"}))
VERSION = ChangeSet(review=True, rows=True, evidence=True, areas=frozenset({"form", "version"}))


def set_draft(writing: Writing, edit: SetDraft) -> ChangeSet:
    """Begin, replace or drop the draft."""
    row = writing.session.get(FormDraftRow, edit.form_id)
    stored = None if row is None else Draft(row.base_id, row.document)
    if stored != edit.before:
        raise StaleEdit(STALE)
    if edit.after is None:
        if row is not None:
            writing.session.delete(row)
        return DRAFT
    _require_sound(writing, edit.after.base_id, edit.after.document)
    if row is None:
        row = FormDraftRow(form_id=edit.form_id)
        writing.session.add(row)
    row.base_id, row.document = edit.after.base_id, dict(edit.after.document)
    return DRAFT


def set_field(writing: Writing, edit: SetDraftField) -> ChangeSet:
    """Add, change, move or remove a field of the draft."""
    row = _draft(writing, edit.form_id)
    return _store(writing, row, with_field(row.document, edit.before, edit.after))


def set_section(writing: Writing, edit: SetDraftSection) -> ChangeSet:
    """Add, change, move or remove a section of the draft."""
    row = _draft(writing, edit.form_id)
    return _store(writing, row, with_section(row.document, edit.before, edit.after))


def set_about(writing: Writing, edit: SetDraftAbout) -> ChangeSet:
    """Change what the draft says of itself."""
    row = _draft(writing, edit.form_id)
    return _store(writing, row, with_about(row.document, edit.before, edit.after))


def publish(writing: Writing, edit: PublishVersion) -> ChangeSet:
    """Store a version, put it into use, and do what was decided about the answers."""
    version = edit.version
    form = _form(writing, edit.form_id, edit.before)
    _require_sound(writing, version.parent_id, version.document)
    if not version.reason.strip():
        raise AppError(
            "A version needs a reason; it is printed in the list of deviations. "
            "Nothing was changed. Write why the form changes."
        )
    wrong = problems(form_from_json(version.document))
    if wrong:
        raise FormInvalid(
            f"The form can't be published yet. {wrong[0].sentence} Nothing was changed."
        )
    if writing.session.get(FormVersionRow, version.version_id) is None:
        writing.session.add(
            FormVersionRow(
                id=version.version_id,
                form_id=edit.form_id,
                number=version.number,
                document=dict(version.document),
                reason=version.reason.strip(),
                reviewer_id=writing.acting.reviewer.reviewer_id,
                created_at=writing.moment(),
                parent_id=version.parent_id,
                merged_id=version.merged_id,
                device=writing.acting.device,
                resolutions=[asdict(resolution) for resolution in version.resolutions],
            )
        )
    form.current_id = version.version_id
    form.name = str(version.document["name"])
    settle(writing, form)
    return VERSION


def use_version(writing: Writing, edit: UseVersion) -> ChangeSet:
    """Put a version that is in the file into use."""
    form = _form(writing, edit.form_id, edit.before)
    version = writing.session.get(FormVersionRow, edit.after)
    if version is None or version.form_id != form.id:
        raise NotFound("This version of the form is not in the review. Nothing was changed.")
    form.current_id = version.id
    settle(writing, form)
    return VERSION


def confirm(writing: Writing, edit: ConfirmAnswer) -> ChangeSet:
    """Stamp an answer that still holds with another version."""
    own_extraction(writing, edit.cell.extraction_id)
    found = select(AnswerRow).where(
        AnswerRow.extraction_id == edit.cell.extraction_id,
        AnswerRow.field_id == edit.cell.field_id,
        AnswerRow.row_id.is_not_distinct_from(edit.cell.row_id),
    )
    row = writing.session.scalars(found).one_or_none()
    if row is None or row.form_version_id != edit.before:
        raise StaleEdit("This answer was changed in the meantime. Nothing was overwritten.")
    if writing.session.get(FormVersionRow, edit.after) is None:
        raise NotFound("This version of the form is not in the review. Nothing was changed.")
    row.form_version_id = edit.after
    return ChangeSet(
        cells=frozenset({edit.cell}),
        extractions=frozenset({edit.cell.extraction_id}),
        areas=frozenset({"form"}),
    )


def set_pilot(writing: Writing, edit: SetPilot) -> ChangeSet:
    """Begin, change or drop a pilot."""
    row = writing.session.get(FormPilotRow, edit.pilot_id)
    if (None if row is None else row.document) != edit.before:
        raise StaleEdit("The pilot was changed in the meantime. Nothing was overwritten.")
    if edit.after is None:
        if row is not None:
            writing.session.delete(row)
        return DRAFT
    if row is None:
        row = FormPilotRow(id=edit.pilot_id, form_id=edit.form_id)
        writing.session.add(row)
    row.document = dict(edit.after)
    return DRAFT


def _form(writing: Writing, form_id: str, current_id: str) -> FormRow:
    form = writing.session.get(FormRow, form_id)
    if form is None:
        raise NotFound("This form is not in the review any more. Nothing was changed.")
    if form.current_id != current_id:
        raise StaleEdit(PUBLISHED)
    return form


def _draft(writing: Writing, form_id: str) -> FormDraftRow:
    row = writing.session.get(FormDraftRow, form_id)
    if row is None:
        raise StaleEdit(STALE)
    return row


def _store(writing: Writing, row: FormDraftRow, document: Document) -> ChangeSet:
    _require_sound(writing, row.base_id, document)
    row.document = dict(document)
    return DRAFT


def _require_sound(writing: Writing, base_id: str, document: Document) -> None:
    """Refuse a document that is no usable form, or displaces what is answered."""
    base = writing.session.get(FormVersionRow, base_id)
    if base is None:
        raise NotFound("The version that this draft was begun from is not in the review.")
    problem = problem_of(document, form_from_json(base.document))
    if problem:
        raise FormInvalid(problem)


WRITERS: Writers = {
    SetDraft: set_draft,
    SetDraftField: set_field,
    SetDraftSection: set_section,
    SetDraftAbout: set_about,
    PublishVersion: publish,
    UseVersion: use_version,
    ConfirmAnswer: confirm,
    SetPilot: set_pilot,
}
