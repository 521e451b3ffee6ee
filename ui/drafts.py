"""Text that could not be stored (not a value, or the disk refused), kept beside the settings."""

import hashlib
import json
import os
from contextlib import suppress
from pathlib import Path

from app.domain.answers import Cell


class DraftJournal:
    """One small file a review; it is empty as long as everything could be stored."""

    def __init__(self, folder: Path, review: Path) -> None:
        """Keep the drafts of the review at `review` in a file in `folder`."""
        name = hashlib.sha256(os.fsencode(review)).hexdigest()[:16]
        self._file = folder / f"{name}.json"
        self._texts = self._read()

    def keep(self, cell: Cell, text: str) -> None:
        """Keep the text of a cell that is not stored."""
        if self._texts.get(cell) != text:
            self._texts[cell] = text
            self._write()

    def forget(self, cell: Cell) -> None:
        """Drop the text of a cell that is stored now."""
        if self._texts.pop(cell, None) is not None:
            self._write()

    def of(self, extraction_id: str) -> dict[Cell, str]:
        """Return the texts of one extraction that are not stored."""
        return {c: text for c, text in self._texts.items() if c.extraction_id == extraction_id}

    def _read(self) -> dict[Cell, str]:
        try:
            entries = json.loads(self._file.read_text(encoding="utf-8"))
            return {Cell(*entry[:3]): str(entry[3]) for entry in entries}
        except (OSError, ValueError, TypeError, IndexError):
            return {}  # no journal, or one that a crash cut short: there is nothing to bring back

    def _write(self) -> None:
        """Write the file anew; a disk that refuses leaves the texts to the open form."""
        entries = [[c.extraction_id, c.field_id, c.row_id, t] for c, t in self._texts.items()]
        part = self._file.with_suffix(".part")
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with part.open("w", encoding="utf-8") as stream:
                json.dump(entries, stream)
                stream.flush()
                os.fsync(stream.fileno())
            part.replace(self._file)
