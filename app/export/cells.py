"""Text that a spreadsheet must show and never run."""

import re

LIMIT = 32_767  # characters a cell of an .xlsx file holds
_PIECE = 32_000
_DEAREST = 7  # units that one escaped character takes at most
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_ILLEGAL = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_ODD = re.compile("[&<>\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_SHEET_UNSAFE = re.compile(r"[\[\]:*?/\\\x00-\x1f\x7f]+")
LONGEST_SHEET_NAME = 31


def escaped(text: str) -> str:
    """Write characters that XML cannot hold as `_xHHHH_` (ECMA-376, ST_Xstring)."""
    marked = _LOOKS_ESCAPED.sub("_x005F_", text)
    return _ILLEGAL.sub(lambda found: f"_x{ord(found[0]):04X}_", marked)


def is_plain(text: str) -> bool:
    """Tell whether XML holds the text as it is."""
    return _ODD.search(text) is None


def starts_formula(text: str) -> bool:
    """Tell whether a spreadsheet would take the text for a formula when typed."""
    return text.startswith(_STARTS_FORMULA)


def guarded(text: str) -> str:
    """Put an apostrophe before text that a spreadsheet would run from a CSV file.

    Text that has an apostrophe there of its own gets another one, so that removing one
    always gives the text back.
    """
    return f"'{text}" if starts_formula(text.lstrip("'")) else text


def pieces(text: str) -> tuple[str, ...]:
    """Cut text into parts that fit a cell each; together they are the text."""
    size = _PIECE
    if len(text) * _DEAREST <= LIMIT or _cost(text) <= LIMIT:
        return (text,)
    while True:
        parts = tuple(text[at : at + size] for at in range(0, len(text), size))
        if all(_cost(part) <= _PIECE for part in parts):
            return parts
        size //= 2


def sheet_name(wanted: str, taken: set[str]) -> str:
    """Return a sheet name that Excel takes, unlike every name taken (any case)."""
    name = escaped(" ".join(_SHEET_UNSAFE.sub(" ", wanted).split())).strip("' ")
    if not name or name.casefold() == "history":
        name = f"{name} sheet".strip().capitalize()
    used = {other.casefold() for other in taken}
    candidate = _cut(name, "")
    count = 1
    while candidate.casefold() in used:
        count += 1
        candidate = _cut(name, f" ({count})")
    return candidate


def _cut(name: str, ending: str) -> str:
    """Shorten to 31 UTF-16 units, the ending kept."""
    while len((name + ending).encode("utf-16-le")) // 2 > LONGEST_SHEET_NAME:
        name = name[:-1]
    return name.strip("' ") + ending


def _cost(text: str) -> int:
    """Return the room that text takes, in UTF-16 units, after escaping."""
    return len(escaped(text).encode("utf-16-le")) // 2
