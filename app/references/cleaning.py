"""Small repairs of what exports write: identifiers, names, dates, pages."""

import re
from functools import lru_cache

from app.domain.answers import Json
from app.domain.identifiers import in_text
from app.references.values import Csl

_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
_MONTHS = {
    name: number
    for number, name in enumerate(
        "jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1
    )
}
_MONTH = re.compile(r"\b(" + "|".join(_MONTHS) + r")[a-z]*", re.IGNORECASE)
_YEAR_FIRST = re.compile(r"^\s*(\d{4})[/-](\d{1,2})(?:[/-](\d{1,2}))?(?!\d)")
_AMERICAN = re.compile(r"^\s*(\d{1,2})/(\d{1,2})/(\d{4})\s*$")
_POLLUTED = re.compile(r"\s{2,}[A-Z][A-Z0-9]\s{1,2}-\s.*$", re.DOTALL)
_QUERY = re.compile(r"[&?;]\w+=|&amp;|</")
_VIEW = re.compile(r"/(full|abstract|pdf|epdf|html)$")
_WHOLE_DOI = re.compile(
    r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/(?:(?!</)[^\s&?])+)$", re.IGNORECASE
)
_NUMBER = re.compile(r"\d+")
_ISSN = re.compile(r"\b\d{4}-?\d{3}[\dXx]\b")
_GROUP = re.compile(
    r"\b(group|consortium|collaborat\w*|committee|network|team|investigators?|organi[sz]ation"
    r"|institute|ministry|department|university|association|society|council|agency)\b",
    re.IGNORECASE,
)
_NOBODY = frozenset({"et al", "et al.", "others", "...", "…"})
_LOST_PAGES = re.compile(r"^no(\s+pagination)?(\s+specified)?$|^specified$|^n/?a$", re.IGNORECASE)


def tidy(csl: Csl) -> Csl:
    """Return the fields that say something."""
    return {key: value for key, value in csl.items() if value or value == 0}


def unpolluted(text: str) -> str:
    """Drop a following RIS tag that an importer has swallowed (`…     U2  - L20298`)."""
    return _POLLUTED.sub("", text).strip() if " - " in text else text.strip()


def doi_in(*texts: str) -> str:
    """Return the first DOI of some texts in lower case, without resolver or punctuation."""
    for text in texts:
        if "10." not in text:
            continue
        plain = text.strip()
        if "%" in plain:
            plain = plain.replace("%2F", "/").replace("%2f", "/")
        if whole := _WHOLE_DOI.match(plain):  # an old DOI may hold < and >
            return whole[1].lower().rstrip(".,;")
        plain = _QUERY.split(plain[plain.find("10.") :])[0]
        for found in in_text(plain):
            if found.startswith("10."):
                return _VIEW.sub("", found.lower())
    return ""


def number_in(text: str) -> str:
    """Return the first run of digits of a text."""
    found = _NUMBER.search(text)
    return found[0] if found else ""


def year_in(*texts: str) -> int | None:
    """Return the first year between 1500 and 2099 that a text holds."""
    for text in texts:
        if found := _YEAR.search(text):
            return int(found[1])
    return None


def issued(*texts: str) -> Json:
    """Return the CSL date of the first text with a year, as exact as it is written."""
    parts = date_parts(*texts)
    return {"date-parts": [[*parts]]} if parts else None


def date_parts(*texts: str) -> tuple[int, ...]:
    """Return year, month and day of the first text with a year, as far as it is written."""
    for text in texts:
        if parts := _parts(text):
            return parts
    return ()


def _parts(text: str) -> tuple[int, ...]:
    if found := _AMERICAN.match(text):
        return int(found[3]), int(found[1]), int(found[2])
    if (found := _YEAR_FIRST.match(text)) and 1 <= int(found[2]) <= 12:
        day = int(found[3] or 0)
        return int(found[1]), int(found[2]), *((day,) if 1 <= day <= 31 else ())
    year = year_in(text)
    if year is None:
        return ()
    if month := _MONTH.search(text):
        return year, _MONTHS[month[1].lower()]
    return (year,)


def pages(first: str, last: str = "") -> str:
    """Return a page range with plain dashes; “No Pagination Specified” is none."""
    first, last = _page(first), _page(last)
    if first and last and last != first and "-" not in first:
        return f"{first}-{last}"
    return first or last


def _page(text: str) -> str:
    if text.isalnum() and text[:1] not in "NnSs":
        return text
    text = " ".join(text.split())
    if not text.isascii():
        text = text.translate(_DASHES)
    return "" if text[:1] in "NnSs" and _LOST_PAGES.match(text) else text


@lru_cache(maxsize=8192)  # as many as the journals of a large import
def issns(text: str) -> str:
    """Return the ISSNs of a text, each once, in the order they come; else the text."""
    if not text.isascii():
        text = text.translate(_DASHES)
    found = (one if "-" in one else f"{one[:4]}-{one[4:]}" for one in _ISSN.findall(text))
    return " ".join(dict.fromkeys(found)) or text.strip()


def person(text: str, *, given_first: bool = False) -> Json:
    """Return a CSL name of “Family, Given”, “Family G H”, “G Family” or of a group."""
    if "  " in text or not text.isprintable():
        text = " ".join(text.split())
    text = text.strip(" ;,")
    family, comma, given = text.partition(",")
    if comma:
        family, given = family.strip(), given.strip()
        return {"family": family, "given": given} if given else {"literal": family}
    if not text or text.lower() in _NOBODY:
        return None
    words = text.split()
    if len(words) == 1 or _GROUP.search(text):
        return {"literal": text}
    if given_first and not (_are_initials(words[-1]) and not _are_initials(words[0])):
        return {"family": words[-1], "given": " ".join(words[:-1])}
    return _surname_first(words)


def _surname_first(words: list[str]) -> Json:
    """Split “Van den Berg A M” before its initials; a name without them stays one."""
    start = len(words)
    while start > 1 and _are_initials(words[start - 1]):
        start -= 1
    if start == len(words):
        return _initials_first(words)
    return {"family": " ".join(words[:start]), "given": " ".join(words[start:])}


def _initials_first(words: list[str]) -> Json:
    """Split “R. M. Hale” behind its initials, which have full stops; another name stays one."""
    end = 0
    while end < len(words) - 1 and words[end].endswith(".") and _are_initials(words[end]):
        end += 1
    if not end:
        return {"literal": " ".join(words)}
    return {"family": " ".join(words[end:]), "given": " ".join(words[:end])}


def _are_initials(word: str) -> bool:
    bare = word.replace(".", "").replace("-", "")
    return 1 <= len(bare) <= 3 and bare.isalpha() and bare.isupper()


def people(texts: list[str], *, given_first: bool = False) -> list[Json]:
    """Return the names of some texts, empty ones left out."""
    found = [person(text, given_first=given_first) for text in texts]
    return [name for name in found if name]


def listed(text: str, separator: str = ";") -> list[str]:
    """Return the parts of a joined list that say something."""
    return [part for piece in text.split(separator) if (part := piece.strip())]
