"""Reads tables of references: CSV of any separator and XLSX, by the names of their columns."""

import csv
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

from app.domain.answers import Json
from app.domain.errors import ImportRefused
from app.domain.folding import folded
from app.references import cleaning
from app.references.decoding import opened
from app.references.tagged_fields import web_of_science
from app.references.values import Csl, Note, Reference, Tags, by_tag

_BROKEN = "The file is no Excel workbook or is damaged. Nothing was read from it."
COLUMN_LIMIT = 16_384
_CELL_LIMIT = 4 * 1024 * 1024
_UNPACKED_LIMIT = 1 << 30
_HEADER_WITHIN = 30  # rows before the header that a preamble may take
_GUARD = re.compile(r'^="(.*)"$', re.DOTALL)
_PLAIN = re.compile(r"[^a-z0-9#]+")
_WEB_OF_SCIENCE = frozenset({"PT", "AU", "TI", "SO"})
_CITED = re.compile(  # Embase.com: “Endoscopic Ultrasound (2014) 3:3 (152-160)”
    r"\(\d{4}\)\s*(?P<volume>[\w-]*)(?::(?P<issue>[\w-]*))?\s*(?:\((?P<pages>[\w]+(?:-[\w]+)?)\))?"
)
_PUBMED_CITED = re.compile(  # PubMed: “BMC Psychiatry. 2019 Feb 12;19(1):45-52. doi: …”
    r";(?P<volume>[\w-]+)?(?:\((?P<issue>[^)]*)\))?:(?P<pages>[\w-]+)"
)
_MOST_PAGES = 2000
_LONG_ROW = 100  # lines; no abstract has as many
_SCHOLAR = frozenset({"gsrank", "citesurl", "gsid"})  # columns of Publish or Perish
_GIVEN_FIRST = frozenset({"lensid", "authorshipsauthordisplayname"})  # Lens.org, OpenAlex
_ALIASES = {
    "title": "title articletitle documenttitle displayname publictitle primarytitle ti"
    " studytitle titel titulo titre titolo",
    "author": "authors author authornames authorfullnames authorsprimary au autoren autor autores"
    " authorshipsauthordisplayname auteurs auteur autori",
    "year": "year publicationyear publishedyear pubyear py yearpublished yearofpublication jahr"
    " ano annee anno",
    "date": "date publicationdate dateregistration dateofpublication publishedmonth",
    "journal": "journal journaltitle publicationtitle sourcetitle journalbook publication"
    " journalname primarylocationsourcedisplayname containertitle secondarytitle"
    " zeitschrift revista revue rivista",
    "source": "source",
    "volume": "volume bibliovolume vol band volumen",
    "issue": "issue issuenumber biblioissue number heft numero",
    "first": "firstpage bibliofirstpage startpage pagestart beginningpage",
    "last": "lastpage bibliolastpage endpage pageend endingpage",
    "count": "pagecount",
    "article": "artno articlenumber",
    "cited": "citation",
    "pages": "pages page pagerange pagination pageinfo",
    "doi": "doi extracteddoi digitalobjectidentifier",
    "pmid": "pmid idspmid pubmedid medlinepmid pubmed",
    "pmcid": "pmcid pmc",
    "issn": "issn issnisbn eissn",
    "url": "url articleurl plink link openurllink webaddress articlelink embaselink"
    " documenturl urls",
    "abstract": "abstract abstractnote ab zusammenfassung resumen resumo resume riassunto",
    "keyword": "keywords keyword authorkeywords manualtags subjects tags",
    "language": "language articlelanguage",
    "publisher": "publisher bookpublisher",
    "kind": "itemtype publicationtype documenttype doctype type",
    "accession": "accessionnumber pui centralid covidence# key internalid uid eid utuniquewosid"
    " embaseaccessionid recordid id nctnumber trialid externalid lensid",
    "database": "database databasename librarycatalog",
    "files": "fileattachments",
    "notes": "notes note",
}
_NAMES = {alias: field for field, aliases in _ALIASES.items() for alias in aliases.split()}
FIELDS = tuple(_ALIASES)
Known: TypeAlias = Mapping[str, Mapping[int, str]]
"""Which field each column holds, by the fingerprint of the header: what a person said."""
References: TypeAlias = Iterator[Reference]
NO_HEADER: Known = {}
_SEPARATORS = ",;\t|"


