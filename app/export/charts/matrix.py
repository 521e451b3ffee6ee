"""Figures of a grid: heat map, evidence gap map, and answers given together."""

from collections.abc import Iterator
from itertools import product
from typing import TYPE_CHECKING

from app.export.charts.bars import number_places
from app.export.charts.choices import Kind
from app.export.charts.shapes import Drawing, Hit, text_width, wrapped
from app.export.charts.style import EDGE, GAP, GRID, INK, SIZE, category, shade, text_on
from app.export.charts.tallies import Tally
from app.export.charts.words import SHOWN

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.lines import Line2D

TURNED = 30  # characters of an upright name
LONG, SHORT = 28, 19  # characters of the name of a row, in two columns and in one
BUBBLE = 13.0  # points that a bubble needs


def heat(drawing: Drawing, tally: Tally) -> Iterator[Hit]:
    """Draw a cell a pair with its number, pairs without a source as gaps; yield the cells."""
    from matplotlib.patches import Rectangle

    rows, columns = tally.axes
    axes = drawing.axes(height=_grid_height(drawing, rows, columns, 0.34))
    most = max((mark.count for mark in tally.marks), default=1)
    for y, row in enumerate(rows):
        for x, column in enumerate(columns):
            mark = tally.mark(row, column)
            grey = tally.choices.grey
            fill = shade(mark.count, most, grey=grey) if mark.count else GAP
            cell = Rectangle(
                (x - 0.48, y - 0.46), 0.96, 0.92, facecolor=fill, edgecolor=EDGE, linewidth=0.4,
                hatch="" if mark.count else "///",
            )  # fmt: skip
            axes.add_patch(cell)
            if mark.count:
                axes.text(x, y, str(mark.count), ha="center", va="center", color=text_on(fill))
                yield Hit(mark.labels, cell)
    _grid_axes(axes, drawing, rows, columns)
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)


