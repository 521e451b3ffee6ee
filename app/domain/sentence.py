"""Sentences of the program that remember how they were made, so that they can be said again.

What domain and services say is English text. Where it is read in another language, who shows or
writes it asks the sentence for its pattern and for what stands in it.
"""

import string
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, partial, reduce

from app.domain.answers import Json

Word = str | int


class Sentence(str):
    """English text, made of a pattern ("{0} of {1}", "{name} sealed {n}") and what stands in it.

    `one` is the pattern where the first value is one thing. Values and words may be sentences
    themselves. `study_id` is the study that it is about, and `room` the workspace where one looks
    at it ("" is Extract).
    """

    __slots__ = ("one", "pattern", "room", "study_id", "values", "words")
    pattern: str
    values: tuple[Word, ...]
    words: Mapping[str, Word]
    one: str
    study_id: str
    room: str

    def __new__(cls, pattern: str, /, *values: Word, one: str = "", **words: Word) -> "Sentence":
        """Say it in English."""
        chosen = one if one and values[0] == 1 else pattern
        made = super().__new__(cls, chosen.format(*values, **words))
        made.pattern, made.values, made.one, made.words = pattern, values, one, words
        made.study_id = made.room = ""
        return made

    def about(self, study_id: str, room: str = "") -> "Sentence":
        """Return the sentence leading to a study, or to a workspace."""
        made = Sentence(self.pattern, *self.values, one=self.one, **self.words)
        made.study_id, made.room = study_id, room
        return made

    def ended(self) -> "Sentence":
        """Return the sentence with a full stop."""
        made = Sentence(
            f"{self.pattern}.", *self.values, one=self.one and f"{self.one}.", **self.words
        )
        return made.about(self.study_id, self.room)

    def again(
        self,
        translated: Callable[[str], str],
        is_one: Callable[[int], bool] = lambda number: number == 1,
    ) -> str:
        """Return it in another language; `is_one` tells which numbers go with its singular."""
        first = self.values[0] if self.values else None
        pattern = (
            self.one if self.one and isinstance(first, int) and is_one(first) else self.pattern
        )
        inner = partial(_again, translated=translated, is_one=is_one)
        words = {name: inner(word) for name, word in self.words.items()}
        found = translated(pattern) if has_words(pattern) else pattern
        return found.format(*map(inner, self.values), **words)

    def document(self) -> Json:
        """Return it as it is kept."""
        return {
            "sentence": self.pattern,
            "one": self.one,
            "values": list(self.values),
            "words": dict(self.words),
            "study": self.study_id,
            "room": self.room,
        }

    def __reduce__(self) -> tuple[Callable[[Json], str], tuple[Json]]:
        """Keep the parts where it is sent to another process."""
        return told_again, (self.document(),)


def kept(told: str) -> Json:
    """Return a sentence with its parts, or a plain one, as it is kept."""
    return told.document() if isinstance(told, Sentence) else told


def told_again(document: Json) -> str:
    """Read what `kept` gave; earlier versions kept sentences alone, or with words only."""
    if not isinstance(document, Mapping):
        return str(document)
    values, words = document.get("values"), document.get("words")
    listed = values if isinstance(values, Sequence) and not isinstance(values, str) else ()
    named = words if isinstance(words, Mapping) else {}
    said = Sentence(
        str(document.get("sentence")),
        *map(_word, listed),
        one=str(document.get("one") or ""),
        **{name: _word(word) for name, word in named.items()},
    )
    return said.about(str(document.get("study") or ""), str(document.get("room") or ""))


def joined(parts: Iterable[str], pattern: str) -> str:
    """Return parts put together two by two, as "{0} and {1}" says; "" for none."""
    found = tuple(parts)
    return reduce(lambda before, part: Sentence(pattern, before, part), found) if found else ""


@cache
def has_words(pattern: str) -> bool:
    """Tell whether a pattern has words beside the places, so that languages differ in it."""
    return any(any(map(str.isalpha, text)) for text, *_ in string.Formatter().parse(pattern))


def _again(word: Word, translated: Callable[[str], str], is_one: Callable[[int], bool]) -> Word:
    return word.again(translated, is_one) if isinstance(word, Sentence) else word


def _word(word: Json) -> Word:
    return word if isinstance(word, str | int) else str(word)
