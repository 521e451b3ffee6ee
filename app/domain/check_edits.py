"""Edits of what checks found."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WaiveCheck:
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

    def inverse(self) -> "WaiveCheck":
        """Return the edit that takes this one back."""
        return WaiveCheck(self.extraction_id, self.mark, self.after, self.before)
