"""One charted answer: its text or number, its look and the link to its quote."""

from dataclasses import dataclass, replace

from app.domain.answers import STATUS_CODES, Cell
from app.domain.fields import FieldType
from app.export.fit import ONE_LINE
from app.export.model import ExportedStudy
from app.export.order import Column
from app.export.page import Page, Spot
from app.export.places import Contents
from app.export.rows import rows_text
from app.export.styles import CODE, NUMBER, TEXT, TYPED, UNSURE
from app.export.text import charted_text, number_of

TYPED_AS_IS = frozenset(
    {FieldType.DATE, FieldType.IDENTIFIER, FieldType.YEAR_RANGE, FieldType.LINKED_REPORTS}
)  # what a spreadsheet would turn into something else when edited


@dataclass(frozen=True, slots=True)
class Asked:
    """A field of one record, and its cells: one a row when its section repeats."""

    entry: ExportedStudy
    column: Column
    cells: tuple[Cell, ...]


def write_answer(
    page: Page, at: Spot, asked: Asked, contents: Contents, *, long_too: bool = False
) -> str:
    """Write the answers of a field into the cell at (row, column), linked to its quotes.

    Returns the text of the cell. Long answers are linked only on demand: LibreOffice shows
    linked text on one line.
    """
    options = contents.options
    texts = [charted_text(asked.entry, asked.column.field, c, options) for c in asked.cells]
    if not any(texts):
        page.blank(*at, style_of(asked))
        return ""
    written = _written(page, at, asked, texts, contents)
    if long_too or fits_a_line(written):
        link_quote(page, at, asked, contents)
    return written


def link_quote(page: Page, at: Spot, asked: Asked, contents: Contents) -> None:
    """Let a click on the cell at (row, column) go to the first quote of the answers."""
    target = contents.layout.first_quote(asked.cells)
    if target:
        label = asked.entry.study.label
        page.link(at, target, f"{page.say('Quote')}: {label}, {asked.column.field.label}")


def style_of(asked: Asked) -> str:
    """Return the look of a cell: unsure, a missing code, typed as it is, or plain."""
    answers = [asked.entry.answer(cell) for cell in asked.cells]
    if any(answer.flagged for answer in answers):
        return UNSURE
    if answers and all(a.status in STATUS_CODES for a in answers):
        return CODE
    return TYPED if asked.column.field.type in TYPED_AS_IS else TEXT


def fits_a_line(shown: str) -> bool:
    """Tell whether text stands on one line of any column."""
    return len(shown) <= ONE_LINE and "\n" not in shown


def _written(page: Page, at: Spot, asked: Asked, texts: list[str], contents: Contents) -> str:
    style = style_of(asked)
    if len(asked.cells) == 1 and not contents.options.page_after_value:
        answer = asked.entry.answer(asked.cells[0])
        number = number_of(asked.column.field, answer)
        if number is not None:
            number = replace(number, source=page.say(number.source))
            page.number(*at, number, NUMBER if style == TEXT else style)
            return str(number.value)
    text = rows_text(texts)
    page.text(*at, text, style)
    return text
