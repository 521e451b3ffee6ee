"""Edits of the search log: a source without a file noted, what is said of a search changed."""

from dataclasses import dataclass

from app.domain.exchanging import Exchanging
from app.domain.library import SearchDraft


@dataclass(frozen=True, slots=True)
class AddSearch:
    """Note a search that brought no file: a website, a hand search, authors who were asked."""

    search: SearchDraft

    @property
    def subject(self) -> str:
        """What the audit log files it under."""
        return self.search.search_id

    def inverse(self) -> "RemoveSearch":
        """Return the edit that takes this one back."""
        return RemoveSearch(self.search)


@dataclass(frozen=True, slots=True)
class RemoveSearch:
    """Take a search without records out of the log."""

    search: SearchDraft

    @property
    def subject(self) -> str:
        """What the audit log files it under."""
        return self.search.search_id

    def inverse(self) -> AddSearch:
        """Return the edit that takes this one back."""
        return AddSearch(self.search)


@dataclass(frozen=True, slots=True)
class DescribeSearch(Exchanging):
    """Change what is said of a search, or make it a batch of another."""

    before: SearchDraft
    after: SearchDraft

    @property
    def subject(self) -> str:
        """What the audit log files it under."""
        return self.after.search_id
