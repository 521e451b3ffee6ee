"""The order and numbers of the JBI data extraction instrument, read off a form.

JBI prints the details of the review (1), its criteria (2), the characteristics of the
source (3) and the reviewers' own rows (4); see the instrument's appendix. A field says
where it belongs by its basis ("JBI 3.1"); the others follow their section.
"""

import re
from dataclasses import dataclass
from itertools import count

from app.domain.fields import Field, Form, Scope, Section

RECORD_KEEPING = ("eligibility", "contact", "meta", "notes")  # of the team, not of the source
RECORD = 5
PARTS = {
    1: "Scoping review details",
    2: "Inclusion and exclusion criteria",
    3: "Evidence source details and characteristics",
    4: "Details and results extracted from the source of evidence",
    RECORD: "Record keeping (not part of the JBI instrument)",
}
LAST_OF_JBI = {1: 3, 2: 4, 3: 4}
UNNUMBERED = 1_000
_BASIS = re.compile(r"^JBI ([1-4])\.(\d+)")


@dataclass(frozen=True, slots=True)
class Column:
    """A field at its place of the instrument; `part` is a key of PARTS."""

    part: int
    number: str
    section: Section
    field: Field

    @property
    def heading(self) -> str:
        """Return number, label and unit, as columns are headed."""
        unit = f" ({self.field.unit})" if self.field.unit else ""
        return f"{self.number} {self.field.label}{unit}"


def instrument(form: Form) -> tuple[Column, ...]:
    """Return every field of the form in the instrument's order, numbered."""
    columns: list[Column] = []
    for part in PARTS:
        fields = [
            (section, entry)
            for section in form.sections
            if _part_of(form, section) == part
            for entry in section.fields
        ]
        fields.sort(key=lambda pair: _basis_number(pair[1], part))
        columns += _numbered(part, fields)
    return tuple(columns)


def charted(form: Form) -> tuple[Column, ...]:
    """Return the columns of the charting table: source first, then the reviewers' rows."""
    return tuple(
        column
        for column in instrument(form)
        if column.section.scope is Scope.STUDY and column.section.key != "notes"
    )


def review_level(form: Form) -> tuple[Column, ...]:
    """Return the fields answered once for the review."""
    return tuple(c for c in instrument(form) if c.section.scope is Scope.REVIEW)


def _numbered(part: int, fields: list[tuple[Section, Field]]) -> list[Column]:
    """Number the fields of a part: as JBI does, and the others after JBI's last number."""
    letter = "R" if part == RECORD else str(part)
    free = count(LAST_OF_JBI.get(part, 0) + 1)
    columns: list[Column] = []
    used: set[int] = set()
    for section, entry in fields:
        number = _basis_number(entry, part)
        if number == UNNUMBERED or number in used:
            number = next(n for n in free if n not in used)
        used.add(number)
        columns.append(Column(part, f"{letter}.{number}", section, entry))
    return columns


def _part_of(form: Form, section: Section) -> int:
    for entry in section.fields:
        found = _BASIS.match(entry.basis)
        if found:
            return int(found[1])
    if section.scope is Scope.REVIEW:
        return 1 if section == form.review_sections[0] else 2
    return RECORD if section.key in RECORD_KEEPING else 4


def _basis_number(entry: Field, part: int) -> int:
    """Return the row of the instrument; fields that JBI does not name stand behind."""
    found = _BASIS.match(entry.basis)
    return int(found[2]) if found and int(found[1]) == part else UNNUMBERED
