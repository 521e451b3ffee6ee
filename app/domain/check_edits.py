"""Edits of what checks found."""

from dataclasses import dataclass

from app.domain.exchanging import Exchanging


@dataclass(frozen=True, slots=True)
class WaiveCheck(Exchanging):
    """Let a finding stand, with a reason; an empty reason asks about it again.

    `mark` is that of app.domain.findings.mark_of.
    """

    extraction_id: str
    mark: str
    before: str
    after: str

    @property
    def subject(self) -> str:
        """What the audit log files it under."""
        return self.extraction_id