def plain(name: str) -> str:
    """Return the name of a column without case, spaces and signs."""
    return _PLAIN.sub("", folded(name.lstrip("\ufeff")))


def fingerprint(header: Sequence[str]) -> str:
    """Return by what a header is known again: its names without case, spaces and signs."""
    return "|".join(map(plain, header)).rstrip("|")


def guessed(header: Sequence[str]) -> dict[int, str]:
    """Return which field each column holds, as far as its name says; the first of a name wins."""
    found: dict[int, str] = {}
    for index, name in enumerate(header):
        field = _NAMES.get(plain(name), "")
        if field and (field not in found.values() or field == "keyword"):
            found[index] = field
    return found


def is_header(row: Sequence[str]) -> bool:
    """Tell whether a row names the columns of a table of references."""
    known = set(guessed(row).values())
    return "title" in known and len(known) >= 2


def separator_of(lines: Sequence[str]) -> str:
    """Return the separator with which one of the first lines is a header, else the commonest."""
    for line in lines:
        for sign in _SEPARATORS:
            if sign in line and is_header(next(csv.reader([line], delimiter=sign), [])):
                return sign
    joined = "\n".join(lines[:5])
    return max(_SEPARATORS, key=joined.count)


def read_csv(path: Path, encoding: str, note: Note, known: Known = NO_HEADER) -> References:
    """Yield the references of a CSV file; `known` says what columns of some headers hold."""
    with opened(path, encoding) as file:
        sign = separator_of([line for _, line in zip(range(_HEADER_WITHIN), file, strict=False)])
        file.seek(0)
        csv.field_size_limit(_CELL_LIMIT)
        rows = csv.reader((line.replace("\0", "") for line in file), delimiter=sign)
        yield from _from_rows(_numbered(rows, note), note, known)


def _numbered(rows: Iterator[list[str]], note: Note) -> Iterator[tuple[int, list[str]]]:
    """Yield rows with the line each begins on; what is no CSV is told and left out."""
    line = 1
    reader = rows
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            note(line, f"The row could not be read ({error}) and was left out.")
            line = getattr(reader, "line_num", line) + 1
            continue
        yield line, row
        last = getattr(reader, "line_num", line)
        if last - line > _LONG_ROW:
            note(line, f"The row goes on to line {last}: a quotation mark may not be closed here.")
        line = last + 1


def read_workbook(path: Path, note: Note, known: Known = NO_HEADER) -> References:
    """Yield the references of the first sheet that has a table of them; raises ImportRefused."""
    from openpyxl import load_workbook

    _refuse_bad_workbook(path)
    file = path.open("rb")  # by content: openpyxl would refuse a name that ends in .ris
    try:
        workbook = load_workbook(file, read_only=True, data_only=True)
    except (ValueError, KeyError, TypeError, SyntaxError, zipfile.BadZipFile, zlib.error) as error:
        file.close()
        raise ImportRefused(_BROKEN) from error
    try:
        for sheet in workbook.worksheets:
            rows = (
                (number, ["" if cell is None else _cell(cell) for cell in row])
                for number, row in enumerate(sheet.iter_rows(values_only=True), start=1)
            )
            yield from _from_rows(rows, note, known)
    except (ValueError, KeyError, TypeError, SyntaxError, zipfile.BadZipFile, zlib.error) as error:
        raise ImportRefused(_BROKEN) from error
    finally:
        workbook.close()
        file.close()


