"""Who somebody is in a review: what is claimed, and what is asked when nobody is known here."""

from dataclasses import dataclass

from app.domain.edits import SetReviewSetting
from app.domain.errors import AppError
from app.domain.ids import new_id
from app.domain.studies import Reviewer

MOVED = "moved/"
"""Start of the keys of settings that say who went on with their work on another computer."""


@dataclass(frozen=True, slots=True)
class Claim:
    """Who somebody says they are, by name or initials.

    `because` goes on with work that was done on another computer; `is_new` adds the person.
    """

    name: str
    initials: str = ""
    because: str = ""
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person of the review; `devices` are the other computers on which they have worked."""

    reviewer: Reviewer
    devices: tuple[str, ...] = ()

    @property
    def has_worked(self) -> bool:
        """Tell whether they have done anything, on whatever computer."""
        return bool(self.devices)


class WhoAreYou(AppError):
    """A review that nobody opened on this computer before; nothing of it was shown."""

    def __init__(self, title: str, people: tuple[Candidate, ...]) -> None:
        """Name the review and its people."""
        names = ", ".join(one.reviewer.name for one in people)
        super().__init__(
            f"“{title}” was not opened on this computer before. Nothing was shown. "
            f"Say once who you are in it with --as NAME ({names}); "
            "“chartdesk whoami” adds a new person."
        )
        self.title = title
        self.people = people


class WorksElsewhere(AppError):
    """Somebody whose work was done on another computer, claimed without a reason."""

    def __init__(self, person: Candidate) -> None:
        """Name the person and where they worked."""
        name, where = person.reviewer.name, ", ".join(person.devices)
        super().__init__(
            f"{name}'s work was done on another computer ({where}). Nothing was shown. Only {name} "
            "may go on with it here: “chartdesk whoami DIR --as NAME --because REASON” does "
            "that, and keeps it in the log."
        )
        self.person = person


def moved(reviewer_id: str, device: str, because: str) -> SetReviewSetting:
    """Return the edit that keeps that somebody goes on with their work on this computer."""
    key = f"{MOVED}{reviewer_id}/{new_id()}"
    return SetReviewSetting(key, None, {"device": device, "reason": because})


def moved_by(key: str) -> str:
    """Return who such a setting is about, by its key; "" for other settings."""
    return key.removeprefix(MOVED).split("/")[0] if key.startswith(MOVED) else ""
