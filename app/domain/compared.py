"""Two references side by side: field by field, with the words in which they differ."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from app.domain.folding import folded

FIELDS = {
    "title": "Title",
    "author": "Authors",
    "issued": "Year",
    "container-title": "Journal",
    "volume": "Volume",
    "issue": "Issue",
    "page": "Pages",
    "DOI": "DOI",
    "PMID": "PMID",
    "type": "Kind",
    "abstract": "Abstract",
}
_WORD = re.compile(r"\s+|(?:[^\s\w]|\w+)\s*")  # with the space behind it
_MOST = 1500  # words and signs of a text that are compared one by one

Marked = tuple[tuple[str, bool], ...]
"""Pieces of a text, each with whether the other side lacks it."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One field of two references; `is_same` where case, accents and spaces aside they agree."""

    name: str
    first: Marked
    second: Marked
    is_same: bool


def compared(first: Mapping[str, Any], second: Mapping[str, Any]) -> tuple[Compared, ...]:
    """Return the fields (CSL-JSON) that one of two references has, in the order of reading."""
    found = []
    for key, name in FIELDS.items():
        sides = (_text(key, first.get(key)), _text(key, second.get(key)))
        if any(sides):
            same = folded(sides[0]) == folded(sides[1])
            found.append(Compared(name, *_marked(*sides, same=same), same))
    return tuple(found)


def _marked(first: str, second: str, *, same: bool) -> tuple[Marked, Marked]:
    if same or not first or not second:
        return ((first, False),), ((second, False),)
    words = [_WORD.findall(text) for text in (first, second)]
    if max(map(len, words)) > _MOST:
        return ((first, True),), ((second, True),)
    plain = [[folded(word) for word in side] for side in words]
    left: list[tuple[str, bool]] = []
    right: list[tuple[str, bool]] = []
    matcher = SequenceMatcher(None, plain[0], plain[1], autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        differs = tag != "equal"
        for side, piece in ((left, words[0][a:b]), (right, words[1][c:d])):
            if piece:
                side.append(("".join(piece), differs))
    return tuple(left), tuple(right)


def _text(key: str, value: Any) -> str:  # noqa: ANN401 - CSL-JSON
    if key == "author":
        return "; ".join(_name(one) for one in value) if isinstance(value, list) else ""
    if key == "issued":
        parts = value.get("date-parts") if isinstance(value, Mapping) else None
        return str(parts[0][0]) if parts and parts[0] else ""
    return " ".join(str(value or "").split())


def _name(one: Any) -> str:  # noqa: ANN401 - CSL-JSON
    if not isinstance(one, Mapping):
        return str(one)
    parts = (one.get("family") or one.get("literal"), one.get("given"))
    return " ".join(str(part) for part in parts if part)
