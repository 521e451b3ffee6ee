"""Breaks a text into lines of a width."""

from collections.abc import Callable


def broken(text: str, room: float, measure: Callable[[str], float]) -> list[str]:
    """Return the text in lines that fit; a word longer than a line is cut."""
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if measure(longer) <= room:
            line = longer
            continue
        if line:
            lines.append(line)
        *cut, line = _pieces(word, room, measure)
        lines += cut
    return [*lines, line]


def _pieces(word: str, room: float, measure: Callable[[str], float]) -> list[str]:
    """Return a word cut into pieces that fit, each of one character at least."""
    pieces = [""]
    for character in word:
        if pieces[-1] and measure(pieces[-1] + character) > room:
            pieces.append("")
        pieces[-1] += character
    return pieces
