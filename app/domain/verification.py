"""Checks of one reviewer's answers by another: confirmed, or corrected; originals stay."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from app.domain.answers import Answer, Cell, Status
from app.domain.fields import Policy
from app.domain.records import Record
from app.domain.studies import Reviewer, Study


class Verdict(StrEnum):
    """What a checker found."""

    CONFIRMED = "confirmed"
    CORRECTED = "corrected"


@dataclass(frozen=True, slots=True)
class Check:
    """What a checker said of an answer; `checked` is the checksum of the answer they saw.

    `answer` is what it should be; of a confirmed one it is what it is.
    """

    verdict: Verdict
    answer: Answer
    checked: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """What a checker said of an answer of one's own; `at` is ISO 8601 in UTC."""

    cell: Cell
    check: Check
    by: Reviewer
    at: str = ""


@dataclass(frozen=True, slots=True)
class ToCheck:
    """A study given to the acting reviewer to check; nothing is counted before it is sealed."""

    study_id: str
    label: str
    charted_by: str
    is_sealed: bool
    checked: int = 0
    corrected: int = 0
    total: int = 0

    @property
    def is_done(self) -> bool:
        """Tell whether every answer was looked at."""
        return self.is_sealed and self.checked == self.total


@dataclass(frozen=True, slots=True)
class Checked:
    """A sealed record beside what the checker has said of it so far."""

    record: Record
    charted_by: Reviewer
    cells: tuple[Cell, ...]
    checks: Mapping[Cell, Check]
    checksums: Mapping[Cell, str]

    @property
    def study(self) -> Study:
        """The study."""
        return self.record.study

    @property
    def corrected(self) -> int:
        """Count the corrections."""
        return sum(
            self.checks[c].verdict is Verdict.CORRECTED for c in self.cells if c in self.checks
        )

    @property
    def done(self) -> int:
        """Count what was looked at."""
        return sum(cell in self.checks for cell in self.cells)

    def following(self, cell: Cell | None) -> Cell | None:
        """Return the next answer that was not looked at, from the top again at the end."""
        at = self.cells.index(cell) + 1 if cell in self.cells else 0
        order = (*self.cells[at:], *self.cells[:at])
        return next((one for one in order if one not in self.checks), None)


def cells_to_check(record: Record, policy: Policy) -> tuple[Cell, ...]:
    """Return the answers that a checker looks at, in the order of the form.

    Fields that one person charts without a check are left out, unless that is all there are.
    What is required and blank is looked at too: an answer may have been missed.
    """
    given = [cell for cell in record.cells() if _has_something(record, cell)]
    chosen = [
        cell
        for cell in given
        if (record.form.field(cell.field_id).policy or policy) is not Policy.SINGLE
    ]
    return tuple(chosen or given)


def with_corrections(record: Record, checks: Mapping[Cell, Check]) -> Record:
    """Return the record as it counts after the check; quotes stay those of the original."""
    answers = {
        **record.answers,
        **{
            cell: check.answer
            for cell, check in checks.items()
            if check.verdict is Verdict.CORRECTED
        },
    }
    return replace(record, answers=answers)


def _has_something(record: Record, cell: Cell) -> bool:
    is_given = record.answer(cell).status is not Status.EMPTY
    return is_given or record.form.field(cell.field_id).required
