"""Brings together two versions of a form that were made apart from the same older one.

What only one side changed is taken from that side; what both changed differently is a clash,
for which a side is chosen. Parts are compared whole: a section without its fields, a field with
its section.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.domain.form_draft import id_of
from app.domain.form_edits import Document

_Parts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Clash:
    """A part that both sides changed differently (None: that side took it out)."""

    key: str
    label: str
    mine: Document | None
    theirs: Document | None


@dataclass(frozen=True, slots=True)
class Merged:
    """The form that holds the changes of both sides, and where a side had to be chosen."""

    document: dict[str, Any]
    clashes: tuple[Clash, ...]


def merged(
    base: Document, mine: Document, theirs: Document, prefer_theirs: Collection[str] = ()
) -> Merged:
    """Return both sides' changes in one form; `prefer_theirs` are the clashes they win."""
    clashes: list[Clash] = []
    abouts = [{"form": _about(document)} for document in (base, mine, theirs)]
    sections = [dict(_sections(document)) for document in (base, mine, theirs)]
    fields = [dict(_fields(document)) for document in (base, mine, theirs)]
    about = _taken(abouts, prefer_theirs, clashes)["form"]
    kept_sections = _taken(sections, prefer_theirs, clashes)
    kept_fields = _taken(fields, prefer_theirs, clashes)
    for home, _ in list(kept_fields.values()):  # a field that stays keeps its section
        if home not in kept_sections:
            kept_sections[home] = sections[1].get(home) or sections[2][home]
    order = _woven(list(sections[1]), list(sections[2]))
    places = _woven(list(fields[1]), list(fields[2]))
    document = {
        **about,
        "sections": [
            {
                **kept_sections[key],
                "fields": [
                    kept_fields[field_id][1]
                    for field_id in places
                    if field_id in kept_fields and kept_fields[field_id][0] == key
                ],
            }
            for key in order
            if key in kept_sections
        ],
    }
    return Merged(document, tuple(clashes))


def _taken(
    sides: Sequence[_Parts], prefer_theirs: Collection[str], clashes: list[Clash]
) -> dict[str, Any]:
    """Return the parts that are kept, and note the clashes."""
    base, mine, theirs = sides
    kept: dict[str, Any] = {}
    for key in dict.fromkeys((*base, *mine, *theirs)):
        old, own, other = base.get(key), mine.get(key), theirs.get(key)
        chosen = own
        if other in (own, old):
            chosen = own
        elif old == own:
            chosen = other
        else:
            clashes.append(_clash(key, own, other))
            chosen = other if key in prefer_theirs else own
        if chosen is not None:
            kept[key] = chosen
    return kept


def _clash(key: str, own: Any, other: Any) -> Clash:  # noqa: ANN401 - a part of any kind
    mine, theirs = _document_of(own), _document_of(other)
    said = mine or theirs or {}
    return Clash(key, str(said.get("label") or said.get("name") or key), mine, theirs)


def _document_of(part: Any) -> Document | None:  # noqa: ANN401 - a part of any kind
    document: Document | None = part[1] if isinstance(part, tuple) else part
    return document


def _about(document: Document) -> dict[str, Any]:
    passed = ("sections", "version_id", "number")
    return {name: value for name, value in document.items() if name not in passed}


def _sections(document: Document) -> Iterator[tuple[str, dict[str, Any]]]:
    for section in document["sections"]:
        yield str(section["key"]), {k: v for k, v in section.items() if k != "fields"}


def _fields(document: Document) -> Iterator[tuple[str, tuple[str, dict[str, Any]]]]:
    for section in document["sections"]:
        for field in section["fields"]:
            field_id = id_of(str(section["key"]), field)
            yield field_id, (str(section["key"]), {**field, "field_id": field_id})


def _woven(mine: list[str], theirs: list[str]) -> list[str]:
    """Return my order with what only they have, each after what it follows in theirs."""
    order = list(mine)
    for place, key in enumerate(theirs):
        if key not in order:
            before = next((k for k in reversed(theirs[:place]) if k in order), None)
            order.insert(0 if before is None else order.index(before) + 1, key)
    return order
