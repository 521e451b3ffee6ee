"""Which sheets a workbook has, in which order, and what writes each."""

from collections.abc import Callable
from functools import partial

from app.domain.fields import Section
from app.export.cells import sheet_name
from app.export.page import LONG_TEXTS, Page
from app.export.places import Contents
from app.export.sheets import (
    agreement,
    appraisal,
    characteristics,
    charting,
    codebook,
    comparison,
    descriptive,
    eligibility,
    instrument,
    long,
    notes,
    quotes,
)

Writer = Callable[[Page], None]
NAMES = tuple(
    sheet.NAME
    for sheet in (
        instrument, charting, characteristics, descriptive, eligibility, appraisal, quotes, notes,
        comparison, agreement, codebook,
    )
)  # fmt: skip


def sheets_of(contents: Contents) -> list[tuple[str, Writer]]:
    """Return the sheets in order, each name with what writes it; empty ones are left out."""
    table, layout = contents.table, contents.layout
    noted, counted = notes.noted(table), descriptive.counts(table, layout)
    groups = (
        (True, name, partial(_write_group, contents, section))
        for name, section in _named(long.repeating(layout))
    )
    sheets: list[tuple[bool, str, Writer]] = [
        (True, instrument.NAME, lambda page: instrument.write(page, contents)),
        (True, charting.NAME, lambda page: charting.write(page, contents)),
        *groups,
        (
            bool(characteristics.shown(contents)),
            characteristics.NAME,
            lambda page: characteristics.write(page, contents),
        ),
        (bool(counted), descriptive.NAME, lambda page: descriptive.write(page, counted)),
        (
            bool(eligibility.asked(layout)),
            eligibility.NAME,
            lambda page: eligibility.write(page, contents),
        ),
        (
            bool(appraisal.asked(table, layout)),
            appraisal.NAME,
            lambda page: appraisal.write(page, contents),
        ),
        (True, quotes.NAME, lambda page: quotes.write(page, contents)),
        (bool(noted), notes.NAME, lambda page: notes.write(page, noted, layout)),
        (bool(table.compared), comparison.NAME, lambda page: comparison.write(page, table)),
        (table.agreement is not None, agreement.NAME, lambda page: agreement.write(page, table)),
        (True, codebook.NAME, lambda page: codebook.write(page, contents)),
    ]
    return [(name, write) for wanted, name, write in sheets if wanted]


def _named(sections: tuple[Section, ...]) -> list[tuple[str, Section]]:
    """Give each repeating group a sheet name of its own."""
    taken = {LONG_TEXTS, *NAMES}
    named: list[tuple[str, Section]] = []
    for section in sections:
        name = sheet_name(section.label, taken)
        taken.add(name)
        named.append((name, section))
    return named


def _write_group(contents: Contents, section: Section, page: Page) -> None:
    long.write(page, contents, section)
