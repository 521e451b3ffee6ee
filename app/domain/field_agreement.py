"""How far two reviewers agreed before consensus: field by field, over all, over time.

Only answers that both gave count: blanks and hidden fields are in no denominator, they are
counted beside it. Answers that say the same after normalising agree.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from app.domain import counted_agreement as counted
from app.domain.agreement import NOTHING, Estimate
from app.domain.answer_distances import (
    places_of,
    rank_distance,
    sets_apart,
    share_in_common,
    share_within,
)
from app.domain.answers import Status
from app.domain.bootstrap_intervals import DRAWS, with_intervals
from app.domain.choices import are_numbered
from app.domain.consensus import Compared, Kind, Line
from app.domain.fields import TEXT_TYPES, Field, FieldType, Form
from app.domain.likeness import says
from app.domain.places_shared import share_of_places, spots
from app.domain.sentence import Sentence

FREE_TEXT = Sentence("free text has no fixed categories")
MANY = Sentence("several answers may be chosen: see the share of common choices")
NO_NUMBERS = Sentence("not a number")
NO_SETS = Sentence("one answer only")
NO_QUOTES = Sentence("no answer had a quote from both")
FEW, OFTEN, SHORT = 8, 4, 30
"""Typed words are categories when there are few of them, each often said, and short."""
Pair = tuple[Hashable, Hashable]


class Scale(StrEnum):
    """What an answer is measured on."""

    TEXT = "text"
    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"
    SET = "set"


@dataclass(frozen=True, slots=True)
class Measures:
    """The coefficients of some answers; each is defined, or says why it is not.

    `n` counts the answers that both gave. `within` is the share of numbers no further apart
    than the tolerance, `shared` the mean share of common choices (Jaccard), `overlap` that of
    the area of the quotes.
    """

    n: int
    agreed: int
    percent: Estimate
    kappa: Estimate
    ac1: Estimate
    alpha: Estimate
    icc: Estimate
    within: Estimate
    shared: Estimate
    overlap: Estimate


@dataclass(frozen=True, slots=True)
class FieldAgreement:
    """How far two agreed on a field; `one_blank` and `lone_rows` are in no denominator."""

    field_id: str
    number: int
    label: str
    section: str
    scale: Scale
    measures: Measures
    one_blank: int = 0
    both_blank: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the studies (the pilot, a stretch of time) and how far two agreed there."""

    name: str
    studies: int
    measures: Measures


@dataclass(frozen=True, slots=True)
class Agreement:
    """Everything about the agreement of two reviewers; `mean_kappa` is over the fields.

    `unblinded` of the studies were not charted blind; the others are a part of their own then.
    """

    reviewers: tuple[str, str]
    studies: int
    fields: tuple[FieldAgreement, ...]
    overall: Measures
    mean_kappa: Estimate
    parts: tuple[Part, ...]
    lone_rows: int
    tolerance: float
    unblinded: int = 0


@dataclass(frozen=True, slots=True)
class Choices:
    """What is asked for: fields whose options are in order, tolerance of numbers, draws."""

    ordered: frozenset[str] = frozenset()
    tolerance: float = 0.05
    draws: int = DRAWS


@dataclass(frozen=True, slots=True)
class _Unit:
    """One answer of both: what each says, their numbers, sets, and the overlap of quotes."""

    field_id: str
    said: Pair
    numbers: tuple[float, float] | None = None
    sets: float | None = None
    overlap: float | None = None


def agreement(
    form: Form,
    studies: Sequence[Compared],
    named: Sequence[tuple[str, frozenset[str]]] = (),
    choices: Choices | None = None,
    step: Callable[[int, int], None] = lambda _done, _total: None,
) -> Agreement:
    """Return how far two agreed on studies; `named` are parts of them by name.

    `step(done, total)` is called before each field and part; what it raises ends the work.
    """
    chosen = choices or Choices()
    asked = _asked(form)
    whole = len(asked) + len(named) + 1
    by_study = {one.study.study_id: _units(one) for one in studies}
    every = [unit for units in by_study.values() for unit in units]
    scales = {field.field_id: _scale(field, every, chosen) for field in asked}
    fields: list[FieldAgreement] = []
    for field in asked:
        step(len(fields), whole)
        fields.append(_field(form, field, studies, (every, scales[field.field_id], chosen)))
    kappas = [f.measures.kappa.value for f in fields if f.measures.kappa.value is not None]
    mean = sum(kappas) / len(kappas) if kappas else None
    step(len(fields), whole)
    overall = _overall(scales, list(by_study.values()), chosen)
    parts: list[Part] = []
    for name, ids in named:
        step(len(fields) + len(parts) + 1, whole)
        inside = [units for key, units in by_study.items() if key in ids]
        parts.append(Part(name, len(inside), _overall(scales, inside, chosen)))
    lone = sum(line.kind is Kind.ROWS for one in studies for line in one.lines)
    names = studies[0].reviewers if studies else None
    return Agreement(
        reviewers=(names[0].name, names[1].name) if names else ("", ""),
        studies=len(studies),
        fields=tuple(fields),
        overall=overall,
        mean_kappa=Estimate(len(kappas), mean, "" if kappas else NOTHING),
        parts=tuple(parts),
        lone_rows=lone,
        tolerance=chosen.tolerance,
    )


