"""What is to be said against an answer: type, rules of its field, marks that are not allowed."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.domain import values
from app.domain.anchors import AnchorKind
from app.domain.answers import Answer, Cell, Status
from app.domain.fields import Field, FieldType
from app.domain.folding import shortened
from app.domain.records import Record
from app.domain.row_names import report_name, row_of, shown
from app.domain.rules import Comparison, Length, Pattern, Range, Rule, Sign, keeps

_WORDS = {
    Sign.LESS: "less than",
    Sign.AT_MOST: "at most",
    Sign.EQUAL: "equal to",
    Sign.NOT_EQUAL: "another than",
    Sign.AT_LEAST: "at least",
    Sign.MORE: "more than",
}


@dataclass(frozen=True, slots=True)
class Objection:
    """A sentence against an answer; a soft one lets it count all the same."""

    sentence: str
    is_soft: bool = False


def objections(record: Record, cell: Cell) -> tuple[Objection, ...]:
    """Return what is to be said against the content of a cell, the hard ones first."""
    field, answer = record.form.field(cell.field_id), record.answer(cell)
    if cell in record.hidden or answer.status is Status.EMPTY or field.is_computed:
        return ()
    found = [*_of_mark(field, answer)]
    if answer.status.has_value:
        found += _of_value(record, cell, field, answer)
    return tuple(sorted(found, key=lambda objection: objection.is_soft))


def _of_mark(field: Field, answer: Answer) -> Iterator[Objection]:
    if answer.status is not Status.FILLED and answer.status not in field.statuses:
        mark = answer.status.value.replace("_", " ")
        yield Objection(f"This field is not to be marked “{mark}” any more.", is_soft=True)


def _of_value(record: Record, cell: Cell, field: Field, answer: Answer) -> Iterator[Objection]:
    if field.type is FieldType.ROW:
        if row_of(record, field, answer.value) is None:
            yield Objection("The row it refers to was removed. Choose another one.")
        return
    if not values.is_valid(field, answer.value):
        said = shortened(values.display(field, answer.value))
        yield Objection(f"“{said}” is not a value of this field any more. Answer it again.")
        return
    if field.type is FieldType.REGION and not _has_region(record, cell):
        yield Objection("No region is linked. Frame it on the page (I), then press E.")
    if _is_named_twice(record, cell, field, answer):
        yield Objection("Another row here has the same name.", is_soft=True)
    if answer.others:
        yield _differing(record, field, answer)
    for rule in field.rules:
        sentence = _broken(record, cell, rule)
        if sentence:
            yield Objection(rule.message or sentence, rule.is_soft)


def _is_named_twice(record: Record, cell: Cell, field: Field, answer: Answer) -> bool:
    """Tell whether another row of the group, under the same row, is called the same."""
    section = record.form.section_of(field.field_id)
    if section.row_label != field.key or cell.row_id is None:
        return False
    under = section.parent_field

    def place(row_id: str) -> object:
        return under and record.answer(replace(cell, field_id=under.field_id, row_id=row_id)).value

    return any(
        row.row_id != cell.row_id
        and record.answer(replace(cell, row_id=row.row_id)).value == answer.value
        and place(row.row_id) == place(cell.row_id)
        for row in record.rows_of(section.key)
    )


def _differing(record: Record, field: Field, answer: Answer) -> Objection:
    """Say what each report says."""
    said = [(answer.report_id, answer.value)]
    said += [(other.report_id, other.value) for other in answer.others]
    words = (f"{report_name(record, of)}: {shortened(shown(record, field, v))}" for of, v in said)
    return Objection(f"The reports differ – {'; '.join(words)}.", is_soft=True)


def _has_region(record: Record, cell: Cell) -> bool:
    return any(item.anchor.kind is AnchorKind.REGION for item in record.evidence_of(cell))


def _broken(record: Record, cell: Cell, rule: Rule) -> str:
    """Return what is wrong by a rule, or nothing."""
    value = record.answer(cell).value
    match rule:
        case Comparison():
            return _compared(record, cell, rule)
        case _ if keeps(rule, value):
            return ""
        case Range():
            return f"Expected {_span(rule.low, rule.high)}."
        case Length():
            what = "entries" if isinstance(value, list) else "characters"
            most = None if rule.most is None else str(rule.most)
            return f"Expected {_span(str(rule.least or '') or None, most)} {what}."
        case Pattern():
            return "This does not have the form that the field asks for."


def _compared(record: Record, cell: Cell, rule: Comparison) -> str:
    mine = record.form.field(cell.field_id)
    value = record.answer(cell).value
    for other in record.outlook().seen(cell, rule.field_id):
        answer = record.answer(other)
        theirs = record.form.field(other.field_id)
        if answer.status.has_value and not keeps(rule, value, answer.value):
            return (
                f"“{mine.label}” must be {_WORDS[rule.sign]} “{theirs.label}”, "
                f"which is {shown(record, theirs, answer.value)}."
            )
    return ""


def _span(low: str | None, high: str | None) -> str:
    if low is None:
        return f"at most {high}"
    return f"at least {low}" if high is None else f"{low} to {high}"
