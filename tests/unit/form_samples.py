"""A form with everything a form may demand, and records of it."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.domain.answers import Answer, Cell, Json, Status
from app.domain.fields import Form
from app.domain.records import Record, Row
from app.domain.studies import ExtractionStatus, PaperState, Study
from app.domain.templates import form_from_json

RICH: dict[str, Any] = {
    "id": "rich",
    "sections": [
        {
            "key": "review",
            "scope": "project",
            "fields": [{"key": "reasons", "type": "repeating_text"}],
        },
        {
            "key": "design",
            "colour": 3,
            "fields": [
                {
                    "key": "design",
                    "type": "single_select",
                    "options": ["Trial", "Cohort", "Other"],
                    "decision_rule": "Trial only when allocated at random.",
                    "policy": "double",
                },
                {
                    "key": "arms",
                    "label": "Number of arms",
                    "type": "integer",
                    "rules": [{"range": ["1", "9"]}],
                    "show_if": {"field": "design.design", "is": "Trial"},
                },
                {"key": "enrolled", "label": "Enrolled", "type": "integer"},
                {
                    "key": "analysed",
                    "label": "Analysed",
                    "type": "integer",
                    "rules": [
                        {"compare": "<=", "with": "design.enrolled", "message": "More than came."}
                    ],
                    "statuses": ["not_reported", "computed"],
                },
                {
                    "key": "registration",
                    "type": "identifier",
                    "rules": [{"pattern": "NCT\\d{8}", "soft": True}, {"length": [None, 40]}],
                    "show_if": {
                        "any": [
                            {"field": "design.design", "is": "Trial"},
                            {
                                "all": [
                                    {"field": "design.arms", "at_least": 2},
                                    {"field": "design.enrolled", "answered": True},
                                ]
                            },
                        ]
                    },
                },
                {"key": "reason", "type": "project_list", "points_to": "review.reasons"},
                {
                    "key": "length",
                    "label": "Follow-up",
                    "type": "number_with_unit",
                    "options": ["days", "weeks", "months"],
                    "unit": "weeks",
                    "default": "12 weeks",
                },
                {"key": "figure", "type": "region", "evidence_required": True},
            ],
        },
        {
            "key": "groups",
            "repeating": True,
            "row_label": "name",
            "row_noun": "Arm",
            "fields": [
                {"key": "name", "type": "short_text"},
                {"key": "n", "type": "integer"},
            ],
        },
        {
            "key": "outcomes",
            "repeating": True,
            "nested_by": "arm",
            "given_rows": ["Hope", "Isolation"],
            "show_if": {"field": "groups.name", "answered": True},
            "fields": [
                {"key": "outcome", "type": "short_text"},
                {"key": "arm", "type": "row_reference", "points_to": "groups"},
                {
                    "key": "percent",
                    "type": "decimal",
                    "show_if": {"field": "groups.n", "more_than": 20},
                },
            ],
        },
    ],
}


def rich_form() -> Form:
    """The form of RICH."""
    return form_from_json(RICH)


def filled(value: Json, status: Status = Status.FILLED) -> Answer:
    """An answer with a value."""
    return Answer(value, status)


def record_of(
    form: Form,
    answers: Mapping[str, Answer],
    rows: Sequence[tuple[str, str]] = (),
) -> Record:
    """A record whose answers are named "field_id" or "field_id@row_id"."""
    places: dict[str, int] = {}
    held = []
    for section_key, row_id in rows:
        held.append(Row(row_id, section_key, places.get(section_key, 0)))
        places[section_key] = places.get(section_key, 0) + 1
    study = Study("s", "r", "Lee 2020", "", 0, None, PaperState.NONE, ExtractionStatus.OPEN, 0, 0)
    cells = {_cell(name): answer for name, answer in answers.items()}
    return Record(study, "x", ExtractionStatus.OPEN, form, tuple(held), cells, ())


def _cell(name: str) -> Cell:
    field_id, _, row_id = name.partition("@")
    return Cell("x", field_id, row_id or None)
