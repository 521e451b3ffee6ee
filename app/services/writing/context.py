"""What every writer of edits is given: the open transaction and who acts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC
from typing import Any, TypeAlias

from sqlalchemy.orm import Session

from app.domain.edits import ChangeSet
from app.services.acting import Acting


@dataclass(frozen=True, slots=True)
class Writing:
    """One transaction of one acting reviewer."""

    session: Session
    acting: Acting

    def moment(self) -> str:
        """Return the time now as ISO 8601 text in UTC."""
        return self.acting.now().astimezone(UTC).isoformat(timespec="microseconds")


Writers: TypeAlias = Mapping[type, Callable[[Writing, Any], ChangeSet]]
"""The writer of each kind of edit; every module of this package has one as `WRITERS`."""
