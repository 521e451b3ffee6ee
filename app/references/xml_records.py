"""Reads the XML of PubMed and EndNote a record at a time, without entities or network."""

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError, tostring

from app.domain.answers import Json
from app.domain.errors import ImportRefused
from app.references import cleaning
from app.references.values import Csl, Format, Note, Reference, by_tag

DEPTH_LIMIT = 200  # reliability.md row 19
_RECORDS = {
    Format.PUBMED_XML: frozenset({"PubmedArticle", "PubmedBookArticle", "MedlineCitation"}),
    Format.ENDNOTE_XML: frozenset({"record"}),
}
_ENDNOTE_TYPES = {
    "journal article": "article-journal", "book": "book", "book section": "chapter",
    "conference proceedings": "paper-conference", "conference paper": "paper-conference",
    "report": "report", "thesis": "thesis", "web page": "webpage", "dataset": "dataset",
}  # fmt: skip
_PMC = re.compile(r"PMC\d{4,9}")


def read(path: Path, kind: Format, note: Note) -> Iterator[Reference]:
    """Yield the references of an XML file; raises ImportRefused for entities and deep nesting."""
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    place = 0
    try:
        for element in _elements(iterparse(str(path), events=("start", "end")), _RECORDS[kind]):
            place += 1
            tags = tuple(_leaves(element))
            csl = (_pubmed if kind is Format.PUBMED_XML else _endnote)(element)
            raw = tostring(element, encoding="unicode").strip()
            yield Reference(place, raw, by_tag(tags), cleaning.tidy(csl))
    except DefusedXmlException as error:
        raise ImportRefused(
            "The XML file declares entities, which no database writes."
            " Nothing was imported from it."
        ) from error
    except ParseError as error:
        line = error.position[0]
        before = "the record before it was" if place == 1 else f"{place} records before it were"
        note(line, f"The XML is damaged or cut off here; {before} read.")


def _elements(events: Iterator[tuple[str, Element]], names: frozenset[str]) -> Iterator[Element]:
    """Yield whole records; what has been read leaves memory."""
    depth, inside = 0, 0
    root: Element | None = None
    for event, element in events:
        if event == "start":
            root = element if root is None else root
            depth += 1
            inside += element.tag in names
            if depth > DEPTH_LIMIT:
                raise ImportRefused(
                    "The XML file is nested deeper than any export. Nothing was imported from it."
                )
            continue
        depth -= 1
        if element.tag not in names:
            continue
        inside -= 1
        if not inside:
            yield element
            element.clear()
            if root is not None and depth <= 1:
                root.clear()


def _leaves(element: Element) -> Iterator[tuple[str, str]]:
    """Yield the elements that hold text themselves; spans of style belong to their parent."""
    for child in element.iter():
        if child.tag == "style":
            continue
        styled = len(child) > 0 and all(
            part.tag in {"style", "i", "b", "sup", "sub"} for part in child
        )
        if (len(child) == 0 or styled) and (text := _text(child)):
            yield child.tag, text


def _text(element: Element | None) -> str:
    if element is None:
        return ""
    return " ".join("".join(element.itertext()).replace("\r", "\n").split(" ")).strip()


def _at(element: Element, *paths: str) -> str:
    for path in paths:
        if text := _text(element.find(path)):
            return " ".join(text.split())
    return ""


def _every(element: Element, path: str) -> list[str]:
    """Return the texts at a path; a line break inside divides values."""
    found = [_text(one) for one in element.iterfind(path)]
    return [part.strip() for text in found for part in text.split("\n") if part.strip()]


def _pubmed(record: Element) -> Csl:
    ids = {
        one.get("IdType", ""): _text(one)
        for one in record.iterfind(".//PubmedData/ArticleIdList/ArticleId")
    }
    located = [
        _text(one) for one in record.iterfind(".//ELocationID") if one.get("EIdType") == "doi"
    ]
    headings = [_at(one, "DescriptorName") for one in record.iterfind(".//MeshHeading")]
    book = record.find(".//BookDocument") is not None
    return {
        "type": "book" if book else "article-journal",
        "title": _at(record, ".//ArticleTitle", ".//BookTitle", ".//VernacularTitle"),
        "author": [
            n for one in record.iterfind(".//AuthorList/Author") if (n := _pubmed_name(one))
        ],
        "issued": _pubmed_date(record),
        "container-title": _at(record, ".//Journal/Title", ".//MedlineTA", ".//BookTitle"),
        "container-title-short": _at(record, ".//ISOAbbreviation", ".//MedlineTA"),
        "volume": _at(record, ".//JournalIssue/Volume"),
        "issue": _at(record, ".//JournalIssue/Issue"),
        "page": cleaning.pages(_at(record, ".//MedlinePgn")),
        "DOI": cleaning.doi_in(ids.get("doi", ""), *located),
        "PMID": _at(record, ".//PMID") or ids.get("pubmed", ""),
        "PMCID": ids.get("pmc", ""),
        "ISSN": cleaning.issns(" ".join(_every(record, ".//Journal/ISSN"))),
        "abstract": _pubmed_abstract(record),
        "keyword": "; ".join(dict.fromkeys([*headings, *_every(record, ".//Keyword")])),
        "language": _at(record, ".//Language"),
        "publisher-place": _at(record, ".//MedlineJournalInfo/Country"),
        "genre": _at(record, ".//PublicationType"),
        "custom": {"accession": _at(record, ".//PMID"), "database": "PubMed"},
    }


