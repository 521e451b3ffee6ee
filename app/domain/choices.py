"""Which option of a closed list a typed text means."""

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.fields import OTHER, OTHER_PREFIX, Field
from app.domain.folding import folded

YES_NO = ("Yes", "No", "Unclear")
_NUMBERED = re.compile(r"\d+(?:\.\d+)?")
_YES = frozenset({"yes", "y", "true"})
_NO = frozenset({"no", "n", "false"})
_UNCLEAR = frozenset({"unclear", "unsure", "u", "?"})


@dataclass(frozen=True, slots=True)
class Choice:
    """The option meant, or the options it may be when it is not plain which."""

    option: str | None
    candidates: tuple[str, ...] = ()


def are_numbered(options: Sequence[str]) -> bool:
    """Tell whether options begin with numbers ("1 low", "2 some") that order them."""
    numbers = {_number(option) for option in options}
    return len(numbers) == len(options) > 2 and None not in numbers


def in_order(options: Sequence[str]) -> tuple[str, ...]:
    """Return options by their numbers; as they are listed where not all have one."""
    if not are_numbered(options):
        return tuple(options)
    return tuple(sorted(options, key=lambda option: _number(option) or 0.0))


def _number(option: str) -> float | None:
    found = _NUMBERED.match(option)
    return float(found[0]) if found else None


def yes_no(text: str) -> str | None:
    """Return "yes", "no" or "unclear", or None when it is none of them."""
    word = folded(text)
    for name, accepted in (("yes", _YES), ("no", _NO), ("unclear", _UNCLEAR)):
        if word in accepted:
            return name
    return None


def choose(field: Field, text: str) -> Choice:
    """Return the option meant: its label, a unique beginning of it, or "Other: ..."."""
    if (other := as_other(field, text)) is not None:
        return Choice(other)
    typed = folded(text)
    labels = {folded(option): option for option in field.options}
    if typed in labels:
        return Choice(labels[typed])
    begins = tuple(option for label, option in labels.items() if label.startswith(typed))
    if len(begins) == 1:
        return Choice(begins[0])
    near = difflib.get_close_matches(typed, labels, n=3, cutoff=0.6)
    return Choice(None, begins or tuple(labels[label] for label in near))


def as_other(field: Field, text: str) -> str | None:
    """Return "Other: words" when the reviewer specifies an option of their own."""
    head, colon, rest = text.strip().partition(":")
    if not (field.takes_other and colon and folded(head) == folded(OTHER)):
        return None
    return OTHER_PREFIX + rest.strip() if rest.strip() else OTHER


def split_options(field: Field, text: str) -> tuple[str, ...]:
    """Split typed text at line breaks and semicolons, but not inside an option.

    What follows "Other:" and is no option belongs to the reviewer's own words.
    """
    pieces: list[str] = []
    for line in text.splitlines():
        pieces.extend(_split_line(field, line))
    return tuple(pieces)


def _split_line(field: Field, line: str) -> list[str]:
    labels = {folded(option) for option in field.options}
    if folded(line) in labels:
        return [line.strip()]
    pieces: list[str] = []
    for piece in filter(None, (part.strip() for part in line.split(";"))):
        after_other = bool(pieces) and as_other(field, pieces[-1]) is not None
        if after_other and folded(piece) not in labels:
            pieces[-1] = f"{pieces[-1]}; {piece}"
        else:
            pieces.append(piece)
    return pieces
