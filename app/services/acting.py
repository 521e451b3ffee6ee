"""Who acts: the reviewer, the device and the clock behind every edit."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

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


@dataclass(frozen=True, slots=True)
class View:
    """What another process needs to read a review as the acting reviewer does at this moment.

    `passwords` are those of papers that were unlocked, by their paths.
    """

    folder: Path
    reviewer: Reviewer
    device: str
    form_id: str
    moment: datetime
    passwords: Mapping[Path, str]

    def acting(self) -> Acting:
        """Return who acts there: the same reviewer, who may write nothing."""
        return Acting(self.reviewer, self.device, self.form_id, lambda: self.moment, False)


def extraction_id_of(acting: Acting, study_id: str) -> str:
    """Return the key of the acting reviewer's extraction of a study, the same on every laptop."""
    return derived_id("extraction", study_id, acting.reviewer.reviewer_id, acting.form_id)
