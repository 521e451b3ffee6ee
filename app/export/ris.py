"""Writes references as RIS that reference programs and screening programs read."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from app.export.files import written_whole

_TYPES = {
    "article-journal": "JOUR", "book": "BOOK", "chapter": "CHAP", "paper-conference": "CONF",
    "report": "RPRT", "thesis": "THES", "webpage": "ELEC", "dataset": "DATA",
    "article-magazine": "MGZN", "article-newspaper": "NEWS", "patent": "PAT",
}  # fmt: skip
_TAGS = (
    ("TI", "title"), ("T2", "container-title"), ("J2", "container-title-short"), ("VL", "volume"),
    ("IS", "issue"), ("DO", "DOI"), ("SN", "ISSN"), ("UR", "URL"), ("AB", "abstract"),
    ("LA", "language"), ("PB", "publisher"), ("CY", "publisher-place"), ("PMID", "PMID"),
    ("C2", "PMCID"), ("M3", "genre"),
)  # fmt: skip


def write_ris(references: Iterable[Mapping[str, Any]], path: Path) -> int:
    """Write CSL-JSON references to a new RIS file, as UTF-8 with CRLF; returns how many."""
    count = 0
    with written_whole(path) as file:
        for csl in references:
            text = "\r\n".join([*_lines(csl), "ER  - ", "", ""])
            file.write(text.encode())
            count += 1
    return count


def _lines(csl: Mapping[str, Any]) -> Iterator[str]:
    yield f"TY  - {_TYPES.get(str(csl.get('type')), 'GEN')}"
    for tag, role in (("AU", "author"), ("ED", "editor")):
        for name in filter(None, map(_name, csl.get(role) or ())):
            yield f"{tag}  - {name}"
    parts = ((csl.get("issued") or {}).get("date-parts") or [[]])[0]
    if parts and parts[0]:
        yield f"PY  - {parts[0]}"
        yield "DA  - " + "/".join(f"{part:02}" for part in parts) + "/" * (3 - len(parts))
    for tag, field in _TAGS:
        if value := csl.get(field):
            yield f"{tag}  - {' '.join(str(value).split())}"
    yield from _place(csl)


def _place(csl: Mapping[str, Any]) -> Iterator[str]:
    """Yield pages, key words, number and database."""
    first, _, last = str(csl.get("page") or "").partition("-")
    for tag, value in (("SP", first), ("EP", last)):
        if value:
            yield f"{tag}  - {value}"
    for word in str(csl.get("keyword") or "").split(";"):
        if word.strip():
            yield f"KW  - {word.strip()}"
    custom = csl.get("custom") or {}
    for tag, field in (("AN", "accession"), ("DB", "database")):
        if custom.get(field):
            yield f"{tag}  - {custom[field]}"


def _name(name: Mapping[str, str]) -> str:
    if "literal" in name:
        return name["literal"]
    return ", ".join(filter(None, (name.get("family"), name.get("given"))))
