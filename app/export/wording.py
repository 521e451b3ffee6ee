"""The texts of exports in the reader's language; English is the key of each.

A language is a file `resources/workbook/<code>.json`: English texts and what they are in it. Keys
that begin with "@" say how the language writes dates, numbers and lists.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

import resources
from app.domain.sentence import Sentence

NAME = "@language"
"""The key under which a file says what its language is called there."""
USUAL = "en"
COMMA, DATE, FIRST, MONTHS = "@decimal", "@date", "@first day", "@months"
LIST, LIST_BEFORE_I, NONE = "@list", "@list before i", "@none is"
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_SOUNDS_I = re.compile(r"h?i(?!e)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Words:
    """Gives texts in one language; those that it has not stay English."""

    texts: Mapping[str, str] = field(default_factory=dict)

    def __call__(self, text: str, *values: str | int) -> str:
        """Return a text in the language, with what stands in its places."""
        if isinstance(text, Sentence):
            return self._again(text)
        found = self.texts.get(text, text)
        return found.format(*map(self._value, values)) if values else found

    def all(self, texts: Iterable[str]) -> tuple[str, ...]:
        """Return several texts in the language."""
        return tuple(map(self, texts))

    def each(self, cells: Iterable[str]) -> tuple[str, ...]:
        """Return cells as they are, those that are sentences of the program in the language."""
        return tuple(self._again(cell) if isinstance(cell, Sentence) else cell for cell in cells)

    def counted(self, number: int, one: str, many: str, *values: str | int) -> str:
        """Return a text about a number of things, the number at its first place."""
        return self(one if self._is_one(number) else many, number, *values)

    @property
    def decimal_sign(self) -> str:
        """What stands between a number and its decimal places."""
        return self.texts.get(COMMA, ".")

    def decimal(self, number: float, digits: int) -> str:
        """Return a number as sentences have it."""
        return f"{number:.{digits}f}".replace(".", self.decimal_sign)

    def day(self, day: str) -> str:
        """Return a day (ISO 8601) as sentences have it; another text as it is."""
        found = _DAY.fullmatch(day)
        if found is None or DATE not in self.texts:
            return day
        year, month, number = (int(part) for part in found.groups())
        months = self.texts[MONTHS].split()
        if not 1 <= month <= len(months):
            return day
        named = self.texts[FIRST] if number == 1 else str(number)
        return self.texts[DATE].format(day=named, month=months[month - 1], year=year)

    def listed(self, words: Sequence[str]) -> str:
        """Return words as a list in a sentence."""
        if len(words) < 2:
            return "".join(words)
        key = LIST_BEFORE_I if _SOUNDS_I.match(words[-1]) else LIST
        return self.texts.get(key, "{0} and {1}").format(", ".join(words[:-1]), words[-1])

    def _again(self, said: Sentence) -> str:
        """Return a sentence of the program in the language."""
        return said.again(lambda pattern: self.texts.get(pattern, pattern), self._is_one)

    def _value(self, value: str | int) -> str | int:
        return self._again(value) if isinstance(value, Sentence) else value

    def _is_one(self, number: int) -> bool:
        """Tell whether a number goes with the singular; in French and Portuguese 0 does too."""
        return number == 1 or (number == 0 and self.texts.get(NONE) == "one")


ENGLISH = Words()


@cache
def words_in(language: str) -> Words:
    """Return the words of a language by its code; English for one that does not ship."""
    if language not in languages() or language == USUAL:
        return ENGLISH
    return Words(_read(language))


@cache
def languages() -> dict[str, str]:
    """Return the languages that ship, code and own name, English first."""
    files = sorted(resources.path("workbook").glob("*.json"))
    return {USUAL: "English", **{path.stem: _read(path.stem)[NAME] for path in files}}


def _read(language: str) -> dict[str, str]:
    text = resources.path(f"workbook/{language}.json").read_text("utf-8")
    return {str(key): str(value) for key, value in json.loads(text).items()}
