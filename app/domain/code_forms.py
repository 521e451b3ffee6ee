"""A form from the codes of other programs: EPPI-Reviewer code sets, labelbuddy labels."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from app.domain.documents import FormInvalid
from app.domain.fields import FieldType
from app.domain.form_draft import free_id
from app.domain.form_moves import key_of


def is_code_sets(document: object) -> bool:
    """Tell whether a JSON document is an EPPI-Reviewer export with code sets."""
    return isinstance(document, dict) and isinstance(document.get("CodeSets"), list)


def is_labels(document: object) -> bool:
    """Tell whether a JSON document is a list of labels with names, as labelbuddy keeps them."""
    return (
        isinstance(document, list)
        and bool(document)
        and all(isinstance(item, dict) and isinstance(item.get("name"), str) for item in document)
    )


def form_of_code_sets(document: Mapping[str, Any], name: str, form_id: str) -> dict[str, Any]:
    """Return the form of an EPPI-Reviewer export; raises FormInvalid.

    A code set becomes a section and each of its codes a field: codes below a code are its
    options, a code without any is a yes/no question. Deeper codes keep the names above them.
    """
    sections: list[dict[str, Any]] = []
    for code_set in document["CodeSets"]:
        label = str(code_set.get("SetName") or "Codes").strip() or "Codes"
        section = _section(label, [entry["key"] for entry in sections])
        for code in _children(code_set):
            _add(section, str(code.get("AttributeName") or "Code"), *_asked(code))
        if section["fields"]:
            sections.append(section)
    return _form(sections, name, form_id, "Its code sets have no codes in this export.")


def form_of_labels(labels: Sequence[Mapping[str, Any]], name: str, form_id: str) -> dict[str, Any]:
    """Return the form of a list of labels: each asks for the words it marks in the paper."""
    section = _section(name, [])
    for label in labels:
        text = " ".join(str(label["name"]).split())
        if text:
            _add(section, text, FieldType.QUOTE, [], "")
    return _form([section] if section["fields"] else [], name, form_id, "It lists no labels.")


def _children(code: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    below = code.get("Attributes")
    found = below.get("AttributesList") if isinstance(below, dict) else below
    return [entry for entry in found if isinstance(entry, dict)] if isinstance(found, list) else []


def _asked(code: Mapping[str, Any]) -> tuple[FieldType, list[str], str]:
    options = list(dict.fromkeys(_options(code, "")))
    said = str(code.get("AttributeSetDescription") or code.get("AttributeDescription") or "")
    return (FieldType.MULTI if options else FieldType.YES_NO), options, said.strip()


def _options(code: Mapping[str, Any], above: str) -> Iterator[str]:
    for child in _children(code):
        label = f"{above}{' '.join(str(child.get('AttributeName') or '').split())}"
        if label.strip():
            yield label
            yield from _options(child, f"{label} / ")


def _section(label: str, taken: Sequence[str]) -> dict[str, Any]:
    key = free_id(key_of(label, "section"), taken)
    return {"key": key, "label": label, "scope": "source", "repeating": False, "fields": []}


def _add(
    section: dict[str, Any], label: str, kind: FieldType, options: list[str], said: str
) -> None:
    field: dict[str, Any] = {
        "key": free_id(key_of(label, "field"), [field["key"] for field in section["fields"]]),
        "label": label,
        "type": kind.value,
        "in_characteristics_table": kind is not FieldType.QUOTE,
    }
    if options:
        field["options"] = options
    if said:
        field["help"] = said
    section["fields"].append(field)


def _form(sections: list[dict[str, Any]], name: str, form_id: str, empty: str) -> dict[str, Any]:
    if not sections:
        raise FormInvalid(
            f"No form can be made of this file. {empty} Nothing was changed. "
            "Export it again with its codes, or choose another file."
        )
    return {"id": form_id, "name": name, "sections": sections}
