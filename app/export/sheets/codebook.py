"""Sheet "Codebook": what every field means and how it is answered."""

from app.domain.fields import Form, Policy
from app.export.describe import asked_if_text, marks_text, options_text, rules_text, type_text
from app.export.order import Column, instrument
from app.export.page import Page, headings
from app.export.places import Contents
from app.export.styles import HEADER, KEY, LABEL, TEXT, TYPED
from app.export.wording import ENGLISH, Words

NAME = "Codebook"
HEADINGS = (
    "No.", "Label", "Key", "Section", "Asked", "Type", "Options", "Help",
    "Decision rule", "Required", "Rules", "Asked if", "Marks allowed", "Quote required",
    "Charted by", "Unit", "Basis", "Form version",
)  # fmt: skip
WIDTHS = (
    7.0, 34.0, 24.0, 26.0, 14.0, 18.0, 36.0, 44.0, 36.0, 10.0, 26.0, 36.0, 18.0, 10.0, 18.0, 9.0,
    18.0, 24.0,
)  # fmt: skip
_POLICIES = {
    Policy.SINGLE: "one reviewer",
    Policy.VERIFY: "one reviewer, checked by another",
    Policy.DOUBLE: "two reviewers apart",
}


def write(page: Page, contents: Contents) -> None:
    """Write a line a field, in the order of the instrument."""
    page.fix_widths(WIDTHS)
    labels = headings(page.say.all(HEADINGS))
    page.header(1, labels, HEADER)
    lines = field_texts(contents.table.form, page.say)
    styles = (TYPED, LABEL, KEY, *([TEXT] * (len(HEADINGS) - 3)))
    for row, texts in enumerate(lines, start=2):
        for number, (text, style) in enumerate(zip(texts, styles, strict=True), start=1):
            page.text(row, number, text, style)
    page.finish(1, labels, len(lines))


def field_texts(form: Form, say: Words = ENGLISH) -> tuple[tuple[str, ...], ...]:
    """Return a line a field in the order of the instrument, under HEADINGS."""
    version = say("{0}, version {1}").format(form.name, form.number)
    return tuple((*_texts(form, column, say), version) for column in instrument(form))


def _texts(form: Form, column: Column, say: Words) -> tuple[str, ...]:
    field = column.field
    return (
        column.number,
        field.label,
        field.field_id,
        column.section.label,
        say(_asked(column)),
        type_text(field, say),
        options_text(field),
        field.help,
        field.decision_rule,
        say("Yes") if field.required else "",
        rules_text(form, field, say),
        asked_if_text(form, column.section, field, say),
        marks_text(field, say),
        say("Yes") if field.evidence_required else "",
        say(_POLICIES[field.policy]) if field.policy else "",
        field.unit,
        field.basis,
    )


def _asked(column: Column) -> str:
    if column.part <= 2:
        return "once a review"
    return "once a row" if column.section.repeating else "once a study"