def _cell(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _refuse_bad_workbook(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
            if size > _UNPACKED_LIMIT or size > 100 * max(path.stat().st_size, 1_000_000):
                raise ImportRefused(
                    "The workbook unpacks to far more than its size. Nothing was read."
                )
            book = archive.read("xl/workbook.xml")[:20_000]
    except (zipfile.BadZipFile, KeyError, zlib.error) as error:
        raise ImportRefused(_BROKEN) from error
    if b"purl.oclc.org" in book:
        raise ImportRefused(
            "The workbook is “Strict Open XML”, which cannot be read. Open it in Excel, save it as"
            " “Excel Workbook (.xlsx)” and import that."
        )


def _from_rows(rows: Iterator[tuple[int, list[str]]], note: Note, known: Known) -> References:
    header: list[str] = []
    for number, row in rows:
        if len(row) > COLUMN_LIMIT:
            raise ImportRefused(
                "The table has more columns than a sheet can have. Nothing was read."
            )
        if not header:
            said = known.get(fingerprint(row))
            if said is not None or is_header(row):
                header = [name.strip().lstrip("\ufeff") for name in row]
                columns = guessed(header) if said is None else dict(said)
                _tell_repeated(number, header, columns, note)
            elif number > _HEADER_WITHIN:
                return
            continue
        if not any(cell.strip() for cell in row):
            continue
        cells = [_unguarded(cell) for cell in row]
        if len(cells) > len(header):
            note(number, "The row has more cells than the table has columns; check it.")
        yield reference(number, header, cells, columns)


def _tell_repeated(
    number: int, header: Sequence[str], columns: Mapping[int, str], note: Note
) -> None:
    """Say which columns that are read have the name of another, which is not."""
    read = {plain(header[index]) for index in columns if index < len(header)}
    names = [plain(name) for name in header]
    unread = [i for i, name in enumerate(names) if i not in columns and name in read]
    for name in dict.fromkeys(header[index] for index in unread):
        note(
            number,
            f"Several columns are named “{name}”; the first is read, the others stay in the raw"
            " record.",
        )


def reference(
    number: int, header: Sequence[str], cells: Sequence[str], columns: Mapping[int, str]
) -> Reference:
    """Return the reference of a row; `columns` says which field each column holds."""
    names = [*header, *(f"column {n + 1}" for n in range(len(header), len(cells)))]
    tags = tuple((name, cell) for name, cell in zip(names, cells, strict=False) if cell)
    values: dict[str, str] = {}
    for index, field in columns.items():
        if index < len(cells) and cells[index]:
            values[field] = "; ".join(filter(None, (values.get(field), cells[index])))
    raw = "\n".join(f"{name}: {cell}" for name, cell in tags)
    if set(header) >= _WEB_OF_SCIENCE:
        return Reference(number, raw, by_tag(tags), web_of_science(_split(tags)))
    if _SCHOLAR & set(map(plain, header)):
        return Reference(number, raw, by_tag(tags), cleaning.tidy(_of_scholar(values)))
    csl = _csl(values)
    if _GIVEN_FIRST & set(map(plain, header)):
        csl["author"] = cleaning.people(_parts(values.get("author", "")), given_first=True)
    return Reference(number, raw, by_tag(tags), cleaning.tidy(csl))


def _split(tags: Tags) -> Tags:
    """Part the lists in the cells of Web of Science's table."""
    lists = {"AU", "AF", "DE", "ID"}
    return tuple(
        (name, part)
        for name, cell in tags
        for part in (cleaning.listed(cell) if name in lists else [cell])
    )


def _of_scholar(values: Mapping[str, str]) -> Csl:
    """Read a row of Publish or Perish: given names first, and a snippet for an abstract."""
    names = cleaning.listed(values.get("author", "").replace("…", "").replace("...", ""), ",")
    csl = _csl({name: text for name, text in values.items() if name not in {"author", "abstract"}})
    snippet = {"database": "Google Scholar", "snippet": values.get("abstract", "")}
    return {
        **csl,
        "author": cleaning.people(names, given_first=True),
        "container-title": csl["container-title"] or values.get("source", ""),
        "custom": cleaning.tidy({**dict(csl["custom"]), **snippet}),  # type: ignore[arg-type]
    }


def _unguarded(cell: str) -> str:
    """Take the guard against Excel off (`="19326203"`)."""
    cell = cell.strip()
    found = _GUARD.match(cell)
    return found[1].replace('""', '"') if found else cell


def _csl(values: Mapping[str, str]) -> Csl:
    get = values.get
    source = get("source", "")
    url = get("url", "")
    files = [
        part.strip()
        for part in get("files", "").split(";")
        if part.strip().lower().endswith(".pdf")
    ]
    cited = found.groupdict(default="") if (found := _CITED.search(source)) else {}
    if pubmed := _PUBMED_CITED.search(get("cited", "")):
        cited = pubmed.groupdict(default="")
    return {
        "type": _kind(get("kind", "")),
        "title": get("title", ""),
        "author": _names(get("author", "")),
        "issued": cleaning.issued(*_dates(values)),
        "container-title": get("journal", "") or source.split(" (")[0],
        "volume": get("volume", "") or cited.get("volume", ""),
        "issue": get("issue", "") or cited.get("issue", ""),
        "page": _pages(values) or cleaning.pages(cited.get("pages", "")) or get("article", ""),
        "DOI": cleaning.doi_in(cleaning.unpolluted(get("doi", "")), url),
        "PMID": cleaning.number_in(get("pmid", "")).lstrip("0"),
        "PMCID": get("pmcid", ""),
        "ISSN": cleaning.issns(get("issn", "")),
        "URL": (cleaning.unpolluted(url).split() or [""])[0],
        "abstract": get("abstract", ""),
        "keyword": get("keyword", "").strip("; "),
        "language": get("language", ""),
        "publisher": get("publisher", ""),
        "genre": get("kind", ""),
        "note": get("notes", ""),
        "custom": cleaning.tidy(
            {"accession": get("accession", ""), "database": get("database", ""), "files": [*files]}
        ),
    }


def _pages(values: Mapping[str, str]) -> str:
    """Return the pages; EBSCOhost tells the first one and how many there are."""
    get = values.get
    first, last, count = get("first", ""), get("last", ""), get("count", "")
    if not last and first.isdigit() and count.isdigit() and 1 < int(count) < _MOST_PAGES:
        last = str(int(first) + int(count) - 1)
    return cleaning.pages(get("pages", "")) or cleaning.pages(first, last)


def _dates(values: Mapping[str, str]) -> list[str]:
    year = values.get("year", "")
    date = values.get("date", "")
    if year and date and cleaning.year_in(date) in {None, cleaning.year_in(year)}:
        return [date if cleaning.year_in(date) else f"{date} {year}", year]
    return [year, date, values.get("source", "")]


def _kind(text: str) -> str:
    low = text.lower()
    for sign, kind in (
        ("chapter", "chapter"), ("section", "chapter"), ("conference", "paper-conference"),
        ("book", "book"), ("thesis", "thesis"), ("dissertation", "thesis"), ("report", "report"),
        ("webpage", "webpage"), ("preprint", "article"),
    ):  # fmt: skip
        if sign in low:
            return kind
    return "article-journal"


def _names(text: str) -> list[Json]:
    return cleaning.people(_parts(text))


def _parts(text: str) -> list[str]:
    """Split a list of names at whatever joins them."""
    text = text.strip()
    if "." not in text[:-1]:  # PubMed ends the list with a full stop
        text = text.rstrip(".")
    for sign in (";", "|", " and "):
        if sign in text:
            return cleaning.listed(text, sign)
    if text.count(",") >= 1 and all(" " in part for part in cleaning.listed(text, ",")):
        return cleaning.listed(text, ",")
    if text.count(", ") > 1 and text.count(", ") % 2:
        whole = cleaning.listed(text, ",")
        return [", ".join(whole[n : n + 2]) for n in range(0, len(whole), 2)]
    return [text]
