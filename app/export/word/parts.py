"""The parts of a report's document, each a writer on a paper; empty ones are left out."""

from collections.abc import Callable, Mapping
from enum import StrEnum

from app.export.describe import guidance_text, options_text, type_text
from app.export.methods import paragraph, sentences
from app.export.order import PARTS, Column, instrument
from app.export.places import Contents
from app.export.prisma import diagram
from app.export.prisma_files import measure
from app.export.prisma_scr import ITEMS, Known, known
from app.export.prisma_word import place_diagram
from app.export.sheets.characteristics import Shown, said, shown
from app.export.text import value_text
from app.export.word.excluded import write_excluded_table
from app.export.word.paper import Paper
from app.export.word.strategies import write_strategies

HEADING, LINE = 60.0, 40.0  # points above a diagram
MOST_COLUMNS = 7  # of the characteristics on one page across; more make a second table
NOTHING = {
    "methods": "nothing was charted",
    "characteristics": "no field is chosen for the table of characteristics",
    "flow": "nothing was screened and no number was typed",
    "searches": "the search log is empty",
    "excluded": "no full text was excluded",
}


class Part(StrEnum):
    """What a document can hold, in the order of a report."""

    METHODS = "methods"
    FLOW = "flow"
    CHARACTERISTICS = "characteristics"
    SEARCHES = "searches"
    EXCLUDED = "excluded"
    INSTRUMENT = "instrument"
    CHECKLIST = "checklist"


def is_there(part: Part, contents: Contents) -> bool:
    """Tell whether there is anything to write for a part."""
    log = contents.log
    return {
        Part.METHODS: bool(contents.table.records),
        Part.FLOW: log.flow is not None,
        Part.CHARACTERISTICS: bool(shown(contents)),
        Part.SEARCHES: bool(log.searches),
        Part.EXCLUDED: bool(log.excluded),
        Part.INSTRUMENT: True,
        Part.CHECKLIST: True,
    }[part]


def write_part(part: Part, paper: Paper, contents: Contents, methods: str) -> None:
    """Write a part on pages of its own; `methods` are the reviewer's own words ("": ours)."""
    if part is Part.METHODS:
        _methods(paper, contents, methods)
    else:
        _WRITERS[part](paper, contents)


def _methods(paper: Paper, contents: Contents, own: str) -> None:
    paper.turn(across=False)
    paper.heading("Methods: selection and data charting")
    text = own.strip() or paragraph(sentences(contents))
    for block in text.split("\n\n"):
        paper.paragraph(block)


def _flow(paper: Paper, contents: Contents) -> None:
    if contents.log.flow is None:
        return
    drawn = diagram(contents.log.flow, measure(), contents.log.wording)
    above = HEADING + LINE * len(contents.log.warnings)
    paper.turn(across=False, room=(drawn.width, drawn.height + above))
    paper.heading("Flow diagram")
    for warning in contents.log.warnings:
        paper.paragraph(warning, italic=True)
    place_diagram(paper.document, drawn)


def _characteristics(paper: Paper, contents: Contents) -> None:
    columns = shown(contents)
    paper.turn(across=True)
    paper.heading("Characteristics of the included sources")
    for start in range(0, len(columns), MOST_COLUMNS):
        chosen = columns[start : start + MOST_COLUMNS]
        if start:
            paper.paragraph("")
        header = ("Study", *(column.heading for column in chosen))
        rows = (
            (entry.study.label, *(said(entry, column, contents.options) for column in chosen))
            for entry in contents.table.records
        )
        paper.table(header, rows, (1.1, *(_share(column) for column in chosen)))
    paper.paragraph(_codes_line(contents), italic=True)


def _share(column: Shown) -> float:
    return 1.6 if len(column.columns) > 1 else 1.0


def _codes_line(contents: Contents) -> str:
    codes = contents.options.codes
    named = (("NR", "not reported"), ("NA", "not applicable"))
    return "; ".join(f"{codes.get(code, code)}: {words}" for code, words in named) + "."


def _searches(paper: Paper, contents: Contents) -> None:
    paper.turn(across=False)
    write_strategies(paper, contents.log.searches)


def _excluded(paper: Paper, contents: Contents) -> None:
    paper.turn(across=True)
    write_excluded_table(paper, contents.log.excluded)


def _instrument(paper: Paper, contents: Contents) -> None:
    """Write the instrument with the review's own entries, an empty line a source's field."""
    table = contents.table
    paper.turn(across=True)
    paper.heading("Appendix III: Data extraction instrument")
    version = f", version {table.form.number}" if table.form.number else ""
    paper.paragraph(f"Form: {table.form.name}{version}")
    columns = instrument(table.form)
    header = ("No.", "Item", "Entry, or how to chart it", "Answer", "Options")
    for part, name in PARTS.items():
        chosen = [column for column in columns if column.part == part]
        if chosen:
            paper.heading(f"{part}. {name}" if part < len(PARTS) else name, 2)
            rows = [_item(contents, column) for column in chosen]
            paper.table(header, rows, (0.5, 2, 3.4, 1.1, 2))


def _item(contents: Contents, column: Column) -> tuple[str, ...]:
    field = column.field
    entered = ""
    if column.part <= 2:
        entered = value_text(field, contents.table.details.get(field.field_id))
    repeats = f" ({column.section.label}: a row each)" if column.section.repeating else ""
    required = " *" if field.required else ""
    return (
        column.number,
        f"{field.label}{required}{repeats}",
        entered or guidance_text(field),
        type_text(field),
        options_text(field),
    )


def _checklist(paper: Paper, contents: Contents) -> None:
    paper.turn(across=True)
    paper.heading("PRISMA-ScR checklist")
    paper.paragraph(
        "Tricco and others 2018, Ann Intern Med 169:467, doi 10.7326/M18-0850; own words.",
        italic=True,
    )
    found = known(contents)
    rows = [
        (
            str(item.number),
            item.section,
            f"{item.title} (optional)" if item.is_optional else item.title,
            item.asks,
            found.get(item.number, Known()).text,
            "",
        )
        for item in ITEMS
    ]
    header = ("Item", "Section", "Title", "What to report", "What this review knows", "Page")
    paper.table(header, rows, (0.5, 1, 1.4, 2.6, 3, 0.6))


_WRITERS: Mapping[Part, Callable[[Paper, Contents], None]] = {
    Part.FLOW: _flow,
    Part.CHARACTERISTICS: _characteristics,
    Part.SEARCHES: _searches,
    Part.EXCLUDED: _excluded,
    Part.INSTRUMENT: _instrument,
    Part.CHECKLIST: _checklist,
}
