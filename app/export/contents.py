"""Which sheets a workbook has, in which order, and what writes each."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from app.domain.fields import Section
from app.export.cells import sheet_name
from app.export.counting import Count, counts
from app.export.page import LONG_TEXTS, Page
from app.export.places import Contents
from app.export.sheets import (
    agreement,
    appraisal,
    audit,
    characteristics,
    charting,
    charts,
    codebook,
    comparison,
    descriptive,
    eligibility,
    excluded,
    flow,
    instrument,
    long,
    notes,
    prisma_scr,
    quotes,
    search_log,
    versions,
)
from app.export.wording import Words

Writer = Callable[[Page], None]
LONG = "Charting long"
"""What the sheets of repeating groups are chosen by: each is called as its group."""
OPTIONAL = (
    instrument.NAME, LONG, characteristics.NAME, quotes.NAME, notes.NAME, descriptive.NAME,
    charts.NAME, eligibility.NAME, appraisal.NAME, excluded.NAME, search_log.NAME, flow.NAME,
    prisma_scr.NAME, comparison.NAME, agreement.NAME, codebook.NAME, versions.NAME,
    audit.NAME,
)  # fmt: skip
"""The sheets that an export may leave out; the charting table is always there."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name, what writes it, and what it is chosen by ("" always)."""

    name: str
    write: Writer
    chosen_by: str


def sheets_of(contents: Contents) -> list[tuple[str, Writer]]:
    """Return the sheets in order, each name with what writes it; empty ones are left out."""
    found = [
        sheet
        if sheet.chosen_by == LONG
        else replace(sheet, name=contents.options.words(sheet.name))
        for sheet in _sheets(contents)
        if _is_wanted(contents, sheet)
    ]
    names = {sheet.chosen_by or charting.NAME: sheet.name for sheet in found}
    say = contents.options.words
    checklist = Sheet(
        say(prisma_scr.NAME), lambda page: prisma_scr.write(page, contents, names), prisma_scr.NAME
    )
    if _is_wanted(contents, checklist):
        behind = OPTIONAL[OPTIONAL.index(prisma_scr.NAME) + 1 :]
        place = next((n for n, one in enumerate(found) if one.chosen_by in behind), len(found))
        found.insert(place, checklist)
    return [(sheet.name, sheet.write) for sheet in found]


def _is_wanted(contents: Contents, sheet: Sheet) -> bool:
    chosen = contents.options.sheets
    return chosen is None or not sheet.chosen_by or sheet.chosen_by in chosen


def _sheets(contents: Contents) -> Iterator[Sheet]:
    yield _sheet(instrument.NAME, lambda page: instrument.write(page, contents))
    yield Sheet(charting.NAME, lambda page: charting.write(page, contents), "")
    for name, section in _named(long.repeating(contents.layout), contents.options.words):
        yield Sheet(name, partial(_write_group, contents, section), LONG)
    if characteristics.shown(contents):
        yield _sheet(characteristics.NAME, lambda page: characteristics.write(page, contents))
    yield _sheet(quotes.NAME, lambda page: quotes.write(page, contents))
    noted = notes.noted(contents.table)
    if noted:
        yield _sheet(notes.NAME, lambda page: notes.write(page, noted, contents))
    yield from _counted(contents, counts(contents))
    if eligibility.asked(contents.layout):
        yield _sheet(eligibility.NAME, lambda page: eligibility.write(page, contents))
    if appraisal.asked(contents.table, contents.layout):
        yield _sheet(appraisal.NAME, lambda page: appraisal.write(page, contents))
    yield from _logged(contents)
    yield _sheet(codebook.NAME, lambda page: codebook.write(page, contents))
    if contents.log.deviations:
        yield _sheet(versions.NAME, lambda page: versions.write(page, contents))
    if contents.log.audit:
        yield _sheet(audit.NAME, lambda page: audit.write(page, contents))


def _counted(contents: Contents, counted: tuple[Count, ...]) -> Iterator[Sheet]:
    if not contents.table.records:
        return
    yield _sheet(descriptive.NAME, lambda page: descriptive.write(page, contents, counted))
    chosen = contents.options.sheets
    if descriptive.charted(counted) and (chosen is None or descriptive.NAME in chosen):
        yield _sheet(charts.NAME, lambda page: charts.write(page, counted))


def _logged(contents: Contents) -> Iterator[Sheet]:
    log = contents.log
    if log.excluded:
        yield _sheet(excluded.NAME, lambda page: excluded.write(page, contents))
    if log.searches:
        yield _sheet(search_log.NAME, lambda page: search_log.write(page, contents))
    if log.flow is not None:
        yield _sheet(flow.NAME, lambda page: flow.write(page, contents))
    table = contents.table
    if table.compared:
        yield _sheet(comparison.NAME, lambda page: comparison.write(page, table))
    if table.agreement is not None:
        yield _sheet(agreement.NAME, lambda page: agreement.write(page, table))


def _sheet(name: str, write: Writer) -> Sheet:
    return Sheet(name, write, name)


def _named(sections: tuple[Section, ...], say: Words) -> list[tuple[str, Section]]:
    """Give each repeating group a sheet name of its own."""
    own = (LONG_TEXTS, charting.NAME, *OPTIONAL)
    taken = {*own, *say.all(own)}
    named: list[tuple[str, Section]] = []
    for section in sections:
        name = sheet_name(section.label, taken)
        taken.add(name)
        named.append((name, section))
    return named


def _write_group(contents: Contents, section: Section, page: Page) -> None:
    long.write(page, contents, section)
