"""Guess title, authors, DOI and year of a paper. Runs in a worker process only."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pypdfium2.raw as pdfium

from app.pdf.byline import printed_authors
from app.pdf.documents import Documents
from app.pdf.errors import PageNotDrawn
from app.pdf.glyphs import read_glyphs
from app.pdf.handles import Handle
from app.pdf.layout import page_text
from app.pdf.requests import Metadata
from app.pdf.summary import wide_text
from app.pdf.text import Line, PageText

_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"'<>|{}]+", re.IGNORECASE)
_DOI_TAIL = ".,;:)]}’”\"'"
_FILE_NAME = re.compile(
    r"(^microsoft word|^untitled|\.(docx?|indd|qxd|tex|dvi|pdf|fm|rtf)\b)", re.I
)
_CODE = re.compile(r"^\S*\d\S*$|^(doi|pii)\b", re.I)
_DATED = re.compile(r"(?:published|accepted|©|copyright|\(c\))[\s\S]{0,40}?((?:19|20)\d\d)\b", re.I)
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
_LEAST_TITLE = 10
_TITLE_WORDS = 4
_MOST_WORDS = 60


def read_metadata(documents: Documents, path: Path, password: str | None) -> Metadata:
    """Read the file's own statements first, then the print of its first two pages."""
    document = documents.document(path, password)
    pages = list(_first_pages(documents, path, password))
    statements = " ".join(_info(document, key) for key in ("Title", "Subject", "Keywords", "doi"))
    title = _title(_info(document, "Title"), pages)
    printed = printed_authors(pages[0], title) if pages else ()  # what files state is often wrong
    return Metadata(
        title=title,
        authors=printed or _authors(_info(document, "Author")),
        doi=_doi(statements) or _doi_in_print(pages) or _doi_in_xmp(path, password),
        year=_year(pages, _info(document, "CreationDate")),
    )


def _first_pages(documents: Documents, path: Path, password: str | None) -> Iterator[PageText]:
    """Yield the text of the first two pages; one that cannot be read ends them."""
    for index in range(2):
        try:
            page = documents.page(path, password, index)
        except PageNotDrawn:
            return
        yield page_text(index, read_glyphs(page))


def _info(document: Handle, key: str) -> str:
    """Return one entry of the document information dictionary."""
    name = key.encode("ascii")
    return wide_text(lambda buffer, size: pdfium.FPDF_GetMetaText(document, name, buffer, size))


def _title(stated: str, pages: list[PageText]) -> str:
    """Return the stated title unless it is a file name, else the largest print of page one."""
    if len(stated) >= _LEAST_TITLE and not _FILE_NAME.search(stated) and not _CODE.search(stated):
        return stated
    return _largest_print(pages[0]) if pages else ""


def _largest_print(page: PageText) -> str:
    """Return the words of the tallest print in the upper part of a page, journal names aside."""
    upper = [x for x in page.lines if x.angle == 0 and x.rect.top < 0.6 * page.height]
    groups: list[list[Line]] = []
    for line in upper:
        if groups and _goes_on(page, groups[-1], line):
            groups[-1].append(line)
        else:
            groups.append([line])
    titles = [g for g in groups if _TITLE_WORDS <= _words(page, g) <= _MOST_WORDS]
    best = max(titles, key=lambda group: group[0].rect.height, default=[])
    return " ".join(page.text[line.start : line.end] for line in best)


def _goes_on(page: PageText, group: list[Line], line: Line) -> bool:
    """Tell whether a line is of the same print as the ones before, and of the same block."""
    height, usual = line.rect.height, group[0].rect.height
    if abs(height - usual) > 0.07 * usual:
        return False
    apart = page.text[group[-1].end : line.start] == "\n\n"
    return not apart or _words(page, group) >= _TITLE_WORDS


def _words(page: PageText, group: list[Line]) -> int:
    """Count the words of some lines."""
    return sum(len(page.text[line.start : line.end].split()) for line in group)


def _authors(stated: str) -> tuple[str, ...]:
    """Return the stated authors one by one."""
    parts = re.split(r"\s*(?:;|\band\b|&)\s*", stated) if stated else []
    if len(parts) == 1 and stated.count(",") > 1:
        parts = stated.split(",")
    return tuple(part.strip() for part in parts if part.strip())


def _doi(text: str) -> str:
    """Return the first DOI of a text in lower case, or nothing."""
    found = _DOI.search(text)
    if found is None:
        return ""
    doi = found.group().lower().rstrip(_DOI_TAIL)
    return doi + ")" if doi.count("(") > doi.count(")") else doi


def _doi_in_print(pages: list[PageText]) -> str:
    """Return the DOI printed most often on the pages; the first one among equals."""
    found = [_doi(match.group()) for page in pages for match in _DOI.finditer(page.text)]
    return Counter(found).most_common(1)[0][0] if found else ""


def _doi_in_xmp(path: Path, password: str | None) -> str:
    """Return the DOI of the metadata stream, or nothing."""
    from pypdf import PdfReader

    try:
        reader = PdfReader(path, password=password)
        stream = reader.root_object.get("/Metadata")
        data = stream.get_object().get_data() if stream is not None else b""
    except Exception:  # noqa: BLE001 - a second parser on a foreign file: any failure means no DOI
        return ""
    return _doi(data.decode("utf-8", "replace"))


def _year(pages: list[PageText], created: str) -> int | None:
    """Return the year of publication as printed on page one, else of the file's making."""
    text = pages[0].text if pages else ""
    for pattern, source in ((_DATED, text), (_YEAR, text[:3000]), (_YEAR, created[2:6])):
        found = [int(year) for year in pattern.findall(source)]
        if found:
            return Counter(found).most_common(1)[0][0]
    return None
