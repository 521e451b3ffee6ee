"""Edits of the people of a review."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AddReviewer:
    """Add a person to the review; `colour` is a slot of the reviewer colours."""

    reviewer_id: str
    name: str
    initials: str
    colour: int

    @property
    def subject(self) -> None:
        """What the audit log files it under."""
        return None

    def inverse(self) -> "RemoveReviewer":
        """Return the edit that takes this one back."""
        return RemoveReviewer(self.reviewer_id, self.name, self.initials, self.colour)


@dataclass(frozen=True, slots=True)
class RemoveReviewer:
    """Take a person out who has done nothing yet."""

    reviewer_id: str
    name: str
    initials: str
    colour: int

    @property
    def subject(self) -> None:
        """What the audit log files it under."""
        return None

    def inverse(self) -> AddReviewer:
        """Return the edit that takes this one back."""
        return AddReviewer(self.reviewer_id, self.name, self.initials, self.colour)
