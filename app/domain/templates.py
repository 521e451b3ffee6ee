"""Forms as JSON documents: the format of templates and of stored form versions."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, TypeVar

from app.domain.answers import Status
from app.domain.documents import (
    FormInvalid,
    check_unique,
    entries_of,
    flag_of,
    invalid,
    number_of,
    text_of,
    texts_of,
)
from app.domain.fields import (
    COLOURS,
    MARKS,
    Field,
    FieldType,
    Form,
    FormKind,
    Policy,
    Scope,
    Section,
)
from app.domain.rule_documents import (
    condition_from_json,
    condition_to_json,
    rule_from_json,
    rule_to_json,
)

__all__ = ["FormInvalid", "form_from_json", "form_to_json"]

_CHOICES = frozenset({FieldType.SINGLE, FieldType.MULTI})
_DEFAULT_CODES = ("NR", "NA", "Unclear")
_OPTIONAL = (
    "help", "required", "evidence_required", "unit", "basis", "role", "decision_rule", "points_to",
)  # fmt: skip
_SECTION_TEXTS = ("jbi", "row_label", "row_noun", "nested_by")
_IN_CHARACTERISTICS = "in_characteristics_table"

_Word = TypeVar("_Word", bound=StrEnum)


def form_from_json(document: Mapping[str, Any]) -> Form:
    """Return the form of a document; raises FormInvalid. Unknown keys are passed over."""
    form_id = text_of(document, "id", "the form")
    sections = tuple(_section(entry) for entry in entries_of(document, "sections", "the form"))
    check_unique("sections", (section.key for section in sections))
    fields = [field for section in sections for field in section.fields]
    check_unique("fields", (field.field_id for field in fields))
    kind = _word(FormKind, document, "kind", "the form", FormKind.EXTRACTION)
    if kind is not FormKind.CHECKLIST and not any(
        section.scope is Scope.STUDY and section.fields for section in sections
    ):
        raise invalid("it asks nothing about a study")
    return Form(
        form_id=form_id,
        version_id=text_of(document, "version_id", "the form", ""),
        number=number_of(document, "number"),
        name=text_of(document, "name", "the form", form_id),
        edition=text_of(document, "edition", "the form", ""),
        sections=sections,
        missing_codes=texts_of(document, "missing_codes", "the form") or _DEFAULT_CODES,
        kind=kind,
    )


def form_to_json(form: Form) -> dict[str, Any]:
    """Return the document of a form; `form_from_json` gives the same form back."""
    document: dict[str, Any] = {"id": form.form_id, "name": form.name, "edition": form.edition}
    if form.version_id:
        document["version_id"] = form.version_id
    if form.number:
        document["number"] = form.number
    if form.kind is not FormKind.EXTRACTION:
        document["kind"] = form.kind.value
    document["missing_codes"] = list(form.missing_codes)
    document["sections"] = [_section_document(section) for section in form.sections]
    return document


def _section(entry: Mapping[str, Any]) -> Section:
    key = text_of(entry, "key", "a section")
    where = f"the section “{key}”"
    fields = tuple(_field(key, field) for field in entries_of(entry, "fields", where))
    check_unique(f"fields of {where}", (field.key for field in fields))
    given = texts_of(entry, "given_rows", where)
    check_unique(f"given rows of {where}", given)
    return Section(
        key=key,
        label=text_of(entry, "label", where, key),
        scope=_word(Scope, entry, "scope", where, Scope.STUDY),
        repeating=flag_of(entry, "repeating", where),
        fields=fields,
        help=text_of(entry, "help", where, ""),
        locked=flag_of(entry, "locked", where),
        given_rows=given,
        show_if=condition_from_json(entry.get("show_if"), where),
        colour=_colour(entry, where),
        **{name: text_of(entry, name, where, "") for name in _SECTION_TEXTS},
    )


def _colour(entry: Mapping[str, Any], where: str) -> int | None:
    found = entry.get("colour")
    if found is None:
        return None
    if isinstance(found, bool) or not isinstance(found, int) or not 0 <= found < COLOURS:
        raise invalid(f"{where} has no colour from 0 to {COLOURS - 1} under “colour”")
    return found


def _field(section_key: str, entry: Mapping[str, Any]) -> Field:
    key = text_of(entry, "key", f"a field of the section “{section_key}”")
    where = f"the field “{section_key}.{key}”"
    kind = _word(FieldType, entry, "type", where)
    options = texts_of(entry, "options", where)
    check_unique(f"options of {where}", options)
    if kind in _CHOICES and not options:
        raise invalid(f"{where} offers a choice but lists no options")
    return Field(
        field_id=text_of(entry, "field_id", where, f"{section_key}.{key}"),
        key=key,
        label=text_of(entry, "label", where, key),
        type=kind,
        options=options,
        help=text_of(entry, "help", where, ""),
        unit=text_of(entry, "unit", where, ""),
        basis=text_of(entry, "basis", where, ""),
        role=text_of(entry, "role", where, ""),
        required=flag_of(entry, "required", where),
        evidence_required=flag_of(entry, "evidence_required", where),
        in_characteristics=flag_of(entry, _IN_CHARACTERISTICS, where),
        default=entry.get("default"),
        decision_rule=text_of(entry, "decision_rule", where, ""),
        points_to=text_of(entry, "points_to", where, ""),
        **_demands(entry, where),
    )


def _demands(entry: Mapping[str, Any], where: str) -> dict[str, Any]:
    rules = entries_of(entry, "rules", where) if "rules" in entry else ()
    named = {"policy": entry.get("policy")}
    return {
        "rules": tuple(rule_from_json(rule, where) for rule in rules),
        "show_if": condition_from_json(entry.get("show_if"), where),
        "policy": named["policy"] and _word(Policy, named, "policy", where),
        "statuses": _statuses(entry, where),
    }


def _statuses(entry: Mapping[str, Any], where: str) -> tuple[Status, ...]:
    """Return the marks allowed, in their usual order; all when the document says nothing."""
    if "statuses" not in entry:
        return MARKS
    named = texts_of(entry, "statuses", where)
    found = {_word(Status, {"status": name}, "status", where) for name in named}
    return tuple(mark for mark in MARKS if mark in found)


def _section_document(section: Section) -> dict[str, Any]:
    texts = {name: getattr(section, name) for name in _SECTION_TEXTS}
    return {
        "key": section.key,
        "label": section.label,
        "repeating": section.repeating,
        "scope": section.scope.value,
        "help": section.help,
        **({"locked": True} if section.locked else {}),
        **{name: value for name, value in texts.items() if value},
        **({"given_rows": list(section.given_rows)} if section.given_rows else {}),
        **_shown_if(section),
        **({} if section.colour is None else {"colour": section.colour}),
        "fields": [_field_document(section.key, field) for field in section.fields],
    }


def _shown_if(entry: Section | Field) -> dict[str, Any]:
    return {} if entry.show_if is None else {"show_if": condition_to_json(entry.show_if)}


def _field_document(section_key: str, field: Field) -> dict[str, Any]:
    optional: dict[str, Any] = {
        "field_id": "" if field.field_id == f"{section_key}.{field.key}" else field.field_id,
        "options": list(field.options),
        **{name: getattr(field, name) for name in _OPTIONAL},
        "rules": [rule_to_json(rule) for rule in field.rules],
        "policy": field.policy.value if field.policy else "",
    }
    statuses = [mark.value for mark in field.statuses]
    return {
        "key": field.key,
        "label": field.label,
        "type": field.type.value,
        **{name: value for name, value in optional.items() if value},
        **_shown_if(field),
        **({} if field.statuses == MARKS else {"statuses": statuses}),
        _IN_CHARACTERISTICS: field.in_characteristics,
        **({} if field.default is None else {"default": field.default}),
    }


def _word(
    words: type[_Word],
    entry: Mapping[str, Any],
    key: str,
    where: str,
    default: _Word | None = None,
) -> _Word:
    """Return the word under a key; raises FormInvalid when it is none of `words`."""
    named = text_of(entry, key, where, None if default is None else default.value)
    try:
        return words(named)
    except ValueError:
        raise invalid(f"{where} has the unknown {key} “{named}”") from None
