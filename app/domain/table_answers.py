"""What a table of answers, a study a line, means to a form: columns to fields, cells to answers."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain import values
from app.domain.answers import Answer, Status
from app.domain.column_forms import ARROW, ColumnUse
from app.domain.errors import ValueDoesNotParse
from app.domain.fields import Field, FieldType, Form
from app.domain.folding import folded

MARKED = {
    "nr": Status.NOT_REPORTED,
    "not reported": Status.NOT_REPORTED,
    "-999": Status.NOT_REPORTED,
    "na": Status.NOT_APPLICABLE,
    "n/a": Status.NOT_APPLICABLE,
    "not applicable": Status.NOT_APPLICABLE,
    "unclear": Status.UNCLEAR,
}


@dataclass(frozen=True, slots=True)
class Source:
    """The columns of a table that answer a field; several where each is an option."""

    field: Field
    columns: tuple[int, ...]
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TableMap:
    """Where a table says what; `study` and `title` are columns, `unused` are headings."""

    study: int | None
    title: int | None
    sources: tuple[Source, ...]
    unused: tuple[str, ...]


def map_columns(form: Form, uses: Sequence[ColumnUse]) -> TableMap:
    """Match the columns of a table to fields of a form, by label, key or id."""
    named: dict[str, list[Field]] = {}
    for field in form.study_fields:
        if form.section_of(field.field_id).repeating or field.is_computed:
            continue
        for name in dict.fromkeys((folded(field.label), folded(field.key), field.field_id)):
            named.setdefault(name, []).append(field)
    roles = {use.role: use.column for use in uses if use.role}
    sources: dict[str, Source] = {}
    taken: set[str] = set()
    unused = []
    for use in uses:
        stem = use.heading.partition(ARROW)[0] if use.option else use.heading
        if use.option and folded(stem) in sources:
            before = sources[folded(stem)]
            sources[folded(stem)] = Source(
                before.field, (*before.columns, use.column), (*before.options, use.option)
            )
            continue
        found = [f for f in named.get(folded(stem), []) if f.field_id not in taken]
        if found:
            taken.add(found[0].field_id)
            key = folded(stem) if use.option else found[0].field_id
            options = (use.option,) if use.option else ()
            sources[key] = Source(found[0], (use.column,), options)
        elif not use.role:
            unused.append(use.heading)
    return TableMap(roles.get("study"), roles.get("title"), tuple(sources.values()), tuple(unused))


def answer_in(source: Source, row: Sequence[str]) -> tuple[Answer, str]:
    """Return what a line says of a field, and its text; raises ValueDoesNotParse.

    "Not reported", "n/a" and the like are marks, unless they are values of the field.
    """
    if source.options:
        chosen = [
            option
            for column, option in zip(source.columns, source.options, strict=True)
            if column < len(row) and row[column].strip()
        ]
        text = "; ".join(chosen)
        return (Answer(list(chosen), Status.FILLED), text) if chosen else (Answer(), "")
    text = row[source.columns[0]].strip() if source.columns[0] < len(row) else ""
    return meant(source.field, text), text


def meant(field: Field, text: str) -> Answer:
    """Return the answer that a text means to a field; raises ValueDoesNotParse."""
    mark = MARKED.get(folded(text))
    if mark is not None and mark in field.statuses and not _is_value(field, text):
        return Answer(None, mark)
    value = values.parse(field, text)
    return Answer() if value is None else Answer(value, Status.FILLED)


def _is_value(field: Field, text: str) -> bool:
    """Tell whether a text that looks like a mark is an option or number of the field."""
    if field.type in (FieldType.YES_NO, FieldType.SINGLE, FieldType.MULTI):
        try:
            return values.parse(field, text) is not None
        except ValueDoesNotParse:
            return False
    return False
