"""What every writer of edits is given: the open transaction and who acts."""

from dataclasses import dataclass
from datetime import UTC

from sqlalchemy.orm import Session

from app.services.acting import Acting


@dataclass(frozen=True, slots=True)
class Writing:
    """One transaction of one acting reviewer."""

    session: Session
    acting: Acting

    def moment(self) -> str:
        """Return the time now as ISO 8601 text in UTC."""
        return self.acting.now().astimezone(UTC).isoformat(timespec="microseconds")
