"""A laptop of the random lives, and the book of what its person did, kept outside the program."""

from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select

from app.bootstrap import Review, open_review
from app.domain.anchors import Anchor
from app.domain.answers import Answer, Cell
from app.domain.edits import (
    Edit,
)
from app.domain.errors import AppError
from app.domain.ids import derived_id, new_id
from app.domain.packets import PacketRefused
from app.domain.records import Row
from app.jobs import JobContext
from app.services.record_reader import rows_by_extraction
from db.models import RecordRow, StudyRow
from tests.services.computers import computer, known_at
from tests.services.killed import merge_and_die

FIELDS = ("source.country", "source.funding", "source.coi", "aims_methods.aims")
SOUND: tuple[object, ...] = ()


@dataclass(slots=True)
class Book:
    """What a person did on a laptop, kept beside the program."""

    labels: set[str] = field(default_factory=set)
    answers: dict[Cell, Answer] = field(default_factory=dict)
    quotes: dict[Cell, dict[str, Anchor]] = field(default_factory=dict)
    rows: dict[str, list[str]] = field(default_factory=dict)
    status: dict[str, str] = field(default_factory=dict)
    screened: dict[tuple[str, str], str] = field(default_factory=dict)
    settled: dict[tuple[str, str, str], object] = field(default_factory=dict)
    checked: dict[Cell, str] = field(default_factory=dict)
    versions: set[str] = field(default_factory=set)


class Desk:
    """A laptop: its open review, its tray of packets, and the book of its person."""

    def __init__(self, folder: Path, name: str, tray: Path) -> None:
        """Open the review of a folder for a person; packets are put into `tray`."""
        self.folder, self.name, self.tray = folder, name, tray
        self.book = Book()
        self.fields = list(FIELDS)
        self.refused = 0
        self._computer = tray.with_name(f"{tray.name} of {name}")
        known_at(self._computer, folder, name)
        self.review = self._opened()
        self.look()

    def _opened(self) -> Review:
        """Open the review on the computer that knows whose it is."""
        with computer(self._computer):
            return open_review(self.folder)

    def look(self) -> None:
        """See which studies and records are here."""
        here = select(StudyRow.id).where(StudyRow.removed.is_(False))
        with self.review._store.reading() as session:
            self.studies = list(session.scalars(here.order_by(StudyRow.position, StudyRow.id)))
            self.records = list(session.scalars(select(RecordRow.id).order_by(RecordRow.id)))

    def label_of(self, study_id: str) -> str:
        """Return the name of a study."""
        with self.review._store.reading() as session:
            return session.get_one(StudyRow, study_id).label

    def rows_of(self, extraction_id: str, group: str) -> list[Row]:
        """Return the rows of a group, as they are shown."""
        with self.review._store.reading() as session:
            rows = rows_by_extraction(session, [extraction_id]).get(extraction_id, ())
        return [row for row in rows if row.section_key == group]

    def apply(self, edit: Edit) -> bool:
        """Apply an edit; tell whether it was taken."""
        label = f"{self.name} {len(self.book.labels)}"
        try:
            self.review.extraction.apply(edit, label=label)
        except AppError:
            self.refused += 1
            return False
        self.book.labels.add(label)
        return True

    def extraction(self, study_id: str) -> str:
        """Return the key of this person's extraction of a study."""
        person, form = self.review.reviewer.reviewer_id, self.review.forms.form_id
        return derived_id("extraction", study_id, person, form)

    def save(self, *, only_new: bool = False) -> Path:
        """Write a packet."""
        path = self.tray / f"{new_id()}.chartpacket"
        self.review.exchange.save(path, JobContext(), only_new=only_new)
        return path

    def save_seals(self) -> Path:
        """Write a packet of seals, or of all the work where nothing is sealed."""
        path = self.tray / f"{new_id()}.chartpacket"
        try:
            self.review.exchange.save_seals(path, JobContext())
        except AppError:
            return self.save()
        return path

    def take(self, packet: Path) -> None:
        """Merge a packet; one of new work alone is refused where the earlier work is missing."""
        try:
            report = self.review.exchange.merge(packet, JobContext())
            assert not any("are not those" in sentence for sentence in report.warnings)
        except PacketRefused as problem:
            if "earlier packets first" not in problem.message:
                raise
        self.look()

    def die_merging(self, packet: Path, moment: int) -> bool:
        """Be killed while merging and start again; tell whether the kill came in time."""
        self.review.close()
        with computer(self._computer):
            is_killed = merge_and_die(self.folder, packet, moment)
        self.review = self._opened()
        assert self.review.verify(JobContext()) == SOUND
        self.look()
        return is_killed
