"""Reads BibTeX; an entry the parser gives up on is recovered or reported."""

import logging
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from app.domain.answers import Json
from app.references import cleaning
from app.references.values import Csl, Note, Reference, by_tag

if TYPE_CHECKING:
    from bibtexparser.model import Entry

START = re.compile(r"^\s*@(?!comment|string|preamble)\w+\s*[{(]", re.IGNORECASE)
_TYPES = {
    "article": "article-journal", "book": "book", "inbook": "chapter", "incollection": "chapter",
    "inproceedings": "paper-conference", "conference": "paper-conference", "phdthesis": "thesis",
    "mastersthesis": "thesis", "thesis": "thesis", "techreport": "report", "report": "report",
    "online": "webpage", "unpublished": "manuscript", "dataset": "dataset",
}  # fmt: skip
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_BRACES = re.compile(r"[{}]")
_FIELD_START = re.compile(r"^\s*([A-Za-z][\w -]*?)\s*=\s*(?=[{\"\d])", re.MULTILINE)


def read(text: str, note: Note) -> Iterator[Reference]:
    """Yield the references of BibTeX text."""
    from bibtexparser.entrypoint import parse_string
    from bibtexparser.middlewares import LatexDecodingMiddleware

    told = logging.getLogger("bibtexparser")
    level = told.level
    told.setLevel(logging.ERROR)  # what it gives up on is told by a notice with its line
    try:
        library = parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    finally:
        told.setLevel(level)
    for block in library.blocks:
        found = _fields_of(block, note)
        if found is None:
            continue
        kind, key, fields = found
        line = (block.start_line or 0) + 1
        raw = block.raw or ""
        tags = (("@", kind), ("key", key), *fields)
        yield Reference(line, raw, by_tag(tags), cleaning.tidy(_csl(kind, fields)))


def _fields_of(block: object, note: Note) -> tuple[str, str, tuple[tuple[str, str], ...]] | None:
    """Return kind, key and fields of an entry, also of one that was given up on."""
    from bibtexparser.model import Entry, ParsingFailedBlock

    if isinstance(block, Entry):
        return block.entry_type, block.key, _values(block)
    if not isinstance(block, ParsingFailedBlock):
        return None
    line = (block.start_line or 0) + 1
    rest = block.ignore_error_block
    if isinstance(rest, Entry):
        return rest.entry_type, rest.key, _values(rest)
    start = START.match(block.raw or "")
    if start is None:
        return None
    note(line, "The entry is not whole BibTeX; what could be read was kept, check it.")
    kind = (block.raw or "").split("{")[0].strip(" @\n")
    key = (block.raw or "").split("{", 1)[-1].split(",")[0].strip()
    return kind, key, _recovered(block.raw or "")


def _recovered(raw: str) -> tuple[tuple[str, str], ...]:
    """Return the fields of an entry that is not whole: each ends where the next name begins."""
    from bibtexparser.library import Library
    from bibtexparser.middlewares import LatexDecodingMiddleware
    from bibtexparser.model import Entry, Field

    _, *parts = _FIELD_START.split(raw)
    named = zip(parts[::2], parts[1::2], strict=True)
    fields = [Field(name, value.strip(' \n\t,{}"')) for name, value in named]
    whole = LatexDecodingMiddleware().transform(Library([Entry("article", "recovered", fields)]))
    return _values(whole.entries[0]) if whole.entries else ()


def _values(entry: "Entry") -> tuple[tuple[str, str], ...]:
    return tuple((field.key, _text(field.value)) for field in entry.fields)


def _text(value: object) -> str:
    text = str(value).strip()
    if len(text) > 1 and (text[0], text[-1]) in {("{", "}"), ('"', '"')}:
        text = text[1:-1]
    return text


def _csl(kind: str, fields: tuple[tuple[str, str], ...]) -> Csl:
    by_name: dict[str, str] = {}
    for name, value in fields:
        by_name.setdefault(name.lower().strip(), " ".join(_BRACES.sub("", value).split()))
    get = by_name.get
    dated = f"{get('month', '')} {get('year', '')}"
    container = get("journal") or get("journaltitle") or get("booktitle") or get("series") or ""
    return {
        "type": _TYPES.get(kind.lower(), "article"),
        "title": get("title", ""),
        "author": _names(get("author", "")),
        "issued": cleaning.issued(get("date", ""), dated),
        "container-title": container,
        "volume": get("volume", ""),
        "issue": get("number", "") or get("issue", ""),
        "page": cleaning.pages(re.sub(r"\s*-{1,3}\s*", "-", get("pages", ""))),
        "DOI": cleaning.doi_in(get("doi", ""), get("url", "")),
        "PMID": cleaning.number_in(get("pmid", "")),
        "PMCID": get("pmcid", ""),
        "ISSN": cleaning.issns(get("issn", "")),
        "URL": get("url", ""),
        "abstract": get("abstract", ""),
        "keyword": get("keywords", "") or get("author_keywords", ""),
        "language": get("language", ""),
        "publisher": get("publisher", "") or get("institution", "") or get("school", ""),
        "genre": get("type", ""),
        "custom": cleaning.tidy(
            {
                "accession": get("unique-id", "") or get("accession", "") or _preprint(get),
                "database": get("source", ""),
                "files": _files(get("file", "")),
            }
        ),
    }


def _preprint(get: Callable[[str, str], str]) -> str:
    """Return the number of a preprint as it is cited: “arXiv:2101.00001”."""
    number, archive = get("eprint", ""), get("archiveprefix", "") or get("eprinttype", "")
    return f"{archive}:{number}" if number and archive else ""


def _files(text: str) -> list[Json]:
    """Return attached PDFs as JabRef and Zotero write them (`name:path:type;…`)."""
    parts = [p for entry in text.split(";") for p in entry.split(":") if p.lower().endswith(".pdf")]
    return list(dict.fromkeys(parts))


def _names(text: str) -> list[Json]:
    parts = [p for p in _AND.split(text) if p.strip() and p.strip().lower() != "others"]
    return cleaning.people(parts, given_first=True)
