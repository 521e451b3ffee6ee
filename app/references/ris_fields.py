"""What the tags of RIS mean, by dialect (table 2 of the study of export files)."""

import re
from functools import lru_cache

from app.domain.answers import Json
from app.references import cleaning
from app.references.values import ByTag, Csl

_TYPES = {
    "JOUR": "article-journal", "EJOUR": "article-journal", "JFULL": "article-journal",
    "ABST": "article-journal", "INPR": "article-journal", "MGZN": "article-magazine",
    "NEWS": "article-newspaper", "BOOK": "book", "EBOOK": "book", "EDBOOK": "book",
    "CHAP": "chapter", "ECHAP": "chapter", "CONF": "paper-conference", "CPAPER": "paper-conference",
    "RPRT": "report", "GOVDOC": "report", "THES": "thesis", "DATA": "dataset", "UNPB": "manuscript",
    "ELEC": "webpage", "WEB": "webpage", "BLOG": "post-weblog", "PAT": "patent", "CTLG": "document",
    "SER": "book", "PAMP": "pamphlet", "VIDEO": "motion_picture", "COMP": "software",
}  # fmt: skip
_OF_DOI = ("DO", "L3", "M3", "DI", "L2")
_OF_PLACE = ("CY", "PI", "PP")
_OF_JOURNAL = ("JF", "JO", "T2", "JA", "J2", "J1")
_OF_URL = ("UR", "LK", "L2")
_WEB = frozenset({"http", "HTTP", "Http"})
_MENTIONING_DOI = ("UR", "LK", "N1")
_OF_PMID = ("C3", "AN", "C2", "C6", "C7", "U2", "N1")
_OF_PMCID = ("C2", "C6", "AN", "U2", "PMCID", "UR", "L2", "ID")
_EBSCO_NUMBER = re.compile(r"Accession Number:\s*([\w-]+(?:\.[\w-]+)*)")
_PUBMED_ID = re.compile(r"(?:PUBMED|PMID|MEDLINE)[:\s]*(\d{5,9})", re.IGNORECASE)
_PUBMED_LINK = re.compile(r"\bpubmed(?:\.ncbi\.nlm\.nih\.gov)?/(?:\?term=)?(\d{5,9})")
_ARTICLE_NUMBER = re.compile(r"^[A-Za-z]{0,6}\.?\d{1,9}$")
_PMC = re.compile(r"PMC\d{4,9}")
_NONE = ("",)
_DIGITS = re.compile(r"\d{1,8}")
_RESOLVER = re.compile(r"^https?://", re.IGNORECASE)
_COPYRIGHT = re.compile(r"^(copyright (of|©|\(c\))|©|\(c\) )", re.IGNORECASE)


class Tagged:
    """The values of a record by tag."""

    __slots__ = ("known",)

    def __init__(self, known: ByTag) -> None:
        """Look into the values of each tag."""
        self.known = known

    def all(self, *names: str) -> list[str]:
        """Return all values of some tags, tag after tag."""
        known = self.known
        found: list[str] = []
        for name in names:
            if name in known:
                found += known[name]
        return found

    def first(self, *names: str) -> str:
        """Return the first value of the first tag that has one."""
        known = self.known
        for name in names:
            if name in known:
                return known[name][0]
        return ""


def csl_of(known: ByTag) -> Csl:
    """Return the CSL-JSON of a RIS record."""
    tagged = Tagged(known)
    kind = _kind(known.get("TY", _NONE)[0])
    csl: Csl = {
        "type": "article-journal" if kind == "webpage" and tagged.first("JF", "JA") else kind,
        "title": tagged.first("TI", "T1", "CT", "BT", "TT", "ST"),
        "container-title-short": tagged.first("JA", "J2", "J1"),
        "volume": tagged.first("VL", "VO"),
        "issue": known.get("IS", _NONE)[0],
        "language": known.get("LA", _NONE)[0],
        "publisher": tagged.first("PB", "PU"),
        "author": cleaning.people(_authors(known)),
        "editor": cleaning.people(known["ED"]) if "ED" in known else [],
        "issued": _issued(tagged),
        "container-title": _container(tagged, kind),
        "page": _pages(tagged),
        "DOI": _doi(tagged),
        "PMID": _pmid(tagged),
        "PMCID": _pmcid(tagged),
        "ISSN": cleaning.issns(" ".join(known["SN"])) if "SN" in known else "",
        "URL": _url(tagged),
        "abstract": _abstract(tagged),
        "keyword": "; ".join(dict.fromkeys(tagged.all("KW", "K1"))),
        "publisher-place": cleaning.unpolluted(place)
        if (place := tagged.first(*_OF_PLACE))
        else "",
        "genre": _genre(tagged),
        "custom": _custom(tagged),
    }
    return {field: value for field, value in csl.items() if value}


