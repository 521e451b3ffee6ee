"""Who acts: the reviewer, the device and the clock behind every edit."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from app.domain.ids import derived_id
from app.domain.studies import Reviewer


def local_now() -> datetime:
    """Return the time now with the offset of this place."""
    return datetime.now().astimezone()


@dataclass(frozen=True, slots=True)
class Acting:
    """The acting reviewer on this device; `now` gives aware times."""

    reviewer: Reviewer
    device: str
    form_id: str
    now: Callable[[], datetime] = local_now
    may_write: bool = True

    @property
    def origin(self) -> str:
        """What stamps call this copy: the device and its reviewer."""
        return f"{self.device}/{self.reviewer.reviewer_id}"


def extraction_id_of(acting: Acting, study_id: str) -> str:
    """Return the key of the acting reviewer's extraction of a study, the same on every laptop."""
    return derived_id("extraction", study_id, acting.reviewer.reviewer_id, acting.form_id)
