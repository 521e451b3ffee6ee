"""What the library knows of searches and duplicates: values that cross borders."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.domain.flow import Found


@dataclass(frozen=True, slots=True)
class SearchDraft:
    """A search as PRISMA-S reports it; `searched_on` is an ISO date, `limits` are in words."""

    search_id: str
    database: str
    found: Found = Found.DATABASE
    platform: str = ""
    searched_on: str = ""
    strategy: str = ""
    limits: str = ""


@dataclass(frozen=True, slots=True)
class ReadFile:
    """What reading one file gave.

    `starts` counts starts of records in the text, `filled` is percent by CSL field, `notices` are
    lines (0: the whole file) with a sentence; `refused` says why nothing was read.
    """

    name: str
    format: str = ""
    encoding: str = ""
    starts: int = 0
    read: int = 0
    filled: Mapping[str, int] = field(default_factory=dict)
    notices: tuple[tuple[int, str], ...] = ()
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Search:
    """A search with the files taken into it and how many records it holds."""

    search_id: str
    database: str
    found: Found
    platform: str
    searched_on: str
    strategy: str
    limits: str
    files: tuple[str, ...]
    records: int


@dataclass(frozen=True, slots=True)
class Shown:
    """A record of the library, as a list shows it."""

    record_id: str
    search_id: str | None
    title: str
    csl: Mapping[str, Any]
    cluster_id: str | None
