"""Reads the charting sheets of a workbook that Chartdesk wrote, however they were sorted."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.domain.errors import AppError
from app.domain.readback import EditedBook, EditedSheet, Line
from app.domain.workbook_marks import WAS
from app.sheets.opening import Area, column_number, joined_areas, open_workbook
from app.sheets.reading import MOST_ROWS, cell_text

EXTRACTION, ROW, STUDY = "extraction_id", "row_id", "@study"
STUDY_ID, ANCHOR = "study_id", "anchor_id"
_LOOKED_AT = 30  # rows from the top among which the hidden keys are looked for


class NoKeys(AppError):
    """A workbook without the hidden keys that lead back to the answers."""


def read_edited(path: Path, tick: Callable[[], None]) -> EditedBook:
    """Return the sheets that have keys; `tick` is called between lines and may raise Cancelled.

    Raises TableUnreadable, and NoKeys when there is nothing that leads back to an answer.
    """
    found: list[EditedSheet] = []
    lost: list[str] = []
    with open_workbook(path) as book:
        for sheet in book.worksheets:
            sheet.reset_dimensions()
            rows = _lines(sheet.iter_rows(values_only=True, max_row=MOST_ROWS), tick)
            keys = _keys(rows)
            if keys is None:
                continue
            if EXTRACTION in keys and STUDY in keys:
                read = _Reading(keys).read(sheet.title, rows)
                found.append(replace(read, joined=_covered(read, joined_areas(sheet))))
            else:
                lost.append(sheet.title)
    if not found:
        raise NoKeys(
            f"“{path.name}” has no hidden keys, so its cells lead back to no answer. Nothing was "
            "changed. Open a workbook that Chartdesk exported; keep its hidden row and columns."
        )
    return EditedBook(tuple(found), tuple(lost))


def _covered(sheet: EditedSheet, areas: Sequence[Area]) -> frozenset[str]:
    """Return the cells of fields that joined areas cover, but the first of each area."""
    if not areas:
        return frozenset()
    found: set[str] = set()
    for line in sheet.lines:
        for column in line.columns.values():
            at = (column_number(column), line.number)
            if any(area.covers(*at) for area in areas):
                found.add(f"{column}{line.number}")
    return frozenset(found)


def _lines(
    rows: Iterator[Sequence[Any]], tick: Callable[[], None]
) -> Iterator[tuple[int, list[str]]]:
    for number, row in enumerate(rows, start=1):
        if number % 100 == 0:
            tick()
        yield number, [cell_text(value) for value in row]


def _keys(rows: Iterator[tuple[int, list[str]]]) -> list[str] | None:
    """Return the row of keys, or what is left of it; None where the first rows hold none."""
    for number, row in rows:
        if STUDY in row or (EXTRACTION in row and STUDY_ID in row and ANCHOR not in row):
            return row
        if number >= _LOOKED_AT:
            return None
    return None


class _Reading:
    """The lines below a row of keys."""

    def __init__(self, keys: list[str]) -> None:
        """Find the columns by their keys."""
        self._places = {key: place for place, key in enumerate(keys) if key}
        self._was = next((key for key in self._places if key.startswith(WAS)), WAS)
        hidden = {EXTRACTION, ROW, STUDY_ID, self._was}
        self._fields = {
            key: place
            for key, place in self._places.items()
            if not key.startswith("@") and key not in hidden
        }
        self._columns = {key: letters(place + 1) for key, place in self._fields.items()}
        self._own: dict[int, str] = {}

    def read(self, name: str, rows: Iterator[tuple[int, list[str]]]) -> EditedSheet:
        """Return the lines with keys, and what has none."""
        lines: list[Line] = []
        added: list[tuple[int, str]] = []
        copied: list[int] = []
        seen: set[tuple[str, str]] = set()
        for number, row in rows:
            self._notice(row)
            ids = (self._at(row, EXTRACTION), self._at(row, ROW))
            if ids[0] == EXTRACTION:  # the headings
                continue
            if not ids[0]:
                if any(_at(row, place) for place in self._fields.values()):
                    added.append((number, self._at(row, STUDY)))
            elif ids in seen:
                copied.append(number)
            else:
                seen.add(ids)
                lines.append(self._line(number, row, ids))
        own = tuple((letters(place + 1), text) for place, text in sorted(self._own.items()))
        return EditedSheet(
            name, self._was, ROW in self._places, tuple(lines), tuple(added), tuple(copied), own,
            fields=frozenset(self._fields),
        )  # fmt: skip

    def _line(self, number: int, row: list[str], ids: tuple[str, str]) -> Line:
        marks = frozenset(self._at(row, self._was).split(","))
        cells = {key: _at(row, place) for key, place in self._fields.items()}
        return Line(number, *ids, self._at(row, STUDY), cells, self._columns, marks)

    def _notice(self, row: list[str]) -> None:
        """Remember columns that hold something and have no key, by the first that stands there."""
        keyed = set(self._places.values())
        for place, text in enumerate(row):
            if text.strip() and place not in keyed:
                self._own.setdefault(place, text)

    def _at(self, row: list[str], key: str) -> str:
        return _at(row, self._places.get(key))


def _at(row: Sequence[str], place: int | None) -> str:
    return row[place] if place is not None and place < len(row) else ""


def letters(column: int) -> str:
    """Return the letters of a column, 1 being A."""
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found