@lru_cache(maxsize=256)
def _kind(written: str) -> str:
    return _TYPES.get(written.upper().partition(" ")[0], "article")


def _doi(tagged: Tagged) -> str:
    known = tagged.known
    for name in _OF_DOI:
        for value in known.get(name, ()):
            if "10." in value and (doi := cleaning.doi_in(cleaning.unpolluted(value))):
                return doi
    for name in _MENTIONING_DOI:
        for value in known.get(name, ()):
            if "10." in value and (doi := cleaning.doi_in(value)):
                return doi
    return ""


def _authors(known: ByTag) -> list[str]:
    """Return the names; CENTRAL writes all in one A1, EPPI breaks a surname over two."""
    names = known.get("AU") or known.get("A1") or []
    if len(names) == 1 and ";" in names[0]:
        return cleaning.listed(names[0])
    if len(names) == 1 and names[0].count(",") > 1:
        return _comma_list(names[0])
    if all("," in name for name in names):
        return names
    joined: list[str] = []
    for name in names:
        before = joined[-1] if joined else ","
        if "," not in before and not before.isupper() and _only_initials(name):
            joined[-1] = f"{joined[-1]} {name}"
        else:
            joined.append(name)
    return joined


def _comma_list(text: str) -> list[str]:
    """Split “Smith A, Jones B” at its commas; “Smith, John, Jr.” is one name."""
    parts = cleaning.listed(text, ",")
    return parts if all(" " in part for part in parts) else [text]


def _only_initials(name: str) -> bool:
    return all(len(word.strip(".")) == 1 and word[0].isupper() for word in name.split())


def _issued(tagged: Tagged) -> Json:
    known = tagged.known
    printed = known.get("PY", ())
    if "Y1" in known or "YR" in known:
        printed = tagged.all("PY", "Y1", "YR")
    late = tagged.all("PD", "Y2") if "PD" in known or "Y2" in known else ()
    parts = _date_parts(tuple(printed), known.get("DA", _NONE)[0], tuple(late))
    return {"date-parts": [[*parts]]} if parts else None


@lru_cache(maxsize=4096)  # the dates of a hundred thousand records are a few thousand
def _date_parts(printed: tuple[str, ...], exact: str, late: tuple[str, ...]) -> tuple[int, ...]:
    return cleaning.date_parts(*_dates(printed, exact, late))


def _dates(printed: tuple[str, ...], exact: str, late: tuple[str, ...]) -> list[str]:
    """Return the dates with the year of the printed article first, refined by an exact one."""
    if len(printed) == 1 and not exact and cleaning.year_in(printed[0]):
        return [*printed]
    year = cleaning.year_in(*printed)
    if year and cleaning.year_in(exact) == year:
        return [max((exact, *printed), key=_exactness)]
    if year and exact and not cleaning.year_in(exact):
        return [f"{exact} {year}" if _exactness(f"{exact} {year}") else str(year)]
    return [*sorted(printed, key=_exactness, reverse=True), exact, *late]


def _exactness(text: str) -> int:
    return len(cleaning.date_parts(text))


def _container(tagged: Tagged, kind: str) -> str:
    if kind in {"chapter", "paper-conference"}:
        return tagged.first("T2", "BT", "JF", "JO", "T3", "JA", "J2")
    known = tagged.known
    for name in _OF_JOURNAL:
        for value in known.get(name, ()):
            if not _RESOLVER.match(value):
                return value
    return ""


