"""Finds duplicate references: certain ones and possible ones, each with what speaks for it.

Records are compared only inside blocks that share a DOI, a PMID, the beginning or the end of the
title, or journal place and year; rapidfuzz scores titles and containers from 0 to 100.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from app.domain.folding import folded

_WORD = re.compile(r"[^\W_]+")
_SMALL = frozenset("a an the of and in on for to with by from at".split())
_BLOCK_LIMIT = 60  # records; a larger block is what many different papers share
_PARTS = re.compile(
    r"\b(?:part|pt|study|chapter|volume|phase)\W*([ivx]+|\d+)\b|\b(i{1,3}|iv|vi{0,3})[.:]"
)
_ERRATUM = re.compile(
    r"^(erratum|correction|corrigendum|retract\w+|reply|response|author.? response|comment\w*"
    r"|editorial|re:|expression of concern)\b"
)
_NOTICE_ABOUT = re.compile(
    r"^(erratum|correction|corrigendum)( to| for)?\s*:?\s*|\s*[-:.]\s*(reply|response)\s*\.?$"
    r"|\s*\((vol|[^()]*(19|20)\d\d)[^)]*(\)|$).*$|\s*\[erratum.*$"
)
_TAGS = re.compile(r"<[^>]{1,12}>|\[(?!erratum)[^\]]*\]\s*\.?$", re.IGNORECASE)
_SIGN = re.compile(r"\d+")


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


@dataclass(slots=True)
class _Prepared:
    key: str
    title: str
    compact: str
    year: int | None
    doi: str
    pmid: str
    journal: str
    initials: str
    volume: str
    issue: str
    page: str
    first_author: str
    authors: frozenset[str]
    numbers: tuple[str, ...]
    part: str
    notice: bool
    words: list[str] = field(default_factory=list)


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
    prepared = [_prepared(one) for one in candidates]
    blocks = _blocks(prepared)
    seen: set[tuple[int, int]] = set()
    found: list[Pair] = []
    for done, block in enumerate(blocks):
        if step is not None and done % 256 == 0:
            step(done, len(blocks))
        judged = (_judged(prepared[a], prepared[b]) for a, b in _within(block, seen))
        found.extend(pair for pair in judged if pair)
    return sorted(found, key=lambda pair: (-pair.score, pair.first, pair.second))


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


def _within(block: Sequence[int], seen: set[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for place, first in enumerate(block):
        for second in block[place + 1 :]:
            pair = (first, second) if first < second else (second, first)
            if pair not in seen:
                seen.add(pair)
                yield pair


def _prepared(one: Candidate) -> _Prepared:
    title = _plain(_TAGS.sub("", one.title))
    bare = _NOTICE_ABOUT.sub("", title)
    notice = bare != title or bool(_ERRATUM.match(title))
    found = _WORD.findall(bare)
    journal = [w for w in _WORD.findall(_plain(one.journal)) if w not in _SMALL]
    names = [_surname(name) for name in one.authors if name]
    part = _PARTS.search(title)
    return _Prepared(
        key=one.key,
        title=" ".join(found),
        compact="".join(found),
        year=one.year,
        doi=one.doi.lower(),
        pmid=one.pmid,
        journal=" ".join(journal),
        initials="".join(word[0] for word in journal),
        volume=_number(one.volume),
        issue=_number(one.issue),
        page=_first_page(one.page),
        first_author=names[0] if names else "",
        authors=frozenset(names),
        numbers=tuple(sorted(_SIGN.findall(bare))),
        part=(part[1] or part[2]) if part else "",
        notice=notice,
        words=[word for word in found if word not in _SMALL],
    )


def _plain(text: str) -> str:
    """Fold a text; plain letters need less."""
    return " ".join(text.lower().split()) if text.isascii() else folded(text)


def _surname(name: str) -> str:
    return "".join(_WORD.findall(_plain(name.partition(",")[0])))


def _number(text: str) -> str:
    found = _SIGN.search(text)
    return found[0].lstrip("0") if found else ""


def _first_page(text: str) -> str:
    found = _SIGN.search(text)
    return found[0].lstrip("0") if found else ""


def _blocks(prepared: Sequence[_Prepared]) -> list[list[int]]:
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, one in enumerate(prepared):
        for name in _keys(one):
            groups[name].append(index)
    return [block for block in groups.values() if 1 < len(block) <= _BLOCK_LIMIT]


def _keys(one: _Prepared) -> Iterator[tuple[str, ...]]:
    """Yield what a record shares with those it may be a duplicate of."""
    year = str(one.year or "")
    if one.doi:
        yield ("doi", one.doi)
    if one.pmid:
        yield ("pmid", one.pmid)
    if one.compact:
        yield ("title", one.compact[:22])
        yield ("end", one.compact[-22:])
        yield ("words", *sorted(one.words, key=lambda word: (-len(word), word))[:3])
    if one.page and one.volume:
        yield ("place", one.volume, one.page, year)
    if one.first_author and year:
        yield ("author", one.first_author, year, *one.words[:1])
        yield ("page", one.first_author, year, one.page)


def _judged(a: _Prepared, b: _Prepared) -> Pair | None:
    """Compare two references; None when they are different."""
    if not a.title or not b.title:
        return None
    title = _title_score(a, b)
    same_id, other_id = _identifiers(a, b)
    reasons = [f"titles agree by {title:.0f} %"]
    if same_id:
        reasons.append(f"same {same_id}")
    support, against = _evidence(a, b, reasons)
    if a.part != b.part:
        return _pair(a, b, Certainty.POSSIBLE, title, reasons) if same_id else None
    if a.notice or b.notice:
        return _about(a, b, title, reasons)
    if same_id and title >= 90 and not other_id and a.numbers == b.numbers:
        return _pair(a, b, Certainty.CERTAIN, max(title, 97), reasons)
    return _scored(a, b, (title, support - against, bool(same_id), bool(other_id)), reasons)


def _about(a: _Prepared, b: _Prepared, title: float, reasons: list[str]) -> Pair | None:
    """Judge an erratum, a reply or the like: never certain unless all of it agrees."""
    shared = bool(a.authors & b.authors) or a.journal == b.journal
    if a.notice and b.notice and title >= 97 and a.page == b.page and a.page and shared:
        return _pair(a, b, Certainty.CERTAIN, title, reasons)
    if title < 80 or not shared:
        return None
    reasons.append("one is an erratum, a reply or another notice")
    return _pair(a, b, Certainty.POSSIBLE, min(title, 80), reasons)


def _scored(
    a: _Prepared, b: _Prepared, weighed: tuple[float, int, bool, bool], reasons: list[str]
) -> Pair | None:
    title, balance, same_id, other_id = weighed
    if same_id and title >= 60:
        return _pair(a, b, Certainty.POSSIBLE, 70 + title / 5, reasons)
    if other_id:
        reasons.append("but the identifiers differ")
        near = title >= 97 and balance >= 3
        return _pair(a, b, Certainty.POSSIBLE, 75, reasons) if near else None
    exact = title >= 97 and a.numbers == b.numbers
    if exact and balance >= 4 and len(a.compact) >= 20:
        return _pair(a, b, Certainty.CERTAIN, min(99.0, title), reasons)
    if (title >= 92 and balance >= 1) or (title >= 80 and balance >= 2):
        return _pair(a, b, Certainty.POSSIBLE, min(title, 80 + 2 * balance), reasons)
    if title >= 60 and balance >= 5:
        return _pair(a, b, Certainty.POSSIBLE, 60 + 2 * balance, reasons)
    return None


def _pair(
    a: _Prepared, b: _Prepared, certainty: Certainty, score: float, reasons: Sequence[str]
) -> Pair:
    return Pair(a.key, b.key, certainty, round(score, 1), tuple(reasons))


def _title_score(a: _Prepared, b: _Prepared) -> float:
    from rapidfuzz import fuzz  # dear at the start of the program

    if a.compact == b.compact:
        return 100.0
    plain = max(fuzz.ratio(a.title, b.title), fuzz.ratio(a.compact, b.compact))
    if plain >= 90 or plain < 45:
        return plain
    shorter, longer = sorted((a.title, b.title), key=len)
    if len(shorter) >= 30 and longer.startswith(shorter):
        return max(plain, 93.0)  # one of them leaves the subtitle out
    return max(plain, min(90.0, fuzz.token_sort_ratio(a.title, b.title)))


def _identifiers(a: _Prepared, b: _Prepared) -> tuple[str, str]:
    """Return which identifier is the same, and which says two reports."""
    same = other = ""
    for name, first, second in (("DOI", a.doi, b.doi), ("PMID", a.pmid, b.pmid)):
        if first and second:
            if first == second:
                same = same or name
            else:
                other = other or name
    return same, other


def _evidence(a: _Prepared, b: _Prepared, reasons: list[str]) -> tuple[int, int]:
    """Count what speaks for one report and what against it, and say it."""
    support = against = 0
    for name, weight, first, second in (
        ("volume", 1, a.volume, b.volume),
        ("first page", 2, a.page, b.page),
        ("issue", 1, a.issue, b.issue),
    ):
        if first and second:
            if first == second:
                support += weight
                reasons.append(f"same {name} {first}")
            else:
                against += weight
                reasons.append(f"{name} {first} against {second}")
    year = _year_evidence(a, b, reasons)
    author = _author_evidence(a, b, reasons)
    journal = _journal_evidence(a, b, reasons)
    everything = (year, author, journal)
    return (
        support + sum(value for value in everything if value > 0),
        against - sum(value for value in everything if value < 0),
    )


def _year_evidence(a: _Prepared, b: _Prepared, reasons: list[str]) -> int:
    if not a.year or not b.year:
        return 0
    apart = abs(a.year - b.year)
    reasons.append(f"same year {a.year}" if not apart else f"years {a.year} and {b.year}")
    return 1 if not apart else (0 if apart == 1 else -2)


def _author_evidence(a: _Prepared, b: _Prepared, reasons: list[str]) -> int:
    from rapidfuzz import fuzz  # dear at the start of the program

    if not a.authors or not b.authors:
        return 0
    if a.first_author == b.first_author:
        reasons.append("same first author")
        return 1 + (len(a.authors & b.authors) > 2)
    if fuzz.ratio(a.first_author, b.first_author) >= 80 or a.authors & b.authors:
        return 1
    reasons.append("other authors")
    return -2


def _journal_evidence(a: _Prepared, b: _Prepared, reasons: list[str]) -> int:
    from rapidfuzz import fuzz  # dear at the start of the program

    if not a.journal or not b.journal:
        return 0
    alike = (
        fuzz.token_set_ratio(a.journal, b.journal) >= 85
        or (a.initials == b.initials and len(a.initials) > 1)
        or a.journal.replace(" ", "") in {b.initials, b.journal.replace(" ", "")}
        or _abbreviates(a.journal, b.journal)
    )
    reasons.append("same journal" if alike else "other journals")
    return 1 if alike else -1


def _abbreviates(first: str, second: str) -> bool:
    """Tell whether each word of a short title begins the word of a long one."""
    one, other = first.split(), second.split()
    return len(one) == len(other) and all(
        x.startswith(y) or y.startswith(x) for x, y in zip(one, other, strict=True)
    )
