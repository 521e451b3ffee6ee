"""What to search for, and where it stands in a text: print, case and accents do not count."""

import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from app.domain.errors import AppError
from app.domain.quotes import clean_quote, fold_map

AROUND = 60  # characters shown before and after the words found
NEAR = 300  # folded characters within which several words make one place
_PART = re.compile(r'"([^"]*)"?|([^\s"]+)')
_QUOTES = str.maketrans(dict.fromkeys("“”„‟″«»", '"'))
_EDGES = ".,;:!?()[]{}'’‘"
_DASHES = re.compile("[-‐‑‒–—―−﹘﹣-\ufffe\u00ad]")
# scripts written without spaces between words: Thai, Lao, Burmese, Khmer, kana, Han
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


class _Joint(Enum):
    """What stands between two folded characters in the text they come from."""

    NONE = "none"
    SPACE = "space"
    HYPHEN = "hyphen"


@dataclass(frozen=True, slots=True)
class Folded:
    """A text, its folded form and where each folded character stood in it."""

    text: str
    folded: str
    positions: "array[int]"

    @classmethod
    def of(cls, text: str) -> "Folded":
        """Fold a text."""
        return cls(text, *fold_map(text))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where a stretch of the folded form stands in the text."""
        return self.positions[start], self.positions[end - 1] + 1


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase as typed and folded; a prefix also begins longer words."""

    wanted: Folded
    is_prefix: bool = False

    @property
    def folded(self) -> str:
        """The folded form, never empty."""
        return self.wanted.folded


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that stand close together: spans (start, end) in the text, in order, apart."""

    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A passage with what is around it, on one line; `marks` are the words found in `text`."""

    text: str
    marks: tuple[tuple[int, int], ...]


def parse_query(text: str) -> tuple[Term, ...]:
    """Read a query: words that must all be there, "phrases" in quotation marks, beginn*.

    Raises AppError when there is no word in it.
    """
    parts = _PART.finditer(clean_quote(text).translate(_QUOTES))
    terms = [_phrase(part[1]) if part[2] is None else _word(part[2]) for part in parts]
    found = tuple(term for term in terms if term is not None)
    if not found:
        raise AppError("Type at least one word to search for.")
    return found


def passages(text: Folded, terms: Sequence[Term]) -> tuple[Passage, ...]:
    """Return where the terms stand together, in order; nothing when one of them is missing.

    A single term is found at each of its places. Several terms are found at each place that
    has all of them within `NEAR` characters, or once, where they are closest.
    """
    places = []
    for term in terms:
        spans = list(_spans(text, term))
        if not spans:
            return ()
        places.append(spans)
    if len(places) == 1:
        return tuple(Passage((text.span(*span),)) for span in places[0])
    return tuple(_passage(text, window) for window in _windows(places))


def excerpt(text: str, passage: Passage) -> Excerpt:
    """Return the words of a passage with some text around them; what is left out is "…"."""
    line, marks, at = "", [], None
    for start, end in passage.spans:
        line += _before(text, at, start)
        words = _one_line(text[start:end])
        marks.append((len(line), len(line) + len(words)))
        line += words
        at = end
    return Excerpt(line + _after(text, passage.spans[-1][1]), tuple(marks))


def _phrase(typed: str) -> Term | None:
    bare = typed.strip().rstrip("*")
    return _term(bare, is_prefix=bare != typed.strip())


def _word(typed: str) -> Term | None:
    bare = typed.rstrip("*")
    return _term(bare.strip(_EDGES) or bare, is_prefix=bare != typed)


def _term(words: str, *, is_prefix: bool) -> Term | None:
    wanted = Folded.of(words)
    return Term(wanted, is_prefix) if wanted.folded else None


def _spans(text: Folded, term: Term) -> Iterator[tuple[int, int]]:
    """Yield start and end in the folded text of every place where a term stands."""
    size = len(term.folded)
    start = text.folded.find(term.folded)
    while start >= 0:
        end = start + size
        if _stands(text, term, start, end):
            while term.is_prefix and not _breaks(text, end):
                end += 1
            yield start, end
            start = text.folded.find(term.folded, end)
        else:
            start = text.folded.find(term.folded, start + 1)


