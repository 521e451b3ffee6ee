"""Writing of content analysis: codes, segments, and whose coding is done."""

from app.domain.code_edits import (
    AddCode,
    ChangeCode,
    FinishCoding,
    MergeCode,
    PutCode,
    RemoveCode,
    SplitCode,
    TakeCode,
)
from app.domain.codes import Code, below, problem_of
from app.domain.edits import ChangeSet
from app.domain.errors import AppError, NotFound, StaleEdit
from app.domain.ids import derived_id
from app.services.coded_rows import codes_in, is_used
from app.services.writing.context import Writers, Writing
from db.models import CodeRow, CodingRow, SegmentRow, StudyRow

CHANGED = ChangeSet(areas=frozenset({"codes"}))
GONE = "This code is not in the review any more. Nothing was changed."


def add_code(writing: Writing, edit: AddCode) -> ChangeSet:
    """Add a code, or bring a removed one back."""
    row = writing.session.get(CodeRow, edit.code.code_id)
    if row is not None and not row.removed:
        raise StaleEdit("This code is in the review already. Nothing was changed.")
    _require_sound(writing, edit.code)
    if row is None:
        row = CodeRow(id=edit.code.code_id)
        writing.session.add(row)
    row.removed = False
    _fill(row, edit.code)
    return CHANGED


def remove_code(writing: Writing, edit: RemoveCode) -> ChangeSet:
    """Take out a code that nobody has put on anything, and that has none under it."""
    row = _row(writing, edit.code.code_id)
    if is_used(writing.session, row.id):
        raise AppError(
            f"“{row.label}” is used or has codes under it. Nothing was changed. "
            "Merge it into another code."
        )
    row.removed = True
    return CHANGED


def change_code(writing: Writing, edit: ChangeCode) -> ChangeSet:
    """Rename, define or move a code that is still as it was."""
    row = _row(writing, edit.before.code_id)
    if edit.before not in codes_in(writing.session):
        raise StaleEdit(f"“{row.label}” was changed in the meantime. Nothing was changed.")
    _require_sound(writing, edit.after)
    parent_id = row.parent_id  # may be a merged code, whose place another takes
    _fill(row, edit.after)
    if edit.before.parent == edit.after.parent:
        row.parent_id = parent_id
    return CHANGED


def merge_code(writing: Writing, edit: MergeCode) -> ChangeSet:
    """Let another code take the place of this one."""
    row = _row(writing, edit.code.code_id)
    target = _row(writing, edit.into)
    if target.id in below(codes_in(writing.session), row.id):
        raise AppError(f"“{row.label}” can't be merged into itself. Nothing was changed.")
    row.merged_into = target.id
    return CHANGED


def split_code(writing: Writing, edit: SplitCode) -> ChangeSet:
    """Bring a merged code back."""
    row = writing.session.get(CodeRow, edit.code.code_id)
    if row is None or row.merged_into != edit.into:
        raise StaleEdit("This code was merged elsewhere in the meantime. Nothing was changed.")
    row.merged_into = None
    return CHANGED


def put_code(writing: Writing, edit: PutCode) -> ChangeSet:
    """Put a code on an answer for the acting reviewer, once."""
    segment, session = edit.segment, writing.session
    if segment.reviewer_id != writing.acting.reviewer.reviewer_id:
        raise AppError("Codes are put for oneself only. Nothing was changed.")
    if session.get(StudyRow, segment.unit.study_id) is None:
        raise NotFound("This study is not in the review any more. Nothing was changed.")
    _row(writing, segment.code_id)
    row = session.get(SegmentRow, segment.segment_id)
    if row is None:
        unit = segment.unit
        row = SegmentRow(
            id=segment.segment_id,
            code_id=segment.code_id,
            reviewer_id=segment.reviewer_id,
            study_id=unit.study_id,
            field_id=unit.field_id,
            row_id=unit.row_id,
            quote=segment.quote,
            anchor_id=segment.anchor_id,
        )
        session.add(row)
    row.removed = False
    return CHANGED


def take_code(writing: Writing, edit: TakeCode) -> ChangeSet:
    """Take one's own code off an answer."""
    row = writing.session.get(SegmentRow, edit.segment.segment_id)
    if row is None or row.removed:
        raise StaleEdit("This code was taken off already. Nothing was changed.")
    if row.reviewer_id != writing.acting.reviewer.reviewer_id:
        raise AppError("This code is a colleague's. Nothing was changed.")
    row.removed = True
    return CHANGED


def finish_coding(writing: Writing, edit: FinishCoding) -> ChangeSet:
    """Say that one's own coding of a field is done, or not yet."""
    if edit.reviewer_id != writing.acting.reviewer.reviewer_id:
        raise AppError("Only one's own coding can be called done. Nothing was changed.")
    key = derived_id("coding", edit.reviewer_id, edit.field_id)
    row = writing.session.get(CodingRow, key)
    if (row is not None and row.is_done) != edit.before:
        raise StaleEdit("This was said in the meantime. Nothing was changed.")
    if row is None:
        row = CodingRow(id=key, reviewer_id=edit.reviewer_id, field_id=edit.field_id)
        writing.session.add(row)
    row.is_done = edit.after
    row.updated_at = writing.moment()
    return CHANGED


def _row(writing: Writing, code_id: str) -> CodeRow:
    row = writing.session.get(CodeRow, code_id)
    if row is None or row.removed or row.merged_into:
        raise NotFound(GONE)
    return row


def _require_sound(writing: Writing, code: Code) -> None:
    problem = problem_of(codes_in(writing.session), code)
    if problem:
        raise AppError(problem)


def _fill(row: CodeRow, code: Code) -> None:
    row.label, row.definition = code.label.strip(), code.definition.strip()
    row.parent_id, row.position = code.parent or None, code.position
    row.origin = code.origin.value


WRITERS: Writers = {
    AddCode: add_code,
    RemoveCode: remove_code,
    ChangeCode: change_code,
    MergeCode: merge_code,
    SplitCode: split_code,
    PutCode: put_code,
    TakeCode: take_code,
    FinishCoding: finish_coding,
}
