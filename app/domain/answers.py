"""What is known of one cell of the charting table."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"


class Status(StrEnum):
    """Why a cell holds what it holds; a blank is never the same as "not reported".

    Filled, computed (by the reviewer, from what the paper reports) and from authors (who
    were asked) have a value; the others have none.
    """

    EMPTY = "empty"
    FILLED = "filled"
    NOT_REPORTED = "not_reported"
    NOT_APPLICABLE = "not_applicable"
    UNCLEAR = "unclear"
    COMPUTED = "computed"
    FROM_AUTHORS = "from_authors"

    @property
    def has_value(self) -> bool:
        """Tell whether a value stands in the cell, whoever reported it."""
        return self in _VALUED


_VALUED = frozenset({Status.FILLED, Status.COMPUTED, Status.FROM_AUTHORS})
BLANK_MARKS = (Status.NOT_REPORTED, Status.NOT_APPLICABLE, Status.UNCLEAR)
SOURCE_MARKS = (Status.COMPUTED, Status.FROM_AUTHORS)

STATUS_CODES = {
    Status.NOT_REPORTED: "NR",
    Status.NOT_APPLICABLE: "NA",
    Status.UNCLEAR: "Unclear",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """Address of an answer: an extraction, a field, and a row in a repeating group."""

    extraction_id: str
    field_id: str
    row_id: str | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """What another report says for a cell."""

    report_id: str
    value: Json


@dataclass(frozen=True, slots=True)
class Answer:
    """Content of a cell. `value` is typed JSON as app.domain.values writes it.

    `report_id` is the report the value comes from ("": the study's main one); `others` are
    the values of reports that say something else.
    """

    value: Json = None
    status: Status = Status.EMPTY
    note: str = ""
    flagged: bool = False
    report_id: str = ""
    others: tuple[Said, ...] = ()

    @property
    def is_done(self) -> bool:
        """Tell whether the cell counts as answered (ux.md 1.0: an unsure one does not)."""
        return self.status is not Status.EMPTY and not self.flagged


NO_ANSWER = Answer()
