"""Every check of a record that needs nothing but the record; the same record, the same findings."""

import re
from collections.abc import Iterator

from app.domain.answers import Status
from app.domain.checks_quotes import against_quotes, quotes_of
from app.domain.checks_totals import percentages, totals, years
from app.domain.fields import Field
from app.domain.findings import Finding, FindingKind
from app.domain.folding import folded
from app.domain.records import Record
from app.domain.studies import ExtractionStatus

_REMARK = re.compile(r"\b(?:notes?|comments?|remarks?|memo)\b")


def findings(record: Record, this_year: int = 9998) -> tuple[Finding, ...]:
    """Return every finding in the order of the form, then by kind.

    `this_year` bounds the years; without it only years before 1900 are asked about.
    """
    quotes = quotes_of(record)
    cells = record.cells()
    found = [
        finding
        for cell in cells
        for finding in against_quotes(
            record.form.field(cell.field_id), cell, record.answer(cell), quotes.get(cell, [])
        )
    ]
    found += [*percentages(record), *totals(record), *years(record, this_year), *_blanks(record)]
    place = {cell: number for number, cell in enumerate(cells)}
    order = list(FindingKind)
    return tuple(
        sorted(found, key=lambda f: (place.get(f.cell, -1) if f.cell else -1, order.index(f.kind)))
    )


def _blanks(record: Record) -> Iterator[Finding]:
    """Yield cells left blank in a complete study: a blank is not the same as "not reported"."""
    if record.status is not ExtractionStatus.COMPLETE:
        return
    for cell in record.cells():
        field, answer = record.form.field(cell.field_id), record.answer(cell)
        if answer.status is Status.EMPTY and not field.required and not _is_remark(field):
            yield Finding(
                cell,
                FindingKind.BLANK,
                f"“{field.label}” is blank in a study that is marked complete. Readers can't tell "
                "whether it was not reported or not looked for: answer it, or mark it NR or NA.",
            )


def _is_remark(field: Field) -> bool:
    """Tell whether a field is the team's own remark, which may be left blank."""
    return bool(_REMARK.search(folded(field.label)))
