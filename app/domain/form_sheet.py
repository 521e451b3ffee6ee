"""A form as a table, one row a field, and back: what a librarian edits in a spreadsheet.

The first row names the columns. A row of the kind "form" says what the form is, a row of the
kind "section" begins a section, and every other row is a field. Lists stand one item a line,
conditions and rules as JSON. By how many people a field is charted has its column in any case,
to be filled; empty: as the review says.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from app.domain.documents import FormInvalid
from app.domain.policy_words import policy_named

Row = Sequence[str]

KIND = "Kind"
_TEXTS = {
    "key": "Key",
    "label": "Label",
    "type": "Type",
    "unit": "Unit",
    "help": "Help",
    "decision_rule": "Decision rule",
    "role": "Role",
    "basis": "Basis",
    "policy": "Charted by",
    "points_to": "Points to",
    "scope": "Scope",
    "jbi": "JBI part",
    "row_label": "Rows named by",
    "row_noun": "A row is called",
    "nested_by": "Rows stand under",
    "field_id": "Field ID",
    "id": "Form ID",
    "name": "Form name",
    "edition": "Edition",
}
_FLAGS = {
    "required": "Required",
    "evidence_required": "Quote required",
    "in_characteristics_table": "In characteristics table",
    "repeating": "Repeating",
    "locked": "Locked",
}
_LISTS = {
    "options": "Options",
    "statuses": "Marks",
    "given_rows": "Given rows",
    "missing_codes": "Missing codes",
}
_ORDER = (
    "key", "label", "type", "options", "required", "evidence_required", "unit", "help",
    "decision_rule", "show_if", "rules", "role", "in_characteristics_table", "policy",
    "statuses", "default", "basis", "points_to", "scope", "repeating", "locked", "jbi",
    "row_label", "row_noun", "given_rows", "nested_by", "colour", "field_id", "id", "name",
    "edition", "kind", "missing_codes",
)  # fmt: skip
_JSON = {
    "show_if": "Show if",
    "rules": "Rules",
    "default": "Default",
    "colour": "Colour",
    "kind": "Form kind",
}
_NAMES = {**_TEXTS, **_FLAGS, **_LISTS, **_JSON}
_KEYS = {name: key for key, name in _NAMES.items()}
_DROPPED = frozenset({"sections", "fields", "version_id", "number"})


def sheet_of(document: Mapping[str, Any]) -> tuple[Row, ...]:
    """Return a form's document as rows of text, the first one naming the columns."""
    entries = [("form", document)]
    for section in document["sections"]:
        entries.append(("section", section))
        entries += [("field", field) for field in section["fields"]]
    used = {key for _, entry in entries for key in entry if key not in _DROPPED} | {"policy"}
    keys = [key for key in _ORDER if key in used] + sorted(used - set(_ORDER))
    head = (KIND, *(_NAMES.get(key, key) for key in keys))
    lines = (
        (kind, *(_written(key, entry[key]) if key in entry else "" for key in keys))
        for kind, entry in entries
    )
    return (head, *lines)


def is_form_sheet(rows: Sequence[Row]) -> bool:
    """Tell whether a table is one that `sheet_of` wrote (perhaps edited since)."""
    return bool(rows) and KIND in rows[0] and "Label" in rows[0]


def document_of(rows: Sequence[Row]) -> dict[str, Any]:
    """Return the document of a table that `sheet_of` wrote; raises FormInvalid."""
    head = rows[0]
    document: dict[str, Any] = {"sections": []}
    for number, row in enumerate(rows[1:], start=2):
        entry = dict(zip(head, (*row, *[""] * len(head)), strict=False))
        kind = entry.pop(KIND, "").strip().casefold()
        said = {
            key: _read(key, text, number)
            for name, text in entry.items()
            if text.strip() and (key := _KEYS.get(name, name))
        }
        if not said:
            continue
        _place(document, kind, said, number)
    return document


def _place(document: dict[str, Any], kind: str, said: dict[str, Any], number: int) -> None:
    sections = document["sections"]
    if kind == "form":
        document.update(said)
    elif kind == "section":
        sections.append({**said, "fields": []})
    elif kind in ("field", ""):
        if not sections:
            raise _unreadable(number, "stands before any section")
        sections[-1]["fields"].append(said)
    else:
        raise _unreadable(number, f"is of the unknown kind “{kind}”")


def _written(key: str, value: Any) -> str:  # noqa: ANN401 - any JSON
    if key in _TEXTS and isinstance(value, str):
        return value
    if key in _FLAGS and isinstance(value, bool):
        return "yes" if value else "no"
    if key in _LISTS and _are_lines(value):
        return "\n".join(value)
    return json.dumps(value, ensure_ascii=False)


def _are_lines(value: Any) -> bool:  # noqa: ANN401 - any JSON
    """Tell whether a list can stand one item a line and be read back the same."""
    return isinstance(value, list) and all(
        isinstance(item, str) and item == item.strip() and item and not item.startswith('["')
        and len(item.splitlines()) == 1
        for item in value
    )  # fmt: skip


def _read(key: str, text: str, number: int) -> object:
    if key == "policy":
        named = policy_named(text)
        return text if named is None else named.value
    if key in _TEXTS:
        return text
    if key in _FLAGS:
        return _flag(text, number)
    if key in _LISTS and not text.startswith('["'):
        return [line.strip() for line in text.splitlines() if line.strip()]
    try:
        return json.loads(text)
    except ValueError:
        if key in ("default", "kind"):
            return text
        raise _unreadable(number, f"has no JSON under “{_NAMES.get(key, key)}”") from None


def _flag(text: str, number: int) -> bool:
    said = text.strip().casefold()
    if said in YES:
        return True
    if said in NO:
        return False
    raise _unreadable(number, f"says “{text}” where yes or no is expected")


YES: Iterable[str] = frozenset({"yes", "y", "true", "1", "x", "required", "mandatory"})
NO: Iterable[str] = frozenset({"no", "n", "false", "0", "-", "optional"})


def _unreadable(number: int, what: str) -> FormInvalid:
    return FormInvalid(
        f"This sheet cannot be read as a form: row {number} {what}. Nothing was changed. "
        "Correct the row and try again."
    )
