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

    def legend(
        self, axes: "Axes", series: Sequence[str], *, grey: bool, shapes: bool = False
    ) -> None:
        """Name the series under the axes, each by colour and hatch, or colour and shape."""
        from matplotlib.lines import Line2D
        from matplotlib.patches import Patch

        handles: list[Any] = []
        for number, name in enumerate(series):
            fill, hatch, shape = category(number, grey=grey)
            text = wrapped(name, 34)
            if shapes:
                handles.append(
                    Line2D([], [], marker=shape, color="none", markerfacecolor=fill,
                           markeredgecolor=EDGE, markersize=7, label=text)
                )  # fmt: skip
            else:
                handles.append(Patch(facecolor=fill, hatch=hatch, edgecolor=EDGE, label=text))
        columns = 1 if self.width < 4 else min(3, len(handles))
        axes.figure.legend(
            handles=handles, loc="outside lower center", ncols=columns, frameon=False, fontsize=SIZE
        )


def wrapped(text: str, width: int, lines: int = 3) -> str:
    """Break a label into lines of so many characters; the last ends in … where it is cut."""
    parts = wrap(text, width) or [text]
    if len(parts) > lines:
        parts = [*parts[: lines - 1], parts[lines - 1][: width - 1].rstrip() + "…"]
    return "\n".join(parts)
