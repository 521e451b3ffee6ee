"""The fixed texts of exports in the reader's language; English is the key of each.

A language is a file `resources/workbook/<code>.json`: English texts and what they are in it.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

import resources

NAME = "@language"
"""The key under which a file says what its language is called there."""
USUAL = "en"


@dataclass(frozen=True, slots=True)
class Words:
    """Gives texts in one language; those that it has not stay English."""

    texts: Mapping[str, str] = field(default_factory=dict)

    def __call__(self, text: str) -> str:
        """Return a text in the language."""
        return self.texts.get(text, text)

    def all(self, texts: Iterable[str]) -> tuple[str, ...]:
        """Return several texts in the language."""
        return tuple(map(self, texts))


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
