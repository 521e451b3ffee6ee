"""The designer's moves: each makes the edit that carries it out from the draft as it is."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from app.domain.accents import bare
from app.domain.edits import Edit, Together
from app.domain.errors import NotFound
from app.domain.fields import FieldType, Scope
from app.domain.form_draft import (
    STALE,
    free_id,
    id_of,
    place_of_field,
    place_of_section,
    with_section,
)
from app.domain.form_edits import (
    Document,
    FieldAt,
    SectionAt,
    SetDraftField,
    SetDraftSection,
)

CHOICES = frozenset({FieldType.SINGLE.value, FieldType.MULTI.value})
FIRST_OPTIONS = ("Option 1", "Option 2")
LONGEST_KEY = 40


class Moves:
    """Edits of one draft. `taken` are the field ids of all versions: none is given twice."""

    def __init__(self, form_id: str, document: Document, taken: Iterable[str] = ()) -> None:
        """Make moves of the draft as it is in `document`."""
        self._form_id = form_id
        self._document = document
        self._taken = {*taken, *field_ids(document)}

    def add_field(
        self, section_key: str, position: int, kind: FieldType, label: str
    ) -> tuple[Edit, str]:
        """Return the edit that adds a field, and the id of the field."""
        document: dict[str, Any] = {
            "label": label,
            "type": kind.value,
            "in_characteristics_table": False,
        }
        if kind.value in CHOICES:
            document["options"] = list(FIRST_OPTIONS)
        return self._placed(section_key, position, document)

    def duplicate_field(self, field_id: str) -> tuple[Edit, str]:
        """Return the edit that puts a copy of a field after it, and the id of the copy."""
        stands = self._field(field_id)
        copy = {k: v for k, v in stands.document.items() if k not in ("key", "field_id")}
        return self._placed(stands.section_key, stands.position + 1, copy)

    def change_field(self, field_id: str, said: Mapping[str, Any]) -> Edit:
        """Return the edit that sets properties of a field; None takes a property away."""
        stands = self._field(field_id)
        document = _changed(stands.document, {"field_id": field_id, **said})
        if document["type"] in CHOICES and not document.get("options"):
            document["options"] = list(FIRST_OPTIONS)
        if document["type"] not in (*CHOICES, FieldType.QUANTITY.value):
            document.pop("options", None)
        after = FieldAt(stands.section_key, stands.position, document)
        return SetDraftField(self._form_id, stands, after)

    def move_field(self, field_id: str, section_key: str, position: int) -> Edit:
        """Return the edit that moves a field; `position` counts without the field itself."""
        stands = self._field(field_id)
        document = {**stands.document, "field_id": field_id}
        if section_key != stands.section_key:
            document["key"] = self._free_key(section_key, str(document["key"]), field_id)
        others = [f for f in self._fields(section_key) if id_of(section_key, f) != field_id]
        at = FieldAt(section_key, min(position, len(others)), document)
        return SetDraftField(self._form_id, stands, at)

    def step_field(self, field_id: str, by: int) -> Edit | None:
        """Return the edit that moves a field one place, into the next section at an end."""
        stands = self._field(field_id)
        target = stands.position + by
        if 0 <= target < len(self._section(stands.section_key)["fields"]):
            return self.move_field(field_id, stands.section_key, target)
        keys = [section["key"] for section in self._document["sections"]]
        place = keys.index(stands.section_key) + by
        if not 0 <= place < len(keys):
            return None
        end = len(self._section(keys[place])["fields"]) if by < 0 else 0
        return self.move_field(field_id, keys[place], end)

    def remove_field(self, field_id: str) -> Edit:
        """Return the edit that takes a field out; answers to it stay in the file."""
        return SetDraftField(self._form_id, self._field(field_id), None)

    def add_section(
        self, position: int, label: str, *, repeating: bool = False, review: bool = False
    ) -> tuple[Edit, str]:
        """Return the edit that adds an empty section, and the key of the section."""
        key = free_id(key_of(label, "section"), self._section_keys())
        document = {
            "key": key,
            "label": label,
            "repeating": repeating,
            "scope": (Scope.REVIEW if review else Scope.STUDY).value,
            "help": "",
            "fields": [],
        }
        at = SectionAt(min(position, len(self._document["sections"])), document)
        return SetDraftSection(self._form_id, None, at), key

    def change_section(self, key: str, said: Mapping[str, Any]) -> Edit:
        """Return the edit that sets properties of a section; None takes a property away."""
        stands = self._place(key)
        after = SectionAt(stands.position, _changed(stands.document, said))
        return SetDraftSection(self._form_id, stands, after)

    def move_section(self, key: str, position: int) -> Edit | None:
        """Return the edit that moves a section to a place among the others."""
        stands = self._place(key)
        if not 0 <= position < len(self._document["sections"]) or position == stands.position:
            return None
        return SetDraftSection(self._form_id, stands, SectionAt(position, stands.document))

    def remove_section(self, key: str) -> Edit:
        """Return the edit that takes a section out with its fields; answers stay in the file."""
        stands = place_of_section(self._document, key, fields=True)
        if stands is None:
            raise NotFound(STALE)
        return SetDraftSection(self._form_id, stands, None)

    def add_sections(self, sections: Sequence[Document], position: int) -> Edit:
        """Return the edit that takes in sections of another form; keys in use get a number."""
        edits: list[Edit] = []
        document, taken = self._document, set(self._taken)
        first = min(position, len(self._document["sections"]))
        for place, section in enumerate(sections, start=first):
            keys = {entry["key"] for entry in document["sections"]}
            at = SectionAt(place, _taken_in(section, free_id(str(section["key"]), keys), taken))
            edits.append(SetDraftSection(self._form_id, None, at))
            document = with_section(document, None, at)
        return Together(tuple(edits))

    def _placed(
        self, section_key: str, position: int, document: Mapping[str, Any]
    ) -> tuple[Edit, str]:
        key = self._free_key(section_key, key_of(str(document["label"]), "field"))
        field_id = free_id(f"{section_key}.{key}", self._taken)
        whole = {"key": key, "field_id": field_id, **document}
        place = min(position, len(self._fields(section_key)))
        edit = SetDraftField(self._form_id, None, FieldAt(section_key, place, whole))
        return edit, field_id

    def _fields(self, section_key: str) -> Sequence[Mapping[str, Any]]:
        found: Sequence[Mapping[str, Any]] = self._section(section_key)["fields"]
        return found

    def _free_key(self, section_key: str, key: str, but: str = "") -> str:
        fields = self._fields(section_key)
        return free_id(key, [f["key"] for f in fields if id_of(section_key, f) != but])

    def _field(self, field_id: str) -> FieldAt:
        found = place_of_field(self._document, field_id)
        if found is None:
            raise NotFound(STALE)
        return found

    def _place(self, key: str) -> SectionAt:
        found = place_of_section(self._document, key)
        if found is None:
            raise NotFound(STALE)
        return found

    def _section(self, key: str) -> Mapping[str, Any]:
        for section in self._document["sections"]:
            if section["key"] == key:
                return dict(section)
        raise NotFound(STALE)

    def _section_keys(self) -> list[str]:
        return [section["key"] for section in self._document["sections"]]


def field_ids(document: Document) -> frozenset[str]:
    """Return the ids of all fields of a document."""
    return frozenset(
        id_of(section["key"], field)
        for section in document["sections"]
        for field in section["fields"]
    )


def key_of(label: str, fallback: str) -> str:
    """Return a key made from a label: small letters, digits and underscores."""
    words = re.sub(r"[^a-z0-9]+", "_", bare(label).casefold()).strip("_")
    short = words[:LONGEST_KEY].rstrip("_")
    return short or fallback


def _taken_in(section: Document, key: str, taken: set[str]) -> dict[str, Any]:
    """Return a section of another form under a key of its own, its fields with new ids.

    Conditions, rules and references among its own fields follow the new ids.
    """
    renamed: dict[str, str] = {str(section["key"]): key}
    fields = []
    for field in section["fields"]:
        field_id = free_id(f"{key}.{field['key']}", taken)
        taken.add(field_id)
        renamed[id_of(str(section["key"]), field)] = field_id
        fields.append({**field, "field_id": field_id})
    return {**section, "key": key, "fields": [_redirected(field, renamed) for field in fields]}


def _redirected(value: Any, renamed: Mapping[str, str]) -> Any:  # noqa: ANN401 - any JSON
    if isinstance(value, list):
        return [_redirected(item, renamed) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        name: renamed.get(item, item)
        if name in ("field", "with", "points_to") and isinstance(item, str)
        else _redirected(item, renamed)
        for name, item in value.items()
    }


def _changed(document: Document, said: Mapping[str, Any]) -> dict[str, Any]:
    merged = {**document, **said}
    return {name: value for name, value in merged.items() if value is not None}
