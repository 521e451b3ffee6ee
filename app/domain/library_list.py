"""What the list of the library shows: one line a report, whatever number of sources gave it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app.domain.screened import RecordText
from app.domain.screening import Outcome


class Standing(StrEnum):
    """Where a report stands, as far as the acting reviewer may know."""

    LEFT_OUT = "left_out"
    TO_SCREEN = "to_screen"
    EXCLUDED = "excluded"
    TO_SETTLE = "to_settle"
    FULL_TEXT = "full_text"
    EXCLUDED_FULL = "excluded_full"
    INCLUDED = "included"


@dataclass(frozen=True, slots=True)
class Line:
    """A report in the list; `searches` are the ids of the searches that gave a copy of it.

    A batch counts as its search. `record_id` is the copy that stands for all `copies`.
    """

    record_id: str
    title: str
    year: int | None
    searches: tuple[str, ...]
    copies: int
    standing: Standing
    has_paper: bool


@dataclass(frozen=True, slots=True)
class Cited:
    """Who wrote a report and where it appeared: read when its line is looked at."""

    authors: str
    source: str


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy of a report as a source gave it; `raw` is the text of its file."""

    record_id: str
    database: str
    platform: str
    searched_on: str
    files: tuple[str, ...]
    raw: str


@dataclass(frozen=True, slots=True)
class Side:
    """One record (CSL-JSON) that is compared with another, and where it came from."""

    csl: Mapping[str, Any]
    source: str


@dataclass(frozen=True, slots=True)
class Report:
    """All that is known of a report: its text, its copies, what became of it."""

    text: RecordText
    pmid: str
    place: str
    copies: tuple[Copy, ...]
    standing: Standing
    paper: str | None
    attachments: tuple[str, ...]
    study: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which lines are wanted; an empty choice wants all. `text` is matched word by word."""

    text: str = ""
    search_id: str = ""
    standing: Standing | None = None
    copies: str = ""  # "one" or "several"
    paper: str = ""  # "with" or "without"

    @property
    def is_open(self) -> bool:
        """Tell whether every line fits."""
        return self == Chosen()

    def fits(self, line: Line) -> bool:
        """Tell whether a line is wanted, its text aside."""
        return (
            (not self.search_id or self.search_id in line.searches)
            and (self.standing is None or line.standing is self.standing)
            and (not self.copies or (self.copies == "several") == (line.copies > 1))
            and (not self.paper or (self.paper == "with") == line.has_paper)
        )


def standing_of(title: Outcome, full: Outcome | None) -> Standing:
    """Return where a report stands by what the two stages came to; `full` None: not there yet."""
    if title is Outcome.INCLUDED:
        return {
            None: Standing.FULL_TEXT,
            Outcome.OPEN: Standing.FULL_TEXT,
            Outcome.INCLUDED: Standing.INCLUDED,
            Outcome.EXCLUDED: Standing.EXCLUDED_FULL,
            Outcome.REASONS_DIFFER: Standing.TO_SETTLE,
            Outcome.CONFLICT: Standing.TO_SETTLE,
            Outcome.UNSURE: Standing.TO_SETTLE,
        }[full]
    return {
        Outcome.OPEN: Standing.TO_SCREEN,
        Outcome.EXCLUDED: Standing.EXCLUDED,
        Outcome.REASONS_DIFFER: Standing.EXCLUDED,
        Outcome.CONFLICT: Standing.TO_SETTLE,
        Outcome.UNSURE: Standing.TO_SETTLE,
    }[title]
