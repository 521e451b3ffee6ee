"""Names of studies: first author's family name and year, with letters where two are alike."""

import re
from collections.abc import Collection, Iterator, Mapping
from itertools import count, product
from string import ascii_lowercase
from typing import Any

NO_AUTHOR = "Anon"
NO_YEAR = "n.d."


def base_label(csl: Mapping[str, Any], year: int | None) -> str:
    """Return "Lee 2020" from CSL-JSON fields; an organisation is named by its name."""
    authors = csl.get("author")
    first = authors[0] if isinstance(authors, list) and authors else {}
    name = ""
    if isinstance(first, Mapping):
        name = str(first.get("family") or first.get("literal") or first.get("given") or "")
    elif isinstance(first, str):
        name = first.partition(",")[0]
    name = re.sub(r"\s+", " ", name).strip(" ,;.")
    return f"{name or NO_AUTHOR} {year or NO_YEAR}"


def free_label(base: str, taken: Collection[str]) -> str:
    """Return the label, or with the first letter that is free: Lee 2020, Lee 2020b, Lee 2020c."""
    used = {label.casefold() for label in taken}
    if base.casefold() not in used:
        return base
    return next(
        f"{base}{letters}" for letters in _letters() if f"{base}{letters}".casefold() not in used
    )


def _letters() -> Iterator[str]:
    """Yield b, c, … z, aa, ab, … without an end."""
    yield from ascii_lowercase[1:]
    for length in count(2):
        yield from map("".join, product(ascii_lowercase, repeat=length))
