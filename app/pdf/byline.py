"""Authors as they are printed under a paper's title; for files that do not state them."""

import re

from app.pdf.text import PageText

NEAR = 5  # lines below the title among which the authors stand
LEAST = 2  # names in a line that make it a byline: one alone may be a place or a heading
PARTICLES = frozenset("al bin da de del den der di dos du el la le ten ter van von y".split())
NO_NAMES = frozenset(
    "abstract access article background center centre clinic college conclusion department "
    "editorial faculty hospital institute introduction journal medicine methods objective "
    "objectives open original research review school see study trial university".split()
)
_APART = re.compile(r"[,;|•·]|\band\b|&")
_MARKS = re.compile(r"[\d*†‡§¶#✉]+")
_TOKEN = re.compile(r"[^\W\d_](?:[^\W\d_]|['’.\-‐])*")


def printed_authors(page: PageText, title: str) -> tuple[str, ...]:
    """Return the names of the first line of authors under the title, or nothing if unsure."""
    lines = [page.text[line.start : line.end].strip() for line in page.lines]
    last = _end_of_title(lines, title)
    below = lines[last + 1 : last + 1 + NEAR] if last is not None else []
    return next((names for names in map(names_of, below) if names), ())


def names_of(line: str) -> tuple[str, ...]:
    """Return the people a line names; nothing unless it begins with one and names two."""
    parts = [" ".join(_MARKS.sub(" ", part).split()) for part in _APART.split(line)]
    parts = [part for part in parts if part]
    names = tuple(part for part in parts if _is_name(part))
    return names if len(names) >= LEAST and names[0] == parts[0] else ()


def _is_name(text: str) -> bool:
    """Tell whether a text is first names or initials and a family name."""
    words = text.split()
    if not 2 <= len(words) <= 6 or not all(_TOKEN.fullmatch(word) for word in words):
        return False
    if not all(word[0].isupper() or word in PARTICLES for word in words):
        return False
    family = words[-1]
    return len(family) > 1 and not family.isupper() and NO_NAMES.isdisjoint(text.lower().split())


def _end_of_title(lines: list[str], title: str) -> int | None:
    """Return the index of the last line that is of the title."""
    plain = " ".join(title.split()).casefold()
    of_title = (
        index
        for index, line in enumerate(lines)
        if len(line) > 2 and " ".join(line.split()).casefold() in plain
    )
    first = next(of_title, None)
    if first is None:
        return None
    last = first
    for index in of_title:
        if index - last > 1:
            break
        last = index
    return last
