"""Finds the record that a PDF is the full text of: by identifier, printed title, file name."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from app.domain.folding import words
from app.references.duplicates import Candidate

ACCEPTED = 90  # below it a person decides
_CLEAR = 3  # points by which the best must lead the next
_SLASH = re.compile(r"[/\\]+")
_LETTERS = re.compile(r"[^a-z0-9]+")
_NUMBER = re.compile(r"(?<!\d)\d{6,9}(?!\d)")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_FRONT = 4000  # characters of the first page that can hold the title
_NEAR = 6  # words before a title that belong to it
_NOTICES = frozenset(
    "correction corrigendum erratum retraction retracted comment commentary reply response".split()
)
_SHORT, _LONG = 25, 40  # letters of a title that tell little, or much


@dataclass(frozen=True, slots=True)
class Front:
    """What a PDF says of itself: file name without ending, DOI, year, text of its first page."""

    name: str
    doi: str = ""
    year: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """A record a PDF may be: score of 0 to 100 and why."""

    key: str
    score: int
    reason: str


def matches(front: Front, candidates: Iterable[Candidate]) -> list[Match]:
    """Return the records a PDF may be, best first, at most five.

    Of records that say the same of themselves, copies that nobody has joined yet, one is named.
    """
    page = " ".join(words(front.text[:_FRONT]))
    known = set(page.split())
    found = [(m, one) for one in candidates if (m := _match(front, one, page, known))]
    best: list[tuple[Match, Candidate]] = []
    for match, one in sorted(found, key=lambda pair: (-pair[0].score, pair[0].key)):
        if not any(_says_the_same(one, other) for _, other in best):
            best.append((match, one))
    return [match for match, _ in best[:5]]


def attached_to(path: Path, files: Mapping[str, Sequence[str]]) -> Match | None:
    """Return the record whose export names this PDF; `files` are what each record names.

    EndNote names `internal-pdf://folder/name`, Zotero and RIS a path: the last folder and the
    name must agree, or the name alone where no other record has it.
    """
    wanted = tuple(part.casefold() for part in path.parts[-2:])
    ends = {
        key: [tuple(part.casefold() for part in _SLASH.split(unquote(file))) for file in named]
        for key, named in files.items()
    }
    whole = [key for key, named in ends.items() if any(one[-2:] == wanted for one in named)]
    by_name = [key for key, named in ends.items() if any(one[-1:] == wanted[-1:] for one in named)]
    for found in (whole, by_name):
        if len(found) == 1:
            return Match(found[0], 98, "attached to the record in its export")
    return None


def accepted(found: list[Match]) -> Match | None:
    """Return the match that needs no look: sure, and clearly ahead of the next."""
    if not found or found[0].score < ACCEPTED:
        return None
    if len(found) > 1 and found[0].score - found[1].score < _CLEAR:
        return None
    return found[0]


def _says_the_same(one: Candidate, other: Candidate) -> bool:
    """Tell whether two records have one title, and nothing that tells them apart."""
    said = ((one.year, other.year), (one.doi.lower(), other.doi.lower()), (one.pmid, other.pmid),
            (one.volume, other.volume), (one.page, other.page))  # fmt: skip
    if any(first and second and first != second for first, second in said):
        return False
    title = words(one.title)
    return bool(title) and title == words(other.title)


def _match(front: Front, one: Candidate, page: str, known: set[str]) -> Match | None:
    title, before = _title_on(page, known, one)
    is_about = _is_about(before, one)
    stated = _year_fits(front, one, page)
    named = _named(front.name, one)
    if one.doi and front.doi.lower() == one.doi.lower():
        # the first pages may print the DOI of a paper that is cited
        fits = title >= 80 or not page or not one.title
        score = 99 if fits and not is_about else 85
        return Match(one.key, score, "same DOI")
    if named:
        return Match(one.key, 97 if title >= 60 or not page else 85, named)
    letters = len(_LETTERS.sub("", one.title.lower()))
    if title >= 88 and letters >= _SHORT:
        limit = 96 if stated else 92 if one.year is None and letters >= _LONG else 89
        if is_about or "references" in before:
            limit = 85
        return Match(one.key, min(limit, int(title)), f"title on the first page, {title:.0f} %")
    if _author_and_year(front.name, one):
        return Match(one.key, 80, "author and year in the file name")
    return None


def _title_on(page: str, known: set[str], one: Candidate) -> tuple[float, str]:
    """Return how well the title stands on the first page, 0 to 100, and the text before it."""
    from rapidfuzz import fuzz  # dear at the start of the program

    title = words(one.title)
    if not title or sum(word in known for word in title) < 0.7 * len(title):
        return 0.0, ""
    wanted = " ".join(title)
    found = fuzz.partial_ratio_alignment(wanted, page)
    if found is None:
        return 0.0, ""
    return found.score, page[: found.dest_start] if len(wanted) <= len(page) else ""


def _is_about(before: str, one: Candidate) -> bool:
    """Tell whether what stands before a title says that this is a notice about it."""
    near = set(before.split()[-_NEAR:])
    return bool(near & _NOTICES) and not _NOTICES & set(words(one.title))


def _year_fits(front: Front, one: Candidate, page: str) -> bool:
    if one.year is None:
        return False
    if front.year is not None and abs(front.year - one.year) <= 1:
        return True
    return str(one.year) in page.split() or str(one.year) in _YEAR.findall(front.name)


def _named(name: str, one: Candidate) -> str:
    """Return which identifier of a record the file name holds."""
    plain = _LETTERS.sub("", name.lower())
    if one.doi and len(one.doi) > 10 and _LETTERS.sub("", one.doi.lower()) in plain:
        return "DOI in the file name"
    if one.pmid and one.pmid in _NUMBER.findall(name.upper().replace("PMC", "PMC0000000000")):
        return "PMID in the file name"
    return ""


def _author_and_year(name: str, one: Candidate) -> bool:
    if not one.authors or one.year is None:
        return False
    first = words(one.authors[0])
    return str(one.year) in _YEAR.findall(name) and set(first) <= set(words(name))
