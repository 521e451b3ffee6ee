"""Tells by its content what an export file is; its name does not count."""

import re
from collections.abc import Callable, Sequence

from app.domain.errors import ImportRefused
from app.references import bibtex, ovid_text, ris, tables, tagged
from app.references.values import Format

HEAD = 256 * 1024  # bytes looked at
_PACKED = (b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\x89PNG", b"\xff\xd8\xff", b"GIF8")
_PUBMED = re.compile(r"<(PubmedArticleSet|PubmedArticle|MedlineCitationSet|PubmedBookArticle)\b")
_ENDNOTE = re.compile(r"<(xml|records|record)\b")
_HTML = re.compile(r"<(!doctype html|html|head|body)\b", re.IGNORECASE)
_MEDLINE_START = re.compile(r"^(PMID|PMC |OWN |UI  ?) ?- ?\S|^PMID- ")
_CIW = re.compile(r"^(FN (Clarivate|Thomson|ISI)|PT [A-Z]$)")
_ENW = re.compile(r"^%[0ATDJ](\s|$)")
_OVID = re.compile(r"^<\d+\. ?>\s*$")
_REFWORKS = re.compile(r"^RT [A-Z][a-z]+")
_COCHRANE = re.compile(r"^(ID|AU|TI): \S")


def refuse_binary(head: bytes) -> None:
    """Refuse files that are no text: raises ImportRefused with what to do."""
    if head.startswith(b"%PDF-"):
        raise ImportRefused(
            "The file is a PDF, not an export of references, whatever its name says."
            " Use Add PDFs for it."
        )
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise ImportRefused(
            "The file is an old Excel or Word file. Save it as .xlsx or CSV and import that."
        )
    if head.startswith(_PACKED):
        raise ImportRefused(
            "The file is packed or is a picture. Unpack it, or export the references as RIS;"
            " nothing was imported from it."
        )
    if head.startswith(b"{\\rtf"):
        raise ImportRefused(
            "The file is formatted text (RTF). Export the references as plain text in RIS;"
            " nothing was imported from it."
        )
    if not head.strip():
        raise ImportRefused("The file is empty. Export it again; nothing was imported from it.")


def format_of(head: str) -> Format:
    """Return the format of a text by its beginning; raises ImportRefused."""
    start = head.lstrip("\ufeff \t\r\n")
    if start.startswith("<") and (found := _markup(start)):
        return found
    if start.startswith("{Reference Type}:"):
        return Format.NOTEEXPRESS
    if start.startswith(("{", "[")):
        return Format.JSON
    lines = head.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for kind, holds in _TESTS:
        if holds(lines):
            return kind
    raise ImportRefused(
        "The file holds no references that are known here. Export it as RIS, or as a table whose"
        " columns are named (title, authors, year, …). Nothing was imported from it."
    )


def _markup(start: str) -> Format | None:
    if _HTML.match(start) or _HTML.search(start[:2000]):
        raise ImportRefused(
            "The file is a web page, not an export. Sign in to the database, export again and"
            " choose RIS."
        )
    if _PUBMED.search(start):
        return Format.PUBMED_XML
    if start.startswith("<?xml") or _ENDNOTE.match(start):
        if "<!ENTITY" in start:
            raise ImportRefused(
                "The XML file declares entities, which no database writes."
                " Nothing was imported from it."
            )
        if _ENDNOTE.search(start):
            return Format.ENDNOTE_XML
        raise ImportRefused(
            "The XML is neither PubMed’s nor EndNote’s. Export the references as RIS."
        )
    return None


def _ris(lines: Sequence[str]) -> bool:
    return any(ris.START.match(line) for line in lines)


def _medline(lines: Sequence[str]) -> bool:
    first = next((line for line in lines if line.strip()), "")
    shaped = sum(bool(tagged.MEDLINE.tag.match(line)) for line in lines)
    return bool(_MEDLINE_START.match(first)) or (
        shaped > 5 and any(line.startswith(("PMID-", "PMID -")) for line in lines)
    )


def _tagged_ovid(lines: Sequence[str]) -> bool:
    shaped = any(line.startswith(("TI  -", "TI -", "UI  -", "UI -", "VN  -")) for line in lines)
    return shaped and any(_OVID.match(line) for line in lines)


def _one(pattern: re.Pattern[str], least: int = 1) -> Callable[[Sequence[str]], bool]:
    return lambda lines: sum(bool(pattern.match(line)) for line in lines) >= least


def _without_type(lines: Sequence[str]) -> bool:
    return sum(line.startswith(("AU  - ", "TI  - ", "T1  - ", "ER  -")) for line in lines) >= 2


def _table(lines: Sequence[str]) -> bool:
    import csv

    sign = tables.separator_of(lines[:30])
    try:
        return any(tables.is_header(row) for row in csv.reader(lines[:30], delimiter=sign))
    except csv.Error:
        return False


_TESTS = (
    (Format.OVID_TAGGED, _tagged_ovid),
    (Format.OVID_TEXT, _one(ovid_text.START)),
    (Format.RIS, _ris),
    (Format.MEDLINE, _medline),
    (Format.CIW, _one(_CIW)),
    (Format.ENW, _one(_ENW, 2)),
    (Format.BIBTEX, _one(bibtex.START)),
    (Format.TABLE, _table),
    (Format.COCHRANE_TEXT, _one(_COCHRANE, 2)),
    (Format.REFWORKS, _one(_REFWORKS)),
    (Format.RIS, _without_type),
)
