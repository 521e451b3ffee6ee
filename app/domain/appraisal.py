"""Critical appraisal: checklists as sections of the form, asked of studies by their design."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from app.domain.conditions import AnyOf, Ask, Test
from app.domain.documents import FormInvalid
from app.domain.fields import Field, FieldType, Form, Section
from app.domain.folding import folded
from app.domain.templates import form_to_json

ITEM = "JBI item"  # how the basis of an item begins
DESIGNS = (
    ("jbi-qualitative", ("qualitative",)),  # first: "qualitative - open survey" is no survey
    (
        "jbi-quasi-experimental",
        ("quasi", "non-randomised", "non-randomized", "before-after", "pre-post"),
    ),
    ("jbi-rct", ("randomised", "randomized", "rct")),
    ("jbi-case-control", ("case-control", "case control")),
    ("jbi-cohort", ("cohort", "longitudinal")),
    ("jbi-prevalence", ("prevalence",)),
    ("jbi-cross-sectional", ("cross-sectional", "cross sectional", "survey")),
    ("jbi-case-series", ("case series",)),
    ("jbi-case-report", ("case report", "case study")),
    ("jbi-diagnostic-accuracy", ("diagnostic",)),
    ("jbi-economic", ("economic", "cost")),
    ("jbi-research-synthesis", ("review", "synthesis", "meta-analysis")),
    ("jbi-qualitative", ("interview", "focus group", "ethnograph", "phenomenolog")),
)


def checklists_for(options: Sequence[str]) -> dict[str, str]:
    """Return the checklist (a template's id) that fits each design; others are left out."""
    return {
        option: found
        for option in options
        if (found := next((key for key, words in DESIGNS if _says(option, words)), ""))
    }


def design_field(form: Form) -> Field:
    """Return the field that names the design of a study; raises FormInvalid when there is none."""
    fields = [f for f in form.study_fields if f.type in (FieldType.SINGLE, FieldType.MULTI)]
    found = [f for f in fields if "design" in folded(f.label) or f.role == "study_design"]
    if not found:
        raise FormInvalid(
            "No field of this form asks for the design of a study by a list of options, so "
            "checklists can't be chosen by it. Nothing was changed. Name the field."
        )
    return found[0]


def appraisal_section(checklist: Form, designs: Sequence[str], field: Field) -> dict[str, Any]:
    """Return a checklist as one section with its overall judgement, asked of these designs."""
    test = Test.CONTAINS if field.type is FieldType.MULTI else Test.IS
    asks = tuple(Ask(field.field_id, test, design) for design in designs)
    first = checklist.study_sections[0]
    fields = tuple(entry for section in checklist.study_sections for entry in section.fields)
    whole = replace(
        first,
        key=checklist.form_id.replace("-", "_"),
        label=checklist.name,
        fields=fields,
        show_if=asks[0] if len(asks) == 1 else AnyOf(asks),
    )
    made: dict[str, Any] = form_to_json(replace(checklist, sections=(_keyed(whole),)))
    section: dict[str, Any] = made["sections"][0]
    return section


def sections_for(
    form: Form, field: Field, chosen: Mapping[str, str], checklists: Mapping[str, Form]
) -> list[dict[str, Any]]:
    """Return the checklists chosen by design as sections, but for those that the form has.

    `chosen` names a checklist for each design, `checklists` are the forms by that name.
    """
    there = {section.label for section in form.study_sections}
    return [
        appraisal_section(checklists[key], designs, field)
        for key, designs in designs_of(chosen).items()
        if checklists[key].name not in there
    ]


def is_appraisal(section: Section) -> bool:
    """Tell whether a section is a checklist."""
    return any(field.basis.startswith(ITEM) for field in section.fields)


def designs_of(chosen: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the designs that each checklist is asked of."""
    found: dict[str, list[str]] = {}
    for design, checklist in chosen.items():
        found.setdefault(checklist, []).append(design)
    return found


def _keyed(section: Section) -> Section:
    fields = tuple(replace(f, field_id=f"{section.key}.{f.key}") for f in section.fields)
    return replace(section, fields=fields)


def _says(option: str, words: Sequence[str]) -> bool:
    said = folded(option)
    return any(word in said for word in words)
