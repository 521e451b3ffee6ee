"""Sheet "Descriptive": the review in numbers as JBI's Table 11.3 has it, and every count.

Parameter and results first (numbers of publications, years, kinds of studies, populations, then
the concept), then a line an answer. Counts are formulas over the charting table, results are
formulas over the counts: who corrects a cell sees them follow.
"""

from app.export.counting import BLANK, Count, formula
from app.export.page import Page, headings
from app.export.places import Contents
from app.export.styles import HEADER, LABEL, NUMBER, PERCENT, TEXT, TYPED
from app.export.text import Number

NAME = "Descriptive"
HEADINGS = ("No.", "Field", "Answer", "Studies", "Share")
WIDTHS = (7.0, 44.0, 60.0, 10.0, 10.0)
PARAMETER = ("", "Parameter", "Results")
LONGEST_FORMULA = 8_000  # characters; Excel takes 8,192
_FIRST = 4  # row of the first parameter


def write(page: Page, contents: Contents, lines: tuple[Count, ...]) -> None:
    """Write the parameters and, below, a line an answer."""
    groups = _by_field(lines)
    header = _FIRST + len(groups) + 3
    at = {id(line): row for row, line in enumerate(lines, start=header + 1)}
    page.fix_widths(WIDTHS)
    page.title(f"{page.say('Descriptive summary')}: {contents.table.title}", len(HEADINGS))
    page.header(_FIRST - 1, page.say.all(PARAMETER), HEADER)
    _totals(page, contents)
    for row, group in enumerate(groups, start=_FIRST + 1):
        _parameter(page, row, group, at)
    labels = headings(page.say.all(HEADINGS))
    page.header(header, labels, HEADER)
    total = f"$C${_FIRST}"
    for line in lines:
        _count(page, at[id(line)], line, (contents, total))
    page.finish(header, labels, len(lines))
    page.sheet.freeze_panes = None  # two tables: neither heading stays
    page.sheet.print_title_rows = None


def _totals(page: Page, contents: Contents) -> None:
    studies = len({entry.study.study_id for entry in contents.table.records})
    page.blank(_FIRST, 1, TEXT)
    page.text(_FIRST, 2, page.say("Number of studies"), LABEL)
    page.number(_FIRST, 3, Number(studies), TEXT)


def _parameter(page: Page, row: int, group: tuple[Count, ...], at: dict[int, int]) -> None:
    """Write a field's counts as one text that follows them: "Cohort (3); Trial (2)"."""
    page.text(row, 1, group[0].column.number, TYPED)
    page.text(row, 2, group[0].column.heading.partition(" ")[2], LABEL)
    told = [line for line in group if line.studies]
    said = "; ".join(f"{_answer(page, line)} ({line.studies})" for line in told)
    terms = [f'C{at[id(line)]}&" ("&D{at[id(line)]}&")"' for line in told]
    joined = '&"; "&'.join(terms)
    if terms and len(joined) <= LONGEST_FORMULA:
        page.formula(row, 3, joined, said, TEXT)
        page.grow(row, 3, said)
    else:
        page.text(row, 3, said, TEXT)


def _count(page: Page, row: int, line: Count, asked: tuple[Contents, str]) -> None:
    contents, total = asked
    page.text(row, 1, line.column.number, TYPED)
    page.text(row, 2, line.column.field.label, LABEL)
    if line.is_year:
        page.number(row, 3, Number(int(line.answer)), TEXT)
    else:
        page.text(row, 3, _answer(page, line), TEXT)
    shown = Number(line.studies)
    if line.live:
        page.formula(row, 4, formula(contents, line, f"C{row}"), shown, NUMBER)
    else:
        page.number(row, 4, shown, NUMBER)
    share = round(line.studies / line.of, 3) if line.of else 0.0
    page.share(row, 5, f"D{row}/{total}", share, PERCENT)


def _answer(page: Page, line: Count) -> str:
    return page.say(BLANK) if line.answer == BLANK else line.answer


def _by_field(lines: tuple[Count, ...]) -> list[tuple[Count, ...]]:
    found: dict[str, list[Count]] = {}
    for line in lines:
        found.setdefault(line.column.field.field_id, []).append(line)
    return [tuple(group) for group in found.values()]


def charted(lines: tuple[Count, ...]) -> list[tuple[Count, ...]]:
    """Return the fields whose counts make a chart that can be read, those answered only."""
    groups = [tuple(c for c in group if c.answer != BLANK) for group in _by_field(lines)]
    return [group for group in groups if 2 <= len(group) <= 40 and any(c.studies for c in group)]


def rows_of(lines: tuple[Count, ...]) -> dict[int, int]:
    """Return the row of the sheet at which each count stands, by its identity."""
    header = _FIRST + len(_by_field(lines)) + 3
    return {id(line): row for row, line in enumerate(lines, start=header + 1)}
