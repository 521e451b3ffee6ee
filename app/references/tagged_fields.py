"""What the tags of PubMed, Web of Science, Ovid, Refer and old Cochrane text mean."""

import re
from collections.abc import Callable, Iterator

from app.domain.answers import Json
from app.references import cleaning, renamed, tagged
from app.references.ris_fields import Tagged
from app.references.values import Csl, Format, Lines, Note, RawRecord, Reference, Tags, by_tag

_PMC = re.compile(r"PMC\d{4,9}")
_REFER_TYPES = {
    "journal article": "article-journal", "journal": "article-journal", "book": "book",
    "book section": "chapter", "edited book": "book", "conference": "paper-conference",
    "conference paper": "paper-conference", "conference proceedings": "paper-conference",
    "report": "report", "thesis": "thesis", "web page": "webpage",
    "magazine article": "article-magazine",
}  # fmt: skip
_WOS_TYPES = {
    "J": "article-journal",
    "B": "book",
    "S": "chapter",
    "C": "paper-conference",
    "P": "patent",
}
_SOURCE = re.compile(  # “Sleep 2020;12(3):45-52”, “BMC Psychiatry. 2019 Feb 12;19(1):45.”
    r"^(?P<journal>[^;:]+?)\.? (?P<year>(?:1[5-9]|20)\d\d)[^;]{0,20};\s*(?P<volume>\w+)"
    r"(?:\((?P<issue>[^)]*)\))?(?::\s*(?P<pages>[\w-]+))?"
)
_OVID_SOURCE = re.compile(
    r"^(?P<journal>.+?)[.,]\s*(?:Vol\.?\s*)?(?P<volume>\d+)\s*\((?P<issue>[^)]*)\)[:(,]?\s*"
    r"(?:pp\s*)?(?P<pages>[A-Za-z]?\d+(?:[-‐–][A-Za-z]?\d+)?)?"
)


def read(lines: Lines, kind: Format, note: Note) -> Iterator[Reference]:
    """Yield the references of tagged text of a format."""
    shape, meaning = _READERS[kind]
    for record in tagged.records(lines, shape, note):
        csl = cleaning.tidy(meaning(record))
        yield Reference(record.line, record.raw, by_tag(record.tags), csl)


def web_of_science(tags: Tags) -> Csl:
    """Return the CSL-JSON of a row of Web of Science's table, whose columns are its tags."""
    return cleaning.tidy(_web_of_science(RawRecord(0, "", tags)))


def _medline(record: RawRecord) -> Csl:
    """Read a PubMed, PMC or ERIC record; NLM's list of tags."""
    tags = Tagged(by_tag(record.tags))
    marked = [v for v in tags.all("LID", "AID", "SO", "DOI") if "doi" in v.lower()]
    names = tags.all("FAU") or tags.all("AU")
    cited = _SOURCE.match(tags.first("SO"))  # Ovid's MEDLARS gives nothing but the citation
    said = cited.groupdict(default="") if cited else {}
    return {
        "type": "article-journal" if said else _medline_type(tags),
        "title": tags.first("TI", "BTI", "TT"),
        "author": [*cleaning.people(names), *_groups(tags.all("CN"))],
        "issued": cleaning.issued(*tags.all("DP", "DEP", "DA"), said.get("year", "")),
        "container-title": tags.first("JT", "TA", "BTI") or said.get("journal", ""),
        "container-title-short": tags.first("TA"),
        "volume": tags.first("VI") or said.get("volume", ""),
        "issue": tags.first("IP") or said.get("issue", ""),
        "page": cleaning.pages(tags.first("PG") or said.get("pages", "")),
        "DOI": cleaning.doi_in(*marked, *tags.all("AID", "LID")),
        "PMID": cleaning.number_in(tags.first("PMID", "UI")),
        "PMCID": _first(_PMC, tags.all("PMC", "OID", "AID")),
        "ISSN": cleaning.issns(" ".join(tags.all("IS", "ISSN"))),
        "abstract": tags.first("AB", "OAB"),
        "keyword": "; ".join(dict.fromkeys(tags.all("MH", "OT"))),
        "language": tags.first("LA"),
        "publisher": tags.first("PB"),
        "publisher-place": tags.first("PL"),
        "genre": tags.first("PT"),
        "custom": cleaning.tidy(
            {"accession": tags.first("PMID", "UI", "OID", "PMC"), "database": tags.first("OWN")}
        ),
    }


def _medline_type(tags: Tagged) -> str:
    kinds = " ".join(tags.all("PT")).lower()
    if "book" in kinds or ("report" in kinds and not tags.first("JT", "TA")):
        return "book" if "book" in kinds else "report"
    return "article-journal" if tags.first("JT", "TA") else "article"


def _groups(names: list[str]) -> list[Json]:
    return [{"literal": name} for name in names]


def _first(pattern: re.Pattern[str], texts: list[str]) -> str:
    found = pattern.search(" ".join(texts))
    return found[0] if found else ""


def _web_of_science(record: RawRecord) -> Csl:
    """Read a record of Web of Science's tagged text."""
    tags = Tagged(by_tag(record.tags))
    return {
        "type": _WOS_TYPES.get(tags.first("PT"), "article"),
        "title": tags.first("TI"),
        "author": [
            *cleaning.people(tags.all("AF") or tags.all("AU")),
            *_groups(tags.all("GP", "CA")),
        ],
        "issued": cleaning.issued(f"{tags.first('PD')} {tags.first('PY')}", tags.first("EA")),
        "container-title": tags.first("SO"),
        "container-title-short": tags.first("J9", "JI"),
        "volume": tags.first("VL"),
        "issue": tags.first("IS"),
        "page": cleaning.pages(tags.first("BP"), tags.first("EP")) or tags.first("AR"),
        "DOI": cleaning.doi_in(*tags.all("DI", "D2")),
        "PMID": cleaning.number_in(tags.first("PM")),
        "ISSN": cleaning.issns(" ".join(tags.all("SN", "EI"))),
        "abstract": tags.first("AB"),
        "keyword": "; ".join(tags.all("DE", "ID")),
        "language": tags.first("LA"),
        "publisher": tags.first("PU"),
        "publisher-place": tags.first("PI"),
        "genre": tags.first("DT"),
        "custom": cleaning.tidy({"accession": tags.first("UT"), "database": "Web of Science"}),
    }


