"""Compares two references: what speaks for one report and what against it, in words.

Titles and containers are scored by rapidfuzz from 0 to 100. Most pairs of a block are told
apart by their titles alone, so what only a close look needs is made when it is needed.
"""

from collections.abc import Iterator
from typing import TypeAlias

from rapidfuzz import fuzz

from app.references.duplicates import Certainty, Pair
from app.references.known import Known

_NEAR = 80  # so alike are the titles of a report and of a notice about it
_ALIKE = 60  # below it two titles are never of one report, whatever else agrees
_EXACT = 97  # so alike are two ways to write one title
_BEGINS = 93.0  # one title begins with the other
_LONG = 30  # characters of a title that is no other's by chance
_UNLIKE = 45  # below it not even the order of the words is looked at
_FAR_PAGES = 2  # between first pages that may be of one report, when its last page is the same


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
        a.first_author != b.first_author
        and a.year is not None
        and b.year is not None
        and abs(a.year - b.year) > 1
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
    if _fills_same_pages(a, b, title, weights) or _adds_behind(a, b, weights):
        return True
    if a.numbers != b.numbers:
        return same_page and title >= _EXACT and authors > 1
    if title >= _EXACT:
        same_authors = authors > 1 or (bool(a.authors) and a.authors == b.authors)
        in_volume = same_place and issue >= 0 and same_authors and length >= 40
        near = (sum(weights) >= 4 or same_page) and length >= 20
        return near or in_volume or (same_page and authors > 0 and length >= 12)
    return same_page and title >= 90 and authors > 0 and length >= 20


def _fills_same_pages(a: Known, b: Known, title: float, weights: Weights) -> bool:
    """Tell whether the same people fill the same pages: two reports cannot.

    The title may be translated twice; or one counts a page of pictures before the first.
    """
    volume, page, issue, year, authors, journal = weights
    same_place = volume > 0 and year > 0 and journal > 0 and authors > 0 and issue >= 0
    if not same_place or not a.last or a.last != b.last or a.authors != b.authors:
        return False
    near = abs(int(a.page or 0) - int(b.page or 0)) <= _FAR_PAGES
    return a.numbers == b.numbers and (page > 0 or (near and title >= 90))


def _adds_behind(a: Known, b: Known, weights: Weights) -> bool:
    """Tell whether one title goes on behind the other, as by a citation, at the same place."""
    volume, page, issue, year, authors, journal = weights
    if not (volume > 0 and page > 0 and issue > 0 and year > 0 and authors > 0 and journal > 0):
        return False
    shorter, longer = sorted((a.title, b.title), key=len)
    return len(shorter) >= _LONG and longer.startswith(f"{shorter} ")


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
    if len(shorter) >= _LONG and longer.startswith(shorter):
        return max(plain, _BEGINS)  # one of them leaves the subtitle out
    if len(shorter) >= _LONG and longer.endswith(shorter):
        return max(plain, 91.0)  # or the name of the column above the title
    return max(plain, min(90.0, fuzz.ratio(a.ordered(), b.ordered(), score_cutoff=plain)))


def _identifiers(a: Known, b: Known) -> tuple[str, str]:
    """Return which identifier is the same, and which says two reports."""
    same = other = ""
    if not ((a.doi and b.doi) or (a.pmid and b.pmid)):
        return same, other
    for name, first, second in (("DOI", a.doi, b.doi), ("PMID", a.pmid, b.pmid)):
        if first and second:
            if first == second:
                same = same or name
            else:
                other = other or name
    return same, other


def _weights(a: Known, b: Known) -> Weights:
    """Return what volume, page, issue, year, authors and journal say: above 0 is for one report."""
    place = (
        _compared(a.volume, b.volume),
        2 * _compared(a.page, b.page),
        _compared(a.issue, b.issue),
    )
    if _shifted(a, b) or _shifted(b, a):
        place = (1, 0, 1)
    return (
        *place,
        _year_weight(a, b),
        _author_weight(a, b),
        _journal_weight(a, b),
    )


def _shifted(a: Known, b: Known) -> bool:
    """Tell whether an export left the volume out and wrote the rest one column too early."""
    return not a.volume and bool(a.issue and a.page) and (a.issue, a.page) == (b.volume, b.issue)


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
        or _same_meeting(a, b)
        or (a.initials == b.initials and len(a.initials) > 1)
        or a.journal.replace(" ", "") in {b.initials, b.journal.replace(" ", "")}
        or _abbreviates(a.journal, b.journal)
        or fuzz.token_set_ratio(a.journal, b.journal) >= 85
    )
    return 1 if alike else -1


def _same_meeting(a: Known, b: Known) -> bool:
    """Tell whether both name one meeting, as an addition to a journal or in its place."""
    if not a.meeting and not b.meeting:
        return False
    return (a.meeting or a.journal) == (b.meeting or b.journal)


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
