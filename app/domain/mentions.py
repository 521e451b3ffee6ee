"""Numbers found in running text, in digits or in words, likeliest first."""

import re
from dataclasses import dataclass
from enum import IntEnum

from app.domain.folding import folded
from app.domain.numbers import MAX_DIGITS, plain

_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = ("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_SMALL = ("zero", *_ONES, "ten", "eleven", "twelve", *_TEENS)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_VALUES = {
    **{word: number for number, word in enumerate(_SMALL)},
    **{word: 10 * number for number, word in enumerate(_TENS, 2)},
    "a": 1,
}
_GAP = r"(?:-|\s+)"
_DIGIT = "|".join(_ONES)
_BELOW_HUNDRED = rf"(?:(?:{'|'.join(_TENS)})(?:{_GAP}(?:{_DIGIT}))?|{'|'.join(reversed(_SMALL))})"
_AND = rf"{_GAP}(?:and{_GAP})?"
_BELOW_THOUSAND = rf"(?:(?:a|{_DIGIT}){_GAP}hundred(?:{_AND}{_BELOW_HUNDRED})?|{_BELOW_HUNDRED})"
_IN_WORDS = re.compile(
    rf"\b(?:(?:{_BELOW_THOUSAND}|a){_GAP}thousand(?:,?{_AND}{_BELOW_THOUSAND})?|{_BELOW_THOUSAND})\b",
    re.IGNORECASE,
)
_IN_DIGITS = re.compile(
    r"(?<![\w.,])(?<![^\W\d_]-)"
    r"(?P<sign>(?:(?<![^\s(\[=<>])-)?)"
    r"(?P<body>[1-9]\d{0,2}(?:([ ,'])\d{3})(?:\3\d{3})*(?![\d,])(?:\.\d+)?|\d+(?:[.,]\d+)?|\.\d+)"
    r"(?!st\b|nd\b|rd\b|th\b)(?P<percent>\s?%)?"
)
_CITED = re.compile(r"\[[\d\s,;-]+\]")
_YEAR_LIKE = re.compile(r"(?:19|20)\d\d")


class Rank(IntEnum):
    """How likely a printed number is the one that is asked for; lower is likelier."""

    WITH_UNIT = 0
    PLAIN = 1
    DOUBTFUL = 2
    PERCENT = 3
    YEAR = 4
    CITED = 5


@dataclass(frozen=True, slots=True)
class Mention:
    """A number as printed. `readings` are its values with ".", the likelier first."""

    start: int
    printed: str
    rank: Rank
    readings: tuple[str, ...]


def integers(text: str, unit: str = "") -> tuple[int, ...]:
    """Return the whole numbers of a text, likeliest first, each once."""
    found = _ranked(text, unit)
    return tuple(dict.fromkeys(int(value) for value in found if "." not in value))


def decimals(text: str, unit: str = "") -> tuple[str, ...]:
    """Return the numbers of a text with ".", likeliest first, each once."""
    return tuple(dict.fromkeys(_ranked(text, unit)))


def numbers_in(text: str, unit: str = "") -> tuple[Mention, ...]:
    """Return every number of a text in the order of the text."""
    line = plain(text)
    cited = [match.span() for match in _CITED.finditer(line)]
    found = [_digits(match, line, cited, unit) for match in _IN_DIGITS.finditer(line)]
    found += [_words(match) for match in _IN_WORDS.finditer(line)]
    return tuple(sorted(found, key=lambda mention: mention.start))


def _ranked(text: str, unit: str) -> list[str]:
    keyed = [
        (max(mention.rank, Rank.DOUBTFUL) if place else mention.rank, mention.start, reading)
        for mention in numbers_in(text, unit)
        for place, reading in enumerate(mention.readings)
        if len(reading) <= MAX_DIGITS
    ]
    return [reading for _, _, reading in sorted(keyed, key=lambda key: key[:2])]


def _digits(match: re.Match[str], line: str, cited: list[tuple[int, int]], unit: str) -> Mention:
    body, start = match["body"], match.start()
    rank = Rank.PLAIN
    if any(first <= start < last for first, last in cited):
        rank = Rank.CITED
    elif _has_unit(line[match.end("body") :], unit):
        rank = Rank.WITH_UNIT
    elif match["percent"]:
        rank = Rank.PERCENT
    elif _YEAR_LIKE.fullmatch(body):
        rank = Rank.YEAR
    sign = match["sign"]
    return Mention(start, match[0], rank, tuple(sign + value for value in _readings(body)))


def _has_unit(following: str, unit: str) -> bool:
    return bool(unit) and folded(following.lstrip(" -")).startswith(folded(unit))


def _readings(body: str) -> tuple[str, ...]:
    digits = re.sub(r"[ ']", "", body)
    if re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", digits):
        return digits, digits.replace(".", "")
    if re.fullmatch(r"[1-9]\d{0,2},\d{3}", digits):
        return digits.replace(",", ""), digits.replace(",", ".")
    if re.fullmatch(r"\d+,\d+", digits):
        return (digits.replace(",", "."),)
    return (f"0{digits}" if digits.startswith(".") else digits.replace(",", ""),)


def _words(match: re.Match[str]) -> Mention:
    total, current = 0, 0
    for word in re.findall(r"[a-z]+", match[0].lower()):
        if word == "thousand":
            total, current = (current or 1) * 1000, 0
        elif word == "hundred":
            current = (current or 1) * 100
        else:
            current += _VALUES.get(word, 0)
    rank = Rank.DOUBTFUL if match[0].lower() == "one" else Rank.PLAIN
    return Mention(match.start(), match[0], rank, (str(total + current),))
