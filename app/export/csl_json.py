"""Writes references as CSL-JSON, which reference programs and citation processors read."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from app.export.files import written_whole


def write_csl_json(references: Iterable[Mapping[str, Any]], path: Path) -> int:
    """Write references to a new UTF-8 file, one array; returns how many.

    Each has an `id`, as CSL 1.0.2 asks. Raises ExportExists, DiskFull or FolderNotWritable.
    """
    found = [{"id": str(number), **csl} for number, csl in enumerate(references, start=1)]
    text = json.dumps(found, indent=1, ensure_ascii=False) + "\n"
    with written_whole(path) as file:
        file.write(text.encode("utf-8", "backslashreplace"))
    return len(found)
