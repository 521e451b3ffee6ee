"""A form from a table of answers: every column a field, its type read from what stands in it.

For exports of Covidence, EPPI-Reviewer, DistillerSR and charting tables. A type is taken only
when every answer of the column reads as one of it, so that no answer is lost in the import.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.domain import choices, countries, dates, values
from app.domain.documents import FormInvalid
from app.domain.errors import ValueDoesNotParse
from app.domain.fields import OTHER, Field, FieldType
from app.domain.folding import folded
from app.domain.form_draft import free_id
from app.domain.form_moves import key_of
from app.domain.form_sheet import Row

ARROW = " -> "
MISSING = frozenset({"nr", "na", "n/a", "not reported", "not applicable", "unclear", "-999"})
MOST_OPTIONS = 15
LONGEST_OPTION = 80
LONG = 120
MOST_SHOWN = 12  # columns of a table of characteristics that a page can hold
_ADMINISTRATIVE = {
    "study": ("study", "study id", "study name", "name", "author year", "refid", "reference",
              "article", "short title", "bibtexkey", "study label"),
    "title": ("title", "article title", "reference title", "study title"),
    "reviewer": ("reviewer name", "reviewer", "user", "extractor", "coder", "charted by"),
    "record": ("covidence #", "covidence id", "record id", "item id", "level"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ColumnUse:
    """What a column of the table becomes.

    `field_id` is "" for a column that names the study, the reviewer or the record (`role`).
    `option` is the option that a column of its own stands for ("data years -> 1975").
    """

    column: int
    heading: str
    field_id: str = ""
    role: str = ""
    option: str = ""


@dataclass(frozen=True, slots=True)
class ColumnForm:
    """The form of a table, and what became of each of its columns."""

    document: dict[str, Any]
    columns: tuple[ColumnUse, ...]


def form_of_columns(rows: Sequence[Row], name: str, form_id: str) -> ColumnForm:
    """Return the form of a table whose first row names the columns; raises FormInvalid."""
    header = [" ".join(cell.split()) for cell in rows[0]] if rows else []
    body = rows[1:]
    fields: list[dict[str, Any]] = []
    uses: list[ColumnUse] = []
    seen_roles: set[str] = set()
    for columns in _grouped(header):
        heading = header[columns[0]]
        role = _role(heading, seen_roles) if len(columns) == 1 else ""
        if role:
            seen_roles.add(role)
            uses.append(ColumnUse(columns[0], heading, role=role))
            continue
        if not heading:
            continue
        document = _field(heading, columns, header, body)
        document["key"] = free_id(str(document["key"]), [field["key"] for field in fields])
        fields.append(document)
        uses += _uses(columns, header, f"{SECTION}.{document['key']}")
    if not fields:
        raise FormInvalid(
            "This table has no columns that ask something about a study. Nothing was changed. "
            "Check that its first row names the columns."
        )
    _choose(fields)
    section = {"key": SECTION, "label": name, "scope": "source", "repeating": False}
    document = {"id": form_id, "name": name, "sections": [{**section, "fields": fields}]}
    return ColumnForm(document, tuple(uses))


SECTION = "charted"


def _choose(fields: Sequence[dict[str, Any]]) -> None:
    """Mark what the table of characteristics shows: all of a small table, else the first short."""
    short = [one for one in fields if one["type"] != FieldType.LONG_TEXT.value]
    shown = fields if len(fields) <= MOST_SHOWN else short[:MOST_SHOWN]
    keys = {one["key"] for one in shown}
    for one in fields:
        one["in_characteristics_table"] = one["key"] in keys


def _grouped(header: Sequence[str]) -> Iterator[tuple[int, ...]]:
    """Yield the columns of a field: several where each option has a column of its own."""
    column = 0
    while column < len(header):
        stem, arrow, _ = header[column].partition(ARROW)
        end = column + 1
        while arrow and end < len(header) and header[end].startswith(f"{stem}{ARROW}"):
            end += 1
        yield tuple(range(column, end))
        column = end


def _uses(columns: Sequence[int], header: Sequence[str], field_id: str) -> Iterator[ColumnUse]:
    for column in columns:
        option = header[column].partition(ARROW)[2] if len(columns) > 1 else ""
        yield ColumnUse(column, header[column], field_id, option=option)


def _role(heading: str, taken: set[str]) -> str:
    plain = folded(heading.replace("_", " ")).strip()
    found = (r for r, names in _ADMINISTRATIVE.items() if plain in names and r not in taken)
    return next(found, "")


def _field(
    heading: str, columns: Sequence[int], header: Sequence[str], body: Sequence[Row]
) -> dict[str, Any]:
    if len(columns) > 1:
        label = heading.partition(ARROW)[0]
        suffixes = [header[column].partition(ARROW)[2].strip() for column in columns]
        document = _document(label, FieldType.MULTI)
        document["options"] = list(dict.fromkeys(option for option in suffixes if option))
        return document
    said = [row[columns[0]].strip() for row in body if len(row) > columns[0]]
    given = [text for text in said if text and folded(text) not in MISSING]
    for kind, options in _candidates(heading, given):
        document = _document(heading, kind, options)
        if all(_reads(_probe(document), text) for text in given):
            return document
    return _document(heading, FieldType.SHORT_TEXT)


def _candidates(heading: str, given: Sequence[str]) -> Iterator[tuple[FieldType, Sequence[str]]]:
    """Yield the types a column may have, the most telling first."""
    words = folded(heading).replace("_", " ")
    if any(mark in words for mark in ("paste text", "quote", "passage", "verbatim")):
        yield FieldType.QUOTE, ()
    if not given:
        return
    if {text.casefold() for text in given} <= {"yes", "no", "unclear"}:
        yield FieldType.YES_NO, ()
    if "year" in words and all(dates.year(text) for text in given):
        yield FieldType.YEAR, ()
    if all(text.lstrip("-").isdigit() for text in given):
        yield FieldType.INTEGER, ()
    if all(_is_plain_number(text) for text in given):
        yield FieldType.DECIMAL, ()
    if "countr" in words and all(countries.code_of(text) for text in given):
        yield FieldType.COUNTRY, ()
    if all(dates.iso(text) and not dates.is_ambiguous(text) for text in given):
        yield FieldType.DATE, ()
    yield from _choices(given)
    if max(map(len, given)) > LONG or any("\n" in text for text in given):
        yield FieldType.LONG_TEXT, ()


def _choices(given: Sequence[str]) -> Iterator[tuple[FieldType, Sequence[str]]]:
    whole = _options(given)
    if whole and len(given) > len(whole):
        yield FieldType.SINGLE, whole
    parts = _options([part.strip() for text in given for part in text.split(";") if part.strip()])
    if parts and any(";" in text for text in given) and len(given) > 1:
        yield FieldType.MULTI, parts


def _options(texts: Sequence[str]) -> Sequence[str]:
    """Return the few different texts; none when they are no options.

    Numbered ones stand in their order, others with the most frequent first.
    """
    plain = [OTHER if text.startswith(f"{OTHER}: ") else text for text in texts]
    counted = Counter(plain)
    folded_once = {folded(option) for option in counted}
    if len(counted) > MOST_OPTIONS or len(folded_once) < len(counted):
        return ()
    if any(len(text) > LONGEST_OPTION or ";" in text or "\n" in text for text in counted):
        return ()
    return choices.in_order([option for option, _ in counted.most_common()])


def _is_plain_number(text: str) -> bool:
    whole, point, part = text.lstrip("-").partition(".")
    return whole.isdigit() and (not point or part.isdigit())


def _reads(field: Field, text: str) -> bool:
    """Tell whether an answer reads as the field's type and still says the same."""
    try:
        value = values.parse(field, text)
    except ValueDoesNotParse:
        return False
    if field.type is FieldType.SINGLE:
        return value == text or choices.as_other(field, text) == value
    if field.type is FieldType.MULTI:
        parts = [part.strip() for part in text.split(";") if part.strip()]
        return value == list(dict.fromkeys(parts))
    return value is not None


def _probe(document: dict[str, Any]) -> Field:
    bare = Field("probe", "probe", str(document["label"]), FieldType(document["type"]))
    return replace(bare, options=tuple(document.get("options", ())))


def _document(label: str, kind: FieldType, options: Sequence[str] = ()) -> dict[str, Any]:
    document: dict[str, Any] = {
        "key": key_of(label, "field"),
        "label": label,
        "type": kind.value,
    }
    if options:
        document["options"] = list(options)
    return document
