"""What a figure shows and how: frozen choices that are kept with the review."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from enum import StrEnum
from typing import Any

from app.domain.fields import Field, FieldType, Form

COUNTED = (
    FieldType.SINGLE, FieldType.MULTI, FieldType.YES_NO, FieldType.COUNTRY, FieldType.YEAR,
    FieldType.LIST_CHOICE, FieldType.CODES, FieldType.TEXT_LIST, FieldType.SHORT_TEXT,
    FieldType.INTEGER,
)  # fmt: skip
"""Types of fields whose answers can be counted, the most telling first."""
REFERENCE_YEAR = "reference.year"
"""Stands for the year of the study's reference, where no field asks for it."""


class Kind(StrEnum):
    """Which figure it is."""

    FLOW = "flow"
    YEARS = "years"
    COUNTRIES = "countries"
    MAP = "map"
    BARS = "bars"
    STACKED = "stacked"
    HEAT = "heat"
    GAP = "gap"
    UPSET = "upset"

    @property
    def needs(self) -> int:
        """How many fields it shows."""
        return {Kind.FLOW: 0, Kind.STACKED: 2, Kind.HEAT: 2, Kind.GAP: 3}.get(self, 1)


class Order(StrEnum):
    """How bars are sorted."""

    COUNT = "count"
    FORM = "form"
    NAME = "name"


class Blanks(StrEnum):
    """What becomes of studies that answer NR or NA, or nothing."""

    SHOWN = "shown"
    LEFT_OUT = "left_out"


ONE_COLUMN, TWO_COLUMNS = 84, 174  # mm: the usual widths of a journal's columns


@dataclass(frozen=True, slots=True)
class Choices:
    """One figure. `fields` are field ids; `width` is in mm; `top` bars are named, 0 all.

    `caption` and `alt` are the reviewer's own words; "" are the program's.
    """

    kind: Kind
    fields: tuple[str, ...]
    order: Order = Order.COUNT
    top: int = 15
    blanks: Blanks = Blanks.SHOWN
    width: int = TWO_COLUMNS
    grey: bool = False
    title: bool = False
    caption: str = ""
    alt: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return the choices as JSON values."""
        return {**asdict(self), "fields": list(self.fields)}

    def with_(self, **changes: Any) -> "Choices":  # noqa: ANN401 - a value of any choice
        """Return the choices with some changed."""
        return replace(self, **changes)


def from_json(read: Mapping[str, Any]) -> Choices:
    """Return choices as they were stored; what a newer version added is left out.

    Raises KeyError, TypeError or ValueError for anything else.
    """
    known = {entry.name for entry in fields(Choices)}
    chosen: dict[str, Any] = {key: value for key, value in read.items() if key in known}
    chosen["kind"], chosen["fields"] = Kind(read["kind"]), tuple(read["fields"])
    chosen["order"] = Order(read.get("order", Order.COUNT))
    chosen["blanks"] = Blanks(read.get("blanks", Blanks.SHOWN))
    return Choices(**chosen)


def countable(form: Form) -> tuple[Field, ...]:
    """Return the fields of studies whose answers can be counted, in the order of the form."""
    return tuple(field for field in form.study_fields if field.type in COUNTED)


def suggested(form: Form) -> tuple[Choices, ...]:
    """Return the figures that the roles and types of the form's fields make sense of."""
    by_role = {field.role: field.field_id for field in reversed(countable(form)) if field.role}
    country = _of_type(form, FieldType.COUNTRY) or by_role.get("country")
    listed = [field.field_id for field in countable(form) if field.type in COUNTED[:3]]
    design = by_role.get("design") or by_role.get("evidence_type") or next(iter(listed), None)
    found = [Choices(Kind.FLOW, ())]
    found.append(Choices(Kind.YEARS, (_of_type(form, FieldType.YEAR) or REFERENCE_YEAR,)))
    if country:
        found += [Choices(Kind.COUNTRIES, (country,)), Choices(Kind.MAP, (country,))]
    if design:
        found.append(Choices(Kind.BARS, (design,)))
    others = [field_id for field_id in listed if field_id != design]
    if design and others:
        found += [
            Choices(Kind.STACKED, (others[0], design)),
            Choices(Kind.HEAT, (others[0], design)),
        ]
    if design and len(others) > 1:
        found.append(Choices(Kind.GAP, (others[0], others[1], design)))
    several = next((f.field_id for f in countable(form) if f.type is FieldType.MULTI), None)
    if several:
        found.append(Choices(Kind.UPSET, (several,)))
    return tuple(found)


def _of_type(form: Form, wanted: FieldType) -> str | None:
    return next((f.field_id for f in form.study_fields if f.type is wanted), None)
