"""Decisions of screening in files of other programs: what a row says, whatever its columns' names.

Rayyan writes its decisions into the notes (RAYYAN-INCLUSION: {"Emily"=>"Included"}), Covidence
one list for each outcome with "Exclusion reason: ..." in the notes; anything else is a table.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.domain.screening import Retrieval, Stage, Verdict

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "key": ("record", "record id", "refid", "id", "key", "covidence #", "covidence number"),
    "title": ("title", "primary title", "article title"),
    "citation": ("citation", "reference"),
    "authors": ("authors", "author", "author(s)"),
    "year": ("year", "published year", "publication year", "date"),
    "doi": ("doi",),
    "abstract": ("abstract",),
    "journal": ("journal", "source"),
    "notes": ("notes", "note"),
    "reviewer": ("reviewer", "reviewer name", "screener", "user name"),
    "decision": ("decision", "status", "verdict"),
    "title_decision": (
        "title and abstract", "title/abstract", "screening decision", "study screening decision",
        "title and abstract decision", "title/abstract decision", "abstract decision",
    ),
    "retrieved": (
        "pdf retrieved", "full text retrieved", "retrieved", "full text available",
    ),
    "full_decision": (
        "full text", "full-text", "full text decision", "full-text decision",
        "eligibility decision", "study eligibility decision",
    ),
    "reason": (
        "reason", "exclusion reason", "exclude reason", "study exclude reason",
        "reason for exclusion", "primary reason",
    ),
}  # fmt: skip
"""The names that a column may have, folded, by what it says."""

WORDS: Mapping[str, Verdict] = {
    **dict.fromkeys(
        ("include", "included", "keep", "yes", "y", "eligible", "in", "1", "true", "relevant"),
        Verdict.INCLUDE,
    ),
    **dict.fromkeys(
        (
            "exclude", "excluded", "drop", "no", "n", "not eligible", "ineligible", "out", "0",
            "false", "irrelevant", "not relevant",
        ),
        Verdict.EXCLUDE,
    ),
    **dict.fromkeys(
        ("maybe", "unsure", "undecided", "unclear", "awaiting", "?"), Verdict.UNSURE
    ),
}  # fmt: skip
_GOT = {Verdict.INCLUDE: Retrieval.RETRIEVED, Verdict.EXCLUDE: Retrieval.NOT_RETRIEVED}
_RAYYAN = re.compile(r"RAYYAN-INCLUSION:\s*\{([^}]*)\}")
_RAYYAN_PAIR = re.compile(r'"([^"]*)"\s*=>\s*"([^"]*)"')
_RAYYAN_REASONS = re.compile(r"RAYYAN-EXCLUSION-REASONS:\s*([^|\n]*)")
_COVIDENCE_REASON = re.compile(r"Exclusion reason:\s*([^;\n]+)", re.IGNORECASE)
_CITATION = re.compile(r"^(?P<authors>.{2,}?)\s*\((?P<year>\d{4})[a-z]?\)\.\s*(?P<title>.+)$", re.S)
_LEFT_BLANK = re.compile(r"\s*#\w+#.*$", re.S)


@dataclass(frozen=True, slots=True)
class Said:
    """A decision that a row states; `reviewer` is "" when nobody is named."""

    stage: Stage
    verdict: Verdict
    reviewer: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ScreenedRow:
    """One row of a file: the reference, what was decided, and whether the full text was got."""

    number: int
    key: str
    csl: Mapping[str, Any]
    raw: str
    said: tuple[Said, ...] = ()
    retrieval: Retrieval = Retrieval.SOUGHT
    odd: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The title, or what stands for it."""
        return str(self.csl.get("title", ""))


@dataclass(frozen=True, slots=True)
class Standing:
    """What the file is when its rows do not say: the stage, and the decision of all its rows."""

    stage: Stage = Stage.TITLE
    verdict: Verdict = Verdict.NONE


def columns_of(header: Sequence[str]) -> dict[str, int]:
    """Return which column says what; the first of several with the same meaning counts."""
    folded = [fold(name) for name in header]
    found = {}
    for role, names in COLUMNS.items():
        places = [folded.index(name) for name in names if name in folded]
        if places:
            found[role] = places[0]
    return found


def fold(name: str) -> str:
    """Return a column's name as it is compared."""
    return " ".join(name.replace("_", " ").casefold().split())


def rows_of_table(table: Sequence[Sequence[str]], standing: Standing) -> Iterator[ScreenedRow]:
    """Yield the rows below the header, numbered as in the file."""
    places = columns_of(table[0])
    for number, cells in enumerate(table[1:], 2):
        row = {role: cells[place].strip() for role, place in places.items()}
        yield _row(number, row, standing, "\t".join(cells))


