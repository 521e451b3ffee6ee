"""The list of deviations: what changed with every version of the form, and why, as CSV."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.domain.form_changes import FormChange, Resolution
from app.domain.form_versions import VersionInfo
from app.export.cells import guarded
from app.export.files import export_path, written_whole

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


def log_lines(deviation: Deviation) -> list[tuple[str, ...]]:
    """Return the lines of a version: one a change, or one without any."""
    info = deviation.version
    head = (str(info.number), info.at[:10], info.by, info.reason)
    said = {(r.kind, r.subject, r.option): _decided(r) for r in info.resolutions}
    lines: list[tuple[str, ...]] = [
        (
            *head,
            change.kind.value.replace("_", " "),
            change.section,
            change.label,
            change.before,
            change.after,
            said.get((change.kind, change.subject, change.option), ""),
        )
        for change in deviation.changes
    ]
    return lines or [(*head, "", "", "", "", "", "")]


def _decided(resolution: Resolution) -> str:
    into = f" into {resolution.target}" if resolution.target else ""
    return f"{resolution.decision.value.replace('_', ' ')}{into}"
