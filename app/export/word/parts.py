"""The parts of a report's document, each a writer on a paper; empty ones are left out."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum

from app.export.describe import guidance_text, options_text, type_text
from app.export.methods import paragraph, sentences
from app.export.order import PARTS, Column, instrument
from app.export.places import Contents
from app.export.prisma import diagram
from app.export.prisma_files import measure
from app.export.prisma_scr import ITEMS, SOURCE, Known, known
from app.export.prisma_word import place_diagram
from app.export.sheets.characteristics import said, shown
from app.export.text import value_text
from app.export.word.excluded import write_excluded_table
from app.export.word.paper import Paper
from app.export.word.strategies import write_strategies

HEADING, LINE = 60.0, 40.0  # points above a diagram
LETTER, BESIDE = 5.6, 12.0  # points of a letter in bold, and beside the text of a cell
LONGEST_WORD = 18  # letters: what is longer may be broken
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
    paper.heading(contents.options.words("Methods: selection and data charting"))
    text = own.strip() or paragraph(sentences(contents))
    for block in text.split("\n\n"):
        paper.paragraph(block)


def _flow(paper: Paper, contents: Contents) -> None:
    if contents.log.flow is None:
        return
    say = contents.options.words
    drawn = diagram(contents.log.flow, measure(), contents.log.wording, say=say)
    above = HEADING + LINE * len(contents.log.warnings)
    paper.turn(across=False, room=(drawn.width, drawn.height + above))
    paper.heading(say("Flow diagram"))
    for warning in contents.log.warnings:
        paper.paragraph(say(warning), italic=True)
    place_diagram(paper.document, drawn)


def _characteristics(paper: Paper, contents: Contents) -> None:
    columns, say = shown(contents), contents.options.words
    paper.turn(across=True)
    paper.heading(say("Characteristics of the included sources"))
    for start in range(0, len(columns), MOST_COLUMNS):
        chosen = columns[start : start + MOST_COLUMNS]
        if start:
            paper.paragraph("")
        header = (say("Study"), *(column.heading for column in chosen))
        rows = [
            (entry.study.label, *(said(entry, column, contents.options) for column in chosen))
            for entry in contents.table.records
        ]
        paper.table(header, rows, shares(header, rows, paper.width))
    paper.paragraph(_codes_line(contents), italic=True)


def shares(header: Sequence[str], rows: Sequence[Sequence[str]], room: float) -> tuple[float, ...]:
    """Return how wide columns are in a line of `room` points: by their texts, words not broken.

    What the longest words leave is shared out by the root of the mean length, which keeps long
    texts from taking everything.
    """
    least, wanted = [], []
    for place, heading in enumerate(header):
        texts = [row[place] for row in rows]
        words = (word for text in (heading, *texts) for word in text.split())
        longest = min(LONGEST_WORD, max(map(len, words), default=1))
        least.append(BESIDE + LETTER * longest)
        wanted.append(max(1.0, sum(map(len, texts)) / max(1, len(texts))) ** 0.5)
    left = max(0.0, room - sum(least))
    return tuple(
        narrow + left * want / sum(wanted) for narrow, want in zip(least, wanted, strict=True)
    )


def _codes_line(contents: Contents) -> str:
    codes, say = contents.options.codes, contents.options.words
    named = (("NR", "not reported"), ("NA", "not applicable"))
    return "; ".join(f"{codes.get(code, code)}: {say(words)}" for code, words in named) + "."


def _searches(paper: Paper, contents: Contents) -> None:
    paper.turn(across=False)
    write_strategies(paper, contents.log.searches, contents.options.words)


def _excluded(paper: Paper, contents: Contents) -> None:
    paper.turn(across=True)
    write_excluded_table(paper, contents.log.excluded, contents.options.words)


def _instrument(paper: Paper, contents: Contents) -> None:
    """Write the instrument with the review's own entries, an empty line a source's field."""
    form, say = contents.table.form, contents.options.words
    paper.turn(across=True)
    paper.heading(say("Appendix III: Data extraction instrument"))
    named = say("Form: {0}, version {1}", form.name, form.number)
    paper.paragraph(named if form.number else say("Form: {0}", form.name))
    columns = instrument(form)
    header = say.all(("No.", "Item", "Entry, or how to chart it", "Answer", "Options"))
    for part, name in PARTS.items():
        chosen = [column for column in columns if column.part == part]
        if chosen:
            paper.heading(f"{part}. {say(name)}" if part < len(PARTS) else say(name), 2)
            rows = [_item(contents, column) for column in chosen]
            paper.table(header, rows, (0.5, 2, 3.4, 1.1, 2))


def _item(contents: Contents, column: Column) -> tuple[str, ...]:
    field, say = column.field, contents.options.words
    entered = ""
    if column.part <= 2:
        entered = value_text(field, contents.table.details.get(field.field_id))
    repeats = ""
    if column.section.repeating:
        repeats = f" ({say('{0}: a row each', column.section.label)})"
    required = " *" if field.required else ""
    return (
        column.number,
        f"{field.label}{required}{repeats}",
        entered or guidance_text(field),
        type_text(field, say),
        options_text(field),
    )


def _checklist(paper: Paper, contents: Contents) -> None:
    say = contents.options.words
    paper.turn(across=True)
    paper.heading(say("PRISMA-ScR checklist"))
    paper.paragraph(say(SOURCE), italic=True)
    found = known(contents)
    rows = [
        (
            str(item.number),
            say(item.section),
            f"{say(item.title)} ({say('optional')})" if item.is_optional else say(item.title),
            say(item.asks),
            found.get(item.number, Known()).text,
            "",
        )
        for item in ITEMS
    ]
    header = ("Item", "Section", "Title", "What to report", "What this review knows", "Page")
    paper.table(say.all(header), rows, (0.5, 1, 1.4, 2.6, 3, 0.6))


_WRITERS: Mapping[Part, Callable[[Paper, Contents], None]] = {
    Part.FLOW: _flow,
    Part.CHARACTERISTICS: _characteristics,
    Part.SEARCHES: _searches,
    Part.EXCLUDED: _excluded,
    Part.INSTRUMENT: _instrument,
    Part.CHECKLIST: _checklist,
}
