"""What is known of a reference when it is compared: its parts, folded, and what they say."""

import re
from functools import lru_cache

from app.domain.folding import folded
from app.references.duplicates import Candidate

_WORD = re.compile(r"[^\W_]+")
_GAPS = {code: " " for code in range(128) if not chr(code).isalnum()}
_SMALL = frozenset("a an the of and in on for to with by from at".split())
_PARTS = re.compile(
    r"\b(?:part|pt|study|chapter|volume|phase)\W*([ivx]+|\d+)\b|\b(i{1,3}|iv|vi{0,3})[.:]"
)
_ROMAN = frozenset("i ii iii iv v vi vii viii ix x xi xii".split())
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
_SIGN = re.compile(r"\d+")
_RANGE = re.compile(r"(\d{1,9})\s*[-\u2010-\u2015]+\s*[A-Za-z]?(\d{1,9})")


class Known:
    """What is known of a reference for finding its block; the rest is made when it is compared."""

    __slots__ = (
        "alphabetic", "authors", "bare", "compact", "doi", "first_author", "folded", "initials",
        "is_whole", "issue", "journal", "key", "last", "meeting", "notice", "numbers", "one",
        "page", "part", "pmid", "title", "volume", "words", "year",
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
        found = _words_of(self.bare)
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
        self.last = _last_page(one.page)
        self.notice = self.bare != self.folded or bool(_ERRATUM.match(self.folded))
        self.journal, self.initials, self.meeting = _journal(one.journal)
        self.authors = frozenset([_surname(name) for name in one.authors if name])
        has_digits = not self.compact.isalpha()
        self.numbers = tuple(sorted(_SIGN.findall(self.bare))) if has_digits else ()
        is_numbered = has_digits or not _ROMAN.isdisjoint(self.words) or self.bare != self.folded
        part = _PARTS.search(self.folded) if is_numbered else None
        self.part = (part[1] or part[2]) if part else ""
        return self


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


def _words_of(text: str) -> list[str]:
    """Return runs of letters and digits; plain letters need no pattern."""
    return text.translate(_GAPS).split() if text.isascii() else _WORD.findall(text)


def _plain(text: str) -> str:
    """Fold a text; plain letters need less."""
    return " ".join(text.lower().split()) if text.isascii() else folded(text)


@lru_cache(maxsize=1 << 13)  # more journals than a library has
def _journal(name: str) -> tuple[str, str, str]:
    """Return the telling words of a journal, their first letters, and the meeting it names.

    Ovid writes “Blood.Conference: 53rd Annual Meeting …” for an abstract.
    """
    plain, _, meeting = _plain(name).partition("conference: ")
    words, held = ([w for w in _words_of(t) if w not in _SMALL] for t in (plain, meeting))
    return " ".join(words), "".join([word[0] for word in words]), " ".join(held)


@lru_cache(maxsize=1 << 15)  # names come again and again in one library
def _surname(name: str) -> str:
    family = name.partition(",")[0]
    if family.isascii() and family.isalpha():
        return family.lower()
    return "".join(_WORD.findall(_plain(family)))


def _last_page(text: str) -> int:
    """Return the last page of “1223-9” or “1223-1229”; 0 when there is one page or none."""
    found = _RANGE.search(text)
    if found is None:
        return 0
    first, last = found[1], found[2]
    whole = int(first[: max(0, len(first) - len(last))] + last)
    return whole if whole > int(first) else 0


def _number(text: str) -> str:
    if text.isdecimal():
        return text.lstrip("0")
    found = _SIGN.search(text)
    return found[0].lstrip("0") if found else ""
