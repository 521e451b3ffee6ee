"""What the tags of RIS mean, by dialect (table 2 of the study of export files)."""

import re
from collections.abc import Sequence

from app.domain.answers import Json
from app.references import cleaning
from app.references.values import Csl, Tags

_TYPES = {
    "JOUR": "article-journal", "EJOUR": "article-journal", "JFULL": "article-journal",
    "ABST": "article-journal", "INPR": "article-journal", "MGZN": "article-magazine",
    "NEWS": "article-newspaper", "BOOK": "book", "EBOOK": "book", "EDBOOK": "book",
    "CHAP": "chapter", "ECHAP": "chapter", "CONF": "paper-conference", "CPAPER": "paper-conference",
    "RPRT": "report", "GOVDOC": "report", "THES": "thesis", "DATA": "dataset", "UNPB": "manuscript",
    "ELEC": "webpage", "WEB": "webpage", "BLOG": "post-weblog", "PAT": "patent", "CTLG": "document",
    "SER": "book", "PAMP": "pamphlet", "VIDEO": "motion_picture", "COMP": "software",
}  # fmt: skip
_SIMPLE = (  # fields that are the first value of the first tag that has one
    ("title", ("TI", "T1", "CT", "BT", "TT", "ST")),
    ("container-title-short", ("JA", "J2", "J1")),
    ("volume", ("VL", "VO")),
    ("issue", ("IS",)),
    ("language", ("LA",)),
    ("publisher", ("PB", "PU")),
)
_EBSCO_NUMBER = re.compile(r"Accession Number:\s*([\w-]+(?:\.[\w-]+)*)")
_PUBMED_ID = re.compile(r"(?:PUBMED|PMID|MEDLINE)[:\s]*(\d{5,9})", re.IGNORECASE)
_PUBMED_LINK = re.compile(r"\bpubmed(?:\.ncbi\.nlm\.nih\.gov)?/(?:\?term=)?(\d{5,9})")
_ARTICLE_NUMBER = re.compile(r"^[A-Za-z]{0,6}\.?\d{1,9}$")
_PMC = re.compile(r"PMC\d{4,9}")
_SHORT = 40
_DIGITS = re.compile(r"\d{1,8}")
_RESOLVER = re.compile(r"^https?://", re.IGNORECASE)
_COPYRIGHT = re.compile(r"^(copyright (of|©|\(c\))|©|\(c\) )", re.IGNORECASE)


class Tagged:
    """The values of a record by tag; empty ones do not count."""

    def __init__(self, tags: Tags) -> None:
        """Gather the tags."""
        known: dict[str, list[str]] = {}
        for tag, value in tags:
            if value:
                if tag in known:
                    known[tag].append(value)
                else:
                    known[tag] = [value]
        self._all = known

    def all(self, *names: str) -> list[str]:
        """Return all values of some tags, tag after tag."""
        known = self._all
        found: list[str] = []
        for name in names:
            if name in known:
                found += known[name]
        return found

    def first(self, *names: str) -> str:
        """Return the first value of the first tag that has one."""
        known = self._all
        for name in names:
            if name in known:
                return known[name][0]
        return ""

    def simple(self, wanted: Sequence[tuple[str, tuple[str, ...]]]) -> Csl:
        """Return the first value of each wanted field, given with the tags that may hold it."""
        known = self._all
        found: Csl = {}
        for field, names in wanted:
            for name in names:
                if name in known:
                    found[field] = known[name][0]
                    break
        return found


def csl_of(tags: Tags) -> Csl:
    """Return the CSL-JSON of a RIS record."""
    tagged = Tagged(tags)
    kind = _TYPES.get(tagged.first("TY").upper().partition(" ")[0], "article")
    doi = cleaning.doi_in(*map(cleaning.unpolluted, tagged.all("DO", "L3", "M3", "DI", "L2")))
    if not doi:
        doi = cleaning.doi_in(*tagged.all("UR", "LK", "N1"))
    csl: Csl = {
        "type": "article-journal" if kind == "webpage" and tagged.first("JF", "JA") else kind,
        **tagged.simple(_SIMPLE),
        "author": cleaning.people(_authors(tagged)),
        "issued": cleaning.issued(*_dates(tagged)),
        "container-title": _container(tagged, kind),
        "page": _pages(tagged),
        "DOI": doi,
        **_numbers(tagged),
        "ISSN": cleaning.issns(" ".join(tagged.all("SN"))),
        "URL": _url(tagged),
        "abstract": _abstract(tagged),
        "keyword": "; ".join(dict.fromkeys(tagged.all("KW", "K1"))),
        "publisher-place": cleaning.unpolluted(tagged.first("CY", "PI", "PP")),
        "genre": _genre(tagged),
        "custom": _custom(tagged),
    }
    return cleaning.tidy(csl)


def _authors(tagged: Tagged) -> list[str]:
    """Return the names; CENTRAL writes all in one A1, EPPI breaks a surname over two."""
    names = tagged.all("AU") or tagged.all("A1")
    if len(names) == 1 and ";" in names[0]:
        return cleaning.listed(names[0])
    if len(names) == 1 and names[0].count(",") > 1:
        return _comma_list(names[0])
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


