"""Which cell comes next."""

from app.domain.answers import Cell, Status
from app.domain.records import Record


def next_empty(record: Record, after: Cell | None) -> Cell | None:
    """Return the next empty cell in form order, from the start again at the end."""
    cells = record.cells()
    start = cells.index(after) + 1 if after in cells and after is not None else 0
    ordered = (*cells[start:], *cells[:start])
    empty = (cell for cell in ordered if record.answer(cell).status is Status.EMPTY)
    return next((cell for cell in empty if cell != after), None)


def neighbour(record: Record, cell: Cell | None, step: int) -> Cell | None:
    """Return the cell so many places further, round the ends."""
    cells = record.cells()
    if not cells:
        return None
    if cell not in cells or cell is None:
        return cells[0] if step > 0 else cells[-1]
    return cells[(cells.index(cell) + step) % len(cells)]


def first_of(record: Record, section_key: str) -> Cell | None:
    """Return the first empty cell of a section, else its first."""
    cells = record.cells_of(record.form.section(section_key))
    empty = (cell for cell in cells if record.answer(cell).status is Status.EMPTY)
    return next(empty, cells[0] if cells else None)
