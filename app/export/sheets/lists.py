"""A sheet that is one plain list: headings, widths, a line each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.export.page import Page, headings
from app.export.styles import HEADER, LABEL, NUMBER, TEXT, TITLE
from app.export.text import Number


@dataclass(frozen=True, slots=True)
class Listed:
    """Headings with their widths (in characters), and a title above them where there is one."""

    headings: tuple[str, ...]
    widths: tuple[float, ...]
    title: str = ""


def write_list(page: Page, listed: Listed, lines: Iterable[Sequence[str | int | None]]) -> int:
    """Write every line below the headings, numbers as numbers; return the row of the headings."""
    page.fix_widths(listed.widths)
    top = 1
    if listed.title:
        page.spill(1, 1, page.say(listed.title), TITLE)
        top = 3
    labels = headings(page.say.all(listed.headings))
    page.header(top, labels, HEADER)
    row = top
    for row, line in enumerate(lines, start=top + 1):
        page.tick()
        for column, said in enumerate(line, start=1):
            _write(page, (row, column), said)
    page.finish(top, labels, row - top)
    return top


def _write(page: Page, at: tuple[int, int], said: str | int | None) -> None:
    style = LABEL if at[1] == 1 else TEXT
    if said is None:
        page.blank(*at, style)
    elif isinstance(said, int):
        page.number(*at, Number(said), NUMBER)
    else:
        page.text(*at, said, style)