def scale_of(field: Field, ordered: Iterable[str] = ()) -> Scale:
    """Return what a field is measured on; options that begin with numbers are in order."""
    if field.type in (FieldType.INTEGER, FieldType.DECIMAL, FieldType.YEAR, FieldType.QUANTITY):
        return Scale.INTERVAL
    if field.type is FieldType.SINGLE:
        is_ordered = field.field_id in ordered or are_numbered(field.options)
        return Scale.ORDINAL if is_ordered else Scale.NOMINAL
    if field.type in (FieldType.YES_NO, FieldType.DATE, FieldType.LIST_CHOICE, FieldType.ROW):
        return Scale.NOMINAL
    if field.type in TEXT_TYPES or field.type is FieldType.YEAR_RANGE:
        return Scale.TEXT
    return Scale.SET


def _asked(form: Form) -> list[Field]:
    return [
        field
        for field in form.study_fields
        if not field.is_computed and not form.section_of(field.field_id).is_about_extraction
    ]


def _lines(studies: Sequence[Compared]) -> Iterable[tuple[Compared, Line]]:
    return ((one, line) for one in studies for line in one.originals if not line.is_about_row)


def _units(compared: Compared) -> list[_Unit]:
    keys = {
        row: pair.row_key for pair in compared.pairs for row in (pair.first, pair.second) if row
    }
    found = []
    for _, line in _lines([compared]):
        a, b = line.first.answer, line.second.answer
        if Status.EMPTY in (a.status, b.status):
            continue
        field = compared.form.field(line.field_id)
        one, other = (says(field, answer, keys) for answer in (a, b))
        valued = a.status.has_value and b.status.has_value
        first, second = (spots(side.anchors) for side in (line.first, line.second))
        found.append(
            _Unit(
                field.field_id,
                (one, other),
                numbers=_numbers(field, one, other) if valued else None,
                sets=share_in_common(one, other) if valued else None,
                overlap=share_of_places(first, second) if first and second else None,
            )
        )
    return found


def _numbers(field: Field, one: Hashable, other: Hashable) -> tuple[float, float] | None:
    """Return two numbers on one scale; quantities in different units have none."""
    if field.type is FieldType.QUANTITY:
        if not (isinstance(one, tuple) and isinstance(other, tuple) and one[1] == other[1]):
            return None
        one, other = one[0], other[0]
    try:
        return float(str(one)), float(str(other))
    except ValueError:
        return None


def _field(
    form: Form,
    field: Field,
    studies: Sequence[Compared],
    given: tuple[Sequence[_Unit], Scale, Choices],
) -> FieldAgreement:
    every, scale, choices = given
    kinds = Counter(
        line.kind
        for _, line in _lines(studies)
        if line.field_id == field.field_id and line.first.is_asked and line.second.is_asked
    )
    units = [unit for unit in every if unit.field_id == field.field_id]
    return FieldAgreement(
        field_id=field.field_id,
        number=form.number_of(field.field_id),
        label=field.label,
        section=form.section_of(field.field_id).label,
        scale=scale,
        measures=_measures(units, field, scale, choices),
        one_blank=kinds[Kind.ONE_BLANK] + kinds[Kind.SINGLE],
        both_blank=kinds[Kind.BLANK],
    )


def _measures(units: Sequence[_Unit], field: Field, scale: Scale, choices: Choices) -> Measures:
    said = [unit.said for unit in units]
    found = with_intervals(said, _coefficients(field, scale), choices.draws)
    found |= _of_numbers(units, scale, choices)
    found |= _of_shares(units, choices.draws)
    return _told(said, found, scale)