def _pubmed_name(author: Element) -> Json:
    if group := _at(author, "CollectiveName"):
        return {"literal": group}
    family, given = _at(author, "LastName"), _at(author, "ForeName", "Initials")
    if not family:
        return None
    return {"family": family, "given": given} if given else {"literal": family}


def _pubmed_date(record: Element) -> Json:
    date = record.find(".//JournalIssue/PubDate")
    date = record.find(".//PubDate") if date is None else date
    if date is None:
        return None
    parts = (_at(date, "Year") or _at(date, "MedlineDate"), _at(date, "Month"), _at(date, "Day"))
    if parts[1].isdigit():
        return cleaning.issued("/".join(part for part in parts if part))
    return cleaning.issued(" ".join(parts))


def _pubmed_abstract(record: Element) -> str:
    abstract = record.find(".//Abstract")
    parts = [] if abstract is None else list(abstract.iterfind("AbstractText"))
    return "\n".join(
        f"{part.get('Label')}: {_text(part)}" if part.get("Label") else _text(part)
        for part in parts
    )


def _endnote(record: Element) -> Csl:
    kind = record.find("ref-type")
    name = (kind.get("name") or "").lower() if kind is not None else ""
    accession = _at(record, "accession-num")
    databases = _every(record, "remote-database-name")
    pubmed = any(
        "medline" in d.lower() or d.lower() == "nlm"
        for d in databases + _every(record, "remote-database-provider")
    )
    files: list[Json] = list(_every(record, "urls/pdf-urls/url"))
    urls = [*_every(record, "urls/related-urls/url"), *_every(record, "urls/web-urls/url")]
    return {
        "type": _ENDNOTE_TYPES.get(name, "article"),
        "title": _at(record, "titles/title"),
        "author": cleaning.people(_every(record, "contributors/authors/author")),
        "editor": cleaning.people(_every(record, "contributors/secondary-authors/author")),
        "issued": cleaning.issued(*_endnote_dates(record)),
        "container-title": _at(
            record, "periodical/full-title", "titles/secondary-title", "alt-periodical/full-title"
        ),
        "container-title-short": _at(record, "periodical/abbr-1", "titles/alt-title"),
        "volume": _at(record, "volume"),
        "issue": _at(record, "number", "issue"),
        "page": cleaning.pages(_at(record, "pages")),
        "DOI": cleaning.doi_in(
            _at(record, "electronic-resource-num"), *urls, *_every(record, "notes")
        ),
        "PMID": accession if pubmed and accession.isdigit() and len(accession) < 9 else "",
        "PMCID": ((found := _PMC.search(_at(record, "custom2"))) and found[0]) or "",
        "ISSN": cleaning.issns(" ".join(_every(record, "isbn"))),
        "URL": urls[0] if urls else "",
        "abstract": _text(record.find("abstract")),
        "keyword": "; ".join(_every(record, "keywords/keyword")),
        "language": _at(record, "language"),
        "publisher": _at(record, "publisher"),
        "publisher-place": _at(record, "pub-location"),
        "genre": _at(record, "work-type"),
        "custom": cleaning.tidy(
            {"accession": accession, "database": "; ".join(databases), "files": files}
        ),
    }


def _endnote_dates(record: Element) -> list[str]:
    year = _at(record, "dates/year")
    exact = [
        f"{text} {year}" if not cleaning.year_in(text) else text
        for text in _every(record, "dates/pub-dates/date")
    ]
    near = [text for text in exact if cleaning.year_in(text) == cleaning.year_in(year)]
    return [*near, year, *exact] if year else exact
