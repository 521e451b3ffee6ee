"""The list of deviations: what changed with every version of the form, and why, as CSV."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.domain.fields import FieldType
from app.domain.form_changes import ChangeKind, FormChange, Resolution
from app.domain.form_versions import VersionInfo
from app.domain.sentence import Sentence
from app.export.cells import guarded
from app.export.describe import TYPES
from app.export.files import export_path, written_whole
from app.export.wording import ENGLISH, Words

FIRST = "First version"  # what a review says of the version it begins with
BOM = b"\xef\xbb\xbf"
HEAD = (
    "version", "date", "by", "reason", "change", "section", "field", "before", "after", "answers",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Deviation:
    """A version and what it changed in the one before it."""

    version: VersionInfo
    changes: tuple[FormChange, ...]


def write_log(deviations: Sequence[Deviation], folder: Path) -> Path:
    """Write a new dated file into a folder and return its path; one line a change.

    Raises FolderNotWritable or DiskFull.
    """
    path = export_path(folder, "Deviations", date.today(), ".csv")
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(HEAD)
    for deviation in deviations:
        for line in log_lines(deviation):
            writer.writerow([guarded(cell) for cell in line])
    with written_whole(path) as stream:
        stream.write(BOM + text.getvalue().encode())
    return path


def log_lines(deviation: Deviation, say: Words = ENGLISH) -> list[tuple[str, ...]]:
    """Return the lines of a version: one a change, or one without any."""
    info = deviation.version
    why = say(info.reason) if info.reason == FIRST else info.reason
    head = (str(info.number), info.at[:10], info.by, why)
    said = {(r.kind, r.subject, r.option): _decided(r, say) for r in info.resolutions}
    lines: list[tuple[str, ...]] = [
        (
            *head,
            say(change.kind.value.replace("_", " ")),
            change.section,
            change.label,
            _shown(change.kind, change.before, say),
            _shown(change.kind, change.after, say),
            said.get((change.kind, change.subject, change.option), ""),
        )
        for change in deviation.changes
    ]
    return lines or [(*head, "", "", "", "", "", "")]


def _shown(kind: ChangeKind, text: str, say: Words) -> str:
    """Return what stood or stands there; the type of a field by its name for people."""
    if isinstance(text, Sentence):
        return say(text)
    is_type = kind is ChangeKind.TYPE and text in set(FieldType)
    return say(TYPES[FieldType(text)]) if is_type else text


def _decided(resolution: Resolution, say: Words) -> str:
    decided = say(resolution.decision.value.replace("_", " "))
    return say("{0} into {1}", decided, resolution.target) if resolution.target else decided
