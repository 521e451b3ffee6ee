"""What checks find: a kind, a place, a sentence, and the mark by which one can be waived."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from app.domain.answers import Cell


class FindingKind(StrEnum):
    """What a check found."""

    NUMBER = "number_not_in_quote"
    YEAR = "year_not_in_quote"
    DATE = "date_not_in_quote"
    CHOICE = "choice_against_quote"
    ZERO = "zero_or_not_reported"
    BLANK = "silent_blank"
    TOTAL = "impossible_total"
    PERCENT = "impossible_percentage"
    YEAR_RANGE = "year_out_of_range"
    PAGES = "pages_never_viewed"
    TABLE = "table_never_cited"


@dataclass(frozen=True, slots=True)
class Finding:
    """A cell to look at again (None: the paper), and the sentence that says why."""

    cell: Cell | None
    kind: FindingKind
    sentence: str


def mark_of(extraction_id: str, kind: str, cell: Cell | None, sentence: str) -> str:
    """Return what tells a finding apart; another value or quote makes another finding."""
    place = [extraction_id, kind, "", "", sentence]
    if cell is not None:
        place[2:4] = [cell.field_id, cell.row_id or ""]
    return hashlib.sha256("\n".join(place).encode("utf-8", "surrogatepass")).hexdigest()[:16]
