"""The people of a review: who there is, and who works on this computer."""

from dataclasses import dataclass

from sqlalchemy import select

from app.domain.identity import Candidate, moved_by
from app.domain.ids import new_id
from app.domain.people_edits import AddReviewer
from app.domain.studies import Reviewer
from app.services.acting import Acting
from app.services.identity import Identity
from app.services.store import Store
from app.services.whereabouts import candidates, last_packets
from db.models import ReviewRow


@dataclass(frozen=True, slots=True)
class Person:
    """A reviewer; `is_me` acts now, `is_here` works on this computer, `devices` on others.

    `came_at` is their last packet (UTC), or "".
    """

    reviewer: Reviewer
    is_me: bool
    is_here: bool
    came_at: str
    devices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Move:
    """Somebody who went on with their work on another computer, and why."""

    reviewer: Reviewer
    device: str
    reason: str


class PeopleService:
    """Says who works on the review, and changes who works on this computer."""

    def __init__(self, store: Store, acting: Acting, identity: Identity) -> None:
        """Read and write through `store`; `identity` knows who works on this computer."""
        self._store = store
        self._acting = acting
        self._identity = identity

    def all(self) -> tuple[Person, ...]:
        """Return everybody, in the order in which they came."""
        with self._store.reading() as session:
            people, packets = candidates(session), last_packets(session)
        here, me = self._identity.people_here(), self._acting.reviewer.reviewer_id
        return tuple(_person(one, me, here | {me}, packets) for one in people)

    def moves(self) -> tuple[Move, ...]:
        """Return who went on with their work on another computer, as far as it is known here."""
        known = {person.reviewer.reviewer_id: person.reviewer for person in self.all()}
        with self._store.reading() as session:
            settings = session.scalars(select(ReviewRow.settings)).one()
        return tuple(
            Move(known[who], str(said.get("device", "")), str(said.get("reason", "")))
            for key, said in sorted(settings.items())
            if (who := moved_by(key)) in known and isinstance(said, dict)
        )

    def added(self, name: str, initials: str) -> AddReviewer:
        """Return the edit that adds a person, in a colour of their own while there are some."""
        used = {person.reviewer.colour for person in self.all()}
        free = next((slot for slot in range(5) if slot not in used), len(used) % 5)
        return AddReviewer(new_id(), name.strip(), initials.strip(), free)

    def be(self, reviewer_id: str, because: str = "") -> None:
        """Let another person work on this computer; the review is to be opened again.

        Raises WorksElsewhere without a reason for somebody whose work was done on another
        computer, Blinded where a colleague of theirs has worked, NotFound.
        """
        self._identity.be(reviewer_id, because)


def _person(one: Candidate, me: str, here: frozenset[str], packets: dict[str, str]) -> Person:
    own = one.reviewer.reviewer_id
    return Person(one.reviewer, own == me, own in here, packets.get(own, ""), one.devices)
