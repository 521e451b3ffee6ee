"""What an edited workbook would change: each cell that differs, and what can't be taken."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from app.domain.edits import FillAnswer

NEW_LINE = "This line was added by hand. Add the study or row in Chartdesk, then fill it."
NO_ROW = "The study has no row of this group. Add one in Chartdesk, then fill it."
ROWS_DIFFER = (
    "This cell holds several rows, and their number changed. Change rows on the sheet of the group."
)
TOO_LONG = "This text continues on another sheet, so it can't be edited here."
TWICE = "This answer was changed on two sheets, not alike. Make them the same."
JOINED = (
    "This cell is joined with others in the workbook, so it shows nothing of its own. "
    "Take the joined cells apart."
)
ERROR = "The cell shows an error of the spreadsheet, which is no answer."
LOST = "Sheet “{0}” has lost its hidden keys, so it was not read."
ERRORS = frozenset(
    {"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#SPILL!", "#CALC!"}
)
STALE = "The answer was changed in Chartdesk after this workbook was written."
_NUMBERED = re.compile(r"^([0-9]+)\. ", re.MULTILINE)
_NOTHING = "—"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a sheet of the workbook: its number, its keys, its cells by field id.

    `marks` are those that it was written with.
    """

    number: int
    extraction_id: str
    row_id: str
    label: str
    cells: Mapping[str, str]
    columns: Mapping[str, str]
    marks: frozenset[str]


@dataclass(frozen=True, slots=True)
class EditedSheet:
    """A sheet with keys; `is_group` tells that it is that of a repeating group.

    `own` are columns that were put in by hand, letters and heading; `joined` are the cells that
    others cover, as "F12"; `fields` are the ids of the fields it has columns of.
    """

    name: str
    key: str
    is_group: bool
    lines: tuple[Line, ...]
    added: tuple[tuple[int, str], ...] = ()
    copied: tuple[int, ...] = ()
    own: tuple[tuple[str, str], ...] = ()
    joined: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class EditedBook:
    """The sheets of a workbook that have keys, and the names of those that lost them."""

    sheets: tuple[EditedSheet, ...]
    lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """One answer that the workbook has otherwise.

    `place` is sheet and cell. Without an `edit` it can't be taken, and `why` says so; with one,
    `why` warns (the answer was changed in Chartdesk meanwhile). `reason` is the reviewer's.
    """

    study: str
    field: str
    row: int | None
    place: str
    before: str
    after: str
    edit: FillAnswer | None
    why: str = ""
    reason: str = ""

    @property
    def is_sure(self) -> bool:
        """Tell whether it can be taken without looking at it."""
        return self.edit is not None and not self.why


@dataclass(frozen=True, slots=True)
class Readback:
    """What a workbook comes to: differences, and sentences on lines that came or went."""

    name: str
    differences: tuple[Difference, ...] = ()
    told: tuple[str, ...] = ()
    cells: int = 0

    @property
    def takable(self) -> tuple[Difference, ...]:
        """The differences that an edit can carry out."""
        return tuple(one for one in self.differences if one.edit is not None)


def rows_in(text: str, count: int) -> tuple[str, ...] | None:
    """Return the texts of the rows that one cell shows; None when it shows another number."""
    if count == 1:
        return (text,)
    found = list(_NUMBERED.finditer(text))
    if [int(match[1]) for match in found] != list(range(1, count + 1)) or text[: found[0].start()]:
        return None
    ends = [*(match.start() - 1 for match in found[1:]), len(text)]
    said = [text[m.end() : end].replace("\n    ", "\n") for m, end in zip(found, ends, strict=True)]
    return tuple("" if one == _NOTHING else one for one in said)


def merged(differences: Sequence[Difference]) -> tuple[Difference, ...]:
    """Return each answer once: the same change on two sheets is one, unlike ones are refused."""
    kept: dict[object, Difference] = {}
    for number, one in enumerate(differences):
        key: object = one.edit.cell if one.edit else number
        before = kept.get(key)
        if before is None:
            kept[key] = one
        elif before.edit and one.edit and before.edit.after != one.edit.after:
            places = f"{before.place}, {one.place}"
            kept[key] = replace(before, edit=None, why=TWICE, place=places)
    return tuple(kept.values())


@dataclass(frozen=True, slots=True)
class Taken:
    """How many changes were taken, and how many refused or left."""

    changed: int
    left: int
    refused: int
    told: tuple[str, ...] = field(default_factory=tuple)
