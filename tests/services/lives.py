"""Random lives of three laptops: what people do, what each is told to remember, what is killed.

Every desk keeps a book of what its person did, outside the program: the last answer of every
cell, quotes, screening and consensus decisions, versions of the form, and a label for every
edit. At the end every copy must hold all of it.
"""

import random
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.domain.assigning import Assignment, checked
from app.domain.edits import (
    AddStudy,
)
from app.domain.ids import new_id
from app.domain.studies import StudyDraft
from tests.services.desk import Desk
from tests.services.desk_acts import ACTS, WEIGHTS
from tests.services.laptops import PEOPLE, state
from tests.services.lives_held import held
from tests.services.screening import add_records

OLD_PACKETS = 12


@dataclass(slots=True)
class Life:
    """Three desks, chance, and the packets that lie about."""

    chance: random.Random
    desks: list[Desk]
    packets: list[Path] = field(default_factory=list)
    edits: int = 0
    kills: int = 0
    merges: int = 0

    def begin(self) -> None:
        """Give all the same records to screen and some studies, some of which are to be checked."""
        first = self.desks[0]
        add_records(first.review, *(f"Title {number}" for number in range(30)))
        for number in range(6):
            first.apply(AddStudy(StudyDraft(new_id(), new_id(), f"Begun {number}")))
        first.look()
        one, two, three = (desk.review.reviewer.reviewer_id for desk in self.desks)
        pairs = zip(first.studies, ((one, two), (two, three), (three, one)), strict=False)
        plan = frozenset[Assignment]().union(*(checked([study], *pair) for study, pair in pairs))
        first.apply(first.review.assignments.planned(plan))
        self.exchange()

    def live(self, edits: int, *, merging: float, killed: float) -> None:
        """Make so many edits, with exchanges between them; some merges are killed."""
        while self.edits < edits:
            desk = self.chance.choice(self.desks)
            if self.chance.random() < merging:
                self._hand_over(desk, killed)
            else:
                self.edits += ACTS[self.chance.choices(range(len(ACTS)), WEIGHTS)[0]](
                    self.chance, desk
                )

    def exchange(self) -> None:
        """Let everybody take everybody's packet."""
        packets = {desk.name: desk.save() for desk in self.desks}
        for desk in self.desks:
            for name, packet in packets.items():
                if name != desk.name:
                    desk.take(packet)

    def _hand_over(self, desk: Desk, killed: float) -> None:
        self.packets.append(self._saved(self.chance.choice(self.desks)))
        packet = self.packets[-1] if self.chance.random() < 0.8 else self._old_packet()
        self.merges += 1
        if self.chance.random() < killed:
            moment = int(2 ** self.chance.uniform(0, 11))
            self.kills += desk.die_merging(packet, moment)
        else:
            desk.take(packet)
        for old in self.packets[:-OLD_PACKETS]:
            old.unlink()
        del self.packets[:-OLD_PACKETS]

    def _saved(self, desk: Desk) -> Path:
        if self.chance.random() < 0.15:
            return desk.save_seals()
        return desk.save(only_new=self.chance.random() < 0.3)

    def _old_packet(self) -> Path:
        return self.chance.choice(self.packets)


def lived(seed: int, folder: Path, place: Path, size: "Size") -> "Outcome":
    """Live a life on three copies of a closed review of three people, and compare the ends."""
    desks = []
    for number, name in enumerate(PEOPLE):
        copy = Path(shutil.copytree(folder, place / str(number)))
        (place / f"tray{number}").mkdir()
        desks.append(Desk(copy, name, place / f"tray{number}"))
    life = Life(random.Random(seed), desks)
    try:
        life.begin()
        life.live(size.edits, merging=size.merging, killed=size.killed)
        life.exchange()
        life.exchange()  # extractions of the studies that have just come
    finally:
        for desk in desks:
            desk.review.close()
    states = [state(desk.folder) for desk in desks]
    copies = [held(desk.folder) for desk in desks]
    return Outcome(
        apart=[name for name in states[0] if any(one[name] != states[0][name] for one in states)],
        lost=[one for copy in copies for desk in desks for one in missing(desk, copy)],
        life=life,
    )


@dataclass(frozen=True, slots=True)
class Size:
    """How many edits a life has, and how often packets are merged and merges killed."""

    edits: int
    merging: float = 0.008
    killed: float = 0.3


@dataclass(frozen=True, slots=True)
class Outcome:
    """What differs between the copies at the end of a life, and what was lost."""

    apart: list[str]
    lost: list[str]
    life: Life


def missing(desk: Desk, held: dict[str, Any]) -> list[str]:
    """Return what of a person's book a copy does not hold (see `held`)."""
    book, person = desk.book, desk.review.reviewer.reviewer_id
    lost = [f"edit {label}" for label in sorted(book.labels - held["labels"])]
    for cell, answer in book.answers.items():
        if held["answers"].get((cell.extraction_id, cell.field_id, cell.row_id)) != answer:
            lost.append(f"answer {cell}")
    quoted = {
        (cell.extraction_id, cell.field_id, cell.row_id, key)
        for cell, quotes in book.quotes.items()
        for key in quotes
    }
    lost += [f"quote {key}" for key in sorted(map(str, quoted ^ held["quotes"].get(person, set())))]
    for (record, stage), verdict in book.screened.items():
        if held["screened"].get((record, stage, person)) != verdict:
            lost.append(f"decision on {record}")
    settled = held["settled"].get(person, {})
    lost += [f"consensus {key}" for key, said in book.settled.items() if settled.get(key) != said]
    said = {(c.extraction_id, c.field_id, c.row_id or ""): v for c, v in book.checked.items()}
    if said != held["checked"].get(person, {}):
        lost.append("checks of answers")
    lost += [f"version {key}" for key in sorted(book.versions - held["versions"])]
    return lost
