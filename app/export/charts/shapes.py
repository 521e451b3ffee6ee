"""What every figure is drawn on: a page of the journal's width, its axes, legend and hits."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from app.export.charts.style import EDGE, SIZE, category

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INCH = 25.4  # mm
LEGEND = 34  # characters of a line of the legend
SMALLEST = 6.0  # points of text that journals still print
DIGIT = 0.575  # width of a digit of the font beside its size


@dataclass(frozen=True, slots=True)
class Hit:
    """An artist of a mark, which a click finds."""

    labels: tuple[str, ...]
    artist: Any


@dataclass(slots=True)
class Drawing:
    """A figure being drawn; its height follows from what it holds."""

    figure: "Figure"
    width: float  # inches
    more: list[Any] = field(default_factory=list)

    def axes(self, height: float) -> "Axes":
        """Return the axes of a page of this height in inches."""
        self.figure.set_size_inches(self.width, height)
        return self.figure.add_subplot()

    def every(self, labels: int, characters: int) -> int:
        """Return how many labels side by side go for one that is written."""
        room = self.width * 72 / (SIZE * 0.62 * characters)
        return max(1, -(-labels // max(1, int(room))))

    @property
    def is_narrow(self) -> bool:
        """Tell whether it is one column of a journal wide."""
        return self.width < 4

    def legend_height(self, series: Sequence[str]) -> float:
        """Return how many inches the legend of these series takes below the axes."""
        columns = self._columns(series)
        texts = [wrapped(name, LEGEND) for name in series]
        lines = (
            max(text.count("\n") + 1 for text in texts[start : start + columns])
            for start in range(0, len(texts), columns)
        )
        return sum(0.155 * count + 0.07 for count in lines) + 0.1

    def _columns(self, series: Sequence[str]) -> int:
        return 1 if self.is_narrow else min(3, len(series))

    def legend(
        self, axes: "Axes", series: Sequence[str], *, grey: bool, shapes: bool = False
    ) -> None:
        """Name the series under the axes line by line, each by colour and hatch or shape."""
        from matplotlib.lines import Line2D
        from matplotlib.patches import Patch

        columns = self._columns(series)
        handles: list[Any] = []
        for number in (n for column in range(columns) for n in range(column, len(series), columns)):
            name = series[number]
            fill, hatch, shape = category(number, grey=grey)
            text = wrapped(name, LEGEND)
            if shapes:
                handles.append(
                    Line2D([], [], marker=shape, color="none", markerfacecolor=fill,
                           markeredgecolor=EDGE, markersize=7, label=text)
                )  # fmt: skip
            else:
                handles.append(Patch(facecolor=fill, hatch=hatch, edgecolor=EDGE, label=text))
        axes.figure.legend(
            handles=handles, loc="outside lower center", ncols=columns, frameon=False, fontsize=SIZE
        )


@dataclass(frozen=True, slots=True)
class Rows:
    """Labels beside rows: their broken texts, the middle of each row, and all lines together."""

    texts: tuple[str, ...]
    middles: tuple[float, ...]
    lines: int

    def dress(self, axes: "Axes") -> None:
        """Write the labels beside the axes, the first at the top."""
        axes.set_yticks(self.middles, self.texts)
        axes.tick_params(axis="y", length=0)
        axes.set_ylim(self.lines, 0)


def rows(labels: Sequence[str], width: int) -> Rows:
    """Return a row for each label, as high as the lines of so many characters it is broken into."""
    texts = tuple(wrapped(label, width) for label in labels)
    middles, top = [], 0
    for text in texts:
        height = text.count("\n") + 1
        middles.append(top + height / 2)
        top += height
    return Rows(texts, tuple(middles), top)


def number_size(room: float, characters: int) -> float:
    """Return the size at which a number fits so many points, between 6 points and the usual."""
    return min(SIZE, max(SMALLEST, room / (DIGIT * max(1, characters))))


def text_width(text: str, size: float = SIZE) -> float:
    """Return about how many points a line takes."""
    return DIGIT * size * len(text)


def wrapped(text: str, width: int, lines: int = 3) -> str:
    """Break a label into lines of so many characters; the last ends in … where it is cut."""
    parts = wrap(text, width) or [text]
    if len(parts) > lines:
        parts = [*parts[: lines - 1], parts[lines - 1][: width - 1].rstrip() + "…"]
    return "\n".join(parts)
