"""Column widths and row heights at which wrapped text can be read.

A width counts characters of the default font, a height is in points. Spreadsheets do not
measure on opening, so both are estimated, rather too tall than too low.
"""

from collections.abc import Sequence

LINE = 13.0  # points of a line at 10 points
PADDING = 4.0
ACROSS = 1.2  # characters of running text at 10 points to a unit of width
TALLEST = 409.0  # points Excel allows
NARROWEST = 8.0
ONE_LINE = 24  # characters that every column gives room for
_WORTH_MEASURING = 3_000


def width_for(texts: Sequence[str], widest: float = 60.0) -> float:
    """Return a width at which nine of ten cells need few lines, and short text stays on one."""
    if not texts:
        return NARROWEST
    lines = sorted(max(map(len, text[:2_000].split("\n")), default=0) for text in texts)
    typical = lines[min(len(lines) - 1, int(len(lines) * 0.9))]
    comfortable = typical if typical <= ONE_LINE else ONE_LINE + (typical - ONE_LINE) / 4
    unbroken = max((length for length in lines if length <= ONE_LINE), default=0)
    return float(min(widest, max(NARROWEST, comfortable + 2, unbroken + 2)))


def height_for(text: str, width: float) -> float:
    """Return the height that text takes when wrapped to the width."""
    room = room_in(width)
    if len(text) <= room and "\n" not in text:
        return LINE + PADDING
    lines = sum(_lines_of(line, room) for line in text.split("\n"))
    return min(TALLEST, lines * LINE + PADDING)


def room_in(width: float) -> int:
    """Return how many characters stand on one line of a column."""
    return max(1, int(width * ACROSS) - 1)


def _lines_of(line: str, room: int) -> int:
    """Count the lines of one paragraph when words wrap whole."""
    if len(line) <= room:
        return 1
    if len(line) > _WORTH_MEASURING:
        return -(-len(line) // max(1, int(room * 0.9)))
    lines, used = 1, 0
    for word in line.split(" "):
        length = len(word)
        if used and used + 1 + length > room:
            lines, used = lines + 1, 0
        used += length + (1 if used else 0)
        lines, used = lines + max(0, used - 1) // room, (used - 1) % room + 1 if used else 0
    return lines
