"""The lines above the charting table: what the review is and asks.

They begin in the second column: the first is printed again on every page, where they would be cut.
"""

from app.domain.studies import ExtractionStatus
from app.export.fit import height_for
from app.export.model import ReviewTable
from app.export.order import Column, review_level
from app.export.page import Page
from app.export.styles import ABOUT, TITLE
from app.export.text import value_text
from app.export.wording import Words
from app.export.xlsx.rows import letter

_WIDE = 160.0  # column units the lines may take
_TALLEST = 31.0  # points: two lines stay frozen; the Instrument sheet has all of it


def write(page: Page, table: ReviewTable, columns: int) -> None:
    """Write title, objectives, questions, PCC and the state of the export in rows 1 to 5."""
    by_number = {column.number: column for column in review_level(table.form)}
    page.spill(1, 2, table.title, TITLE)
    _line(page, 2, (page.say("Objective/s"), _said(table, by_number.get("1.2"))), columns)
    _line(page, 3, (page.say("Question/s"), _said(table, by_number.get("1.3"))), columns)
    criteria = [by_number[number] for number in ("2.1", "2.2", "2.3") if number in by_number]
    said = [f"{c.field.label}: {_said(table, c)}" for c in criteria if _said(table, c)]
    _line(page, 4, (page.say("PCC"), " · ".join(said)), columns)
    _line(page, 5, (page.say("Export"), state(table, page.say)), columns)


def state(table: ReviewTable, say: Words) -> str:
    """Return when, of what and by whom the export was made."""
    done = sum(e.record.status is ExtractionStatus.COMPLETE for e in table.records)
    whose = say("consensus") if table.final else ", ".join(table.reviewers)
    count = len(table.records)
    one, many = say("one study ({0} complete)"), say("{1} studies ({0} complete)")
    parts = [
        f"{table.made_at:%Y-%m-%d %H:%M}",
        (one if count == 1 else many).format(done, count),
        say("Form: {0}, version {1}").format(table.form.name, table.form.number),
        say("extracted by {0}").format(whose) if whose else "",
        say("NR not reported, NA not applicable; a blank cell was not answered"),
    ]
    return " · ".join(part for part in parts if part)


def _said(table: ReviewTable, column: Column | None) -> str:
    if column is None:
        return ""
    said = value_text(column.field, table.details.get(column.field.field_id))
    return " · ".join(said.splitlines())


def _line(page: Page, row: int, line: tuple[str, str], columns: int) -> None:
    """Write label and text over as many columns as a screen shows; nothing without a text."""
    if not line[1]:
        return
    text = page.say("{0}: {1}", *line)
    page.unsized(row, 2, text, ABOUT)
    last, width = 2, page.width(2)
    while last < columns and width + page.width(last + 1) <= _WIDE:
        last += 1
        width += page.width(last)
    if last > 2:
        page.merge(f"B{row}:{letter(last)}{row}")
    page.rows.set_height(row, min(_TALLEST, height_for(text, width)))
