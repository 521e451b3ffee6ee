"""Who acts in a review on this computer: known in the profile, claimed, or asked for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.edits import Edit
from app.domain.errors import AppError, NotFound, ReviewReadOnly
from app.domain.identity import Claim, WhoAreYou, WorksElsewhere, moved
from app.domain.ids import new_id
from app.domain.people_edits import AddReviewer
from app.domain.studies import Reviewer
from app.profile import IdentityFile, Known
from app.services.acting import Acting
from app.services.extraction import ExtractionService
from app.services.sight import Blinded
from app.services.store import Store
from app.services.whereabouts import candidates, last_packets, reviewer_of
from db.models import AuditRow, ReviewerRow, ReviewRow

COLOURS = 5


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody acts: the computer's name, the form they chart with, the clock."""

    device: str
    form_id: str
    now: Callable[[], datetime]
    may_write: bool = True


class Identity:
    """Finds out who acts, and lets somebody else act; what is deliberate is logged."""

    def __init__(self, store: Store, place: Place) -> None:
        """Read and write through `store`; the profile of this computer says who is known."""
        self._store = store
        self._place = place
        with store.reading() as session:
            review_id, self._title = session.execute(select(ReviewRow.id, ReviewRow.title)).one()
            self._file = IdentityFile(review_id)
            self._device = self._named(session)

    def recognised(self) -> tuple[Acting, str]:
        """Return who is known on this computer, and a warning when it can't be remembered.

        A review of an older version goes on with whom its folder was marked for, where that
        person has worked on this computer. Raises WhoAreYou.
        """
        known = self._file.read()
        with self._store.reading() as session:
            row = session.get(ReviewerRow, known.reviewer_id) if known is not None else None
            if row is not None:
                return self._acting(reviewer_of(row)), ""
            marked = self._marked(session)
            if marked is None:
                raise WhoAreYou(self._title, candidates(session))
            acting = self._acting(reviewer_of(session.get_one(ReviewerRow, marked.reviewer_id)))
        problem = self._kept(marked)
        if self._place.may_write and not problem:
            self._take_mark_away()
        return acting, problem

    def claimed(self, claim: Claim) -> tuple[Acting, str]:
        """Return who was claimed, and a warning when this computer can't remember it.

        The first claim decides who works here; later ones hold for once. Raises WorksElsewhere
        or Blinded for somebody else's work, NotFound, ReviewReadOnly where it can't be logged.
        """
        known = self._file.read()
        if claim.is_new:
            acting = self._joined(claim)
            own = acting.reviewer.reviewer_id
            return acting, self._kept(known.now(own) if known else self._first(own))
        with self._store.reading() as session:
            known = known or self._marked(session)
            row = _named(session, claim.name)
            acting, own = self._acting(reviewer_of(row)), row.id
            if known is not None and own in known.all:
                return acting, ""
            is_moved = self._moves(session, row, claim.because)
        if is_moved:
            self._log(acting, moved(own, self._device, claim.because.strip()))
        if known is not None and not is_moved:
            return acting, self._kept(known.beside(own))
        return acting, self._kept(known.now(own) if known else self._first(own))

    def be(self, reviewer_id: str, because: str = "") -> None:
        """Let another person of the review work on this computer; it is to be opened again.

        Raises WorksElsewhere without a reason for somebody whose work was done elsewhere, Blinded
        where somebody else works, NotFound, and AppError when that can't be kept.
        """
        with self._store.reading() as session:
            row = session.get(ReviewerRow, reviewer_id)
            if row is None:
                raise NotFound("This person is not in the review. Nothing was changed.")
            acting, is_moved = self._acting(reviewer_of(row)), self._moves(session, row, because)
        if is_moved:
            self._log(acting, moved(reviewer_id, self._device, because.strip()))
        known = self._file.read()
        self._file.keep(known.now(reviewer_id) if known else self._first(reviewer_id))

    def people_here(self) -> frozenset[str]:
        """Return the ids of those who work, or have worked, on this computer."""
        known = self._file.read()
        return known.all if known is not None else frozenset()

    def _moves(self, session: Session, row: ReviewerRow, because: str) -> bool:
        """Tell whether somebody moves to this computer with their work; raises what forbids it."""
        known = self._file.read() or self._marked(session)
        person = next(c for c in candidates(session) if c.reviewer.reviewer_id == row.id)
        if not person.has_worked or (known is not None and row.id in known.all):
            return False
        if known is not None and _has_worked(session, known):
            raise Blinded(
                f"{row.name}'s work was done elsewhere and stays hidden, so that both of you "
                f"extract independently. Nothing was shown. {row.name} works on their own computer."
            )
        if not because.strip():
            raise WorksElsewhere(person)
        return True

    def _marked(self, session: Session) -> Known | None:
        """Return who works here by the mark in the folder and by what the log says of this device.

        Where the profile can't be written the mark alone does for a review without any work.
        """
        row = session.scalars(select(ReviewerRow).where(ReviewerRow.is_here)).first()
        if row is None:
            return None
        worked = select(AuditRow.reviewer_id, AuditRow.device).distinct()
        logged = {(one.reviewer_id, one.device) for one in session.execute(worked)}
        here = {person for person, device in logged if person and device == self._place.device}
        if row.id in here or (not logged and not self._file.can_be_kept()):
            return Known(row.id, frozenset(here - {row.id} - set(last_packets(session))))
        return None

    def _named(self, session: Session) -> str:
        """Return what the log calls this computer: its name, or that and a sign of its own.

        What one person writes on two computers of one name must not be taken for the work of
        one: a merge would not tell that a value was changed on both, and their decisions on a
        line would share a row.
        """
        name, known = self._place.device, self._file.read() or self._marked(session)
        if known is not None:
            return known.device or name
        is_taken = session.scalars(select(AuditRow.id).where(AuditRow.device == name).limit(1))
        return name if is_taken.first() is None else f"{name} ({token_hex(2)})"

    def _first(self, reviewer_id: str) -> Known:
        """Return that somebody works here, where nobody did; with the name of a computer's own."""
        is_own = self._device == self._place.device
        return Known(reviewer_id, device="" if is_own else self._device)

    def _joined(self, claim: Claim) -> Acting:
        """Add a new person, in a colour of their own while there are some."""
        with self._store.reading() as session:
            used = set(session.scalars(select(ReviewerRow.colour)))
        colour = next((slot for slot in range(COLOURS) if slot not in used), len(used) % COLOURS)
        person = Reviewer(new_id(), claim.name.strip(), claim.initials.strip(), colour)
        acting = self._acting(person)
        self._log(acting, AddReviewer(person.reviewer_id, person.name, person.initials, colour))
        return acting

    def _log(self, acting: Acting, edit: Edit) -> None:
        if not self._place.may_write:
            raise ReviewReadOnly(
                "Who works here is kept in the log, but this review is open read-only. Nothing was "
                "shown. Copy it to a place that can be written, and open it there."
            )
        label = f"{acting.reviewer.name} works on this computer from now on"
        ExtractionService(self._store, acting).apply(edit, label=label)

    def _take_mark_away(self) -> None:
        """Take away whom older versions marked in the folder: a copy of it is somebody else's."""
        with self._store.writing() as session:
            for row in session.scalars(select(ReviewerRow).where(ReviewerRow.is_here)):
                row.is_here = False

    def _kept(self, known: Known) -> str:
        try:
            self._file.keep(known)
        except AppError as problem:
            return f"Chartdesk could not remember who you are and will ask again. {problem.message}"
        return ""

    def _acting(self, person: Reviewer) -> Acting:
        place = self._place
        return Acting(person, self._device, place.form_id, place.now, place.may_write)


def _named(session: Session, name: str) -> ReviewerRow:
    people: Sequence[ReviewerRow] = session.scalars(
        select(ReviewerRow).order_by(ReviewerRow.id)
    ).all()
    wanted = name.strip().casefold()
    for person in people:
        if wanted in (person.name.casefold(), person.initials.casefold()):
            return person
    known = ", ".join(person.name for person in people)
    raise NotFound(
        f"“{name}” is not a reviewer of this review ({known}). Nothing was changed. "
        "Give one of these names."
    )


def _has_worked(session: Session, known: Known) -> bool:
    wanted = select(AuditRow.seq).where(AuditRow.reviewer_id.in_(known.all)).limit(1)
    return session.scalars(wanted).first() is not None
