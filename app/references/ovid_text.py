"""Reads Ovid's labelled text: a label in a line of its own, its value indented below."""

import re
from collections.abc import Iterator

from app.references import cleaning
from app.references.ris_fields import Tagged
from app.references.values import Csl, Lines, Note, RawRecord, Reference, by_tag

START = re.compile(r"^<\d+>\s*$")
_LABEL = re.compile(r"^[A-Z][A-Za-z/()& -]{1,60}$")
_NOTE_MARK = re.compile(r"\s+\d+(,\s*\d+)*$")
_SOURCE = re.compile(r"(?P<volume>\d+)\s*\((?P<issue>[^)]*)\)\s*[:,]?\s*(?P<pages>[\w-]+)?")


def read(lines: Lines, note: Note) -> Iterator[Reference]:
    """Yield the references of labelled text."""
    for record in _records(lines):
        tags = Tagged(by_tag(record.tags))
        if not tags.first("Title"):
            note(record.line, "The record has no title; it was kept.")
        yield Reference(record.line, record.raw, by_tag(record.tags), cleaning.tidy(_csl(tags)))


def _records(lines: Lines) -> Iterator[RawRecord]:
    start, raw, tags, label = 0, list[str](), list[tuple[str, str]](), ""
    for number, text in lines:
        if START.match(text):
            if tags:
                yield RawRecord(start, "\n".join(raw).strip(), tuple(tags))
            start, raw, tags, label = number, [], [], ""
        if not start:
            continue
        raw.append(text)
        if _LABEL.match(text):
            label = text.strip()
        elif text.startswith(" ") and text.strip() and label:
            tags.append((label, text.strip()))
    if tags:
        yield RawRecord(start, "\n".join(raw).strip(), tuple(tags))


def _csl(tags: Tagged) -> Csl:
    source = " ".join(tags.all("Source"))
    names = cleaning.listed("; ".join(tags.all("Author", "Authors")))
    cited = _SOURCE.search(source)
    dated = source, *tags.all("Year", "Year of Publication", "Date of Publication", "Status")
    return {
        "type": "article-journal",
        "title": re.sub(r"\.?\s*\[[A-Z][\w ,;.-]*\]\s*$", "", " ".join(tags.all("Title"))).strip(),
        "author": cleaning.people([_NOTE_MARK.sub("", name).rstrip(".") for name in names]),
        "issued": cleaning.issued(*dated),
        "container-title": tags.first("Journal Name", "Journal")
        or re.split(r"[.,]\s", source + " ")[0].strip(" ."),
        "volume": cited["volume"] if cited else "",
        "issue": cited["issue"] if cited else "",
        "page": cleaning.pages((cited["pages"] or "") if cited else ""),
        "DOI": cleaning.doi_in(*tags.all("DOI Number", "DOI", "Digital Object Identifier")),
        "PMID": cleaning.number_in(tags.first("PMID", "PubMed ID", "Medline PMID")),
        "ISSN": cleaning.issns(" ".join(tags.all("ISSN"))),
        "abstract": "\n".join(tags.all("Abstract")),
        "keyword": "; ".join(
            cleaning.listed(
                "; ".join(tags.all("Author Keywords", "Keywords", "MeSH Subject Headings"))
            )
        ),
        "language": tags.first("Language").rstrip("."),
        "genre": tags.first("Document Type", "Publication Type").rstrip("."),
        "custom": cleaning.tidy(
            {
                "accession": tags.first("Accession Number", "Unique Identifier").rstrip("."),
                "database": tags.first("Database"),
            }
        ),
    }
