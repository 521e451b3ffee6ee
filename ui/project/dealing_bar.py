"""The usual ways to deal studies out, with what each needs to know."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QSpinBox, QWidget

from app.domain.fields import Policy
from app.domain.studies import Reviewer
from ui.form.editors.base import CalmCombo
from ui.style_sheet import set_kind

OVERLAP, AUDIT, PILOT = 10, 20, 3
SEEDS = 1_000_000


class Way(StrEnum):
    """A way to deal studies out."""

    BOTH = "both"
    CHECKED = "checked"
    SPLIT = "split"
    PAIRED = "paired"
    PILOT = "pilot"
    AUDIT = "audit"
    THIRD = "third"
    NOBODY = "nobody"


DRAWN = frozenset({Way.SPLIT, Way.PAIRED, Way.AUDIT})
"""The ways that draw lots."""


class Which(StrEnum):
    """Which studies are dealt out."""

    ALL = "all"
    FREE = "free"
    CHOSEN = "chosen"


@dataclass(frozen=True, slots=True)
class Deal:
    """What was asked for; `number` is a share in per cent, or how many of each type.

    The same `seed` draws the same studies again.
    """

    way: Way
    which: Which
    first: str
    second: str
    number: int
    seed: int = 0


class DealingBar(QWidget):
    """Asks to deal studies out; draws nothing itself."""

    deal_requested = Signal(object)  # Deal

    def __init__(self) -> None:
        """Start with two people for each study."""
        super().__init__()
        self._way = _combo(self.tr("How to deal the studies out"), self._ways())
        self._which = _combo(self.tr("Which studies"), self._whiches())
        self._first = _combo(self.tr("First reviewer"), ())
        self._second = _combo(self.tr("Second reviewer or checker"), ())
        self._number = QSpinBox()
        self._number.setAccessibleName(self.tr("How many, or what share"))
        self._seed = QSpinBox()
        self._other = QPushButton(self.tr("Another"))
        self._deal = QPushButton(self.tr("Deal out"))
        set_kind(self._deal, "primary")
        self._policy = Policy.DOUBLE
        self._hint = QLabel()
        self._hint.setWordWrap(True)
        set_kind(self._hint, "muted")
        self._build()
        self._way.currentIndexChanged.connect(lambda _row: self._on_way())
        self._other.clicked.connect(lambda _on=False: self._new_seed())
        self._deal.clicked.connect(self._on_deal)
        self._on_way()

    def show_policy(self, policy: Policy) -> None:
        """Say what the second of two is asked where fields are charted so."""
        self._policy = policy
        self._hint.setText(self._hints()[Way(self._way.currentData())])

    def show_people(self, people: Sequence[Reviewer], *, writable: bool) -> None:
        """Offer these people."""
        for combo, default in ((self._first, 0), (self._second, 1)):
            kept = combo.currentData()
            combo.clear()
            for person in people:
                combo.addItem(person.name, person.reviewer_id)
            place = combo.findData(kept)
            combo.setCurrentIndex(place if place >= 0 else min(default, len(people) - 1))
        if len(people) > 1 and self._first.currentIndex() == self._second.currentIndex():
            self._second.setCurrentIndex(0 if self._first.currentIndex() else 1)
        self._deal.setEnabled(writable and len(people) > 1)

    def _build(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._first)
        row.addWidget(self._second)
        row.addWidget(self._number)
        self._build_seed()
        row.addWidget(self._seed)
        row.addWidget(self._other)
        row.addStretch(1)
        grid.addWidget(self._way, 0, 0)
        grid.addLayout(row, 0, 1)
        grid.addWidget(self._which, 1, 0)
        grid.addWidget(self._hint, 1, 1)
        grid.addWidget(self._deal, 0, 2)
        grid.setColumnStretch(1, 1)

    def _build_seed(self) -> None:
        self._seed.setRange(0, SEEDS - 1)
        self._seed.setPrefix(self.tr("Seed "))
        self._seed.setAccessibleName(self.tr("Seed of the draw"))
        self._seed.setToolTip(self.tr("The same seed draws the same studies; kept in the log"))
        self._other.setAccessibleName(self.tr("Another seed"))
        self._new_seed()

    def _new_seed(self) -> None:
        self._seed.setValue(secrets.randbelow(SEEDS))

    def _on_way(self) -> None:
        way = Way(self._way.currentData())
        self._first.setVisible(way in (Way.BOTH, Way.CHECKED, Way.THIRD))
        self._second.setVisible(way in (Way.BOTH, Way.CHECKED))
        self._number.setVisible(way in (Way.SPLIT, Way.AUDIT, Way.PILOT))
        for part in (self._seed, self._other):
            part.setVisible(way in DRAWN)
        self._which.setEnabled(way is not Way.PILOT)
        default = {Way.SPLIT: OVERLAP, Way.AUDIT: AUDIT, Way.PILOT: PILOT}.get(way, 0)
        self._number.setRange(0 if way is Way.SPLIT else 1, 20 if way is Way.PILOT else 100)
        self._number.setSuffix("" if way is Way.PILOT else " %")
        self._number.setValue(default)
        self._hint.setText(self._hints()[way])

    def _on_deal(self) -> None:
        self.deal_requested.emit(
            Deal(
                Way(self._way.currentData()),
                Which(self._which.currentData()),
                self._first.currentData() or "",
                self._second.currentData() or "",
                self._number.value(),
                self._seed.value(),
            )
        )

    def _ways(self) -> tuple[tuple[Way, str], ...]:
        return (
            (Way.BOTH, self.tr("Each study to two people")),
            (Way.CHECKED, self.tr("One charts, another checks")),
            (Way.SPLIT, self.tr("Split evenly, with an overlap")),
            (Way.PAIRED, self.tr("Pair by experience")),
            (Way.PILOT, self.tr("Pilot: everybody charts some")),
            (Way.AUDIT, self.tr("Audit a random share")),
            (Way.THIRD, self.tr("Name the third reviewer")),
            (Way.NOBODY, self.tr("Take the studies back")),
        )

    def _whiches(self) -> tuple[tuple[Which, str], ...]:
        return (
            (Which.ALL, self.tr("All studies")),
            (Which.FREE, self.tr("Studies nobody has yet")),
            (Which.CHOSEN, self.tr("Selected studies")),
        )

    def _hints(self) -> dict[Way, str]:
        both = self.tr("Both chart every field, independently.")
        if self._policy is not Policy.DOUBLE:
            both = self.tr("The second is asked only the fields that the form gives to two.")
        return {
            Way.BOTH: both,
            Way.CHECKED: self.tr("The checker sees each study once it is sealed."),
            Way.SPLIT: self.tr("The share is drawn and charted by a second person too."),
            Way.PAIRED: self.tr("Mark who has experience in the list of people first."),
            Way.PILOT: self.tr("So many of each type of evidence, as in the form's pilot."),
            Way.AUDIT: self.tr("Of what one person charts; a second charts it as a whole."),
            Way.THIRD: self.tr(
                "Settles what two can't, in studies of others; sees them once sealed."
            ),
            Way.NOBODY: self.tr("Sealed studies stay with who sealed them."),
        }


def _combo(name: str, entries: Sequence[tuple[StrEnum, str]]) -> CalmCombo:
    combo = CalmCombo()
    combo.setAccessibleName(name)
    for key, words in entries:
        combo.addItem(words, key)
    return combo
