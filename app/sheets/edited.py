"""Reads the charting sheets of a workbook that Chartdesk wrote, however they were sorted."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from app.domain.errors import AppError
from app.domain.readback import EditedSheet, Line
from app.domain.workbook_marks import WAS
from app.sheets.reading import MOST_ROWS, cell_text, open_workbook

EXTRACTION, ROW, STUDY = "extraction_id", "row_id", "@study"
_LOOKED_AT = 30  # rows from the top among which the hidden keys are looked for


class NoKeys(AppError):
    """A workbook without the hidden keys that lead back to the answers."""


def read_edited(path: Path, tick: Callable[[], None]) -> tuple[EditedSheet, ...]:
    """Return the sheets that have keys; `tick` is called between lines and may raise Cancelled.

    Raises TableUnreadable, and NoKeys when there is nothing that leads back to an answer.
    """
    found: list[EditedSheet] = []
    with open_workbook(path) as book:
        for sheet in book.worksheets:
            sheet.reset_dimensions()
            rows = sheet.iter_rows(values_only=True, max_row=MOST_ROWS)
            read = _sheet(sheet.title, _lines(rows, tick))
            if read is not None:
                found.append(read)
    if not found:
        raise NoKeys(
            f"“{path.name}” has no hidden keys, so its cells lead back to no answer. Nothing was "
            "changed. Open a workbook that Chartdesk exported; keep its hidden row and columns."
        )
    return tuple(found)


def _lines(
    rows: Iterator[Sequence[Any]], tick: Callable[[], None]
) -> Iterator[tuple[int, list[str]]]:
    for number, row in enumerate(rows, start=1):
        if number % 100 == 0:
            tick()
        yield number, [cell_text(value) for value in row]


def _sheet(name: str, rows: Iterator[tuple[int, list[str]]]) -> EditedSheet | None:
    """Return a sheet below its row of keys; None when the first rows hold none."""
    for number, row in rows:
        if EXTRACTION in row and STUDY in row:
            next(rows, None)  # the headings
            return _keyed(name, row, rows)
        if number >= _LOOKED_AT:
            return None
    return None


def _keyed(name: str, keys: list[str], rows: Iterator[tuple[int, list[str]]]) -> EditedSheet:
    places = {key: place for place, key in enumerate(keys) if key}
    was = next((key for key in places if key.startswith(WAS)), WAS)
    hidden = {EXTRACTION, ROW, "study_id", was}
    fields = {k: p for k, p in places.items() if not k.startswith("@") and k not in hidden}
    lines: list[Line] = []
    added: list[tuple[int, str]] = []
    copied: list[int] = []
    seen: set[tuple[str, str]] = set()
    for number, row in rows:
        ids = (_at(row, places.get(EXTRACTION)), _at(row, places.get(ROW)))
        label = _at(row, places[STUDY])
        if not ids[0]:
            if any(_at(row, place) for place in fields.values()):
                added.append((number, label))
        elif ids in seen:
            copied.append(number)
        else:
            seen.add(ids)
            marks = frozenset(_at(row, places.get(was)).split(","))
            cells = {key: _at(row, place) for key, place in fields.items()}
            columns = {key: _letters(place + 1) for key, place in fields.items()}
            lines.append(Line(number, *ids, label, cells, columns, marks))
    return EditedSheet(name, was, ROW in places, tuple(lines), tuple(added), tuple(copied))


def _at(row: Sequence[str], place: int | None) -> str:
    return row[place] if place is not None and place < len(row) else ""


def _letters(column: int) -> str:
    """Return the letters of a column, 1 being A."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
