"""A form from a sheet that a person wrote: one row a question, columns under any usual name."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.domain.documents import FormInvalid
from app.domain.fields import FieldType
from app.domain.folding import folded
from app.domain.form_draft import free_id
from app.domain.form_moves import key_of
from app.domain.form_sheet import Row
from app.domain.policy_words import policy_named

SKIP = ""
PROPERTIES = {
    "label": (
        "label, question, field, field name, item, data item, variable, element, field "
        "label, data element, code name, item name"
    ),
    "type": "type, field type, format, data type, answer type, input type, response type",
    "options": (
        "options, choices, values, codes, answer options, categories, response options, "
        "allowed values, levels, response set"
    ),
    "help": (
        "help, description, definition, instructions, guidance, explanation, notes, note, "
        "comment, coding instructions, details"
    ),
    "section": "section, group, domain, category, heading, form, page, topic, module",
    "required": "required, mandatory, compulsory, required?",
    "unit": "unit, units",
    "key": "key, id, code, variable name, column, name, short name, field id, item no, no",
    "evidence_required": "quote required, evidence, quote, evidence required",
    "decision_rule": "decision rule, rule, coding rule, rules",
    "basis": "basis, source, reference",
    "charted_by": "charted by, extracted by, extraction policy, policy, how many people",
}
_TYPES = {
    FieldType.LONG_TEXT: "long text, paragraph, textarea, free text, text area, memo, open",
    FieldType.SHORT_TEXT: "short text, text, string, line, single line",
    FieldType.INTEGER: "integer, whole number, count, int, number",
    FieldType.DECIMAL: "decimal, float, real, numeric, double",
    FieldType.QUANTITY: "number with unit, quantity, measurement",
    FieldType.YEAR: "year",
    FieldType.YEAR_RANGE: "year range, years, range of years",
    FieldType.DATE: "date, day",
    FieldType.YES_NO: "yes no, yes/no, boolean, yes no unclear, yes/no/unclear, binary",
    FieldType.SINGLE: (
        "single choice, single select, choice, radio, dropdown, select, categorical, "
        "multiple choice, select one, single, list"
    ),
    FieldType.MULTI: (
        "multi choice, multi select, checkbox, checkboxes, select multiple, multiple, "
        "multi, select all, multiple select, tags"
    ),
    FieldType.COUNTRY: "country, countries, country multi",
    FieldType.IDENTIFIER: "identifier, doi, pmid",
    FieldType.CITATION: "citation, reference",
    FieldType.QUOTE: "quote, verbatim, quotation, extract",
}
_SPLIT = re.compile(r"\s*(?:\n|;|\|)\s*")
_NUMBERED = re.compile(r"^\s*(?:\d+|[a-z])\s*[.)=:]\s*", re.IGNORECASE)
_TRUE = frozenset({"yes", "y", "true", "1", "x", "required", "mandatory", "✓"})


@dataclass(frozen=True, slots=True)
class SheetMapping:
    """Which property each column of a sheet gives ("" for none), in the order of the columns."""

    header: tuple[str, ...]
    properties: tuple[str, ...]

    @property
    def is_usable(self) -> bool:
        """Tell whether the sheet gives at least a question and one more property."""
        used = [name for name in self.properties if name]
        return "label" in used and len(used) > 1


def recognised(header: Row) -> SheetMapping:
    """Return what the columns seem to be; every property is taken once."""
    taken: list[str] = []
    for column in header:
        plain = folded(column.replace("_", " ")).strip()
        names = (n for n, words in PROPERTIES.items() if plain in words.split(", "))
        taken.append(next((name for name in names if name not in taken), SKIP))
    return SheetMapping(tuple(header), tuple(taken))


def document_of_sheet(
    rows: Sequence[Row], mapping: SheetMapping, name: str, form_id: str
) -> dict[str, Any]:
    """Return the form of a sheet with one row a question; raises FormInvalid."""
    sections: dict[str, dict[str, Any]] = {}
    section = name
    for row in rows[1:]:
        entry = {
            named: row[column].strip()
            for column, named in enumerate(mapping.properties)
            if named and column < len(row)
        }
        section = entry.get("section") or section
        if not entry.get("label"):
            continue
        made = sections.setdefault(section, _section(section, sections))
        made["fields"].append(_field(entry, made))
    if not sections:
        raise FormInvalid(
            "This sheet holds no questions: no row has a text in the column of the question. "
            "Nothing was changed. Say which column holds the question and try again."
        )
    return {"id": form_id, "name": name, "sections": list(sections.values())}


def options_in(text: str) -> list[str]:
    """Return the options that a cell lists by lines, semicolons or bars (else by commas)."""
    parts = _SPLIT.split(text.strip())
    if len(parts) == 1:
        parts = text.split(",")
    cleaned = (_NUMBERED.sub("", part).strip() for part in parts)
    return list(dict.fromkeys(part for part in cleaned if part))


def type_named(text: str) -> FieldType | None:
    """Return the type that a person's word means, None when it means none."""
    plain = folded(text.replace("_", " ")).strip()
    by_value = next((kind for kind in FieldType if kind.value == text.strip()), None)
    spelled = (kind for kind, words in _TYPES.items() if plain in words.split(", "))
    return by_value or next(spelled, None)


def _section(label: str, known: Mapping[str, Any]) -> dict[str, Any]:
    key = free_id(key_of(label, "section"), [entry["key"] for entry in known.values()])
    return {"key": key, "label": label, "scope": "source", "repeating": False, "fields": []}


def _field(entry: Mapping[str, str], section: Mapping[str, Any]) -> dict[str, Any]:
    label = " ".join(entry["label"].split())
    taken = [field["key"] for field in section["fields"]]
    options = options_in(entry.get("options", ""))
    kind = type_named(entry.get("type", "")) or _kind_without_type(label, options)
    if kind in (FieldType.SINGLE, FieldType.MULTI) and not options:
        kind = FieldType.SHORT_TEXT
    document: dict[str, Any] = {
        "key": free_id(key_of(entry.get("key", "") or label, "field"), taken),
        "label": label,
        "type": kind.value,
        "in_characteristics_table": False,
    }
    if options and kind in (FieldType.SINGLE, FieldType.MULTI, FieldType.QUANTITY):
        document["options"] = options
    for name in ("help", "unit", "decision_rule", "basis"):
        if entry.get(name):
            document[name] = entry[name]
    for name in ("required", "evidence_required"):
        if entry.get(name, "").casefold() in _TRUE:
            document[name] = True
    policy = policy_named(entry.get("charted_by", ""))
    return document if policy is None else {**document, "policy": policy.value}


def _kind_without_type(label: str, options: Sequence[str]) -> FieldType:
    if options:
        yes_no = {option.casefold() for option in options} <= {"yes", "no", "unclear"}
        return FieldType.YES_NO if yes_no else FieldType.SINGLE
    words = folded(label).split()
    if "year" in words:
        return FieldType.YEAR
    return FieldType.COUNTRY if "country" in words else FieldType.LONG_TEXT
