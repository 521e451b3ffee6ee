"""Packets as values: what one reviewer hands to a colleague, and what a merge found in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.domain.answers import Json
from app.domain.errors import AppError

FORMAT = "chartdesk-packet"
VERSION = 1
SUFFIX = ".chartpacket"


class Packed(StrEnum):
    """What of a reviewer's work a packet is to hold."""

    ALL = "all"
    NEW = "new"
    SEALS = "seals"


class PacketRefused(AppError):
    """A packet that is damaged, foreign, newer than the program, or not a packet at all."""


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a packet: its SHA-256, its size in bytes, and how many lines it has."""

    sha256: str
    size: int
    lines: int = 0


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a packet says about itself; `signature` binds it to the review.

    `counter` is the greatest Lamport counter in it, `since` the one after which rows were
    taken (0: all), `seen` the greatest counter of every origin that the sender knew.
    """

    packet_id: str
    review_id: str
    review_title: str
    reviewer_id: str
    reviewer_name: str
    made_at: str
    app_version: str
    schema: str
    counter: int
    since: int
    seen: Mapping[str, int]
    parts: Mapping[str, Part]
    columns: Mapping[str, tuple[str, ...]]
    seals: Mapping[str, str]
    signature: str = ""

    @property
    def is_of_seals(self) -> bool:
        """Tell whether it holds seals alone: proof of finished work, without the work."""
        return bool(self.seals) and not any(part.lines for part in self.parts.values())

    def document(self) -> dict[str, Json]:
        """Return the manifest as JSON without its signature: what the signature is over."""
        return {
            "format": FORMAT,
            "version": VERSION,
            "packet_id": self.packet_id,
            "review_id": self.review_id,
            "review_title": self.review_title,
            "reviewer_id": self.reviewer_id,
            "reviewer_name": self.reviewer_name,
            "made_at": self.made_at,
            "app_version": self.app_version,
            "schema": self.schema,
            "counter": self.counter,
            "since": self.since,
            "seen": dict(self.seen),
            "parts": {
                name: {"sha256": part.sha256, "size": part.size, "lines": part.lines}
                for name, part in self.parts.items()
            },
            "columns": {name: list(columns) for name, columns in self.columns.items()},
            "seals": dict(self.seals),
        }


@dataclass(frozen=True, slots=True)
class Counts:
    """How the rows of one table compare: `conflicting` were written on both sides since.

    Of a conflicting row the later writing stands (`taken` says how often it was theirs); the
    earlier one stays in the log.
    """

    new: int = 0
    changed: int = 0
    same: int = 0
    older: int = 0
    conflicting: int = 0
    taken: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        """Return both counted together."""
        return Counts(
            self.new + other.new,
            self.changed + other.changed,
            self.same + other.same,
            self.older + other.older,
            self.conflicting + other.conflicting,
            self.taken + other.taken,
        )

    def by_name(self) -> dict[str, int]:
        """Return the counts by their names, without `taken`."""
        return {
            "new": self.new,
            "changed": self.changed,
            "same": self.same,
            "older": self.older,
            "conflicting": self.conflicting,
        }


@dataclass(frozen=True, slots=True)
class MergeReport:
    """What a merge did, or would do: counts by table, and sentences about what to look at."""

    reviewer_name: str
    made_at: str
    tables: Mapping[str, Counts]
    log_entries: int = 0
    papers: int = 0
    is_known: bool = False
    warnings: tuple[str, ...] = ()
    total: Counts = field(default_factory=Counts)


@dataclass(frozen=True, slots=True)
class Merged:
    """A merge of before, to be read again; `at` is UTC, `told` are the sentences of its report."""

    at: str
    reviewer_name: str
    file_name: str
    total: Counts
    answers: Counts
    told: tuple[str, ...]