def _ovid(record: RawRecord) -> Csl:
    """Read a record of Ovid's tagged text, whose citation stands in one line (SO)."""
    tags = Tagged(by_tag(record.tags))
    source = tags.first("SO")
    found = _OVID_SOURCE.match(source)
    cited = found.groupdict(default="") if found else {}
    written = (
        tags.all("FA") or tags.all("AU") or tags.all("AS") or cleaning.listed(tags.first("AF"))
    )
    names = [name.rstrip(".") for name in written]
    return {
        "type": "article-journal",
        "title": tags.first("TI"),
        "author": cleaning.people(names),
        "issued": cleaning.issued(*tags.all("YR", "DP", "SO", "PD")),
        "container-title": tags.first("JN", "JT", "JA")
        or cited.get("journal", "")
        or source.split(".")[0],
        "container-title-short": tags.first("JA", "AJ"),
        "volume": tags.first("VO") or cited.get("volume", ""),
        "issue": tags.first("IP") or cited.get("issue", ""),
        "page": cleaning.pages(tags.first("PG") or cited.get("pages", "")),
        "DOI": cleaning.doi_in(*tags.all("DO", "DI", "ID", "SO")),
        "PMID": _ovid_pmid(tags),
        "ISSN": cleaning.issns(" ".join(tags.all("IS"))),
        "abstract": tags.first("AB"),
        "keyword": "; ".join(dict.fromkeys(tags.all("MH", "HW", "SH", "KW", "DE"))),
        "language": tags.first("LG", "LA"),
        "publisher": tags.first("PB"),
        "genre": tags.first("PT"),
        "custom": cleaning.tidy(
            {"accession": tags.first("UI", "AN", "PM"), "database": tags.first("DB")}
        ),
    }


def _ovid_pmid(tags: Tagged) -> str:
    if pmid := cleaning.number_in(tags.first("PM")):
        return pmid
    known = tags.first("UI") if "medline" in tags.first("DB").lower() else ""
    return known if known.isdigit() else ""


def _refer(record: RawRecord) -> Csl:
    """Read a record of Refer or EndNote's ENW (%0 kind, %A author, …)."""
    tags = Tagged(by_tag(record.tags))
    kind = tags.first("0").strip().lower()
    return {
        "type": _REFER_TYPES.get(kind, "article-journal" if tags.first("J") else "article"),
        "title": tags.first("T"),
        "author": cleaning.people(tags.all("A")),
        "editor": cleaning.people(tags.all("E")),
        "issued": cleaning.issued(*tags.all("D", "8")),
        "container-title": tags.first("J", "B"),
        "volume": tags.first("V"),
        "issue": tags.first("N"),
        "page": cleaning.pages(tags.first("P")),
        "DOI": cleaning.doi_in(*tags.all("R", "U")),
        "ISSN": cleaning.issns(" ".join(tags.all("@"))),
        "URL": tags.first("U"),
        "abstract": tags.first("X"),
        "keyword": "; ".join(tags.all("K")),
        "language": tags.first("G"),
        "publisher": tags.first("I"),
        "publisher-place": tags.first("C"),
        "genre": tags.first("9"),
        "custom": cleaning.tidy({"accession": tags.first("M"), "database": tags.first("~")}),
    }


def _cochrane(record: RawRecord) -> Csl:
    """Read a record of the text export of the Cochrane Library (`AU: …`)."""
    tags = Tagged(by_tag(record.tags))
    return {
        "type": "article-journal",
        "title": tags.first("TI"),
        "author": cleaning.people(tags.all("AU")),
        "issued": cleaning.issued(*tags.all("YR", "PY")),
        "container-title": tags.first("SO"),
        "volume": tags.first("VL"),
        "issue": tags.first("NO", "IS"),
        "page": cleaning.pages(tags.first("PG")),
        "DOI": cleaning.doi_in(*tags.all("DOI", "DO", "US")),
        "PMID": cleaning.number_in(tags.first("PM", "XR")),
        "ISSN": cleaning.issns(" ".join(tags.all("SN"))),
        "URL": tags.first("US", "UR"),
        "abstract": tags.first("AB"),
        "keyword": "; ".join(tags.all("KY", "KW")),
        "publisher": tags.first("PB"),
        "genre": tags.first("PT"),
        "custom": cleaning.tidy(
            {"accession": tags.first("ID", "AN"), "database": tags.first("DB")}
        ),
    }


_READERS: dict[Format, tuple[tagged.Shape, Callable[[RawRecord], Csl]]] = {
    Format.MEDLINE: (tagged.MEDLINE, _medline),
    Format.CIW: (tagged.CIW, _web_of_science),
    Format.OVID_TAGGED: (tagged.OVID, _ovid),
    Format.ENW: (tagged.ENW, _refer),
    Format.COCHRANE_TEXT: (tagged.COCHRANE, _cochrane),
    Format.REFWORKS: (tagged.REFWORKS, renamed.refworks),
    Format.NOTEEXPRESS: (tagged.NOTEEXPRESS, renamed.noteexpress),
}
