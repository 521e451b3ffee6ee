"""Studies counted by their answers: the numbers behind every figure.

The unit is the study: it counts once for an answer, however many rows say it. With two or three
fields of one repeating group, answers belong together that stand in one row; those of different
groups belong together when one study says them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from app.domain import countries
from app.domain.answers import STATUS_CODES, Cell, Status
from app.domain.errors import AppError
from app.domain.fields import Field, FieldType, Section
from app.domain.values import edit_text
from app.export.charts.choices import REFERENCE_YEAR, Blanks, Choices, Kind, Order
from app.export.model import ExportedStudy, ReviewTable

BLANK = "Not answered"
MISSING = frozenset({BLANK, *STATUS_CODES.values()})
OTHERS = "others"  # after their number


@dataclass(frozen=True, slots=True)
class Mark:
    """Studies with the same answers: `labels` one a field, `studies` their ids, as listed."""

    labels: tuple[str, ...]
    studies: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many studies."""
        return len(self.studies)


@dataclass(frozen=True, slots=True)
class Tally:
    """The numbers of a figure.

    `axes` hold the labels of each field in the order they are drawn; `fields` what the fields are
    called; `n` the studies counted at all, `left_out` those without an answer that are not shown;
    `is_several` tells that a study can count in several marks, `is_crossed` that fields of
    different repeating groups are paired by study.
    """

    choices: Choices
    fields: tuple[str, ...]
    axes: tuple[tuple[str, ...], ...]
    marks: tuple[Mark, ...]
    n: int
    left_out: int = 0
    is_several: bool = False
    is_crossed: bool = False
    last_year: int = 0

    def mark(self, *labels: str) -> Mark:
        """Return the mark of these labels; one without studies when there is none."""
        return next((m for m in self.marks if m.labels == labels), Mark(labels, ()))

    def total(self, axis: int, label: str) -> int:
        """Return how many studies have a label on an axis."""
        found = {s for mark in self.marks if mark.labels[axis] == label for s in mark.studies}
        return len(found)


def tally(table: ReviewTable, choices: Choices, years: Mapping[str, int] | None = None) -> Tally:
    """Count the studies of a table; `years` are those of the references, by study id.

    Raises AppError with a sentence when the form lacks a field or nothing can be counted.
    """
    columns = [_column(table, field_id) for field_id in choices.fields[: choices.kind.needs]]
    if len(columns) < choices.kind.needs:
        needed = "a field" if choices.kind.needs == 1 else f"{choices.kind.needs} fields"
        raise AppError(
            f"This figure counts the answers of {needed}, and the form suggests none. Nothing was "
            "drawn. Choose what it counts."
        )
    if not table.records:
        raise AppError("There is no study yet, so there is nothing to count. Add PDFs first.")
    by_study: dict[str, dict[tuple[str, ...], None]] = {}  # in order, so that bytes are equal
    for entry in table.records:
        found = by_study.setdefault(entry.study.study_id, {})
        found.update(dict.fromkeys(_said(entry, columns, years or {})))
    if choices.kind is Kind.UPSET:
        by_study = {study: {_together(said): None} for study, said in by_study.items()}
    if choices.kind is Kind.MAP:
        by_study = {
            study: {tuple(map(_on_map, labels)): None for labels in said}
            for study, said in by_study.items()
        }
    kept = {study: _kept(said, choices) for study, said in by_study.items()}
    studies: dict[tuple[str, ...], list[str]] = {}
    for study, labels in kept.items():
        for label in labels:
            studies.setdefault(label, []).append(study)
    marks = [Mark(labels, tuple(ids)) for labels, ids in studies.items()]
    counted = [study for study, labels in kept.items() if labels]
    if not counted:
        raise AppError("No study answers this yet, so there is nothing to draw. Chart it first.")
    axes, marks = _arranged(marks, [field for _, field in columns], choices)
    return Tally(
        choices,
        tuple(field.label for _, field in columns),
        axes,
        tuple(marks),
        len(counted),
        len(kept) - len(counted),
        any(len(labels) > 1 for labels in kept.values()),
        len({s.key for s, _ in columns if s is not None and s.repeating}) > 1,
        table.made_at.year if choices.kind is Kind.YEARS else 0,
    )


def _on_map(label: str) -> str:
    """Return the country that a map shades: England is a part of the United Kingdom."""
    code = countries.code_of(label)
    return countries.name(code) if code else label


