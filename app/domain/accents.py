"""Text without its accents, letter for letter."""

import unicodedata

_SKIPPED = "\u00ad"  # a soft hyphen, which a search passes over within a word


def bare(text: str) -> str:
    """Return a text of the same length without accents; marks of their own become soft hyphens."""
    if text.isascii():
        return text
    return text.translate({ord(char): _bare(char) for char in set(text) if not char.isascii()})


def _bare(char: str) -> str:
    if unicodedata.category(char) == "Mn":
        return _SKIPPED
    parts = unicodedata.normalize("NFD", char)
    is_marked = all(unicodedata.category(mark) == "Mn" for mark in parts[1:])
    return parts[0] if is_marked else char
