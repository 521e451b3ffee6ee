"""Lines left to a third reviewer: asked in a file without names, and what comes back."""

import random
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import select

from app.domain import deciding
from app.domain.adjudication import Asked, Question, Reply, questions
from app.domain.answers import Json
from app.domain.consensus import Compared, Decision, Line, State
from app.domain.edits import Edit, SetReviewSetting, Together
from app.domain.errors import AppError, NotFound
from app.domain.ids import new_id
from app.domain.people_edits import AddReviewer
from app.export.adjudication import read_replies, write_questions
from app.services.consensus import ConsensusService
from app.services.people import PeopleService
from app.services.store import Store
from db.models import ReviewRow

PREFIX = "adjudication/"
SIDES = ("1", "2")


@dataclass(frozen=True, slots=True)
class Sent:
    """A file of questions that is to be written, and the edit that remembers its order."""

    packet_id: str
    questions: tuple[Question, ...]
    edit: SetReviewSetting


@dataclass(frozen=True, slots=True)
class Returned:
    """What a file that came back comes to; `problems` are replies that were not taken, and why."""

    edit: Together | None
    taken: int
    problems: tuple[str, ...]


class AdjudicationService:
    """Makes the file for the third reviewer, and the edits of what comes back."""

    def __init__(self, store: Store, consensus: ConsensusService, people: PeopleService) -> None:
        """Read through `store`."""
        self._store = store
        self._consensus = consensus
        self._people = people

    def prepared(self) -> Sent:
        """Return the questions of all lines that were left to the third; raises AppError."""
        asked = questions(self._consensus.all(), random.Random(secrets.randbits(64)))  # noqa: S311 - a lot, no secret
        if not asked:
            raise AppError(
                "No line is left to the third reviewer. Nothing was written. Press U on a line "
                "that you can't settle."
            )
        packet_id = new_id()
        kept: list[Json] = [
            [q.asked.study_id, q.asked.field_id, q.asked.row_key, q.asked.turned] for q in asked
        ]
        return Sent(packet_id, asked, SetReviewSetting(f"{PREFIX}{packet_id}", None, kept))

    def write(self, sent: Sent, path: Path) -> None:
        """Write the file; raises AppError, ExportExists, DiskFull."""
        write_questions(sent.questions, sent.packet_id, path)

    def returned(self, path: Path, name: str) -> Returned:
        """Return what a file that came back decides in the name of the third; raises AppError."""
        packet_id, replies = read_replies(path)
        asked = self._asked(packet_id)
        person, added = self._third(name)
        studies = {one.study.study_id: one for one in self._consensus.all()}
        edits: list[Edit] = [added] if added else []
        problems: list[str] = []
        taken = 0
        for reply in replies:
            try:
                edits.append(self._decided(asked, reply, studies, person))
                taken += 1
            except AppError as problem:
                problems.append(f"Question {reply.number}: {problem.message}")
        return Returned(Together(tuple(edits)) if taken else None, taken, tuple(problems))

    def _decided(
        self,
        asked: Sequence[Asked],
        reply: Reply,
        studies: dict[str, Compared],
        person: str,
    ) -> Edit:
        if not 1 <= reply.number <= len(asked):
            raise AppError("There is no such question in this file.")
        one = asked[reply.number - 1]
        compared = studies.get(one.study_id)
        line = compared.line((one.field_id, one.row_key)) if compared else None
        if compared is None or line is None or compared.is_complete:
            raise AppError("This line is not open any more.")
        if line.state is not State.DEFERRED:
            raise AppError("This was decided in the meantime and stays so.")
        decision = _decision(compared, line, reply, one.turned)
        signed = replace(decision, reason=reply.reason, by=person)
        return self._consensus.decide(compared, line, signed)

    def _third(self, name: str) -> tuple[str, AddReviewer | None]:
        """Return who the third reviewer is, with the edit that adds them when they are new."""
        wanted = name.strip()
        if not wanted:
            raise AppError("Say who the third reviewer is. Nothing was changed.")
        for person in self._people.all():
            known = (person.reviewer.name.casefold(), person.reviewer.initials.casefold())
            if wanted.casefold() in known:
                return person.reviewer.reviewer_id, None
        initials = "".join(word[0] for word in wanted.split()[:3]).upper()
        edit = self._people.added(wanted, initials)
        if not isinstance(edit, AddReviewer):
            raise NotFound("This reviewer can't be added. Nothing was changed.")
        return edit.reviewer_id, edit

    def _asked(self, packet_id: str) -> list[Asked]:
        with self._store.reading() as session:
            settings: dict[str, Any] = session.scalars(select(ReviewRow.settings)).one()
        kept = settings.get(f"{PREFIX}{packet_id}")
        if not isinstance(kept, list):
            raise NotFound(
                "These questions were not asked by this review, or by a colleague whose work is "
                "not merged yet. Nothing was changed."
            )
        return [Asked(str(s), str(f), str(r), bool(t)) for s, f, r, t in kept]


def _decision(compared: Compared, line: Line, reply: Reply, turned: bool) -> Decision:
    """Return the decision of a reply; the number of an answer is turned back to its reviewer."""
    if reply.choice in SIDES:
        number = SIDES.index(reply.choice)
        return deciding.taken(compared, line, 1 - number if turned else number)
    if line.is_about_row:
        raise AppError("Write 1 or 2: a row stays or goes.")
    return deciding.typed(compared.form.field(line.field_id), line, reply.choice)
