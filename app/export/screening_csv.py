"""Writes every record with what was decided on it, in columns that can be taken in again."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.export.files import written_whole

HEADER = (
    "Record",
    "Title",
    "Authors",
    "Year",
    "DOI",
    "Source",
    "Title and abstract",
    "Full text retrieved",
    "Full text",
    "Reason",
    "Further reasons",
    "Note",
    "Quote",
    "Page",
)
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class ScreeningLine:
    """What became of one record; `page` counts from 1, outcomes are words or empty."""

    record_id: str
    title: str
    authors: str
    year: str
    doi: str
    source: str
    title_outcome: str
    retrieved: str
    full_outcome: str
    reason: str = ""
    further: str = ""
    note: str = ""
    quote: str = ""
    page: str = ""

    @property
    def cells(self) -> tuple[str, ...]:
        """The cells in the order of the header."""
        return (
            self.record_id,
            self.title,
            self.authors,
            self.year,
            self.doi,
            self.source,
            self.title_outcome,
            self.retrieved,
            self.full_outcome,
            self.reason,
            self.further,
            self.note,
            self.quote,
            self.page,
        )


def write_screening(lines: Sequence[ScreeningLine], path: Path) -> None:
    """Write the CSV (UTF-8 with a mark, so that Excel reads it); never over a file."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(HEADER)
    writer.writerows([safe(cell) for cell in line.cells] for line in lines)
    with written_whole(path) as file:
        file.write(text.getvalue().encode("utf-8-sig"))


def safe(cell: str) -> str:
    """Keep a cell from being run as a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell
