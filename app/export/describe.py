"""Fields in words, for the instrument and the codebook."""

from app.domain.fields import Field, FieldType

_TYPES = {
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


def type_text(field: Field) -> str:
    """Return the kind of answer, with its unit."""
    unit = f", {field.unit}" if field.unit else ""
    return f"{_TYPES[field.type]}{unit}"


def options_text(field: Field) -> str:
    """Return the options, one a line."""
    return "\n".join(field.options)
