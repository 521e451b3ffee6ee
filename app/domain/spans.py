"""Spans of numbers in the words of an option: "18 to 64 years", "over 100", "< 50", "65+"."""

import re
from dataclasses import dataclass
from decimal import Decimal

from app.domain.folding import folded

_NUMBER = r"(\d{1,3}(?:[ ,']\d{3})+|\d+(?:\.\d+)?)"
_LESS = re.compile(
    rf"(?:<|\bfewer than|\bless than|\bunder|\bbelow|\bup to|\bat most|<=|≤)\s*{_NUMBER}"
)
_MORE = re.compile(rf"(?:>|\bmore than|\bover|\babove|\bat least|\bfrom|>=|≥)\s*{_NUMBER}")
_PLUS = re.compile(
    rf"{_NUMBER}\s*(?:\w+\s+)?(?:\+|and (?:over|more|above|older)|or (?:more|over|older))"
)
_MINUS = re.compile(
    rf"{_NUMBER}\s*(?:\w+\s+)?(?:and (?:under|less|younger)|or (?:less|fewer|younger))"
)
_BETWEEN = re.compile(rf"{_NUMBER}\s*(?:-|to|and)\s*{_NUMBER}")
_STRICT = ("<=", "≤", "up to", "at most", ">=", "≥", "at least", "from")


@dataclass(frozen=True, slots=True)
class NumberSpan:
    """From `low` to `high`, both inside unless `is_open`; None has no end."""

    low: Decimal | None
    high: Decimal | None
    is_open: bool = False

    def holds(self, number: Decimal) -> bool:
        """Tell whether a number lies in the span."""
        if self.low is not None and (number < self.low or (self.is_open and number == self.low)):
            return False
        if self.high is None:
            return True
        return number < self.high if self.is_open else number <= self.high


def span_of(words: str) -> NumberSpan | None:
    """Return the span that an option names; None when it names none."""
    text = folded(words)
    if found := _BETWEEN.search(text):
        return NumberSpan(_decimal(found[1]), _decimal(found[2]))
    if found := _PLUS.search(text):
        return NumberSpan(_decimal(found[1]), None)
    if found := _MINUS.search(text):
        return NumberSpan(None, _decimal(found[1]))
    if found := _LESS.search(text):
        return NumberSpan(None, _decimal(found[1]), not found[0].startswith(_STRICT))
    if found := _MORE.search(text):
        return NumberSpan(_decimal(found[1]), None, not found[0].startswith(_STRICT))
    return None


def _decimal(text: str) -> Decimal:
    return Decimal(re.sub(r"[ ,']", "", text))
