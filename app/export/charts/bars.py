"""Figures of bars: years, countries, designs, and bars in parts."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from app.export.charts.choices import Kind
from app.export.charts.shapes import Drawing, Hit, Rows, number_size, rows, text_width
from app.export.charts.style import EDGE, SIZE, category, text_on
from app.export.charts.tallies import MISSING, Tally
from app.export.charts.words import BETWEEN, TOTAL, total_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.text import Annotation

HATCH = "////"
ROW, COLUMN_HEIGHT = 0.21, 2.4  # inches: a bar of rows, the height of upright bars
LABEL, SHORT = 26, 19  # characters of a line beside a bar, in two columns and in one


def bars(drawing: Drawing, tally: Tally) -> Iterator[Hit]:
    """Draw a horizontal bar a label, with its number and share; yield what can be clicked."""
    labels = tally.axes[0]
    beside = rows(labels, SHORT if drawing.is_narrow else LABEL)
    axes = drawing.axes(height=0.55 + ROW * beside.lines)
    most = max((tally.mark(label).count for label in labels), default=1)
    for place, label in zip(beside.middles, labels, strict=True):
        mark = tally.mark(label)
        fill, _, _ = category(0, grey=tally.choices.grey)
        drawn = axes.barh(
            place,
            mark.count,
            height=0.72,
            color="white" if label in MISSING else fill,
            hatch=HATCH if label in MISSING else "",
            edgecolor=EDGE,
            linewidth=0.6,
        )
        share = 100 * mark.count / tally.n
        axes.annotate(
            f"{mark.count} ({share:.0f}%)", (mark.count, place), (3, 0),
            textcoords="offset points", va="center", fontsize=SIZE,
        )  # fmt: skip
        yield Hit(mark.labels, drawn.patches[0])
    beside.dress(axes)
    axes.set_xlim(0, most * 1.18)
    _count_axis(axes, "x", drawing)


def years(drawing: Drawing, tally: Tally) -> Iterator[Hit]:
    """Draw an upright bar a year, years without a source kept; yield what can be clicked."""
    labels = tally.axes[0]
    axes = drawing.axes(height=COLUMN_HEIGHT)
    fill, _, _ = category(0, grey=tally.choices.grey)
    counts = [tally.mark(label).count for label in labels]
    size, lifts = number_places(counts, drawing.width * 72 * 0.85 / len(labels))
    for place, label in enumerate(labels):
        mark = tally.mark(label)
        is_open = int(label) == tally.last_year
        drawn = axes.bar(
            place,
            mark.count,
            width=0.78,
            color="white" if is_open else fill,
            hatch=HATCH if is_open else "",
            edgecolor=EDGE,
            linewidth=0.6,
        )
        if mark.count:
            axes.annotate(
                str(mark.count), (place, mark.count), (0, 2 + lifts[place]),
                textcoords="offset points", ha="center", fontsize=size,
            )  # fmt: skip
            yield Hit(mark.labels, drawn.patches[0])
    every = drawing.every(len(labels), characters=5)
    axes.set_xticks(range(0, len(labels), every), labels[::every])
    axes.set_xlim(-0.7, len(labels) - 0.3)
    _count_axis(axes, "y", drawing)


def number_places(counts: Sequence[int], room: float) -> tuple[float, list[float]]:
    """Return the size of the numbers over upright bars, and how far each is lifted.

    `room` is the width of a bar in points; a number is lifted where it would touch the one before.
    """
    most = max(counts, default=1)
    size = number_size(room, max(len(str(count)) for count in counts))
    scale = COLUMN_HEIGHT * 72 * 0.8 / max(most, 1)
    lifts: list[float] = []
    for place, count in enumerate(counts):
        before = counts[place - 1] if place else 0
        width = (text_width(str(count), size) + text_width(str(before), size)) / 2
        top = before * scale + (lifts[-1] if lifts else 0)
        touches = before and width > room and abs(top - count * scale) < size
        lifts.append(top - count * scale + size if touches else 0.0)
    return size, lifts


def stacked(drawing: Drawing, tally: Tally) -> Iterator[Hit]:
    """Draw a bar a label of the first field in parts of the second; yield what can be clicked.

    A part too narrow for its number has it in brackets behind the bar.
    """
    labels, series = tally.axes
    beside = rows(labels, SHORT if drawing.is_narrow else LABEL)
    room = (ROW + 0.05) * beside.lines + drawing.legend_height(series)
    axes = drawing.axes(height=0.5 + room)
    sizes = {label: [tally.mark(label, name).count for name in series] for label in labels}
    unit, most = _unit(drawing, beside, sizes.values())
    for place, label in zip(beside.middles, labels, strict=True):
        narrow, end = [], 0
        for number, count in enumerate(sizes[label]):
            if not count:
                continue
            fill, hatch, _ = category(number, grey=tally.choices.grey)
            drawn = axes.barh(
                place, count, left=end, height=0.74, color=fill, hatch=hatch,
                edgecolor=EDGE, linewidth=0.6,
            )  # fmt: skip
            if _fits(count, unit):
                axes.text(
                    end + count / 2, place, str(count), ha="center", va="center",
                    color=text_on(fill),
                    bbox={"facecolor": fill, "edgecolor": "none", "pad": 0.8} if hatch else None,
                )  # fmt: skip
            else:
                narrow.append(str(count))
            end += count
            yield Hit((label, series[number]), drawn.patches[0])
        yield Hit((label, TOTAL), _total(axes, (end, place), total_of(tally, label).count, narrow))
    beside.dress(axes)
    axes.set_xlim(0, most)
    _count_axis(axes, "x", drawing)
    drawing.legend(axes, series, grey=tally.choices.grey)


def _total(
    axes: "Axes", at: tuple[float, float], count: int, narrow: Sequence[str]
) -> "Annotation":
    """Write behind a bar how many sources it is, and what its narrow parts count."""
    said = axes.annotate(
        str(count), at, (4, 0), textcoords="offset points", va="center", fontweight="bold"
    )
    if narrow:
        axes.annotate(
            f"({BETWEEN.join(narrow)})", at, (8 + text_width(str(count)), 0),
            textcoords="offset points", va="center",
        )  # fmt: skip
    return said


def _unit(drawing: Drawing, beside: Rows, sizes: Iterable[Sequence[int]]) -> tuple[float, float]:
    """Return about how many points a source is wide, and the number at the end of the axis."""
    bars = [counts for counts in sizes if sum(counts)]
    lines = (line for text in beside.texts for line in text.split("\n"))
    room = drawing.width * 72 - max(map(text_width, lines), default=0) - 16
    unit = room / max(map(sum, bars), default=1)
    for _ in range(2):  # what is written behind the bars narrows them
        left = (room - 0.85 * text_width(_behind(counts, unit)) - 10 for counts in bars)
        unit = min((part / sum(bar) for part, bar in zip(left, bars, strict=True)), default=unit)
        unit = max(unit, room / 3 / max(map(sum, bars), default=1))
    return unit, room / unit


def _behind(counts: Sequence[int], unit: float) -> str:
    narrow = [str(count) for count in counts if count and not _fits(count, unit)]
    return f"{sum(counts)} ({BETWEEN.join(narrow)})" if narrow else str(sum(counts))


def _fits(count: int, unit: float) -> bool:
    return count * unit >= text_width(str(count)) + 2


def _count_axis(axes: "Axes", which: str, drawing: Drawing) -> None:
    from matplotlib.ticker import MaxNLocator

    axis = axes.xaxis if which == "x" else axes.yaxis
    axis.set_major_locator(MaxNLocator(integer=True, nbins=4 if drawing.is_narrow else 8))
    axis.set_label_text("Number of sources")


KINDS = {Kind.YEARS: years, Kind.COUNTRIES: bars, Kind.BARS: bars, Kind.STACKED: stacked}
