"""What the cell of a field says: answers as text or numbers."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from app.domain.anchors import Anchor
from app.domain.answers import STATUS_CODES, Answer, Cell, Json, Status
from app.domain.fields import Field, FieldType
from app.domain.row_names import report_title, shown
from app.domain.values import edit_text
from app.domain.workbook_marks import PAGE, SOURCES
from app.export.model import ExportedStudy, ExportOptions
from app.export.wording import ENGLISH, Words

_NUMERIC = frozenset({FieldType.INTEGER, FieldType.DECIMAL, FieldType.YEAR})
_MOST_DIGITS = 15  # a spreadsheet number keeps no more


@dataclass(frozen=True, slots=True)
class Number:
    """A number to count with; `digits` of its decimal places are shown."""

    value: int | float
    digits: int = 0
    source: str = ""

    @property
    def format(self) -> str:
        """Return the spreadsheet number format that shows it as it was typed."""
        shown = f"0.{'0' * self.digits}" if self.digits else "0"
        return f'{shown}" ({self.source})"' if self.source else shown


def value_text(field: Field, value: Json, separator: str = "; ") -> str:
    """Return a stored value as a reader sees it, text exactly as it was typed."""
    if isinstance(value, list):
        between = "\n" if field.type is FieldType.REPEATING_TEXT else separator
        return between.join(edit_text(field, item) for item in value)
    return edit_text(field, value)


def answer_text(field: Field, answer: Answer, options: ExportOptions) -> str:
    """Return the text of a cell: its value, or the code for why there is none."""
    if answer.status is Status.EMPTY:
        return ""
    if answer.status.has_value:
        return value_text(field, answer.value, options.list_separator)
    code = STATUS_CODES[answer.status]
    return options.codes.get(code, code)


def computed_text(entry: ExportedStudy, field: Field, say: Words = ENGLISH) -> str:
    """Return what the program itself answers."""
    if field.type is FieldType.REVIEWER:
        return entry.reviewer.name
    form = entry.record.form
    return say("{0}, version {1}", form.name, form.number) if field.key == "form_version" else ""


def cell_text(entry: ExportedStudy, field: Field, cell: Cell, options: ExportOptions) -> str:
    """Return the text of any cell, with its pages behind it when asked for."""
    answer = entry.answer(cell)
    if field.is_computed and answer.status is Status.EMPTY:
        return computed_text(entry, field, options.words)
    if field.type is FieldType.ROW and answer.status.has_value:
        (text,) = options.words.each((shown(entry.record, field, answer.value),))
    else:
        text = answer_text(field, answer, options)
    if not options.page_after_value or not text:
        return text
    pages = dict.fromkeys(page_text(entry, e.anchor) for e in entry.record.evidence_of(cell))
    found = ", ".join(page for page in pages if page)
    return f"{text} ({options.words(PAGE)} {found})" if found else text


def charted_text(entry: ExportedStudy, field: Field, cell: Cell, options: ExportOptions) -> str:
    """Return the text of a cell of a table, which says when the paper did not report it."""
    text = cell_text(entry, field, cell, options)
    word = SOURCES.get(entry.answer(cell).status)
    return f"{text} ({options.words(word)})" if word and text else text


def report_text(entry: ExportedStudy, cell: Cell) -> str:
    """Return the report a value comes from; nothing when the study has one only."""
    answer = entry.answer(cell)
    if not entry.study.has_several_reports or not answer.status.has_value:
        return ""
    return report_title(entry.record, answer.report_id)


def others_text(entry: ExportedStudy, field: Field, cell: Cell, say: Words = ENGLISH) -> str:
    """Return what other reports of the study say instead."""
    said = entry.answer(cell).others
    return "; ".join(
        f"{say(report_title(entry.record, other.report_id))}: "
        f"{say.each((shown(entry.record, field, other.value),))[0]}"
        for other in said
    )


def number_of(field: Field, answer: Answer) -> Number | None:
    """Return the number of a numeric answer; None where text says it more exactly."""
    if field.type not in _NUMERIC or not answer.status.has_value:
        return None
    if isinstance(answer.value, bool) or not isinstance(answer.value, int | float | str):
        return None
    try:
        exact = Decimal(str(answer.value))
    except InvalidOperation:
        return None
    exponent = exact.as_tuple().exponent
    if not isinstance(exponent, int) or exponent > 0 or -exponent > _MOST_DIGITS:
        return None
    if len(exact.as_tuple().digits) > _MOST_DIGITS:
        return None
    number = int(exact) if exponent == 0 else float(exact)
    return Number(number, -exponent, SOURCES.get(answer.status, ""))


def page_text(entry: ExportedStudy, anchor: Anchor) -> str:
    """Return the printed page labels of an anchor, "3" or "3–4"."""
    paper = entry.study.paper_named(anchor.paper)
    pages = sorted({place.page for place in anchor.places})
    labels = [str(page + 1) if paper is None else paper.label_of(page) for page in pages]
    return "–".join(dict.fromkeys((labels[0], labels[-1]))) if labels else ""