def _stands(text: Folded, term: Term, start: int, end: int) -> bool:
    """Tell whether whole words stand here, parted where the term's words are parted."""
    if not _breaks(text, start) or not (term.is_prefix or _breaks(text, end)):
        return False
    wanted = term.wanted
    if _is_solid(text, start, end) and _is_solid(wanted, 0, len(wanted.folded)):
        return True
    return all(_agree(text, start + at, wanted, at) for at in range(1, end - start))


def _is_solid(text: Folded, start: int, end: int) -> bool:
    return text.positions[end - 1] - text.positions[start] == end - 1 - start


def _agree(text: Folded, place: int, wanted: Folded, at: int) -> bool:
    """Tell whether words are parted alike; a hyphen may stand for a space or for nothing."""
    here, there = _joint(text, place), _joint(wanted, at)
    if here is there or _Joint.HYPHEN in (here, there):
        return True
    return _parts_anywhere(text, place) or not _is_inside_word(text, place)


def _breaks(text: Folded, place: int) -> bool:
    """Tell whether a word may begin or end before a place of the folded text."""
    if place in (0, len(text.folded)) or not _is_inside_word(text, place):
        return True
    return _joint(text, place) is not _Joint.NONE or _parts_anywhere(text, place)


def _is_inside_word(text: Folded, place: int) -> bool:
    return text.folded[place - 1].isalnum() and text.folded[place].isalnum()


def _parts_anywhere(text: Folded, place: int) -> bool:
    return _UNSPACED.search(text.folded[place - 1 : place + 1]) is not None


def _joint(text: Folded, place: int) -> _Joint:
    between = text.text[text.positions[place - 1] + 1 : text.positions[place]]
    if not between:
        return _Joint.NONE
    if _DASHES.search(between):
        return _Joint.HYPHEN
    return _Joint.SPACE if any(char.isspace() for char in between) else _Joint.NONE


Spans: TypeAlias = Sequence[tuple[int, int]]


def _windows(places: Sequence[Spans]) -> list[Spans]:
    """Return stretches with one span of each term, apart: the narrow ones, or the narrowest."""
    marked = sorted((span, term) for term, spans in enumerate(places) for span in spans)
    last: dict[int, tuple[int, int]] = {}
    found: list[Spans] = []
    taken = -1
    closest: Spans = ()
    for span, term in marked:
        last[term] = span
        window = sorted(last.values())
        if len(last) < len(places) or window[0][0] < taken:
            continue
        if not closest or _width(window) < _width(closest):
            closest = window
        if _width(window) <= NEAR:
            found.append(window)
            taken = span[1]
    return found or [closest]


def _width(window: Spans) -> int:
    return window[-1][1] - window[0][0]


def _passage(text: Folded, window: Spans) -> Passage:
    """Return the spans of a window in the text; those with only a space between are one."""
    joined: list[tuple[int, int]] = []
    for start, end in window:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return Passage(tuple(text.span(*span) for span in joined))


def _before(text: str, at: int | None, start: int) -> str:
    """Return what leads to a word found, all of it from the word before when that is near."""
    if at is not None and start - at <= 2 * AROUND:
        return _one_line(text[at:start])
    low = max(0, start - AROUND)
    if low > 0:
        low = next((n + 1 for n in range(low, start) if text[n].isspace()), low)
    lead = ("…" if low else "") if at is None else _after(text, at) + " "
    return lead + _one_line(text[low:start], is_first=True)


def _after(text: str, end: int) -> str:
    high = min(len(text), end + AROUND)
    if high == len(text):
        return _one_line(text[end:]).rstrip()
    high = next((n for n in range(high, end, -1) if text[n].isspace()), high)
    return _one_line(text[end:high]).rstrip() + "…"


def _one_line(raw: str, *, is_first: bool = False) -> str:
    """Return text on one line; a space stays where it begins or ends with white space."""
    plain = raw.isascii() and "-" not in raw and raw.isprintable()
    line = " ".join(raw.split()) if plain else clean_quote(raw)
    if not line:
        return " " if raw and not is_first else ""
    head = " " if raw[0].isspace() and not is_first else ""
    return head + line + (" " if raw[-1].isspace() else "")
