"""Countries as answers: names, codes and spellings to ISO 3166-1 alpha-2."""

import difflib
import re
from dataclasses import dataclass
from functools import cache

from app.domain.country_names import ALIASES, COUNTRIES
from app.domain.folding import folded, words

_ARTICLE = "the "
_STYLED = re.compile(
    r"(?:\w+ )*(?:republic|kingdom|states?|principality|commonwealth|sultanate) of "
    r"(?:the )?(?P<name>.+)"
)
_SHARED_NAMES = frozenset({"congo", "korea", "china"})


@dataclass(frozen=True, slots=True)
class Country:
    """A country by its ISO 3166-1 codes and its everyday English name."""

    alpha2: str
    alpha3: str
    name: str


@cache
def all_countries() -> tuple[Country, ...]:
    """Return every country, ordered by code."""
    lines = COUNTRIES.strip().splitlines()
    return tuple(Country(*line.split(" ", 2)) for line in lines)


def name(code: str) -> str:
    """Return the English name of an alpha-2 code; an unknown code stands for itself."""
    return _names().get(code, code)


def code_of(text: str) -> str | None:
    """Return the alpha-2 code of a name, another name, alpha-2 or alpha-3, or None."""
    spelling = _spelling(text)
    return _spellings().get(spelling) or _codes().get(spelling) or _styled(spelling)


def _styled(spelling: str) -> str | None:
    """Return the code behind "Kingdom of Sweden"; names that two states share need an alias."""
    found = _STYLED.fullmatch(spelling)
    if found is None or found["name"] in _SHARED_NAMES:
        return None
    return _spellings().get(found["name"])


def suggestion(text: str) -> str | None:
    """Return the name spelled most like the text, or None when none comes near."""
    found = difflib.get_close_matches(_spelling(text), _spellings(), n=1, cutoff=0.7)
    return name(_spellings()[found[0]]) if found else None


def split(text: str) -> tuple[str, ...]:
    """Split typed text into names; "Bosnia and Herzegovina" stays whole."""
    pieces: list[str] = []
    for part in re.split(r"[;\n\r\u2028\u2029]", text):
        pieces.extend(_split_names(part.strip()))
    return tuple(pieces)


def _split_names(text: str) -> list[str]:
    if not text:
        return []
    if code_of(text):
        return [text]
    parts = [part.strip() for part in re.split(r",|/|&|\band\b", text) if part.strip()]
    return parts if len(parts) > 1 and all(code_of(part) for part in parts) else [text]


def in_text(text: str) -> tuple[str, ...]:
    """Return the codes of the countries named in running text, in order, each once."""
    found = (_spellings()[_spelling(match[0])] for match in _names_pattern().finditer(text))
    return tuple(dict.fromkeys(found))


def _spelling(text: str) -> str:
    """Return a name without marks, accents, case and article; "&" is spelled out."""
    bare = re.sub(r"['’.]", "", text).replace("&", " and ")
    return " ".join(words(bare)).removeprefix(_ARTICLE)


@cache
def _names() -> dict[str, str]:
    return {country.alpha2: country.name for country in all_countries()}


@cache
def _codes() -> dict[str, str]:
    found = {folded(country.alpha3): country.alpha2 for country in all_countries()}
    return found | {folded(country.alpha2): country.alpha2 for country in all_countries()}


@cache
def _spellings() -> dict[str, str]:
    return {_spelling(written): code for written, code in _written().items()}


@cache
def _written() -> dict[str, str]:
    found = {country.name: country.alpha2 for country in all_countries()}
    for line in ALIASES.strip().splitlines():
        code, written = line.split(" ", 1)
        found |= dict.fromkeys((alias.strip() for alias in written.split(";")), code)
    return found


@cache
def _names_pattern() -> re.Pattern[str]:
    longest_first = sorted(_written(), key=len, reverse=True)
    either = "|".join(re.escape(written).replace("'", "['’]") for written in longest_first)
    return re.compile(rf"(?<![\w-])(?:{either})(?!\w)")
