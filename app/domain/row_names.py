"""What rows of repeating groups are called, and answers that name them."""

import re

from app.domain import values
from app.domain.answers import Cell, Json
from app.domain.errors import ValueDoesNotParse
from app.domain.fields import Field, FieldType, Section
from app.domain.folding import folded
from app.domain.records import Record, Row
from app.domain.sentence import Sentence
from app.domain.studies import ReportRole

LONGEST = 60  # characters of a row's name
_ROLES = {
    ReportRole.PRIMARY: "main report",
    ReportRole.SECONDARY: "further report",
    ReportRole.SUPPLEMENT: "supplement",
    ReportRole.PROTOCOL: "protocol",
}
GONE = Sentence("(a row that was removed)")


def row_noun(section: Section) -> str:
    """Return what one row is called: the form's word, else "Outcome" for Outcomes."""
    if section.row_noun:
        return section.row_noun
    label = re.sub(r"\s*\(.*?\)", "", section.label).strip()
    if " and " in label or len(label.split()) > 3 or not label.endswith("s"):
        return "Row"
    return label[:-1] if not label.endswith("ss") else "Row"


def row_heading(record: Record, row: Row) -> str:
    """Return what names the row: the answer of its label field, else its first answer."""
    section = record.form.section(row.section_key)
    first = [section.label_field] if section.label_field else []
    for field in (*first, *section.fields):
        cell = Cell(record.extraction_id, field.field_id, row.row_id)
        answer = record.answer(cell)
        if answer.status.has_value and cell not in record.hidden:
            return shown(record, field, answer.value)[:LONGEST]
    return ""


def row_name(record: Record, row: Row) -> str:
    """Return "Outcome 1 · Hope": what the row is, and what names it."""
    section = record.form.section(row.section_key)
    name = f"{row_noun(section)} {row.position + 1}"
    heading = row_heading(record, row)
    return f"{name} · {heading}" if heading else name


def shown(record: Record, field: Field, value: Json) -> str:
    """Return a value as people read it; a reference by the name of its row."""
    if field.type is not FieldType.ROW or value is None:
        return values.display(field, value)
    row = row_of(record, field, value)
    if row is None:
        return GONE
    own = record.form.section_of(field.field_id)
    if own.key == row.section_key:
        return f"{row_noun(own)} {row.position + 1}"
    return row_heading(record, row) or row_name(record, row)


def report_name(record: Record, report_id: str) -> str:
    """Return what a report of the study is called: its role, with a number where several have it.

    Numbers follow the order in which the reports are listed.
    """
    report = record.study.report(report_id)
    if report is None:
        return Sentence("a report that was taken away")
    same = [other for other in record.study.reports if other.role is report.role]
    word = _ROLES[report.role]
    return Sentence(word) if len(same) == 1 else Sentence(f"{word} {{0}}", same.index(report) + 1)


def report_title(record: Record, report_id: str) -> str:
    """Return what a report is called where its study is not at hand, as in a table."""
    report = record.study.report(report_id)
    name = report_name(record, report_id)
    return (
        name
        if report is None or not name[-1].isdigit()
        else Sentence("{0}, {1}", name, report.name)
    )


def row_of(record: Record, field: Field, value: Json) -> Row | None:
    """Return the row that a reference names; None when it is not there any more."""
    rows = (row for row in record.rows if row.section_key == field.points_to)
    return next((row for row in rows if row.row_id == value), None)


def parse(record: Record, field: Field, text: str) -> Json:
    """Return typed text as stored JSON; a row by its name or number. Raises ValueDoesNotParse."""
    typed = folded(text)
    if field.type is not FieldType.ROW or not typed:
        return values.parse(field, text)
    choices = row_choices(record, field)
    for place, (row_id, name) in enumerate(choices, start=1):
        if typed in (folded(name), str(place)):
            return row_id
    names = ", ".join(f"“{name}”" for _, name in choices[:3]) or "no row yet"
    raise ValueDoesNotParse(
        f"“{text}” is not a row that “{field.label}” may refer to ({names}). Nothing was changed."
    )


def row_choices(record: Record, field: Field) -> tuple[tuple[str, str], ...]:
    """Return the rows that a reference may name: key and name, in order; names are unique."""
    if not any(section.key == field.points_to for section in record.form.sections):
        return ()
    rows = record.rows_of(field.points_to)
    names = [row_heading(record, row) for row in rows]
    return tuple(
        (row.row_id, name if name and names.count(name) == 1 else row_name(record, row))
        for row, name in zip(rows, names, strict=True)
    )


def children_of(record: Record, row: Row) -> tuple[Row, ...]:
    """Return the rows of other groups that stand under a row, in order."""
    found: list[Row] = []
    for section in record.form.study_sections:
        parent = section.parent_field
        if parent is None or parent.points_to != row.section_key:
            continue
        for child in record.rows_of(section.key):
            cell = Cell(record.extraction_id, parent.field_id, child.row_id)
            if record.answer(cell).value == row.row_id:
                found.append(child)
    return tuple(found)
