"""What is wrong with a form that can be read: each problem in a sentence, at its place."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from app.domain import conditions, rules, values
from app.domain.amounts import amounts_of
from app.domain.answers import BLANK_MARKS, SOURCE_MARKS
from app.domain.conditions import Ask, Test, asks_of
from app.domain.errors import ValueDoesNotParse
from app.domain.fields import Field, FieldType, Form, Scope, Section
from app.domain.rules import Comparison, Length, Pattern, Range
from app.domain.visibility import needs


@dataclass(frozen=True, slots=True)
class FormProblem:
    """A mistake. `section_key` and `field_id` say where, "" for the whole form or section."""

    section_key: str
    field_id: str
    sentence: str


def problems(form: Form) -> tuple[FormProblem, ...]:
    """Return the mistakes of a form in its order; a form with any is not to be published."""
    found = list(_circles(form))
    for section in form.sections:
        found += [FormProblem(section.key, "", s) for s in _of_section(form, section)]
        for field in section.fields:
            sentences = _of_field(form, section, field)
            found += [FormProblem(section.key, field.field_id, s) for s in sentences]
    return tuple(found)


def _circles(form: Form) -> Iterator[FormProblem]:
    shown = conditions.circle(needs(form))
    if shown:
        names = " → ".join(f"“{_label(form, key)}”" for key in shown)
        sentence = f"Fields decide about each other in a circle: {names}. Take one condition away."
        yield FormProblem(form.section_of(shown[0]).key, shown[0], sentence)
    above = {s.key: tuple(_parents(s)) for s in form.sections}
    nested = conditions.circle(above)
    if nested:
        names = " → ".join(f"“{form.section(key).label}”" for key in nested)
        sentence = f"Groups stand under each other in a circle: {names}."
        yield FormProblem(nested[0], "", sentence)


def _parents(section: Section) -> Iterator[str]:
    if section.parent_field is not None:
        yield section.parent_field.points_to


def _of_section(form: Form, section: Section) -> Iterator[str]:
    keys = {field.key for field in section.fields}
    if section.row_label and section.row_label not in keys:
        yield f"The rows are to be named by “{section.row_label}”, which is not a field of it."
    if section.nested_by and section.nested_by not in keys:
        yield f"The rows are to stand under “{section.nested_by}”, which is not a field of it."
    parent = section.parent_field
    if parent is not None and parent.type is not FieldType.ROW:
        yield f"The rows are to stand under “{parent.label}”, which does not refer to a row."
    if section.given_rows and not section.repeating:
        yield "It has rows that are given, but is not a repeating group."
    if section.given_rows and section.label_field is None:
        yield "Its given rows need a text field that names a row."
    if not section.fields:
        yield "It asks nothing."
    yield from _of_condition(form, section.show_if)


def _of_field(form: Form, section: Section, field: Field) -> Iterator[str]:
    yield from _of_condition(form, field.show_if)
    for rule in field.rules:
        yield from _of_rule(form, field, rule)
    if field.type is FieldType.ROW and not _is_group(form, field.points_to):
        yield "It refers to a row, but not of a repeating group of this form."
    if field.type is FieldType.LIST_CHOICE and not _is_list(form, field.points_to):
        yield "It offers a list of the review that this form does not have."
    if field.show_if is not None and section.scope is Scope.REVIEW:
        yield "Questions about the review are always asked; take the condition away."
    if section.scope is Scope.STUDY and not _default_fits(field):
        yield "Its default is not a value that it takes."
    labels = Counter(option.casefold() for option in field.options)
    for label, count in labels.items():
        if count > 1:
            yield f"The option “{label}” is there {count} times."


def _default_fits(field: Field) -> bool:
    if field.default is None:
        return True
    text = field.default if isinstance(field.default, str) else None
    try:
        value = values.parse(field, text) if text is not None else field.default
    except ValueDoesNotParse:
        return False
    return values.is_valid(field, value)  # type: ignore[arg-type]


def _of_condition(form: Form, condition: conditions.Condition | None) -> Iterator[str]:
    for ask in asks_of(condition):
        if not form.has(ask.field_id):
            yield f"It is asked depending on “{ask.field_id}”, which is not in the form."
        elif form.section_of(ask.field_id).scope is Scope.REVIEW:
            yield f"It depends on “{_label(form, ask.field_id)}”, which is about the review."
        else:
            yield from _of_ask(form.field(ask.field_id), ask)


def _of_ask(field: Field, ask: Ask) -> Iterator[str]:
    marks = {mark.value for mark in (*BLANK_MARKS, *SOURCE_MARKS)}
    if ask.test is Test.MARKED and ask.value not in marks:
        yield f"It asks whether “{field.label}” is marked “{ask.value}”, which is no mark."
    closed = field.type in (FieldType.SINGLE, FieldType.MULTI)
    names_option = ask.test in (Test.IS, Test.IS_NOT) and isinstance(ask.value, str)
    if closed and names_option and ask.value not in field.options:
        yield f"It asks for “{ask.value}”, which “{field.label}” does not offer."


def _of_rule(form: Form, field: Field, rule: rules.Rule) -> Iterator[str]:
    match rule:
        case Range() if rule.low is None and rule.high is None:
            yield "A range has neither a lowest nor a highest value."
        case Range():
            bounds = [amounts_of(end) for end in (rule.low, rule.high) if end is not None]
            if not all(bounds):
                yield "A range has an end that is neither a number nor a day."
            elif len(bounds) == 2 and bounds[0] > bounds[1]:
                yield "A range ends before it begins."
        case Length() if rule.most is not None and rule.most < rule.least:
            yield "A length ends before it begins."
        case Pattern() if not rules.is_pattern(rule.pattern):
            yield f"“{rule.pattern}” is not a pattern that can be used."
        case Comparison() if not form.has(rule.field_id):
            yield f"It is compared with “{rule.field_id}”, which is not in the form."
        case Comparison() if rule.field_id == field.field_id:
            yield "It is compared with itself."
        case _:
            return


def _is_group(form: Form, key: str) -> bool:
    return any(s.key == key and s.repeating and s.scope is Scope.STUDY for s in form.sections)


def _is_list(form: Form, field_id: str) -> bool:
    if not field_id:
        return True
    return form.has(field_id) and form.section_of(field_id).scope is Scope.REVIEW


def _label(form: Form, field_id: str) -> str:
    return form.field(field_id).label if form.has(field_id) else field_id