def _coefficients(field: Field, scale: Scale) -> dict[str, counted.Coefficient]:
    """Return what is computed from the answers of a scale."""
    asked: dict[str, counted.Coefficient] = {"percent": counted.percent}
    if scale is Scale.ORDINAL:
        places = places_of(field)
        asked["kappa"] = partial(counted.kappa, apart=rank_distance(places))
        asked["alpha"] = partial(counted.ordinal_alpha, places=places)
    elif scale is Scale.NOMINAL:
        asked |= {"kappa": counted.kappa, "alpha": counted.alpha}
    elif scale is Scale.SET:
        asked["alpha"] = partial(counted.alpha, apart=sets_apart)
    if scale in (Scale.NOMINAL, Scale.ORDINAL):
        asked["ac1"] = counted.ac1
    return asked


def _of_numbers(units: Sequence[_Unit], scale: Scale, choices: Choices) -> dict[str, Estimate]:
    if scale is not Scale.INTERVAL:
        return {}
    numbers = [unit.numbers for unit in units if unit.numbers is not None]
    near = partial(share_within, tolerance=choices.tolerance)
    asked: dict[str, Callable[[counted.Numbers], Estimate]] = {
        "icc": counted.icc,
        "within": near,
        "alpha": counted.interval_alpha,
    }
    return with_intervals(numbers, asked, choices.draws)


def _of_shares(units: Sequence[_Unit], draws: int) -> dict[str, Estimate]:
    sets = [unit.sets for unit in units if unit.sets is not None]
    places = [unit.overlap for unit in units if unit.overlap is not None]
    found = with_intervals(sets, {"shared": counted.mean}, draws) if sets else {}
    return found | (with_intervals(places, {"overlap": counted.mean}, draws) if places else {})


def _told(said: Sequence[Pair], found: Mapping[str, Estimate], scale: Scale) -> Measures:
    """Fill in why a coefficient is not defined on this scale."""
    count = len(said)
    no_category = {Scale.TEXT: FREE_TEXT, Scale.SET: MANY}.get(scale, Sentence("numbers: see ICC"))

    def of(name: str, why: str) -> Estimate:
        return found.get(name, Estimate(count, None, why if count else NOTHING))

    return Measures(
        n=count,
        agreed=sum(a == b for a, b in said),
        percent=of("percent", NOTHING),
        kappa=of("kappa", no_category),
        ac1=of("ac1", no_category),
        alpha=of("alpha", FREE_TEXT),
        icc=of("icc", NO_NUMBERS),
        within=of("within", NO_NUMBERS),
        shared=of("shared", NO_SETS),
        overlap=of("overlap", NO_QUOTES),
    )


def _scale(field: Field, every: Sequence[_Unit], choices: Choices) -> Scale:
    """Return the scale of a field; a line of text in which few words come back has categories."""
    scale = scale_of(field, choices.ordered)
    if scale is not Scale.TEXT or field.type is not FieldType.SHORT_TEXT:
        return scale
    said = [one for unit in every if unit.field_id == field.field_id for one in unit.said]
    kinds = {str(one) for one in said}
    repeats = len(said) >= OFTEN * len(kinds) and max(map(len, kinds), default=99) <= SHORT
    return Scale.NOMINAL if 1 <= len(kinds) <= FEW and repeats else Scale.TEXT


def _overall(
    scales: Mapping[str, Scale], studies: Sequence[Sequence[_Unit]], choices: Choices
) -> Measures:
    """Return the measures over all fields; whole studies are drawn for the intervals.

    Kappa, AC1 and alpha pool the fields with categories, every category by its words.
    """
    units = [unit for one in studies for unit in one]
    said = [unit.said for unit in units]
    named = {key for key, scale in scales.items() if scale in (Scale.NOMINAL, Scale.ORDINAL)}
    tables = tuple(
        (
            tuple(Counter(unit.said for unit in one).items()),
            tuple(Counter(unit.said for unit in one if unit.field_id in named).items()),
        )
        for one in studies
    )
    pooled = {
        "percent": partial(_pooled, 0, counted.percent),
        "kappa": partial(_pooled, 1, counted.kappa),
        "ac1": partial(_pooled, 1, counted.ac1),
        "alpha": partial(_pooled, 1, counted.alpha),
    }
    found = with_intervals(tables, pooled, choices.draws)
    found |= _of_shares(units, choices.draws)
    return _told(said, found, Scale.NOMINAL)


_Table = tuple[tuple[tuple[Pair, int], ...], tuple[tuple[Pair, int], ...]]


def _pooled(which: int, coefficient: counted.Coefficient, drawn: Mapping[_Table, int]) -> Estimate:
    total: Counter[Pair] = Counter()
    for table, times in drawn.items():
        for pair, count in table[which]:
            total[pair] += count * times
    return coefficient(total)
