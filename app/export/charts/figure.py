"""A figure whole: its words, its numbers with their studies, and how it is drawn."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from app.export.charts import drawing, flow, words
from app.export.charts.choices import Choices, Kind
from app.export.charts.drawing import Picture
from app.export.charts.numbers import Numbers
from app.export.charts.tallies import Mark, tally
from app.export.files import written_whole


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that is counted; drawing it takes longer than its words.

    `caption` and `alt` are the program's words, `own_caption` and `own_alt` those that count.
    `table` is the headings, then a line for each of `marks`.
    """

    choices: Choices
    title: str
    caption: str
    alt: str
    table: tuple[tuple[str, ...], ...]
    marks: tuple[Mark, ...]
    n: int
    preview: Callable[[], Picture]
    rendered: Callable[[str], bytes]

    @property
    def own_caption(self) -> str:
        """The caption that stands under the figure."""
        return self.choices.caption or self.caption

    @property
    def own_alt(self) -> str:
        """The alternative text that goes with it."""
        return self.choices.alt or self.alt

    def studies(self, labels: tuple[str, ...]) -> frozenset[str]:
        """Return the ids of the studies of a mark; none for one that counts no studies."""
        return frozenset(s for mark in self.marks if mark.labels == labels for s in mark.studies)


def figure_of(numbers: Numbers, choices: Choices) -> Figure:
    """Count a figure; raises AppError with a sentence when there is nothing to draw."""
    if choices.kind is Kind.FLOW:
        return _flow_figure(numbers, choices)
    counted = tally(numbers.table, choices, numbers.years)
    plain = replace(counted, choices=choices.with_(caption="", alt=""))
    return Figure(
        choices,
        words.title(counted),
        words.caption(plain),
        words.alt_text(plain),
        words.table(counted),
        words.marks_in_order(counted),
        counted.n,
        partial(drawing.preview, counted),
        partial(drawing.rendered, counted),
    )


def write_figure(figure: Figure, path: Path) -> Path:
    """Write the figure in the format that the file's ending names; never over a file.

    Raises ExportExists, FolderNotWritable or DiskFull, and ValueError for another ending.
    """
    ending = path.suffix.removeprefix(".").casefold()
    content = figure.rendered("tiff" if ending == "tif" else ending)
    with written_whole(path) as file:
        file.write(content)
    return path


def _flow_figure(numbers: Numbers, choices: Choices) -> Figure:
    included = tuple(dict.fromkeys(entry.study.study_id for entry in numbers.table.records))
    drawn = flow.flow_drawing(numbers.flow, numbers.wording, choices)
    alt = flow.alt_text(drawn)
    shown = replace(drawn, text=choices.alt or alt)
    return Figure(
        choices,
        flow.TITLE,
        flow.caption(numbers.flow),
        alt,
        flow.table(numbers.flow),
        flow.marks(numbers.flow, included),
        numbers.flow.studies,
        partial(flow.preview, shown, numbers.wording),
        partial(flow.rendered, shown),
    )
