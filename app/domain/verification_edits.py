"""Edits of checks."""

from dataclasses import dataclass

from app.domain.answers import Cell
from app.domain.exchanging import Exchanging
from app.domain.verification import Check


@dataclass(frozen=True, slots=True)
class CheckAnswer(Exchanging):
    """Say of a colleague's sealed answer that it is right, or what is; None takes it back."""

    cell: Cell
    before: Check | None
    after: Check | None

    @property
    def subject(self) -> str:
        """What the audit log files it under."""
        return self.cell.extraction_id
