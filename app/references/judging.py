"""Compares two references: what speaks for one report and what against it, in words.

Titles and containers are scored by rapidfuzz from 0 to 100. Most pairs of a block are told
apart by their titles alone, so what only a close look needs is made when it is needed.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TypeAlias

from rapidfuzz import fuzz

from app.domain.folding import folded
from app.references.duplicates import Candidate, Certainty, Pair

_WORD = re.compile(r"[^\W_]+")
_SMALL = frozenset("a an the of and in on for to with by from at".split())
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
_MAY_BE_NOTICE = re.compile(r"erratum|correction|corrigendum")
_REPLIES = ("reply", "reply.", "reply .", "response", "response.", "response .")
_LONGEST = 2000  # characters of a title; a longer one is no title, and dear to compare
_MARKUP = re.compile(r"<[^>]{1,12}>")
_REMARKS = (
    re.compile(  # what a database adds to a title: [Review], [16 refs], [Erratum appears in …]
        r"^(.+?)(?:\s*\[(?:[^\]]*\]\.?|[^\]]* appears in .*))+\s*\.?$", re.DOTALL
    )
)
_NEAR = 80  # so alike are the titles of a report and of a notice about it
_ALIKE = 60  # below it two titles are never of one report, whatever else agrees
_EXACT = 97  # so alike are two ways to write one title
_UNLIKE = 45  # below it not even the order of the words is looked at
_SIGN = re.compile(r"\d+")


class Known:
    """What is known of a reference for finding its block; the rest is made when it is compared."""

    __slots__ = (
        "alphabetic", "authors", "bare", "compact", "doi", "first_author", "folded", "initials",
        "is_whole", "issue", "journal", "key", "notice", "numbers", "one", "page", "part", "pmid",
        "title", "volume", "words", "year",
    )  # fmt: skip

    def __init__(self, one: Candidate) -> None:
        """Prepare a candidate."""
        self.one = one
        self.key = one.key
        text = one.title[:_LONGEST]
        if "<" in text:
            text = _MARKUP.sub("", text)
        if "[" in text and (found_remarks := _REMARKS.match(text)):
            text = found_remarks[1]
        self.folded = _plain(text)
        self.bare = _without_notice(self.folded)
        found = _WORD.findall(self.bare)
        self.title = " ".join(found)
        self.compact = "".join(found)
        self.words = [word for word in found if word not in _SMALL]
        self.year = one.year
        self.doi = one.doi.lower()
        self.pmid = one.pmid
        self.volume = _number(one.volume)
        self.page = _number(one.page)
        self.first_author = _surname(next(filter(None, one.authors), ""))
        self.is_whole = False
        self.alphabetic = ""

    def ordered(self) -> str:
        """Return the words of the title in the order of the alphabet."""
        if not self.alphabetic:
            self.alphabetic = " ".join(sorted(self.title.split()))
        return self.alphabetic

    def whole(self) -> "Known":
        """Make what only a comparison needs."""
        if self.is_whole:
            return self
        one, self.is_whole = self.one, True
        self.issue = _number(one.issue)
        self.notice = self.bare != self.folded or bool(_ERRATUM.match(self.folded))
        self.journal, self.initials = _journal(one.journal)
        self.authors = frozenset([_surname(name) for name in one.authors if name])
        has_digits = not self.compact.isalpha()
        self.numbers = tuple(sorted(_SIGN.findall(self.bare))) if has_digits else ()
        part = _PARTS.search(self.folded)
        self.part = (part[1] or part[2]) if part else ""
        return self


def judged(a: Known, b: Known) -> Pair | None:
    """Compare two references; None when they are different."""
    if not a.title or not b.title:
        return None
    same_id, other_id = _identifiers(a, b)
    if not same_id and _far(a, b):
        return None
    title = _title_score(a, b, 0 if same_id else (_NEAR if other_id else _UNLIKE))
    if title < (_NEAR if other_id else _ALIKE) and not same_id:
        return None  # no rule below takes them
    a.whole()
    b.whole()
    weights = _weights(a, b)
    found = _decided(a, b, title, (weights, bool(same_id), bool(other_id)))
    if found is None:
        return None
    certainty, score, remark = found
    reasons = [f"titles agree by {title:.0f} %", *([f"same {same_id}"] if same_id else ())]
    reasons += _words(a, b, weights)
    if remark:
        reasons.append(remark)
    return Pair(a.key, b.key, certainty, round(score, 1), tuple(reasons))


def _far(a: Known, b: Known) -> bool:
    """Tell whether years, first authors and pages all say that these are two reports."""
    return (
        a.year is not None
        and b.year is not None
        and abs(a.year - b.year) > 1
        and a.first_author != b.first_author
        and (a.page != b.page or not a.page)
    )


Weights: TypeAlias = tuple[int, int, int, int, int, int]
Verdict: TypeAlias = tuple[Certainty, float, str] | None


def _decided(a: Known, b: Known, title: float, weighed: tuple[Weights, bool, bool]) -> Verdict:
    """Return how sure it is that two are one, the score and a remark; None: they are not."""
    weights, same_id, other_id = weighed
    balance = sum(weights)
    if a.part != b.part:
        return (Certainty.POSSIBLE, title, "") if same_id else None
    if a.notice or b.notice:
        return _about(a, b, title)
    if same_id and title >= 90 and not other_id and a.numbers == b.numbers:
        return Certainty.CERTAIN, max(title, 97), ""
    if same_id and title >= _ALIKE:
        return Certainty.POSSIBLE, 70 + title / 5, ""
    if other_id:
        near = title >= _EXACT and balance >= 3
        return (Certainty.POSSIBLE, 75, "but the identifiers differ") if near else None
    if _is_certain(a, b, title, weights):
        return Certainty.CERTAIN, min(99.0, title), ""
    if (title >= 92 and balance >= 1) or (title >= _NEAR and balance >= 2):
        return Certainty.POSSIBLE, min(title, 80 + 2 * balance), ""
    if title >= _ALIKE and balance >= 5:
        return Certainty.POSSIBLE, 60 + 2 * balance, ""
    return None


def _is_certain(a: Known, b: Known, title: float, weights: Weights) -> bool:
    """Tell whether title and place leave no doubt, without an identifier.

    Nothing else has the same title on the same page of the same volume, or nearly the same and
    the same authors. A long title by the same authors in the same volume may have its page
    written in two ways, such as first page and article number.
    """
    volume, page, issue, year, authors, journal = weights
    same_place = volume > 0 and year > 0 and journal > 0
    same_page = same_place and page > 0
    length = len(a.compact)
    if a.numbers != b.numbers:
        return same_page and title >= _EXACT and authors > 1
    if title >= _EXACT:
        same_authors = authors > 1 or (bool(a.authors) and a.authors == b.authors)
        in_volume = same_place and issue >= 0 and same_authors and length >= 40
        near = (sum(weights) >= 4 or same_page) and length >= 20
        return near or in_volume or (same_page and authors > 0 and length >= 12)
    return same_page and title >= 90 and authors > 0 and length >= 20


def _about(a: Known, b: Known, title: float) -> Verdict:
    """Judge an erratum, a reply or the like: never certain unless all of it agrees."""
    shared = bool(a.authors & b.authors) or a.journal == b.journal
    same_page = bool(a.page) and a.page == b.page and a.volume == b.volume
    same_notice = title >= _EXACT or (title >= 90 and a.first_author == b.first_author)
    if a.notice and b.notice and same_page and same_notice and shared:
        return Certainty.CERTAIN, title, ""
    if title < _NEAR or not shared:
        return None
    return Certainty.POSSIBLE, min(title, 80), "one is an erratum, a reply or another notice"


def _title_score(a: Known, b: Known, least: float) -> float:
    """Return how far titles agree; below `least` it may be 0."""
    if a.compact == b.compact:
        return 100.0
    plain = fuzz.ratio(a.title, b.title, score_cutoff=least)
    if plain < _EXACT:
        plain = max(plain, fuzz.ratio(a.compact, b.compact, score_cutoff=least))
    if plain >= 90 or plain < _UNLIKE:
        return plain
    shorter, longer = sorted((a.title, b.title), key=len)
    if len(shorter) >= 30 and longer.startswith(shorter):
        return max(plain, 93.0)  # one of them leaves the subtitle out
    if len(shorter) >= 30 and longer.endswith(shorter):
        return max(plain, 91.0)  # or the name of the column above the title
    return max(plain, min(90.0, fuzz.ratio(a.ordered(), b.ordered(), score_cutoff=plain)))


def _identifiers(a: Known, b: Known) -> tuple[str, str]:
    """Return which identifier is the same, and which says two reports."""
    same = other = ""
    for name, first, second in (("DOI", a.doi, b.doi), ("PMID", a.pmid, b.pmid)):
        if first and second:
            if first == second:
                same = same or name
            else:
                other = other or name
    return same, other


def _weights(a: Known, b: Known) -> Weights:
    """Return what volume, page, issue, year, authors and journal say: above 0 is for one report."""
    return (
        _compared(a.volume, b.volume),
        2 * _compared(a.page, b.page),
        _compared(a.issue, b.issue),
        _year_weight(a, b),
        _author_weight(a, b),
        _journal_weight(a, b),
    )


def _compared(first: str, second: str) -> int:
    if not first or not second:
        return 0
    return 1 if first == second else -1


def _year_weight(a: Known, b: Known) -> int:
    if not a.year or not b.year or abs(a.year - b.year) == 1:
        return 0
    return 1 if a.year == b.year else -2


def _author_weight(a: Known, b: Known) -> int:
    if not a.authors or not b.authors:
        return 0
    if a.first_author == b.first_author:
        return 1 + (len(a.authors & b.authors) > 2)
    alike = a.authors & b.authors or fuzz.ratio(a.first_author, b.first_author) >= 80
    return 1 if alike else -2


def _journal_weight(a: Known, b: Known) -> int:
    if not a.journal or not b.journal:
        return 0
    alike = (
        a.journal == b.journal
        or (a.initials == b.initials and len(a.initials) > 1)
        or a.journal.replace(" ", "") in {b.initials, b.journal.replace(" ", "")}
        or _abbreviates(a.journal, b.journal)
        or fuzz.token_set_ratio(a.journal, b.journal) >= 85
    )
    return 1 if alike else -1


def _words(a: Known, b: Known, weights: Weights) -> Iterator[str]:
    """Say what speaks for one report and what against it."""
    volume, page, issue, _, authors, journal = weights
    for name, weight, first, second in (
        ("volume", volume, a.volume, b.volume),
        ("first page", page, a.page, b.page),
        ("issue", issue, a.issue, b.issue),
    ):
        if weight:
            yield f"same {name} {first}" if weight > 0 else f"{name} {first} against {second}"
    if a.year and b.year:
        yield f"same year {a.year}" if a.year == b.year else f"years {a.year} and {b.year}"
    if authors < 0:
        yield "other authors"
    elif authors and a.first_author == b.first_author:
        yield "same first author"
    if journal:
        yield "same journal" if journal > 0 else "other journals"


def _abbreviates(first: str, second: str) -> bool:
    """Tell whether each word of a short title begins the word of a long one."""
    one, other = first.split(), second.split()
    return len(one) == len(other) and all(
        x.startswith(y) or y.startswith(x) for x, y in zip(one, other, strict=True)
    )


def _without_notice(title: str) -> str:
    """Drop what makes a title that of a notice about a report."""
    if (
        ("(" in title and ("(vol" in title or "19" in title or "20" in title))
        or "[erratum" in title
        or _MAY_BE_NOTICE.match(title)
        or title.endswith(_REPLIES)
    ):  # the pattern itself is slow
        return _NOTICE_ABOUT.sub("", title)
    return title


def _plain(text: str) -> str:
    """Fold a text; plain letters need less."""
    return " ".join(text.lower().split()) if text.isascii() else folded(text)


@lru_cache(maxsize=1 << 13)  # more journals than a library has
def _journal(name: str) -> tuple[str, str]:
    """Return the telling words of a journal, and their first letters."""
    words = [word for word in _WORD.findall(_plain(name)) if word not in _SMALL]
    return " ".join(words), "".join([word[0] for word in words])


@lru_cache(maxsize=1 << 15)  # names come again and again in one library
def _surname(name: str) -> str:
    family = name.partition(",")[0]
    if family.isascii() and family.isalpha():
        return family.lower()
    return "".join(_WORD.findall(_plain(family)))


def _number(text: str) -> str:
    found = _SIGN.search(text)
    return found[0].lstrip("0") if found else ""
