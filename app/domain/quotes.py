"""Quotes: from printed text to clean values, and to a folded form for comparing."""

import re
import unicodedata
from array import array
from functools import lru_cache

_LINE_HYPHEN = re.compile(r"(?<=(\w))[-\u2010\u2011\ufffe\u00ad][ \t]*\n\s*(?=(\w))")
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u2060\ufeff]")
_WORD = re.compile(r"[a-z]+")
_LIGATURES = {
    "ﬀ": "ff",
    "ﬁ": "fi",
    "ﬂ": "fl",
    "ﬃ": "ffi",
    "ﬄ": "ffl",
    "ﬅ": "st",
    "ﬆ": "st",
}
_SPELLED_OUT = str.maketrans(_LIGATURES)
_KEPT_BEFORE = frozenset(
    "self non well post semi quasi cross high low long open double placebo real "
    "two three four five six seven eight nine ten".split()
)
_KEPT_AFTER = frozenset(
    "related based led term up blind blinded controlled dependent label level reported "
    "specific effects effect measures analysis analyses analytic regression making seeking world "
    "checked associated lowering density rank person free old like scale "
    "income risk quality ended treated year years week month day hour minute cause centred "
    "centered oriented driven focused effective efficacy".split()
)
_NEVER_KEPT_AFTER = frozenset("un re dis in cor inter mis co sub over ir il im".split())
_SMALL_WORDS = frozenset("of the to in by and or on at a up out for with".split())
_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Z]|al|e\.g|i\.e|cf|vs|etc|ca|approx|resp|incl|vol|no|nos|pp|p|eds?|figs?|tabs?|refs?|"
    r"eqs?|dr|mr|mrs|ms|prof|st|jr|sr|inc|ltd|dept|univ|suppl))$",
    re.IGNORECASE,
)
_STOP = re.compile(r"[.!?][\"'”’)\]]*(?:\s*\[?\d+(?:[,–-]\d+)*\]?)?(?=\s|$)")


def clean_quote(raw: str) -> str:
    """Return printed text as one line: the value that a quote gives.

    A hyphen at a line end is dropped when both halves are one word ("pro-", "gram") and kept
    when it belongs to a compound: after a capital or digit ("AI-based", "COVID-19"), before a
    capital or digit, within a chain ("state-of-the-"), after a word that keeps it ("self-",
    "non-", "long-" ...) and before one that does ("-related", "-blind", "-up" ...). Soft hyphens
    and other invisible marks go, ligatures become letters, control characters and white space
    one space. Bullets whose font gives them no meaning are left out at the beginning.
    """
    text = raw.replace("\r\n", "\n").replace("\r", "\n")
    if "\n" in text:
        text = _LINE_HYPHEN.sub(lambda match: _hyphen(text, match), text)
    if not text.isascii():
        text = _INVISIBLE.sub("", text).replace("\ufffe", "-").translate(_SPELLED_OUT)
    line = " ".join(text.split()).lstrip("\ufffd ")
    if line.isprintable():  # nearly always: then no character is one of control
        return line
    line = "".join(" " if unicodedata.category(char) in _CONTROL else char for char in line)
    return " ".join(line.split())


def fold(text: str) -> str:
    """Return a form in which differences of print vanish; see `fold_map`."""
    return fold_map(text)[0]


def fold_map(text: str) -> "tuple[str, array[int]]":
    """Fold a text and tell where each folded character stood in it.

    Compatibility forms are decomposed, case, accents, white space and invisible marks dropped;
    dashes and quotation marks become "-", "'" and "\\""; hyphens between letters are dropped,
    so that a word broken at a line end equals the whole one. The array has one position in
    `text` for each character of the folded text.
    """
    folded: list[str] = []
    places = array("L")
    cache: dict[str, str] = dict.fromkeys(_WHITE, "")
    for position, char in enumerate(text):
        form = cache.get(char)
        if form is None:
            form = cache[char] = _fold_char(char)
        if form == "-" and _binds_letters(text, position):
            continue
        for part in form:
            folded.append(part)
            places.append(position)
    return "".join(folded), places


def sentence_span(text: str, position: int) -> tuple[int, int]:
    """Return start and end of the sentence around a position.

    A blank line ends a sentence only when the words before it are finished or the words after
    it begin anew (not in lower case). Abbreviations and initials do not end one.
    """
    position = min(max(position, 0), max(0, len(text) - 1))
    low, high = max(0, position - _WINDOW), min(len(text), position + _WINDOW)
    start, end = low, high
    for stop in _stops(text, low, high):
        if stop <= position:
            start = stop
        else:
            end = stop
            break
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


_WINDOW = 4000
_CONTROL = frozenset({"Cc", "Cs", "Co", "Cn"})
_WHITE = " \n\t\r\f\v"
_DASHES = frozenset("‐‑‒–—―−﹘﹣-\ufffe")
_SINGLE = frozenset("‘’‚‛′`´")
_DOUBLE = frozenset("“”„‟″«»")


def _hyphen(text: str, match: "re.Match[str]") -> str:
    """Return what a line-end hyphen becomes: nothing, or a hyphen."""
    before, after = match.group(1), match.group(2)
    if text[match.start()] == "\u00ad":
        return ""
    head = _last_word(text[: match.start()])
    if not after.islower() or not before.islower() or head.isupper() or len(head) == 1:
        return "-"
    first = head.rpartition("-")[2].lower()
    if "-" in head and first in _SMALL_WORDS:
        return "-"
    second = _WORD.match(text, match.end())
    kept = second is not None and second.group() in _KEPT_AFTER and first not in _NEVER_KEPT_AFTER
    return "-" if first in _KEPT_BEFORE or kept else ""


def _last_word(text: str) -> str:
    """Return the characters after the last white space."""
    found = re.search(r"[\w-]+$", text[-64:])
    return found.group() if found else ""


@lru_cache(maxsize=4096)
def _fold_char(char: str) -> str:
    """Return the folded form of one character: none, one or more characters."""
    if char in _DASHES:
        return "-"
    if char in _SINGLE:
        return "'"
    if char in _DOUBLE:
        return '"'
    parts = unicodedata.normalize("NFKD", char.casefold()).casefold()
    return "".join(part for part in parts if unicodedata.category(part) not in _DROPPED)


_DROPPED = frozenset({"Mn", "Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Co", "Cn"})


def _binds_letters(text: str, position: int) -> bool:
    """Tell whether a hyphen stands between two letters, line ends aside."""
    if position == 0 or not text[position - 1].isalpha():
        return False
    after = position + 1
    while after < len(text) and text[after].isspace():
        after += 1
    return after < len(text) and text[after].isalpha()


def _stops(text: str, low: int, high: int) -> list[int]:
    """Return the positions between low and high after which a new sentence begins."""
    stops = [match.end() for match in _STOP.finditer(text, low, high) if _ends(text, match)]
    start = text.find("\n\n", low, high)
    while start >= 0:
        if not _runs_on(text, start):
            stops.append(start + 2)
        start = text.find("\n\n", start + 2, high)
    return sorted(stops)


def _ends(text: str, match: "re.Match[str]") -> bool:
    """Tell whether a full stop ends a sentence."""
    rest = text[match.end() : match.end() + 8].lstrip()
    if rest[:1].islower():
        return False
    if text[match.start()] != ".":
        return True
    return _ABBREVIATION.search(text[max(0, match.start() - 12) : match.start()]) is None


def _runs_on(text: str, start: int) -> bool:
    """Tell whether the sentence before a blank line goes on after it."""
    before = text[start - 1 : start]
    return before not in ".!?:" and text[start + 2 : start + 3].islower()
