"""Reads JSON: CSL-JSON of Zotero and others, and lists of Publish or Perish."""

import json
import re
from collections.abc import Iterator

from app.domain.answers import Json
from app.domain.errors import ImportRefused
from app.references import cleaning
from app.references.values import Csl, Note, Reference, by_tag

MOST_RUNNING = 5  # digits of an id that only counts the references of a file
_KEPT = frozenset(
    "type title author editor issued container-title container-title-short volume issue page DOI "
    "PMID PMCID ISSN ISBN URL abstract keyword language publisher publisher-place genre".split()
)
_LIST = re.compile(r'\s*(?:\{\s*"(?:items|references|records)"\s*:\s*)?\[\s*')
_CROSSREF = {  # its names of kinds, and those of CSL
    "journal-article": "article-journal", "posted-content": "article", "book-chapter": "chapter",
    "proceedings-article": "paper-conference", "dissertation": "thesis", "monograph": "book",
}  # fmt: skip
_JATS = re.compile(r"</?jats:[^>]*>")
_BETWEEN = re.compile(r"\s*,\s*")


def read(text: str, note: Note) -> Iterator[Reference]:
    """Yield the references of a JSON document; raises ImportRefused."""
    try:
        document: Json = json.loads(text)
    except (ValueError, RecursionError) as error:
        document = _before_damage(text)
        if not document:
            raise ImportRefused(
                f"The JSON file is damaged or cut off ({error}). Export it again;"
                " nothing was imported from it."
            ) from error
        note(0, "The file is damaged or cut off; the records before that place were read.")
    for place, item in enumerate(_items(document), start=1):
        if not isinstance(item, dict):
            note(place, "An entry of the list is not a reference and was left out.")
            continue
        tags = tuple((key, _flat(value)) for key, value in item.items())
        raw = json.dumps(item, ensure_ascii=False, indent=1)
        csl = _publish_or_perish(item) if _is_perish(item) else _csl(item)
        yield Reference(place, raw, by_tag(tags), cleaning.tidy(csl))


def _before_damage(text: str) -> list[Json]:
    """Return the whole entries with which the list of a damaged document begins."""
    decoder = json.JSONDecoder()
    found: list[Json] = []
    start = _LIST.match(text)
    place = start.end() if start else len(text)
    while place < len(text):
        try:
            item, place = decoder.raw_decode(text, place)
        except (ValueError, RecursionError):
            break
        found.append(item)
        between = _BETWEEN.match(text, place)
        place = between.end() if between else len(text)
    return found


def _items(document: Json) -> list[Json]:
    if isinstance(document, list):
        return document
    if isinstance(document, dict):
        if isinstance(answer := document.get("message"), dict):  # Crossref's own answer
            document = answer
        for key in ("items", "references", "records"):
            if isinstance(found := document.get(key), list):
                return found
        return [document]
    raise ImportRefused("The JSON file holds no list of references. Nothing was imported from it.")


def _flat(value: Json) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _is_perish(item: dict[str, Json]) -> bool:
    return "article_url" in item or str(item.get("uid", "")).startswith("GS:")


def _csl(item: dict[str, Json]) -> Csl:
    csl = {key: value for key, value in item.items() if key in _KEPT}
    dated = (item.get(name) for name in ("issued", "published-print", "published"))
    csl["type"] = _CROSSREF.get(str(item.get("type") or ""), item.get("type"))
    csl["issued"] = next((found for one in dated if one and (found := _issued(one))), None)
    csl["abstract"] = _JATS.sub("", str(item.get("abstract") or "")).strip()
    csl["author"] = _names(item.get("author"))
    csl["DOI"] = cleaning.doi_in(str(item.get("DOI") or ""), str(item.get("URL") or ""))
    csl["PMID"] = cleaning.number_in(str(item.get("PMID") or ""))
    csl["page"] = cleaning.pages(str(item.get("page") or ""))
    for name in ("title", "container-title"):  # Crossref gives lists
        if isinstance(found := item.get(name), list):
            csl[name] = str(found[0]) if found else ""
    for name in ("volume", "issue"):
        csl[name] = str(item.get(name) or "")
    return {**csl, "custom": cleaning.tidy(_custom(item))}


def _custom(item: dict[str, Json]) -> Csl:
    """Return number and database: as Chartdesk wrote them, else of the id and the source.

    A running number is no number of a database.
    """
    given = item.get("custom")
    if isinstance(given, dict):
        return {str(key): value for key, value in given.items()}
    number = str(item.get("id") or "")
    is_running = number.isdigit() and len(number) <= MOST_RUNNING
    return {"accession": "" if is_running else number, "database": str(item.get("source") or "")}


def _issued(value: Json) -> Json:
    """Return a date whose parts may be strings, missing, or one text."""
    if not isinstance(value, dict):
        return cleaning.issued(str(value or ""))
    parts = value.get("date-parts")
    if isinstance(parts, list) and parts and isinstance(parts[0], list):
        kept: list[Json] = [int(str(p)) for p in parts[0] if str(p).strip().isdigit()]
        if kept:
            return {"date-parts": [kept]}
    return cleaning.issued(str(value.get("raw") or value.get("literal") or ""))


def _names(value: Json) -> list[Json]:
    if not isinstance(value, list):
        return []
    return [
        {str(k): v for k, v in n.items()} if isinstance(n, dict) else cleaning.person(str(n))
        for n in value
    ]


def _publish_or_perish(item: dict[str, Json]) -> Csl:
    """Read an entry of Publish or Perish: zero is unknown, the abstract is a snippet."""

    def text(name: str) -> str:
        value = item.get(name)
        return "" if value in (0, None) else str(value)

    names = item.get("authors")
    url = text("article_url")
    return {
        "type": "article-journal" if text("source") else "article",
        "title": text("title"),
        "author": cleaning.people(
            [str(name) for name in names if str(name).strip(" .…")]
            if isinstance(names, list)
            else [],
            given_first=True,
        ),
        "issued": cleaning.issued(text("year")),
        "container-title": text("source"),
        "volume": text("volume"),
        "issue": text("issue"),
        "page": cleaning.pages(text("startpage"), text("endpage")),
        "DOI": cleaning.doi_in(text("doi"), url),
        "ISSN": text("issn"),
        "URL": url,
        "publisher": text("publisher"),
        "custom": cleaning.tidy(
            {"accession": text("uid"), "database": "Google Scholar", "snippet": text("abstract")}
        ),
    }
