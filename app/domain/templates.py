"""Forms as JSON documents: the format of templates and of stored form versions."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from app.domain.errors import AppError
from app.domain.fields import Field, FieldType, Form, Scope, Section

_CHOICES = frozenset({FieldType.SINGLE, FieldType.MULTI})
_DEFAULT_CODES = ("NR", "NA", "Unclear")
_OPTIONAL = ("help", "required", "evidence_required", "unit", "basis", "role")
_IN_CHARACTERISTICS = "in_characteristics_table"


class FormInvalid(AppError):
    """A document that is not a usable form."""


def form_from_json(document: Mapping[str, Any]) -> Form:
    """Return the form of a document; raises FormInvalid. Unknown keys are passed over."""
    form_id = _text(document, "id", "the form")
    sections = tuple(_section(entry) for entry in _entries(document, "sections", "the form"))
    _check_unique("sections", (section.key for section in sections))
    fields = [field for section in sections for field in section.fields]
    _check_unique("fields", (field.field_id for field in fields))
    if not any(section.scope is Scope.STUDY and section.fields for section in sections):
        raise _invalid("it asks nothing about a study")
    return Form(
        form_id=form_id,
        version_id=_text(document, "version_id", "the form", ""),
        number=_number(document, "number"),
        name=_text(document, "name", "the form", form_id),
        edition=_text(document, "edition", "the form", ""),
        sections=sections,
        missing_codes=_texts(document, "missing_codes", "the form") or _DEFAULT_CODES,
    )


def form_to_json(form: Form) -> dict[str, Any]:
    """Return the document of a form; `form_from_json` gives the same form back."""
    document: dict[str, Any] = {"id": form.form_id, "name": form.name, "edition": form.edition}
    if form.version_id:
        document["version_id"] = form.version_id
    if form.number:
        document["number"] = form.number
    document["missing_codes"] = list(form.missing_codes)
    document["sections"] = [_section_document(section) for section in form.sections]
    return document


def _section(entry: Mapping[str, Any]) -> Section:
    key = _text(entry, "key", "a section")
    where = f"the section “{key}”"
    fields = tuple(_field(key, field) for field in _entries(entry, "fields", where))
    _check_unique(f"fields of {where}", (field.key for field in fields))
    return Section(
        key=key,
        label=_text(entry, "label", where, key),
        scope=_scope(entry, where),
        repeating=_flag(entry, "repeating", where),
        fields=fields,
        help=_text(entry, "help", where, ""),
        locked=_flag(entry, "locked", where),
        jbi=_text(entry, "jbi", where, ""),
    )


def _field(section_key: str, entry: Mapping[str, Any]) -> Field:
    key = _text(entry, "key", f"a field of the section “{section_key}”")
    where = f"the field “{section_key}.{key}”"
    kind = _type(entry, where)
    options = _texts(entry, "options", where)
    _check_unique(f"options of {where}", options)
    if kind in _CHOICES and not options:
        raise _invalid(f"{where} offers a choice but lists no options")
    return Field(
        field_id=_text(entry, "field_id", where, f"{section_key}.{key}"),
        key=key,
        label=_text(entry, "label", where, key),
        type=kind,
        options=options,
        help=_text(entry, "help", where, ""),
        unit=_text(entry, "unit", where, ""),
        basis=_text(entry, "basis", where, ""),
        role=_text(entry, "role", where, ""),
        required=_flag(entry, "required", where),
        evidence_required=_flag(entry, "evidence_required", where),
        in_characteristics=_flag(entry, _IN_CHARACTERISTICS, where),
        default=entry.get("default"),
    )


def _section_document(section: Section) -> dict[str, Any]:
    return {
        "key": section.key,
        "label": section.label,
        "repeating": section.repeating,
        "scope": section.scope.value,
        "help": section.help,
        **({"locked": True} if section.locked else {}),
        **({"jbi": section.jbi} if section.jbi else {}),
        "fields": [_field_document(section.key, field) for field in section.fields],
    }


def _field_document(section_key: str, field: Field) -> dict[str, Any]:
    optional: dict[str, Any] = {
        "field_id": "" if field.field_id == f"{section_key}.{field.key}" else field.field_id,
        "options": list(field.options),
        **{name: getattr(field, name) for name in _OPTIONAL},
    }
    return {
        "key": field.key,
        "label": field.label,
        "type": field.type.value,
        **{name: value for name, value in optional.items() if value},
        _IN_CHARACTERISTICS: field.in_characteristics,
        **({} if field.default is None else {"default": field.default}),
    }


def _type(entry: Mapping[str, Any], where: str) -> FieldType:
    named = _text(entry, "type", where)
    try:
        return FieldType(named)
    except ValueError:
        raise _invalid(f"{where} has the unknown type “{named}”") from None


def _scope(entry: Mapping[str, Any], where: str) -> Scope:
    named = _text(entry, "scope", where, Scope.STUDY.value)
    try:
        return Scope(named)
    except ValueError:
        raise _invalid(f"{where} has the unknown scope “{named}”") from None


def _entries(entry: Mapping[str, Any], key: str, where: str) -> Sequence[Mapping[str, Any]]:
    found = entry.get(key)
    if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
        raise _invalid(f"{where} has no list of {key}")
    return found


def _text(entry: Mapping[str, Any], key: str, where: str, default: str | None = None) -> str:
    found = entry.get(key, default)
    if not isinstance(found, str) or (default is None and not found.strip()):
        raise _invalid(f"{where} has no text under “{key}”")
    return found


def _texts(entry: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
    found = entry.get(key, [])
    if not isinstance(found, list) or not all(isinstance(t, str) and t.strip() for t in found):
        raise _invalid(f"{where} has something other than texts under “{key}”")
    return tuple(found)


def _flag(entry: Mapping[str, Any], key: str, where: str) -> bool:
    found = entry.get(key, False)
    if not isinstance(found, bool):
        raise _invalid(f"{where} has neither true nor false under “{key}”")
    return found


def _number(entry: Mapping[str, Any], key: str) -> int:
    found = entry.get(key, 0)
    if isinstance(found, bool) or not isinstance(found, int) or found < 0:
        raise _invalid(f"the form has no whole number under “{key}”")
    return found


def _check_unique(what: str, keys: Iterable[str]) -> None:
    repeated = [key for key, count in Counter(keys).items() if count > 1]
    if repeated:
        raise _invalid(f"two {what} are called “{repeated[0]}”")


def _invalid(why: str) -> FormInvalid:
    return FormInvalid(
        f"This form cannot be used: {why}. Nothing was changed. Correct the file and try again."
    )
