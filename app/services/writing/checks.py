"""Writing of what a reviewer decided about findings of the checks."""

from app.domain.check_edits import WaiveCheck
from app.domain.edits import ChangeSet
from app.domain.errors import StaleEdit
from app.domain.ids import derived_id
from app.services.writing.answers import own_extraction
from app.services.writing.context import Writers, Writing
from db.models import WaiverRow


def waive(writing: Writing, edit: WaiveCheck) -> ChangeSet:
    """Keep the reason why a finding may stand; also in a study that is marked complete."""
    own_extraction(writing, edit.extraction_id)
    key = derived_id("check_waiver", edit.extraction_id, edit.mark)
    row = writing.session.get(WaiverRow, key)
    stored = "" if row is None else row.reason
    if stored != edit.before:
        raise StaleEdit("This finding was decided about in the meantime. Nothing was changed.")
    if row is None:
        row = WaiverRow(id=key, extraction_id=edit.extraction_id, mark=edit.mark)
        writing.session.add(row)
    row.reason = edit.after.strip()
    row.updated_at = writing.moment()
    return ChangeSet(extractions=frozenset({edit.extraction_id}), areas=frozenset({"checks"}))


WRITERS: Writers = {WaiveCheck: waive}
