"""A form from a codebook in Markdown: a heading a field, its definition and coding below it.

A heading "## Category ..." begins a section, a deeper one such as "### A4. Study design" a field
when it has a definition or coding. "Sub-items" are fields of their own. Options are what the
coding lists between backticks, one a line or in a row.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.domain.documents import FormInvalid
from app.domain.fields import OTHER, FieldType
from app.domain.form_draft import free_id
from app.domain.form_moves import key_of

_HEADING = re.compile(r"^(#{2,6})\s+(.*\S)\s*$")
_BULLET = re.compile(r"^(\s*)[-*]\s+(.*\S)\s*$")
_NUMBER = re.compile(r"^([A-Z]{1,2}(?:\d+[a-z]?|_\w+))[.:]\s+(.*)$")
_TICKED = re.compile(r"`([^`]+)`")
_OPEN_END = re.compile(r"\s*(?:\([^()]*|:\s*)$")  # before a "[describe]"
_WORDS = {"definition": "help", "coding": "coding", "sub-items": "items", "sub-fields": "items"}
_ALL = ("all that apply", "select all", "list all", "multiple")
MOST_OPTIONS = 20


@dataclass(slots=True)
class _Item:
    """A heading or sub-item with what is said under each of its words."""

    number: str
    label: str
    said: dict[str, list[str]] = field(default_factory=dict)


def form_of_codebook(text: str, name: str, form_id: str) -> dict[str, Any]:
    """Return the form of a codebook; raises FormInvalid when it describes no field."""
    sections: list[dict[str, Any]] = []
    for heading, lines in _chapters(text):
        fields: list[dict[str, Any]] = []
        for item in _items(lines):
            document = _field(item)
            document["key"] = free_id(document["key"], [known["key"] for known in fields])
            fields.append(document)
        if fields:
            label = re.sub(r"^Category\s+\w+:\s*", "", heading)
            key = free_id(key_of(label, "section"), [known["key"] for known in sections])
            made = {"key": key, "label": label, "scope": "source", "repeating": False}
            sections.append({**made, "fields": fields})
    if not sections:
        raise FormInvalid(
            "This codebook describes no field that Chartdesk recognises. Nothing was changed. "
            "Write a heading such as “### A1. Country” with a “Definition” below it."
        )
    return {"id": form_id, "name": name, "sections": sections}


def _chapters(text: str) -> Iterator[tuple[str, list[str]]]:
    heading, lines = "", list[str]()
    for line in text.splitlines():
        found = _HEADING.match(line)
        if found and len(found[1]) == 2:
            yield heading, lines
            heading, lines = found[2], []
        else:
            lines.append(line)
    yield heading, lines


def _items(lines: Sequence[str]) -> Iterator[_Item]:
    """Yield the fields of a chapter: headings that say something, and their sub-items."""
    for item in _headed(lines):
        own = [word for word in ("help", "coding") if item.said.get(word)]
        inner = list(_inner(item.said.get("items", [])))
        if own and not inner:
            yield item
        yield from inner


def _headed(lines: Sequence[str]) -> Iterator[_Item]:
    item: _Item | None = None
    word = ""
    for line in lines:
        heading, bullet = _HEADING.match(line), _BULLET.match(line)
        if heading:
            if item is not None:
                yield item
            item, word = _named(heading[2]), ""
        elif bullet and item is not None:
            if not bullet[1]:
                word = _WORDS.get(bullet[2].casefold().rstrip(":"), "")
            elif word:
                item.said.setdefault(word, []).append(line)
    if item is not None:
        yield item


def _inner(lines: Sequence[str]) -> Iterator[_Item]:
    item: _Item | None = None
    for line in lines:
        bullet = _BULLET.match(line)
        named = _NUMBER.match(bullet[2]) if bullet else None
        if named:
            if item is not None:
                yield item
            item = _Item(named[1], named[2])
        elif item is not None:
            item.said.setdefault("coding", []).append(line)
    if item is not None:
        yield item


def _named(heading: str) -> _Item | None:
    found = _NUMBER.match(heading)
    return _Item(found[1], found[2]) if found else None


def _field(item: _Item) -> dict[str, Any]:
    coding = item.said.get("coding", [])
    options = _options(coding)
    several = any(mark in " ".join(coding).casefold() for mark in _ALL)
    kind = FieldType.LONG_TEXT
    if options:
        kind = FieldType.MULTI if several else FieldType.SINGLE
    elif "sample size" in item.label.casefold() or item.label.casefold().startswith("number of"):
        kind = FieldType.SHORT_TEXT
    document: dict[str, Any] = {
        "key": key_of(f"{item.number} {item.label}", "field"),
        "label": f"{item.number} {item.label}",
        "type": kind.value,
        "in_characteristics_table": True,
    }
    if options:
        document["options"] = options
    for name, lines in (("help", item.said.get("help", [])), ("decision_rule", coding)):
        text = "\n".join(_plain(line) for line in lines)
        if text:
            document[name] = text
    return document


def _options(lines: Sequence[str]) -> list[str]:
    """Return the options that a coding lists: lines that begin with one, or a row of them."""
    found: list[str] = []
    for line in lines:
        text = _plain(line, keep_ticks=True)
        ticked = _TICKED.findall(text)
        if text.startswith("`") and ticked:
            row = len(ticked) > 1 and re.sub(r"`[^`]*`|[,;.\s]|or|\"[^\"]*\"", "", text) == ""
            found += ticked if row else ticked[:1]
    cleaned = [_option(option) for option in found]
    kept = list(dict.fromkeys(option for option in cleaned if option))
    return kept if 1 < len(kept) <= MOST_OPTIONS else []


def _option(text: str) -> str:
    plain = text.strip().strip('"')
    if plain.casefold().startswith("other"):
        return OTHER if ":" in plain or "[" in plain else plain
    if plain.casefold() in ("not reported", "not applicable", "unclear"):
        return ""
    head, bracket, _ = plain.partition("[")
    return _OPEN_END.sub("", head).strip() if bracket else plain


def _plain(line: str, *, keep_ticks: bool = False) -> str:
    bullet = _BULLET.match(line)
    text = bullet[2] if bullet else line.strip()
    return text if keep_ticks else text.replace("`", "")
