"""The people of a review: who there is, and who works on this computer."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.edits import Edit
from app.domain.errors import NotFound
from app.domain.ids import new_id
from app.domain.people_edits import AddReviewer
from app.domain.studies import Reviewer
from app.services.acting import Acting
from app.services.sight import Blinded
from app.services.store import Store
from db.models import ExchangeRow, ReviewerRow


@dataclass(frozen=True, slots=True)
class Person:
    """A reviewer; `is_here` works on this computer, `came_at` is their last packet (UTC), or ""."""

    reviewer: Reviewer
    is_here: bool
    came_at: str


class PeopleService:
    """Says who works on the review, and changes who works on this computer."""

    def __init__(self, store: Store, acting: Acting) -> None:
        """Read and write through `store`."""
        self._store = store
        self._acting = acting

    def all(self) -> tuple[Person, ...]:
        """Return everybody, in the order in which they came."""
        with self._store.reading() as session:
            rows = session.scalars(select(ReviewerRow).order_by(ReviewerRow.id)).all()
            packets = last_packets(session)
        return tuple(
            Person(
                Reviewer(row.id, row.name, row.initials, row.colour),
                row.is_here,
                packets.get(row.id, ""),
            )
            for row in rows
        )

    def added(self, name: str, initials: str) -> Edit:
        """Return the edit that adds a person, in a colour of their own while there are some."""
        used = {person.reviewer.colour for person in self.all()}
        free = next((slot for slot in range(5) if slot not in used), len(used) % 5)
        return AddReviewer(new_id(), name.strip(), initials.strip(), free)

    def be(self, reviewer_id: str) -> None:
        """Let another person work on this computer; the review is to be opened again.

        Raises Blinded for somebody whose work came in a packet, NotFound.
        """
        with self._store.writing() as session:
            row = session.get(ReviewerRow, reviewer_id)
            if row is None:
                raise NotFound("This person is not in the review. Nothing was changed.")
            require_seen(session, row)
            for person in session.scalars(select(ReviewerRow)):
                person.is_here = person.id == reviewer_id


def last_packets(session: Session) -> dict[str, str]:
    """Return when the last packet of each reviewer was merged here (ISO 8601, UTC)."""
    found = select(ExchangeRow).where(ExchangeRow.direction == "in").order_by(ExchangeRow.at)
    return {row.reviewer_id: row.at for row in session.scalars(found)}


def require_seen(session: Session, row: ReviewerRow) -> None:
    """Refuse to act as a person who works elsewhere: it would show answers that are blinded."""
    if not row.is_here and row.id in last_packets(session):
        raise Blinded(
            f"{row.name}'s work came in a packet and stays hidden, so that both of you extract "
            f"independently. Nothing was shown. {row.name} works on their own computer."
        )
