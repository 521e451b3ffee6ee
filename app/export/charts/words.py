"""Caption, alternative text and table of a figure: the same numbers in words."""

from collections.abc import Iterator

from app.export.charts.choices import Kind
from app.export.charts.tallies import Mark, Tally

TOTAL = "Total"  # the part of a stacked bar that is all of it
BETWEEN = ", "  # between the numbers of narrow parts
SHOWN = 20  # combinations of answers that are drawn
MOST_SAID = 40  # marks named in the alternative text
_SHAPES = {
    Kind.YEARS: "Bar chart of the number of sources a year",
    Kind.COUNTRIES: "Bar chart of the number of sources by country",
    Kind.MAP: "World map shaded by the number of sources",
    Kind.BARS: "Bar chart of the number of sources",
    Kind.STACKED: "Stacked bar chart of the number of sources",
    Kind.HEAT: "Heat map of the number of sources",
    Kind.GAP: "Evidence gap map of the number of sources",
    Kind.UPSET: "Chart of answers given together",
}
BORDERS = "The borders shown do not imply any opinion on the legal status of a territory."


def title(tally: Tally) -> str:
    """Return what the figure is called, without its number."""
    kind, fields = tally.choices.kind, [_in_sentence(name) for name in tally.fields]
    if kind is Kind.YEARS:
        return "Sources by year of publication"
    if kind in (Kind.COUNTRIES, Kind.MAP, Kind.BARS):
        return f"Sources by {fields[0]}"
    if kind is Kind.UPSET:
        return f"{tally.fields[0]}: which go together"
    return "Sources by " + ", ".join(fields[:-1]) + f" and {fields[-1]}"


def caption(tally: Tally) -> str:
    """Return the caption: the reviewer's own, else one with n and how sources are counted."""
    if tally.choices.caption:
        return tally.choices.caption
    parts = [f"{title(tally)} (n = {tally.n})."]
    if tally.is_several:
        parts.append("A source may count more than once, so numbers can add up to more than n.")
    if tally.choices.kind is Kind.UPSET and len(tally.marks) > SHOWN:
        parts.append(f"The {SHOWN} most frequent of {len(tally.marks)} combinations are drawn.")
    if tally.choices.kind is Kind.STACKED:
        parts.append(
            "Bold: sources of a bar. In brackets: parts too narrow for their number, in order."
        )
    if tally.is_crossed:
        parts.append("Answers of different groups are paired when one source gives both.")
    if tally.left_out:
        parts.append(
            f"{_sources(tally.left_out)} without an answer {_are(tally.left_out)} not shown."
        )
    if tally.last_year and str(tally.last_year) in tally.axes[0]:
        parts.append(f"The year {tally.last_year} is not complete.")
    if tally.choices.kind is Kind.MAP:
        parts.append(BORDERS)
    return " ".join(parts)


def alt_text(tally: Tally) -> str:
    """Return the alternative text: the reviewer's own, else the figure read aloud."""
    if tally.choices.alt:
        return tally.choices.alt
    every = tally.marks if tally.choices.kind is Kind.STACKED else _marks(tally)
    ordered = [mark for mark in every if mark.studies]
    if tally.choices.kind.needs > 1:
        ordered.sort(key=lambda mark: -mark.count)
    said = [f"{' and '.join(mark.labels)} {mark.count}" for mark in ordered[:MOST_SAID]]
    rest = len(ordered) - len(said)
    more = f"; and {rest} more, see the table" if rest > 0 else ""
    told = f"{_SHAPES[tally.choices.kind]} (n = {tally.n}). {', '.join(said)}{more}."
    return told + _gaps(tally)


def _gaps(tally: Tally) -> str:
    """Return how many cells of a grid have no source."""
    if tally.choices.kind not in (Kind.HEAT, Kind.GAP):
        return ""
    held = {mark.labels[:2] for mark in tally.marks if mark.studies}
    cells = len(tally.axes[0]) * len(tally.axes[1])
    return f" No source in {cells - len(held)} of {cells} cells."


def table(tally: Tally) -> tuple[tuple[str, ...], ...]:
    """Return the numbers of the figure: headings, then a line a mark."""
    if tally.choices.kind.needs == 1:
        share = tuple(f"{100 * m.count / tally.n:.0f}%" for m in _marks(tally))
        rows = (
            (" + ".join(m.labels), str(m.count), part)
            for m, part in zip(_marks(tally), share, strict=True)
        )
        return ((tally.fields[0], "Sources", "Share"), *rows)
    rows_of_many = ((*mark.labels, str(mark.count)) for mark in _marks(tally))
    return ((*tally.fields, "Sources"), *rows_of_many)


def marks_in_order(tally: Tally) -> tuple[Mark, ...]:
    """Return the marks in the order of the table."""
    return tuple(_marks(tally))


def _marks(tally: Tally) -> Iterator[Mark]:
    """Yield every mark in the order of the axes; of years and heat maps the empty ones too."""
    if tally.choices.kind is Kind.UPSET:
        yield from tally.marks
        return
    if tally.choices.kind is Kind.STACKED:
        yield from _stacked(tally)
        return
    shows_empty = tally.choices.kind in (Kind.YEARS, Kind.HEAT)
    for labels in _grid(tally.axes):
        mark = tally.mark(*labels)
        if mark.studies or shows_empty:
            yield mark


def _stacked(tally: Tally) -> Iterator[Mark]:
    """Yield the parts of each bar, then the whole bar."""
    for label in tally.axes[0]:
        parts = [tally.mark(label, part) for part in tally.axes[1]]
        yield from (mark for mark in parts if mark.studies)
        yield total_of(tally, label)


def total_of(tally: Tally, label: str) -> Mark:
    """Return all studies of a label of the first field, each once."""
    studies = (s for mark in tally.marks if mark.labels[0] == label for s in mark.studies)
    return Mark((label, TOTAL), tuple(dict.fromkeys(studies)))


def _grid(axes: tuple[tuple[str, ...], ...]) -> Iterator[tuple[str, ...]]:
    if not axes:
        yield ()
        return
    for label in axes[0]:
        for rest in _grid(axes[1:]):
            yield (label, *rest)


def _in_sentence(name: str) -> str:
    """Return a field's label with a small first letter, unless its first word is written large."""
    return name if name[1:2].isupper() else f"{name[:1].lower()}{name[1:]}"


def _sources(count: int) -> str:
    return "1 source" if count == 1 else f"{count} sources"


def _are(count: int) -> str:
    return "is" if count == 1 else "are"