def _together(said: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(sorted({labels[0] for labels in said}))


def _column(table: ReviewTable, field_id: str) -> tuple[Section | None, Field]:
    if field_id == REFERENCE_YEAR:
        return None, Field(field_id, "year", "Year of publication", FieldType.YEAR)
    if not table.form.has(field_id):
        raise AppError(
            f"The form has no field “{field_id}” any more. Choose another field for this figure."
        )
    return table.form.section_of(field_id), table.form.field(field_id)


def _said(
    entry: ExportedStudy, columns: list[tuple[Section | None, Field]], years: Mapping[str, int]
) -> Iterator[tuple[str, ...]]:
    """Yield the combinations of answers of a study, one label a field."""
    by_group: dict[str, list[int]] = {}
    for place, (section, field) in enumerate(columns):
        key = section.key if section is not None and section.repeating else field.field_id
        by_group.setdefault(key, []).append(place)
    groups: list[list[tuple[str, ...]]] = []
    for places in by_group.values():
        section = columns[places[0]][0]
        if section is None:
            year = years.get(entry.study.study_id)
            groups.append([(str(year) if year else BLANK,)])
        else:
            groups.append(_lines(entry, section, [columns[place][1] for place in places]))
    order = [place for places in by_group.values() for place in places]
    for chosen in product(*groups):
        labels = dict(zip(order, (label for line in chosen for label in line), strict=True))
        yield tuple(labels[place] for place in range(len(columns)))


def _lines(
    entry: ExportedStudy, section: Section, fields: Sequence[Field]
) -> list[tuple[str, ...]]:
    """Return what rows say in fields of one section, each line once.

    A field by itself is blank only where no row says anything.
    """
    rows = _rows(entry, section)
    if len(fields) == 1:
        texts = [(text,) for row in rows for text in answers(entry, fields[0], row)]
        return list(dict.fromkeys(texts)) or [(BLANK,)]
    found: dict[tuple[str, ...], None] = {}
    for row in rows:
        said = [list(dict.fromkeys(answers(entry, field, row))) or [BLANK] for field in fields]
        found.update(dict.fromkeys(product(*said)))
    return list(found) or [(BLANK,) * len(fields)]


def _rows(entry: ExportedStudy, section: Section) -> list[str | None]:
    if not section.repeating:
        return [None]
    return [row.row_id for row in entry.record.rows_of(section.key)]


def answers(entry: ExportedStudy, field: Field, row_id: str | None) -> list[str]:
    """Return what one cell says: its values one by one, or the code why there is none."""
    answer = entry.answer(Cell(entry.record.extraction_id, field.field_id, row_id))
    if answer.status is Status.EMPTY:
        return []
    if not answer.status.has_value:
        return [STATUS_CODES[answer.status]]
    items = answer.value if isinstance(answer.value, list) else [answer.value]
    return [" ".join(edit_text(field, item).split()) for item in items]


def _kept(said: Iterable[tuple[str, ...]], choices: Choices) -> list[tuple[str, ...]]:
    if choices.blanks is Blanks.SHOWN and choices.kind not in (Kind.MAP, Kind.YEARS):
        return list(said)
    return [labels for labels in said if not MISSING.intersection(labels)]


def _arranged(
    marks: list[Mark], fields: list[Field], choices: Choices
) -> tuple[tuple[tuple[str, ...], ...], list[Mark]]:
    """Put the labels of each axis in order and join those beyond the named ones."""
    if choices.kind is Kind.UPSET:
        names = {label for mark in marks for label in mark.labels}
        counts = {name: sum(m.count for m in marks if name in m.labels) for name in names}
        by_count = tuple(sorted(names, key=lambda name: (-counts[name], name)))
        return (by_count,), sorted(marks, key=lambda m: (-m.count, m.labels))
    if choices.kind is Kind.YEARS:
        known = [int(mark.labels[0]) for mark in marks if mark.labels[0].isdigit()]
        span = range(min(known), max(known) + 1) if known else range(0)
        return (tuple(map(str, span)),), marks
    limits = [choices.top if choices.kind is not Kind.MAP else 0] * len(fields)
    if choices.kind is Kind.STACKED:
        limits[1] = min(choices.top or MOST_SERIES, MOST_SERIES)
    if choices.kind in COLUMN_ROOM:
        most = int(choices.width / 25.4 * 72 * 0.6 / COLUMN_ROOM[choices.kind])
        limits[1] = min(choices.top or most, most)
    if choices.kind is Kind.GAP:
        limits[2] = MOST_SERIES
    axes = []
    for axis, field in enumerate(fields):
        ordered = _ordered(marks, axis, field, choices.order)
        named = [label for label in ordered if label not in MISSING]
        joined = set(_least(marks, axis, named, limits[axis])) if limits[axis] else set()
        if joined:
            marks = _joined(marks, axis, joined, f"{len(joined)} {OTHERS}")
            ordered = [label for label in ordered if label not in joined]
            at = next((i for i, label in enumerate(ordered) if label in MISSING), len(ordered))
            ordered.insert(at, f"{len(joined)} {OTHERS}")
        axes.append(tuple(ordered))
    return tuple(axes), marks


MOST_SERIES = 5  # colours that are told apart at a glance
COLUMN_ROOM = {Kind.HEAT: 12.0, Kind.GAP: 14.0}  # points that a column of a grid needs


def _ordered(marks: list[Mark], axis: int, field: Field, order: Order) -> list[str]:
    """Sort the labels of an axis; codes for missing answers come last."""
    counts: dict[str, set[str]] = {}
    for mark in marks:
        counts.setdefault(mark.labels[axis], set()).update(mark.studies)
    places = {option: place for place, option in enumerate(field.options)}

    def rank(label: str) -> tuple[bool, float, float, str]:
        by_form = float(places.get(label, len(places)))
        number = float(label) if label.isdigit() else 0.0
        by_count = float(-len(counts[label])) if order is Order.COUNT else 0.0
        if order is Order.FORM or field.type is FieldType.YEAR:
            return label in MISSING, by_form, number, label
        return label in MISSING, by_count, by_form if order is Order.COUNT else 0.0, label

    return sorted(counts, key=rank)


def _least(marks: list[Mark], axis: int, labels: list[str], most: int) -> list[str]:
    """Return the labels that go into the joined one, the rarest."""
    totals = {
        label: len({s for m in marks if m.labels[axis] == label for s in m.studies})
        for label in labels
    }
    by_count = sorted(labels, key=lambda label: -totals[label])
    return by_count[most - 1 :] if len(by_count) > most else []


def _joined(marks: list[Mark], axis: int, labels: set[str], name: str) -> list[Mark]:
    found: dict[tuple[str, ...], dict[str, None]] = {}
    for mark in marks:
        own = mark.labels[axis]
        key = (*mark.labels[:axis], name if own in labels else own, *mark.labels[axis + 1 :])
        found.setdefault(key, {}).update(dict.fromkeys(mark.studies))
    return [Mark(key, tuple(studies)) for key, studies in found.items()]
