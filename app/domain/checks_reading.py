"""Whether the paper of a complete study was read: pages never viewed, tables never cited."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from app.domain.findings import Finding, FindingKind
from app.domain.folding import shortened

_CAPTION = re.compile(
    r"^\s*(Table\s+(?:[A-Z]?\d+[a-z]?|[IVX]+))\b\s*[.:|–—-]?\s*(.*)$", re.IGNORECASE
)
_MENTION = re.compile(r"^(?:shows?|presents?|lists?|summari[sz]es|and|for|in|on|of|to)\b|^[,;)]")


def never_viewed(
    pages: int, viewed: Collection[int], label_of: Mapping[int, str]
) -> Iterator[Finding]:
    """Yield one finding with the pages (from 0) that were never on the screen."""
    unseen = [page for page in range(pages) if page not in viewed]
    if not unseen:
        return
    spans = ", ".join(
        label_of.get(first, str(first + 1))
        if first == last
        else f"{label_of.get(first, str(first + 1))}-{label_of.get(last, str(last + 1))}"
        for first, last in _runs(unseen)
    )
    whole = "No page" if len(unseen) == pages else ""
    what = f"{whole} of the paper was" if whole else f"Pages {spans} of the paper were"
    if len(unseen) == 1 and not whole:
        what = f"Page {spans} of the paper was"
    never = "ever" if whole else "never"
    yield Finding(
        None,
        FindingKind.PAGES,
        f"{what} {never} viewed here, and the study is marked complete. Look through "
        "what is left, or say that it was read elsewhere.",
    )


def never_cited(texts: Mapping[int, str], cited: Collection[int]) -> Iterator[Finding]:
    """Yield tables on pages (from 0) from which no quote, region or page was taken."""
    for page, name, title in tables_in(texts):
        if page not in cited:
            yield Finding(
                None,
                FindingKind.TABLE,
                f"{name} on page {page + 1} of the file (“{shortened(title)}”) was never cited: "
                "no quote and no region is from that page. Does it answer a field?",
            )


def tables_in(texts: Mapping[int, str]) -> tuple[tuple[int, str, str], ...]:
    """Return page (from 0), name and title of each table, by the captions of its pages.

    A line that begins with "Table 2" and goes on as a sentence does is no caption; the first
    caption of a name counts, later ones continue it.
    """
    found: dict[str, tuple[int, str, str]] = {}
    for page in sorted(texts):
        lines = texts[page].splitlines()
        for number, line in enumerate(lines):
            match = _CAPTION.match(line)
            if match is None or _MENTION.match(match[2]):
                continue
            following = lines[number + 1].strip() if number + 1 < len(lines) else ""
            title = match[2].strip() or following
            name = " ".join(match[1].split()).capitalize()
            found.setdefault(name, (page, name, title))
    return tuple(sorted(found.values()))


def _runs(pages: Iterable[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for page in pages:
        if runs and page == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], page)
        else:
            runs.append((page, page))
    return runs
