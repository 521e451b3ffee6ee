"""Finds duplicate references: certain ones and possible ones, each with what speaks for it.

Records are compared only inside blocks that share a DOI, a PMID, the beginning or the end of the
title, or journal place and year; rapidfuzz scores titles and containers from 0 to 100.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import combinations
from typing import TYPE_CHECKING, Any

from app.jobs import without_collecting

if TYPE_CHECKING:
    from app.references.known import Known


_BLOCK_LIMIT = 60  # records; a larger block is what many different papers share


class Certainty(Enum):
    """How sure it is that two references are of one report."""

    CERTAIN = "certain"
    POSSIBLE = "possible"


@dataclass(frozen=True, slots=True)
class Candidate:
    """What is compared of a reference."""

    key: str
    title: str
    year: int | None = None
    doi: str = ""
    pmid: str = ""
    journal: str = ""
    volume: str = ""
    issue: str = ""
    page: str = ""
    authors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """Two references that may be one: score of 0 to 100 and the reasons, in words."""

    first: str
    second: str
    certainty: Certainty
    score: float
    reasons: tuple[str, ...]


def candidate(key: str, csl: dict[str, Any]) -> Candidate:
    """Return what is compared of CSL-JSON."""
    parts = (csl.get("issued") or {}).get("date-parts") or [[None]]
    names = csl.get("author") or ()
    return Candidate(
        key,
        str(csl.get("title") or ""),
        parts[0][0] if parts[0] else None,
        str(csl.get("DOI") or ""),
        str(csl.get("PMID") or ""),
        str(csl.get("container-title") or ""),
        str(csl.get("volume") or ""),
        str(csl.get("issue") or ""),
        str(csl.get("page") or ""),
        tuple(str(n.get("family") or n.get("literal") or "") for n in names),
    )


def pairs(
    candidates: Sequence[Candidate], step: Callable[[int, int], None] | None = None
) -> list[Pair]:
    """Return the pairs found, best first; `step(done, total)` is called between blocks."""
    with without_collecting():
        found = _compared(candidates, step)  # what it needed is gone when collecting goes on
    return sorted(found, key=lambda pair: (-pair.score, pair.first, pair.second))


def _compared(
    candidates: Sequence[Candidate], step: Callable[[int, int], None] | None
) -> list[Pair]:
    """Compare the records of each block, every two of them once."""
    from app.references.judging import judged  # rapidfuzz is dear at the start
    from app.references.known import Known

    known = [Known(one) for one in candidates]
    blocks = _blocks(known)
    size = len(known)
    seen: set[int] = set()
    found: list[Pair] = []
    for done, block in enumerate(blocks):
        if step is not None and done % 256 == 0:
            step(done, len(blocks))
        places = {first * size + second for first, second in combinations(block, 2)} - seen
        seen |= places
        two = [(known[place // size], known[place % size]) for place in places]
        found += [pair for first, second in two if (pair := judged(first, second))]
    return found


def clusters(found: Iterable[Pair]) -> list[tuple[str, ...]]:
    """Join pairs to groups of references of one report, each in the order of its keys."""
    parent: dict[str, str] = {}

    def root(key: str) -> str:
        parent.setdefault(key, key)
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    for pair in found:
        first, second = sorted((root(pair.first), root(pair.second)))
        parent[second] = first
    groups: dict[str, list[str]] = defaultdict(list)
    for key in list(parent):
        groups[root(key)].append(key)
    return sorted(tuple(sorted(group)) for group in groups.values() if len(group) > 1)


def _blocks(known: Sequence["Known"]) -> list[list[int]]:
    """Group records that share a key; each group is in the order of the records."""
    first: dict[str, int] = {}
    groups: dict[str, list[int]] = {}
    for index, one in enumerate(known):
        for name in _keys(one):
            other = first.setdefault(name, index)
            if other != index:
                groups.setdefault(name, [other]).append(index)
    return [sorted(set(block)) for block in groups.values() if len(block) <= _BLOCK_LIMIT]


def _keys(one: "Known") -> list[str]:
    """Return what a record shares with those it may be a duplicate of."""
    keys = []
    if one.doi:
        keys.append(f"d{one.doi}")
    if one.pmid:
        keys.append(f"m{one.pmid}")
    if one.compact:
        longest = sorted(sorted(one.words), key=len, reverse=True)[:3]
        keys += (f"t{one.compact[:22]}", f"e{one.compact[-22:]}", f"w{' '.join(longest)}")
    if one.page and one.volume:
        keys.append(f"p{one.volume} {one.page} {one.year}")
    if one.first_author and one.year:
        word = one.words[0] if one.words else ""
        keys.append(f"a{one.first_author} {one.year} {word}")
        keys.append(f"s{one.first_author} {one.year} {one.page}")
    return keys
