"""Fields in words, for the instrument and the codebook."""

from app.domain.condition_words import condition_words, rule_words
from app.domain.fields import MARKS, Field, FieldType, Form, Section
from app.domain.sentence import joined
from app.export.wording import ENGLISH, Words

TYPES = {
    FieldType.SHORT_TEXT: "Short text",
    FieldType.LONG_TEXT: "Text",
    FieldType.INTEGER: "Whole number",
    FieldType.DECIMAL: "Number",
    FieldType.QUANTITY: "Number with unit",
    FieldType.YEAR: "Year",
    FieldType.YEAR_RANGE: "Years from–to",
    FieldType.DATE: "Date",
    FieldType.YES_NO: "Yes / No / Unclear",
    FieldType.SINGLE: "One option",
    FieldType.MULTI: "Any options",
    FieldType.COUNTRY: "Countries",
    FieldType.IDENTIFIER: "Identifier",
    FieldType.CITATION: "Citation",
    FieldType.TEXT_LIST: "List of words",
    FieldType.REPEATING_TEXT: "List of texts",
    FieldType.CODES: "Codes",
    FieldType.LINKED_REPORTS: "Other reports",
    FieldType.LIST_CHOICE: "One of the review's list",
    FieldType.ROW: "A row of another table",
    FieldType.QUOTE: "Quote",
    FieldType.REGION: "Region of a page",
    FieldType.REVIEWER: "Reviewer (automatic)",
    FieldType.AUTOMATIC: "Automatic",
}


def type_text(field: Field, say: Words = ENGLISH) -> str:
    """Return the kind of answer, with its unit."""
    unit = f", {field.unit}" if field.unit else ""
    return f"{say(TYPES[field.type])}{unit}"


def rules_text(form: Form, field: Field, say: Words = ENGLISH) -> str:
    """Return what a value must keep to, one rule a line."""
    return "\n".join(say(rule_words(form, rule)) for rule in field.rules)


def asked_if_text(form: Form, section: Section, field: Field, say: Words = ENGLISH) -> str:
    """Return when a field is asked; nothing when it always is."""
    conditions = [c for c in (section.show_if, field.show_if) if c is not None]
    return say(joined([condition_words(form, c) for c in conditions], "{0} and {1}"))


def marks_text(field: Field, say: Words = ENGLISH) -> str:
    """Return the marks that are allowed; nothing when all of them are."""
    if field.statuses == MARKS or field.is_computed:
        return ""
    named = (say(mark.value.replace("_", " ")) for mark in field.statuses)
    return "; ".join(named) or say("none")


def guidance_text(field: Field) -> str:
    """Return help and decision rule, below each other."""
    return "\n".join(filter(None, (field.help, field.decision_rule)))


def options_text(field: Field) -> str:
    """Return the options, one a line."""
    return "\n".join(field.options)
