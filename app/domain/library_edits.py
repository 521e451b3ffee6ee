"""Edits of the library: an import put in or taken back, duplicates joined or told apart."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.library import PairAnswer, SearchDraft


@dataclass(frozen=True, slots=True)
class PlaceImport:
    """Put the records that wait on the shelf under a search into the review: one import."""

    search: SearchDraft
    files: tuple[Mapping[str, Any], ...]
    records: int

    @property
    def subject(self) -> str:
        """What the audit log files it under."""
        return self.search.search_id

    def inverse(self) -> "ShelveImport":
        """Return the edit that takes this one back."""
        return ShelveImport(self.search, self.files, self.records)


@dataclass(frozen=True, slots=True)
class ShelveImport:
    """Take an import back; its records wait on the shelf for redo."""

    search: SearchDraft
    files: tuple[Mapping[str, Any], ...]
    records: int

    @property
    def subject(self) -> str:
        """What the audit log files it under."""
        return self.search.search_id

    def inverse(self) -> PlaceImport:
        """Return the edit that takes this one back."""
        return PlaceImport(self.search, self.files, self.records)


@dataclass(frozen=True, slots=True)
class JoinRecords:
    """Say which records are copies of one report: (record, cluster before, cluster after)."""

    changes: tuple[tuple[str, str | None, str | None], ...]

    @property
    def subject(self) -> None:
        """What the audit log files it under."""
        return None

    def inverse(self) -> "JoinRecords":
        """Return the edit that takes this one back."""
        return JoinRecords(tuple((key, after, before) for key, before, after in self.changes))


@dataclass(frozen=True, slots=True)
class AnswerPairs:
    """Say what pairs of records are to each other: (first, second, answer before, answer after)."""

    changes: tuple[tuple[str, str, PairAnswer, PairAnswer], ...]

    @property
    def subject(self) -> None:
        """What the audit log files it under."""
        return None

    def inverse(self) -> "AnswerPairs":
        """Return the edit that takes this one back."""
        return AnswerPairs(tuple((a, b, after, before) for a, b, before, after in self.changes))
