"""Text made comparable: case, accents, dashes and spaces do not count."""

import re
import unicodedata

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−﹣－", "-"))
_SIGNS = {**_DASHES, ord("ı"): "i"}
_WORD = re.compile(r"[^\W_]+")


def folded(text: str) -> str:
    """Return text for comparison; both Turkish i fold to a plain one."""
    if text.isascii():
        return " ".join(text.lower().split())
    text = text.translate(_SIGNS)
    if text.isascii():
        return " ".join(text.lower().split())
    apart = unicodedata.normalize("NFKD", text)
    bare = "".join([c for c in apart if not unicodedata.combining(c)])
    return " ".join(bare.casefold().translate(_DASHES).split())


def words(text: str) -> tuple[str, ...]:
    """Return the folded words of a text, in order."""
    return tuple(_WORD.findall(folded(text)))


def one_line(text: str) -> str:
    """Return text with each line break (and the spaces around it) as one space."""
    return " ".join(part for line in text.splitlines() if (part := line.strip()))


def shortened(text: str, limit: int = 60) -> str:
    """Return one line of at most `limit` characters, to be shown in a message."""
    line = one_line(text)
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def excerpt(text: str, wanted: str, limit: int = 60) -> str:
    """Return at most `limit` characters of a text, among them `wanted` where it occurs."""
    line = one_line(text)
    place = line.find(wanted)
    if len(line) <= limit or place + len(wanted) < limit:
        return shortened(line, limit)
    start = line.find(" ", max(0, place - limit // 2)) + 1
    return "…" + shortened(line[min(start, place) :], limit - 1)
