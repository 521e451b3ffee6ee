"""Sentences of the program that remember how they were made, so that they can be said again.

What domain and services say is English text. Where a document leaves in another language, its
writer asks the sentence for its pattern and for what stands in it.
"""

import string
from collections.abc import Callable, Iterable
from functools import cache, reduce


class Said(str):
    """English text, made of a pattern ("{0} of {1}") and of what stands in it.

    `one` is the pattern where the first value is one thing. Values may be sentences themselves.
    """

    __slots__ = ("one", "pattern", "values")
    pattern: str
    values: tuple[str | int, ...]
    one: str

    def __new__(cls, pattern: str, *values: str | int, one: str = "") -> "Said":
        """Say it in English."""
        chosen = one if one and values[0] == 1 else pattern
        made = super().__new__(cls, chosen.format(*values))
        made.pattern, made.values, made.one = pattern, values, one
        return made

    def __reduce__(self) -> tuple[Callable[..., "Said"], tuple[object, ...]]:
        """Keep the pattern where it is sent to another process."""
        return _made, (self.one, self.pattern, *self.values)


def joined(parts: Iterable[str], pattern: str) -> str:
    """Return parts put together two by two, as "{0} and {1}" says; "" for none."""
    found = tuple(parts)
    return reduce(lambda before, part: Said(pattern, before, part), found) if found else ""


@cache
def has_words(pattern: str) -> bool:
    """Tell whether a pattern has words beside the places, so that languages differ in it."""
    return any(any(map(str.isalpha, text)) for text, *_ in string.Formatter().parse(pattern))


def _made(one: str, pattern: str, *values: str | int) -> Said:
    return Said(pattern, *values, one=one)