def _pmid(tagged: Tagged) -> str:
    """Return the PMID from the tag that really holds it."""
    known = tagged.known
    pmid = cleaning.number_in(number) if (number := tagged.first("PMID", "PM")) else ""
    if not pmid and "ID" in known and (linked := _PUBMED_LINK.search(known["ID"][0])):
        pmid = linked[1]
    if not pmid and "C5" in known and _DIGITS.fullmatch(known["C5"][0]):
        pmid = known["C5"][0]
    if not pmid:
        pmid = _pubmed_id(" ".join(tagged.all(*_OF_PMID)))
    return pmid or _bare_pmid(tagged)


def _bare_pmid(tagged: Tagged) -> str:
    """Return a number without a word about it, where the record is PubMed’s or MEDLINE’s."""
    number = tagged.first("AN")
    if number and _DIGITS.fullmatch(number) and _is_of_pubmed(tagged):
        return number
    number = tagged.first("ID", "AN")
    if not number or not _DIGITS.fullmatch(number):
        return ""
    of_medline = any("d=med" in value.lower() for value in tagged.all("L2", "UR", "LK"))
    return number if of_medline else ""


def _pmcid(tagged: Tagged) -> str:
    known = tagged.known
    for name in _OF_PMCID:
        for value in known.get(name, ()):
            if "PMC" in value and (found := _PMC.search(value)):
                return found[0]
    return ""


def _pubmed_id(text: str) -> str:
    low = text.lower()  # a pattern without case is slow on long notes
    if "pmid" not in low and ("med" not in low or ("pubmed" not in low and "medline" not in low)):
        return ""
    found = _PUBMED_ID.search(text)
    return found[1] if found else ""


def _is_of_pubmed(tagged: Tagged) -> bool:
    source = " ".join(tagged.all("DB", "DP", "AN", "UR", "N1", "TA")).lower()
    is_linked = "/pubmed" in source or "europepmc.org/article/med/" in source
    return is_linked or "nlm" in tagged.first("DP").lower().split()


def _pages(tagged: Tagged) -> str:
    """Return the pages, else the number of the article (Scopus and Web of Science: C7)."""
    pages = cleaning.pages(tagged.first("SP", "PG", "PP"), tagged.known.get("EP", _NONE)[0])
    if pages:
        return pages
    number = tagged.first("C7", "AR")
    return number if number and _ARTICLE_NUMBER.match(number) else ""


def _url(tagged: Tagged) -> str:
    known = tagged.known
    for name in _OF_URL:
        for value in known.get(name, ()):
            if value[:4] in _WEB and _RESOLVER.match(value):
                return (cleaning.unpolluted(value) or value).split()[0].rstrip(";")
    return ""


def _abstract(tagged: Tagged) -> str:
    """Return the abstract; a second AB of EBSCOhost is a copyright notice."""
    found = ""
    known = tagged.known
    for name in ("AB", "N2"):
        for text in known.get(name, ()):
            if len(text) > len(found) and not _COPYRIGHT.match(text):
                found = text
    return found


def _genre(tagged: Tagged) -> str:
    known = tagged.known
    for name in ("M3", "PT", "WT"):
        for value in known.get(name, ()):
            if "10." not in value or not cleaning.doi_in(value):
                return value
    return ""


def _accession(notes: list[str]) -> str:
    for note in notes:
        if "Accession" in note and (found := _EBSCO_NUMBER.search(note)):
            return found[1]
    return ""


def _without_pmid(text: str) -> str:
    return "" if text.upper().startswith("PMID") else text


def _custom(tagged: Tagged) -> Csl:
    """Return the accession number, the database and attached files."""
    known = tagged.known
    custom: Csl = {}
    accession = tagged.first("AN") or _without_pmid(tagged.first("U2"))
    if not accession and "N1" in known:
        accession = _accession(known["N1"])
    if accession := cleaning.unpolluted(accession or tagged.first("ID", "U1")):
        custom["accession"] = accession
    if "DB" in known:
        named = (value.partition(" | ID:")[0] for value in known["DB"])  # BVS adds its number
        custom["database"] = "; ".join(dict.fromkeys(named))
    if "L1" in known or "L4" in known:
        files: list[Json] = [
            value
            for value in tagged.all("L1", "L4")
            if ".pdf" in value.lower() and not _RESOLVER.match(value)
        ]
        if files:
            custom["files"] = files
    return custom
