"""Changing the document of a form piece by piece, and what stands in the way of publishing it."""

from collections.abc import Iterable, Mapping
from typing import Any

from app.domain.edits import Edit, Together
from app.domain.errors import StaleEdit
from app.domain.fields import Form, Scope, Section
from app.domain.form_edits import (
    Document,
    FieldAt,
    SectionAt,
    SetDraftAbout,
    SetDraftField,
    SetDraftSection,
)
from app.domain.templates import FormInvalid, form_from_json, form_to_json

CORE = "JBI "  # how the basis of a field of the instrument begins
STALE = "The draft was changed in the meantime. Nothing was overwritten. Look at it and try again."


def whole(form: Form) -> dict[str, Any]:
    """Return the document of a form with the id of every field written out."""
    document = form_to_json(form)
    for section, written in zip(form.sections, document["sections"], strict=True):
        for field, entry in zip(section.fields, written["fields"], strict=True):
            entry["field_id"] = field.field_id
    return document


def form_of(document: Document) -> Form:
    """Return the form of a draft; raises FormInvalid."""
    return form_from_json(document)


def place_of_field(document: Document, field_id: str) -> FieldAt | None:
    """Return where a field stands, or None."""
    for section in document["sections"]:
        for position, field in enumerate(section["fields"]):
            if id_of(section["key"], field) == field_id:
                return FieldAt(section["key"], position, field)
    return None


def place_of_section(document: Document, key: str, *, fields: bool = False) -> SectionAt | None:
    """Return where a section stands; with its fields on request, as for its removal."""
    for position, section in enumerate(document["sections"]):
        if section["key"] == key:
            return SectionAt(position, section if fields else _bare(section))
    return None


def with_field(document: Document, before: FieldAt | None, after: FieldAt | None) -> Document:
    """Return the document with a field added, changed, moved or removed; raises StaleEdit."""
    sections = [dict(section) for section in document["sections"]]
    if before is not None:
        fields = list(_section(sections, before.section_key)["fields"])
        if before.position >= len(fields) or fields[before.position] != before.document:
            raise StaleEdit(STALE)
        del fields[before.position]
        _section(sections, before.section_key)["fields"] = fields
    if after is not None:
        fields = list(_section(sections, after.section_key)["fields"])
        fields.insert(after.position, dict(after.document))
        _section(sections, after.section_key)["fields"] = fields
    return {**document, "sections": sections}


def with_section(document: Document, before: SectionAt | None, after: SectionAt | None) -> Document:
    """Return the document with a section added, changed, moved or removed; raises StaleEdit."""
    sections = [dict(section) for section in document["sections"]]
    fields: list[Any] = []
    if before is not None:
        if before.position >= len(sections):
            raise StaleEdit(STALE)
        stored = sections.pop(before.position)
        expected = stored if "fields" in before.document else _bare(stored)
        if expected != before.document:
            raise StaleEdit(STALE)
        fields = stored["fields"]
    if after is not None:
        sections.insert(after.position, {"fields": fields, **after.document})
    return {**document, "sections": sections}


def carried_out(document: Document, edit: Edit) -> Document:
    """Return the document after an edit of the draft; raises StaleEdit."""
    match edit:
        case Together():
            for part in edit.edits:
                document = carried_out(document, part)
        case SetDraftField():
            document = with_field(document, edit.before, edit.after)
        case SetDraftSection():
            document = with_section(document, edit.before, edit.after)
        case SetDraftAbout():
            document = with_about(document, edit.before, edit.after)
    return document


def about(document: Document) -> dict[str, Any]:
    """Return what a document says of the form itself: everything but its sections."""
    return {name: value for name, value in document.items() if name != "sections"}


def with_about(document: Document, before: Document, after: Document) -> Document:
    """Return the document with other words about itself; raises StaleEdit."""
    if about(document) != before:
        raise StaleEdit(STALE)
    return {**after, "sections": document["sections"]}


def id_of(section_key: str, field: Mapping[str, Any]) -> str:
    """Return the id of a field's document."""
    return str(field.get("field_id") or f"{section_key}.{field['key']}")


def free_id(wanted: str, taken: Iterable[str]) -> str:
    """Return an id that no version has used: the wanted one, else with a number."""
    used = set(taken)
    if wanted not in used:
        return wanted
    number = next(n for n in range(2, len(used) + 3) if f"{wanted}_{n}" not in used)
    return f"{wanted}_{number}"


def problem_of(document: Document, published: Form | None) -> str:
    """Return the sentence that says why a draft can't be kept as it is, or nothing.

    `published` is the version the draft was begun from: answers given under it must find
    their place again, so its fields can't pass between single and repeating sections.
    """
    try:
        form = form_of(document)
    except FormInvalid as invalid:
        if not invalid.why:
            return invalid.message
        return f"The form can't be like this: {invalid.why}. Nothing was changed. Choose another."
    return "" if published is None else _displaced(published, form)


def core_problem(before: Document, after: Document) -> str:
    """Return the sentence that says which part of the JBI instrument an edit takes away.

    In a locked section (sections 1 to 3 of the instrument) the fields of the instrument itself
    stay, with their type; their words may change, and others may be added.
    """
    kept = {
        (section["key"], id_of(section["key"], field), field["type"])
        for section in after["sections"]
        for field in section["fields"]
    }
    for section in before["sections"]:
        for field in section["fields"] if section.get("locked") else ():
            basis = str(field.get("basis", ""))
            part = (section["key"], id_of(section["key"], field), field["type"])
            if basis.startswith(CORE) and part not in kept:
                return (
                    f"“{field['label']}” belongs to the JBI instrument ({basis}), so it stays in "
                    "its section with its type. Nothing was changed. Change its words, or add "
                    "fields beside it."
                )
    return ""


def _displaced(published: Form, form: Form) -> str:
    for section in form.sections:
        for field in section.fields:
            if not published.has(field.field_id):
                continue
            was = published.section_of(field.field_id)
            if was.repeating != section.repeating or was.scope != section.scope:
                return (
                    f"“{field.label}” can't go from “{was.label}” to “{section.label}”: "
                    f"{_kind(was)} and {_kind(section)} hold their answers in different places. "
                    "Nothing was changed. "
                    "Duplicate the field there and remove it here; its answers stay in the file."
                )
            if was.repeating and was.key != section.key:
                return (
                    f"“{field.label}” can't leave the repeating section “{was.label}”: its "
                    "answers belong to the rows of that section. Nothing was changed. "
                    "Duplicate the field there and remove it here; its answers stay in the file."
                )
    return ""


def _kind(section: Section) -> str:
    if section.scope is Scope.REVIEW:
        return "questions about the review"
    return "repeating rows" if section.repeating else "single questions"


def _section(sections: list[dict[str, Any]], key: str) -> dict[str, Any]:
    for section in sections:
        if section["key"] == key:
            return section
    raise StaleEdit(STALE)


def _bare(section: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in section.items() if name != "fields"}
