"""Which studies the charting table shows, and in what order."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from app.domain import dates
from app.domain.answers import Cell, Json, Status
from app.domain.charting import Charted, texts_of
from app.domain.fields import Field, FieldType
from app.domain.folding import folded

_FIRST, _MARKED, _BLANK = 0, 1, 2

SortKey = tuple[int, Decimal, str]


@dataclass(frozen=True, slots=True)
class StudySet:
    """Studies by their ids, and what they have in common in words."""

    label: str
    study_ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What is shown: studies with all words of `text` and, by field id, one of these texts.

    `among` are the only studies that are looked at; None: all.
    """

    text: str = ""
    columns: Mapping[str, frozenset[str]] = field(default_factory=dict)
    among: StudySet | None = None

    @property
    def is_on(self) -> bool:
        """Tell whether anything may be left out."""
        return bool(self.text.strip() or self.columns or self.among)


def narrowed(
    studies: Sequence[Charted], fields: Mapping[str, Field], by: Narrowing
) -> tuple[Charted, ...]:
    """Return the studies that fit, in the order given."""
    words = folded(by.text).split()
    return tuple(
        study
        for study in studies
        if (by.among is None or study.record.study.study_id in by.among.study_ids)
        and all(word in study.words for word in words)
        and all(
            not allowed.isdisjoint(texts_of(study, fields[key]) or ("",))
            for key, allowed in by.columns.items()
            if key in fields
        )
    )


def ordered(
    studies: Iterable[Charted], field: Field | None, *, backwards: bool = False
) -> tuple[Charted, ...]:
    """Return the studies by what they say in a field (None: by their label).

    Values come first (numbers and dates by size), then marks such as NR, then blanks, also
    when going backwards.
    """
    if field is None:
        return tuple(sorted(studies, key=lambda s: folded(s.record.study.label), reverse=backwards))
    keyed = [(_key(study, field), study) for study in studies]
    groups = (
        sorted((entry for entry in keyed if entry[0][0] == place), key=_value_of, reverse=backwards)
        for place in (_FIRST, _MARKED, _BLANK)
    )
    return tuple(study for group in groups for _, study in group)


def counted_texts(studies: Iterable[Charted], field: Field) -> tuple[tuple[str, int], ...]:
    """Return what stands in a column and in how many studies; the blank last."""
    counts: dict[str, int] = {}
    for study in studies:
        for text in set(texts_of(study, field) or ("",)):
            counts[text] = counts.get(text, 0) + 1
    return tuple(sorted(counts.items(), key=lambda entry: (not entry[0], folded(entry[0]))))


def _value_of(entry: tuple[SortKey, Charted]) -> tuple[Decimal, str]:
    return entry[0][1:]


def _key(study: Charted, field: Field) -> SortKey:
    record = study.record
    section = record.form.section_of(field.field_id)
    rows = study.rows.get(section.key, ()) if section.repeating else (None,)
    for row in rows:
        answer = record.answer(Cell(record.extraction_id, field.field_id, row))
        if answer.status.has_value:
            text = folded(" ".join(texts_of(study, field)))
            return _FIRST, _size(field, answer.value), text
        if answer.status is not Status.EMPTY:
            return _MARKED, Decimal(0), answer.status.value
    return _BLANK, Decimal(0), ""


def _size(field: Field, value: Json) -> Decimal:
    """Return what numbers, years and dates are sorted by; 0 for words."""
    if field.type is FieldType.DATE:
        iso = dates.iso(str(value)) or ""
        return Decimal(iso.replace("-", "").ljust(8, "0") or 0)
    number = value.get("number") if isinstance(value, dict) else value
    if isinstance(number, list) or number is None:
        return Decimal(0)
    try:
        return Decimal(str(number).split("-")[0] or 0)
    except InvalidOperation:
        return Decimal(0)
