"""Writes what belongs to a figure: its numbers as CSV, and a folder with every figure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.domain.errors import AppError
from app.export.cells import guarded
from app.export.charts.figure import Figure
from app.export.csv_export import BOM, csv_line
from app.export.files import folder_written_whole, safe_name, written_whole
from app.jobs import JobContext

ALL = ("svg", "pdf", "png")


@dataclass(frozen=True, slots=True)
class Written:
    """A folder of figures; `problems` has a sentence for each that could not be drawn."""

    folder: Path
    figures: int
    problems: tuple[str, ...]


def write_numbers(figure: Figure, path: Path) -> Path:
    """Write the table of a figure to a new CSV file; raises as `written_whole` does."""
    with written_whole(path) as file:
        file.write(_numbers(figure))
    return path


def write_all(figures: Sequence[Callable[[], Figure]], folder: Path, ctx: JobContext) -> Written:
    """Write each figure as SVG, PDF, PNG and CSV with its caption into a new folder.

    A figure that can't be drawn is said and the rest goes on. Raises AppError when none can be,
    and what `folder_written_whole` raises; cancelled, nothing is left.
    """
    problems: list[str] = []
    captions: list[str] = []
    with folder_written_whole(folder) as place:
        for number, make in enumerate(figures):
            ctx.step(number, len(figures))
            try:
                figure = make()
            except AppError as problem:
                problems.append(problem.message)
                continue
            captions.append(_one(figure, place, len(captions) + 1))
        if not captions:
            raise AppError(f"No figure could be drawn. {problems[0] if problems else ''}".rstrip())
        (place / "captions.txt").write_text("\n\n".join(captions) + "\n", encoding="utf-8")
        ctx.step(len(figures), len(figures))
    return Written(folder, len(captions), tuple(problems))


def _one(figure: Figure, place: Path, number: int) -> str:
    stem = safe_name(f"{number:02} {figure.title}")[:80].strip()
    for kind in ALL:
        (place / f"{stem}.{kind}").write_bytes(figure.rendered(kind))
    (place / f"{stem}.csv").write_bytes(_numbers(figure))
    return f"Figure {number}. {figure.own_caption}\nAlternative text: {figure.own_alt}"


def _numbers(figure: Figure) -> bytes:
    return BOM + b"".join(csv_line(map(guarded, row)) for row in figure.table)
