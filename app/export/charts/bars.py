"""Figures of bars: years, countries, designs, and bars in parts."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from app.export.charts.choices import Kind
from app.export.charts.shapes import Drawing, Hit, wrapped
from app.export.charts.style import EDGE, SIZE, category, text_on
from app.export.charts.tallies import MISSING, Tally
from app.export.charts.words import total_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

HATCH = "////"
ROW, COLUMN_HEIGHT = 0.21, 2.4  # inches: a bar of rows, the height of upright bars
LABEL = 26  # characters of a line beside a bar


def bars(drawing: Drawing, tally: Tally) -> Iterator[Hit]:
    """Draw a horizontal bar a label, with its number and share; yield what can be clicked."""
    labels = tally.axes[0]
    texts = [wrapped(label, LABEL) for label in labels]
    lines = sum(text.count("\n") + 1 for text in texts)
    axes = drawing.axes(height=0.55 + ROW * max(lines, len(labels)))
    most = max((tally.mark(label).count for label in labels), default=1)
    for place, label in enumerate(labels):
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
    axes.set_yticks(range(len(labels)), texts)
    axes.tick_params(axis="y", length=0)
    axes.invert_yaxis()
    axes.set_xlim(0, most * 1.18)
    _count_axis(axes, "x")


def years(drawing: Drawing, tally: Tally) -> Iterator[Hit]:
    """Draw an upright bar a year, years without a source kept; yield what can be clicked."""
    labels = tally.axes[0]
    axes = drawing.axes(height=COLUMN_HEIGHT)
    fill, _, _ = category(0, grey=tally.choices.grey)
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
                str(mark.count), (place, mark.count), (0, 2), textcoords="offset points",
                ha="center", fontsize=SIZE,
            )  # fmt: skip
            yield Hit(mark.labels, drawn.patches[0])
    every = drawing.every(len(labels), characters=5)
    axes.set_xticks(range(0, len(labels), every), labels[::every])
    axes.set_xlim(-0.7, len(labels) - 0.3)
    _count_axis(axes, "y")


def stacked(drawing: Drawing, tally: Tally) -> Iterator[Hit]:
    """Draw a bar a label of the first field in parts of the second; yield what can be clicked."""
    labels, series = tally.axes
    texts = [wrapped(label, LABEL) for label in labels]
    lines = sum(text.count("\n") + 1 for text in texts)
    axes = drawing.axes(height=0.9 + (ROW + 0.05) * max(lines, len(labels)))
    ends = [0] * len(labels)
    for number, name in enumerate(series):
        fill, hatch, _ = category(number, grey=tally.choices.grey)
        for place, label in enumerate(labels):
            mark = tally.mark(label, name)
            if not mark.count:
                continue
            drawn = axes.barh(
                place, mark.count, left=ends[place], height=0.74, color=fill, hatch=hatch,
                edgecolor=EDGE, linewidth=0.6,
            )  # fmt: skip
            axes.text(
                ends[place] + mark.count / 2, place, str(mark.count), ha="center", va="center",
                color=text_on(fill),
                bbox={"facecolor": fill, "edgecolor": "none", "pad": 0.8} if hatch else None,
            )  # fmt: skip
            ends[place] += mark.count
            yield Hit(mark.labels, drawn.patches[0])
    yield from _totals(axes, tally, ends)
    axes.set_yticks(range(len(labels)), texts)
    axes.tick_params(axis="y", length=0)
    axes.invert_yaxis()
    _count_axis(axes, "x")
    drawing.legend(axes, series, grey=tally.choices.grey)


def _totals(axes: "Axes", tally: Tally, ends: list[int]) -> Iterator[Hit]:
    """Write behind each bar how many sources it is, each counted once."""
    axes.set_xlim(0, max(ends, default=1) * 1.12)
    for place, label in enumerate(tally.axes[0]):
        whole = total_of(tally, label)
        said = axes.annotate(
            str(whole.count), (ends[place], place), (4, 0), textcoords="offset points",
            va="center", fontsize=SIZE, fontweight="bold",
        )  # fmt: skip
        yield Hit(whole.labels, said)


def _count_axis(axes: "Axes", which: str) -> None:
    from matplotlib.ticker import MaxNLocator

    axis = axes.xaxis if which == "x" else axes.yaxis
    axis.set_major_locator(MaxNLocator(integer=True, nbins=8))
    axis.set_label_text("Number of sources")


KINDS = {Kind.YEARS: years, Kind.COUNTRIES: bars, Kind.BARS: bars, Kind.STACKED: stacked}
