"""What the library knows of searches and duplicates: values that cross borders."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from app.domain.flow import Found


class PairAnswer(StrEnum):
    """What a person said of two records that are alike; joined ones have no answer here.

    TWO are different things; LINKED are two reports of one study: both are screened, and become
    reports of the same study once they are included.
    """

    NONE = ""
    TWO = "two"
    LINKED = "linked"


@dataclass(frozen=True, slots=True)
class SearchDraft:
    """A search as PRISMA-S reports it; `searched_on` is an ISO date, `limits` are in words.

    `reported` is how many results the source itself told (None: not written down), `batch_of`
    the search whose results came in several exports.
    """

    search_id: str
    database: str
    found: Found = Found.DATABASE
    platform: str = ""
    searched_on: str = ""
    strategy: str = ""
    limits: str = ""
    searched_by: str = ""
    note: str = ""
    reported: int | None = None
    batch_of: str | None = None


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
    """A search with the files taken into it and how many records it holds.

    Its batches are counted in, also in `reported` (what the sources themselves told); `batches`
    are their ids, `taken` is what reading each file gave.
    """

    search_id: str
    database: str
    found: Found
    platform: str
    searched_on: str
    strategy: str
    limits: str
    files: tuple[str, ...]
    records: int
    searched_by: str = ""
    note: str = ""
    reported: int | None = None
    batches: tuple[str, ...] = ()
    taken: tuple[ReadFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """A record of the library, as a list shows it."""

    record_id: str
    search_id: str | None
    title: str
    csl: Mapping[str, Any]
    cluster_id: str | None


@dataclass(frozen=True, slots=True)
class AnsweredPair:
    """Two records that were looked at, and what was said of them; `first` sorts before `second`."""

    first: str
    second: str
    answer: PairAnswer