def rows_of_ris(text: str, standing: Standing) -> Iterator[ScreenedRow]:
    """Yield the records of a RIS file with the decisions in their notes."""
    number = 0
    for block in re.split(r"(?m)^ER {0,2}-.*$", text):
        tags: dict[str, list[str]] = {}
        for line in block.splitlines():
            found = re.match(r"([A-Z][A-Z0-9]) {1,2}- ?(.*)$", line)
            if found:
                tags.setdefault(found[1], []).append(found[2].strip())
        if tags:
            number += 1
            yield _row(number, _ris(tags), standing, block.strip())


def _ris(tags: Mapping[str, list[str]]) -> dict[str, str]:
    def first(*names: str) -> str:
        return next((tags[name][0] for name in names if name in tags), "")

    return {
        "key": first("AN", "ID"),
        "title": first("TI", "T1"),
        "authors": "; ".join([*tags.get("AU", ()), *tags.get("A1", ())]),
        "year": first("PY", "Y1")[:4],
        "doi": first("DO"),
        "abstract": first("AB", "N2"),
        "journal": first("T2", "JO", "JF"),
        "notes": "\n".join([*tags.get("N1", ()), *tags.get("RN", ())]),
    }


def _row(number: int, row: Mapping[str, str], standing: Standing, raw: str) -> ScreenedRow:
    said: list[Said] = []
    odd: list[str] = []
    reviewer, reason = row.get("reviewer", ""), _reason(row)
    asked = (
        ("title_decision", Stage.TITLE),
        ("decision", standing.stage),
        ("full_decision", Stage.FULL),
    )
    for role, stage in asked:
        word = row.get(role, "")
        verdict = WORDS.get(fold(word))
        if verdict is not None:
            said.append(Said(stage, verdict, reviewer))
        elif word:
            odd.append(word)
    said += _rayyan(row.get("notes", ""), standing.stage)
    if not said and standing.verdict is not Verdict.NONE:
        said.append(Said(standing.stage, standing.verdict, reviewer))
    got = WORDS.get(fold(row.get("retrieved", "")))
    return ScreenedRow(
        number=number,
        key=row.get("key", ""),
        csl=_csl(row),
        raw=raw,
        said=_with_reason(said, reason),
        retrieval=_GOT.get(got, Retrieval.SOUGHT) if got else Retrieval.SOUGHT,
        odd=tuple(odd),
    )


def _with_reason(said: Sequence[Said], reason: str) -> tuple[Said, ...]:
    """Give the reason to the exclusions of the last stage that has one."""
    out = [one for one in said if one.verdict is Verdict.EXCLUDE]
    last = Stage.FULL if any(one.stage is Stage.FULL for one in out) else Stage.TITLE
    return tuple(
        Said(one.stage, one.verdict, one.reviewer, reason)
        if one in out and one.stage is last
        else one
        for one in said
    )


def _reason(row: Mapping[str, str]) -> str:
    notes = row.get("notes", "")
    covidence, rayyan = _COVIDENCE_REASON.search(notes), _RAYYAN_REASONS.search(notes)
    if row.get("reason"):
        return row["reason"]
    if covidence:
        return covidence[1].strip()
    return rayyan[1].split(",")[0].strip() if rayyan else ""


def _rayyan(notes: str, stage: Stage) -> list[Said]:
    found = []
    for listed in _RAYYAN.finditer(notes):
        for name, word in _RAYYAN_PAIR.findall(listed[1]):
            verdict = WORDS.get(fold(word))
            if verdict is not None:
                found.append(Said(stage, verdict, name))
    return found


def _csl(row: Mapping[str, str]) -> dict[str, Any]:
    title, authors, year = row.get("title", ""), row.get("authors", ""), row.get("year", "")
    if not title and row.get("citation"):
        title, authors, year = _from_citation(row["citation"])
    csl: dict[str, Any] = {"title": title}
    if authors:
        names = re.split(r"\s*;\s*|\s+and\s+", authors)
        csl["author"] = [_name(name) for name in names if name]
    if year[:4].isdigit():
        csl["issued"] = {"date-parts": [[int(year[:4])]]}
    doi = re.search(r"10\.\d{4,9}/\S+", row.get("doi", ""))
    more = {
        "DOI": doi[0].casefold() if doi else "",
        "abstract": row.get("abstract", ""),
        "container-title": row.get("journal", ""),
    }
    return {**csl, **{key: value for key, value in more.items() if value}}


def _from_citation(citation: str) -> tuple[str, str, str]:
    """Return title, authors and year of "Lee, A. (2020). Title"; what was left blank goes."""
    clean = _LEFT_BLANK.sub("", citation).strip()
    found = _CITATION.match(clean)
    if found is None:
        return clean, "", ""
    return found["title"].strip(" ,"), found["authors"], found["year"]


def _name(name: str) -> dict[str, str]:
    family, _, given = name.partition(",")
    return {"family": family.strip(), **({"given": given.strip()} if given.strip() else {})}
