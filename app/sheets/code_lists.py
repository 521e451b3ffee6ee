"""Reads a framework of codes: CSV or Excel, and the codebooks of REFI-QDA (.qdc).

A table has a heading with a code (also "name", "label", "theme", "category") and may have a
definition, a parent and an origin. Codes stand under others by their parent (its name, or its
whole path with " › "), or by two spaces before the name for each level. Codebooks of NVivo,
MAXQDA, ATLAS.ti, QualCoder and others follow REFI-QDA 1.0 (qdasoftware.org).
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.etree import ElementTree as Xml

from app.domain.code_moves import BETWEEN, Entry
from app.domain.codes import Origin
from app.domain.folding import folded
from app.sheets.opening import TableUnreadable
from app.sheets.reading import Rows, read_sheets

SUFFIXES = ("csv", "tsv", "xlsx", "qdc")
HEADS: Mapping[str, frozenset[str]] = {
    "code": frozenset({"code", "code name", "name", "label", "theme", "category", "node"}),
    "definition": frozenset({"definition", "description", "meaning", "memo", "code memo", "help"}),
    "parent": frozenset({"parent", "parent code", "under", "parent name"}),
    "origin": frozenset({"origin"}),
}
MOST_LEVELS = 20


def read_codes(path: Path) -> tuple[Entry, ...]:
    """Return the codes of a file in their order; raises TableUnreadable."""
    if path.suffix.casefold() == ".qdc":
        entries = _codebook(path)
    else:
        sheets = read_sheets(path)
        tables = [sheet.rows for sheet in sheets if "code" in _columns(sheet.rows[0])]
        if not tables:
            raise TableUnreadable(
                f"“{path.name}” has no column of codes. Nothing was changed. Give its first line a "
                "heading “code”, and if you like “definition” and “parent”."
            )
        entries = _listed(tables[0])
    if not entries:
        raise TableUnreadable(f"“{path.name}” lists no code. Nothing was changed.")
    return entries


def _columns(heading: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, text in enumerate(heading):
        name = " ".join(folded(text).split())
        for meaning, words in HEADS.items():
            if name in words:
                found.setdefault(meaning, place)
    return found


def _listed(rows: Rows) -> tuple[Entry, ...]:
    columns = _columns(rows[0])
    entries: list[Entry] = []
    for row in rows[1:]:
        said = {meaning: row[place] for meaning, place in columns.items()}
        if said["code"].strip():
            entries.append(_entry(said, entries))
    return tuple(entries)


def _entry(said: Mapping[str, str], before: Sequence[Entry]) -> Entry:
    text = said["code"].rstrip()
    parent = said.get("parent", "").strip()
    own = _split(text)
    if parent:
        above = _path_of(parent, before)
    else:
        level = (len(text) - len(text.lstrip(" "))) // 2
        above = before[-1].path[:level] if before and level else ()
    origin = folded(said.get("origin", "").strip())
    known = Origin(origin) if origin in set(Origin) else Origin.DEDUCTIVE
    return Entry((*above, *own)[-MOST_LEVELS:], said.get("definition", "").strip(), known)


def _path_of(parent: str, before: Sequence[Entry]) -> tuple[str, ...]:
    """Return the path that a parent names: its own where it is one, else of the last so called."""
    path = _split(parent)
    if len(path) > 1:
        return path
    found = [entry.path for entry in before if folded(entry.path[-1]) == folded(parent)]
    return found[-1] if found else path


def _split(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(BETWEEN.strip()) if part.strip())


def _codebook(path: Path) -> tuple[Entry, ...]:
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        content = path.read_bytes()
    except OSError as error:
        raise TableUnreadable(
            f"“{path.name}” could not be opened ({error.strerror or error}). Nothing was changed."
        ) from error
    try:
        root = fromstring(content)
    except (Xml.ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise TableUnreadable(
            f"“{path.name}” is not a codebook that can be read. Nothing was changed. "
            "Export the codebook again as REFI-QDA (.qdc), or save the codes as CSV."
        ) from error
    found: list[Entry] = []
    open_nodes: list[tuple[tuple[str, ...], Xml.Element]] = [
        ((), node) for node in reversed(_at_top(root))
    ]
    while open_nodes:
        above, node = open_nodes.pop()
        label = " ".join((node.get("name") or "").split())
        if not label or len(above) >= MOST_LEVELS:
            continue
        texts = [child.text or "" for child in node if _tag(child) == "Description"]
        found.append(Entry((*above, label), " ".join(texts).strip()))
        below = [child for child in node if _tag(child) == "Code"]
        open_nodes += [((*above, label), child) for child in reversed(below)]
    return tuple(found)


def _at_top(root: Xml.Element) -> list[Xml.Element]:
    """Return the codes that stand under no other, of a codebook or of a whole project."""
    holders = [node for node in root.iter() if _tag(node) == "Codes"]
    return [child for holder in holders for child in holder if _tag(child) == "Code"]


def _tag(node: Xml.Element) -> str:
    return str(node.tag).rpartition("}")[2]