def _dates(tagged: Tagged) -> list[str]:
    """Return the dates with the year of the printed article first, refined by an exact one."""
    printed = tagged.all("PY", "Y1", "YR")
    exact = tagged.first("DA")
    if len(printed) == 1 and not exact and cleaning.year_in(printed[0]):
        return printed
    year = cleaning.year_in(*printed)
    if year and cleaning.year_in(exact) == year:
        return [max((exact, *printed), key=_exactness)]
    if year and exact and not cleaning.year_in(exact):
        return [f"{exact} {year}" if _exactness(f"{exact} {year}") else str(year)]
    return [*sorted(printed, key=_exactness, reverse=True), exact, *tagged.all("PD", "Y2")]


def _exactness(text: str) -> int:
    found = cleaning.issued(text)
    parts = found["date-parts"] if isinstance(found, dict) else None
    return len(parts[0]) if isinstance(parts, list) and isinstance(parts[0], list) else 0


def _container(tagged: Tagged, kind: str) -> str:
    if kind in {"chapter", "paper-conference"}:
        return tagged.first("T2", "BT", "JF", "JO", "T3", "JA", "J2")
    names = [n for n in tagged.all("JF", "JO", "T2", "JA", "J2", "J1") if not _RESOLVER.match(n)]
    return names[0] if names else ""


def _numbers(tagged: Tagged) -> Csl:
    """Return PMID and PMCID, each from the tags that really hold them."""
    pmid = cleaning.number_in(tagged.first("PMID", "PM"))
    if not pmid and (linked := _PUBMED_LINK.search(tagged.first("ID"))):
        pmid = linked[1]
    c5 = tagged.first("C5")
    if not pmid and _DIGITS.fullmatch(c5):
        pmid = c5
    if not pmid:
        pmid = _pubmed_id(" ".join(tagged.all("C3", "AN", "C2", "C6", "C7", "U2", "N1")))
    number = "" if pmid else tagged.first("AN")
    if number and _DIGITS.fullmatch(number) and _is_of_pubmed(tagged):
        pmid = number
    number = "" if pmid else tagged.first("ID", "AN")
    if number and _DIGITS.fullmatch(number):
        of_medline = any("d=med" in value.lower() for value in tagged.all("L2", "UR", "LK"))
        pmid = number if of_medline else ""
    places = [
        v for v in tagged.all("C2", "C6", "AN", "U2", "PMCID", "UR", "L2", "ID") if "PMC" in v
    ]
    pmc = _PMC.search(" ".join(places)) if places else None
    return {"PMID": pmid, "PMCID": pmc[0] if pmc else ""}


def _pubmed_id(text: str) -> str:
    if len(text) > _SHORT:  # a pattern without case is slow on long notes
        low = text.lower()
        if "pubmed" not in low and "pmid" not in low and "medline" not in low:
            return ""
    found = _PUBMED_ID.search(text)
    return found[1] if found else ""


def _is_of_pubmed(tagged: Tagged) -> bool:
    source = " ".join(tagged.all("DB", "DP", "AN", "UR", "N1", "TA")).lower()
    return "nlm" in tagged.first("DP").lower().split() or "/pubmed" in source


def _pages(tagged: Tagged) -> str:
    """Return the pages, else the number of the article (Scopus and Web of Science: C7)."""
    pages = cleaning.pages(tagged.first("SP", "PG", "PP"), tagged.first("EP"))
    number = tagged.first("C7", "AR")
    return pages or (number if _ARTICLE_NUMBER.match(number) else "")


def _url(tagged: Tagged) -> str:
    for value in tagged.all("UR", "LK", "L2"):
        if _RESOLVER.match(value):
            return (cleaning.unpolluted(value) or value).split()[0].rstrip(";")
    return ""


def _abstract(tagged: Tagged) -> str:
    """Return the abstract; a second AB of EBSCOhost is a copyright notice."""
    parts = [text for text in tagged.all("AB", "N2") if not _COPYRIGHT.match(text)]
    return max(parts, key=len, default="")


def _genre(tagged: Tagged) -> str:
    kinds = [v for v in tagged.all("M3", "PT", "WT") if not cleaning.doi_in(v)]
    return kinds[0] if kinds else ""


def _without_pmid(text: str) -> str:
    return "" if text.upper().startswith("PMID") else text


def _custom(tagged: Tagged) -> dict[str, Json]:
    """Return the accession number, the database and attached files."""
    accession = tagged.first("AN") or _without_pmid(tagged.first("U2"))
    if not accession and (found := _EBSCO_NUMBER.search(" ".join(tagged.all("N1")))):
        accession = found[1]
    files: list[Json] = [
        v for v in tagged.all("L1", "L4") if ".pdf" in v.lower() and not _RESOLVER.match(v)
    ]
    custom: Csl = {
        "accession": cleaning.unpolluted(accession or tagged.first("ID", "U1")),
        "database": "; ".join(dict.fromkeys(tagged.all("DB"))),
        "files": files,
    }
    return cleaning.tidy(custom)
