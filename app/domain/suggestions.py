"""Which fields a selection may be meant for; always the same for the same record."""

from app.domain import countries, dates, identifiers, numbers, quantities
from app.domain.answers import Cell, Status
from app.domain.fields import FieldType
from app.domain.folding import words
from app.domain.quotes import clean_quote
from app.domain.records import Record

MOST = 6
_NEXT_EMPTY, _FITTING = 3, 2
_FEW_WORDS = 6
_NUMBERS = frozenset({FieldType.INTEGER, FieldType.DECIMAL})
_TIMES = frozenset({FieldType.YEAR, FieldType.YEAR_RANGE, FieldType.DATE})


def suggest_cells(record: Record, target: Cell | None, quote: str) -> tuple[Cell, ...]:
    """Return at most six cells for the selection bar, without the target.

    First the next empty cells of the target's section, then empty cells whose type fits the
    quote, then the filled cell nearest before the target; places left over go to empty cells.
    """
    ahead = _from(record.cells(), target)
    empty = [cell for cell in ahead if record.answer(cell).status is Status.EMPTY]
    here = [cell for cell in empty if _same_section(record, cell, target)]
    types = _types_of(quote)
    fitting = [cell for cell in empty if record.form.field(cell.field_id).type in types]
    filled = [cell for cell in reversed(ahead) if record.answer(cell).status is not Status.EMPTY]
    chosen = dict.fromkeys(here[:_NEXT_EMPTY])
    chosen |= dict.fromkeys([cell for cell in fitting if cell not in chosen][:_FITTING])
    chosen |= dict.fromkeys(filled[:1])
    chosen |= dict.fromkeys([*here, *empty, *filled])
    return tuple(chosen)[:MOST]


def _from(cells: tuple[Cell, ...], target: Cell | None) -> list[Cell]:
    """Return the cells after the target, then those before it."""
    if target not in cells:
        return list(cells)
    place = cells.index(target)
    return [*cells[place + 1 :], *cells[:place]]


def _same_section(record: Record, cell: Cell, target: Cell | None) -> bool:
    if target is None or not record.form.has(target.field_id):
        return True
    form = record.form
    return (
        form.section_of(cell.field_id) is form.section_of(target.field_id)
        and cell.row_id == target.row_id
    )


def _types_of(quote: str) -> frozenset[FieldType]:
    clean = clean_quote(quote)
    found: set[FieldType] = set()
    if numbers.integer(clean) is not None or numbers.decimal(clean) is not None:
        found |= _NUMBERS
    if len(words(clean)) <= _FEW_WORDS and quantities.in_text(clean, ()):
        found.add(FieldType.QUANTITY)
    if dates.iso(clean) or dates.year_range(clean):
        found |= _TIMES
    if len(words(clean)) <= _FEW_WORDS and countries.in_text(clean):
        found.add(FieldType.COUNTRY)
    if identifiers.in_text(clean):
        found.add(FieldType.IDENTIFIER)
    return frozenset(found)