def gap(drawing: Drawing, tally: Tally) -> Iterator[Hit]:
    """Draw a bubble a triple, its area by number, colour and shape by the third field."""
    rows, columns, series = tally.axes
    room = _grid_room(drawing, rows) / max(1, len(columns))  # points of a cell
    across = max(1, min(len(series), int(room / BUBBLE)))
    down = -(-len(series) // across)
    legend = drawing.legend_height(series)
    axes = drawing.axes(height=legend + _grid_height(drawing, rows, columns, 0.1 + 0.24 * down))
    most = max((mark.count for mark in tally.marks), default=1)
    largest = min(20.0, max(BUBBLE - 2, room / (across + 0.4)))
    for (y, row), (x, column) in product(enumerate(rows), enumerate(columns)):
        found = [(n, tally.mark(row, column, name)) for n, name in enumerate(series)]
        shown = [(number, mark) for number, mark in found if mark.count]
        if not shown:
            axes.plot([x], [y], marker=".", color="#94a3b8", markersize=2)
        for number, mark in shown:
            at = (
                x - 0.5 + (number % across + 1) / (across + 1),
                y - 0.5 + (number // across + 1) / (down + 1),
            )
            size = max(BUBBLE - 3, largest * (mark.count / most) ** 0.5)
            bubble = _bubble(axes, at, (number, size, mark.count), tally.choices.grey)
            yield Hit(mark.labels, bubble)
    for place in range(len(columns) + 1):
        axes.axvline(place - 0.5, color=GRID, linewidth=0.6, zorder=0)
    for place in range(len(rows) + 1):
        axes.axhline(place - 0.5, color=GRID, linewidth=0.6, zorder=0)
    _grid_axes(axes, drawing, rows, columns)
    drawing.legend(axes, series, grey=tally.choices.grey, shapes=True)


def _bubble(
    axes: "Axes", at: tuple[float, float], said: tuple[int, float, int], grey: bool
) -> "Line2D":
    """Draw one bubble: number of its series, size in points, number of sources."""
    number, size, count = said
    fill, _, shape = category(number, grey=grey)
    (bubble,) = axes.plot(
        [at[0]], [at[1]], marker=shape, markersize=size, color=fill, markeredgecolor=EDGE,
        markeredgewidth=0.6, linestyle="none",
    )  # fmt: skip
    axes.text(
        *at, str(count), ha="center", va="center_baseline", fontsize=6.5, fontweight="bold",
        color=text_on(fill),
    )  # fmt: skip
    return bubble


def upset(drawing: Drawing, tally: Tally) -> Iterator[Hit]:
    """Draw a bar a set of answers given together above dots that name them (Lex et al. 2014)."""
    marks = tally.marks[:SHOWN]
    named = {label for mark in marks for label in mark.labels}
    names = [name for name in tally.axes[0] if name in named]
    counts = [mark.count for mark in marks]
    size, lifts = number_places(counts, drawing.width * 72 * 0.6 / len(marks))
    rows = 0.19 * len(names)
    drawing.figure.set_size_inches(drawing.width, 1.5 + rows + 0.2)
    grid = drawing.figure.add_gridspec(2, 1, height_ratios=(1.5, rows), hspace=0.02)
    top, dots = drawing.figure.add_subplot(grid[0]), drawing.figure.add_subplot(grid[1])
    fill, _, _ = category(0, grey=tally.choices.grey)
    for x, mark in enumerate(marks):
        drawn = top.bar(x, mark.count, width=0.6, color=fill, edgecolor=EDGE, linewidth=0.6)
        top.annotate(
            str(mark.count), (x, mark.count), (0, 2 + lifts[x]), textcoords="offset points",
            ha="center", fontsize=size,
        )  # fmt: skip
        held = [names.index(label) for label in mark.labels]
        dots.plot([x] * len(names), range(len(names)), "o", color=GRID, markersize=4.5)
        dots.plot([x] * len(held), held, "-o", color=INK, markersize=4.5, linewidth=1.2)
        yield Hit(mark.labels, drawn.patches[0])
    top.set_xlim(-0.6, len(marks) - 0.4)
    top.set_xticks([])
    top.set_ylabel("Number of sources")
    _whole(top)
    dots.set_xlim(-0.6, len(marks) - 0.4)
    dots.set_ylim(len(names) - 0.5, -0.5)
    dots.set_xticks([])
    dots.set_yticks(range(len(names)), [wrapped(name, 30, 1) for name in names])
    dots.tick_params(axis="y", length=0)
    for side in ("left", "bottom"):
        dots.spines[side].set_visible(False)


def _whole(axes: "Axes") -> None:
    from matplotlib.ticker import MaxNLocator

    axes.yaxis.set_major_locator(MaxNLocator(integer=True, nbins=5))


def _grid_height(
    drawing: Drawing, rows: tuple[str, ...], columns: tuple[str, ...], row: float
) -> float:
    room = _column_characters(drawing, columns)
    lines = max((wrapped(name, room).count("\n") + 1 for name in columns), default=1)
    turned = _is_turned(drawing, columns)
    longest = max((min(len(name), TURNED) for name in columns), default=1)
    under = longest * SIZE * 0.55 / 72 if turned else lines * SIZE * 1.3 / 72
    return 0.35 + row * len(rows) + under


def _row_names(drawing: Drawing, rows: tuple[str, ...]) -> list[str]:
    return [wrapped(name, SHORT if drawing.is_narrow else LONG, 2) for name in rows]


def _grid_room(drawing: Drawing, rows: tuple[str, ...]) -> float:
    """Return about how many points the columns have beside the names of the rows."""
    lines = (line for name in _row_names(drawing, rows) for line in name.split("\n"))
    return drawing.width * 72 - max(map(text_width, lines), default=0) - 12


def _column_characters(drawing: Drawing, columns: tuple[str, ...]) -> int:
    return max(4, int(drawing.width * 72 * 0.6 / max(1, len(columns)) / (SIZE * 0.56)))


def _is_turned(drawing: Drawing, columns: tuple[str, ...]) -> bool:
    """Tell whether the names of the columns stand upright: their longest word does not fit."""
    room = _column_characters(drawing, columns)
    longest = max((len(word) for name in columns for word in name.split()), default=0)
    return longest > room


def _grid_axes(
    axes: "Axes", drawing: Drawing, rows: tuple[str, ...], columns: tuple[str, ...]
) -> None:
    axes.set_xlim(-0.5, len(columns) - 0.5)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    if _is_turned(drawing, columns):
        names = [wrapped(name, TURNED, 2) for name in columns]
        axes.set_xticks(range(len(columns)), names, rotation=90)
    else:
        room = _column_characters(drawing, columns)
        axes.set_xticks(range(len(columns)), [wrapped(name, room) for name in columns])
    axes.set_yticks(range(len(rows)), _row_names(drawing, rows))
    axes.tick_params(length=0)


KINDS = {Kind.HEAT: heat, Kind.GAP: gap, Kind.UPSET: upset}
