"""Sheet "Quotes": the words on the page behind every answer."""

from app.domain.anchors import Anchor, AnchorKind
from app.domain.figures import figure_name
from app.domain.quotes import clean_quote
from app.export.model import ExportedStudy, ExportOptions, ReviewTable
from app.export.page import Page
from app.export.places import QUOTE_HEADER, QUOTES, Places, QuoteLine, record_of, row_number
from app.export.styles import HEADER, KEY, LABEL, LINK, NUMBER, TEXT, TYPED
from app.export.text import Number, cell_text, page_text

NAME = QUOTES
HEADINGS = (
    "Study", "No.", "Field", "Row", "Value", "Quote", "Page", "Reviewer", "Paper", "Highlight",
)  # fmt: skip
_KEYS = ("extraction_id", "field_id", "row_id", "anchor_id", "paper_sha256")
WIDTHS = (18.0, 6.0, 22.0, 5.0, 28.0, 52.0, 7.0, 14.0, 20.0, 22.0)
_UNQUOTED = {
    AnchorKind.PAGE: "(the whole page)",
    AnchorKind.ABSENT: "(searched and not found)",
}


def write(page: Page, table: ReviewTable, layout: Places) -> None:
    """Write a line a quote; the study and the number lead back to the charted cell."""
    page.header(QUOTE_HEADER, (*HEADINGS, *_KEYS), HEADER)
    for index, line in enumerate(layout.quotes):
        page.tick()
        _line(page, QUOTE_HEADER + 1 + index, record_of(table, line), line, layout)
    page.fix_widths(QUOTE_HEADER, WIDTHS)
    page.hide_columns(range(len(HEADINGS) + 1, len(HEADINGS) + len(_KEYS) + 1))
    page.finish(QUOTE_HEADER, len(HEADINGS), len(layout.quotes))


def quote_text(anchor: Anchor) -> str:
    """Return the quote as one line, or what the anchor points to; of a region its picture too."""
    words = clean_quote(anchor.quote)
    if anchor.kind is AnchorKind.REGION:
        picture = f"figures/{figure_name(anchor)}" if anchor.places else ""
        return " ".join(part for part in ("[region]", words, picture) if part)
    return words or _UNQUOTED.get(anchor.kind, "")


def highlight_link(anchor: Anchor) -> str:
    """Return the address under which the program opens the highlight."""
    return f"chartdesk://evidence/{anchor.anchor_id}"


def paper_name(entry: ExportedStudy, anchor: Anchor) -> str:
    """Return the file name of the quoted paper, else its SHA-256."""
    paper = entry.study.paper_named(anchor.paper)
    return anchor.paper if paper is None else paper.file_name


def _line(page: Page, row: int, entry: ExportedStudy, line: QuoteLine, layout: Places) -> None:
    anchor = line.evidence.anchor
    study = page.text(row, 1, entry.study.label, LABEL)
    field = page.text(row, 2, line.column.number if line.column else "", TYPED)
    page.text(row, 3, line.column.field.label if line.column else "(no field)", TEXT)
    number = row_number(line)
    if number is None:
        page.blank(row, 4, NUMBER)
    else:
        page.number(row, 4, Number(number), NUMBER)
    page.text(row, 5, _value(entry, line), TEXT)
    page.text(row, 6, quote_text(anchor), TEXT)
    page.text(row, 7, page_text(entry, anchor), TYPED)
    page.text(row, 8, entry.reviewer.name, TEXT)
    page.text(row, 9, paper_name(entry, anchor), TEXT)
    page.unsized(row, 10, highlight_link(anchor), LINK)
    _keys(page, row, entry, line)
    target = layout.charted_cell(line.record, line.column.field.field_id) if line.column else None
    if target:
        page.link(study, target, "To the charting table")
        page.link(field, target, "To the charting table")


def _value(entry: ExportedStudy, line: QuoteLine) -> str:
    if line.column is None or line.evidence.cell is None:
        return ""
    return cell_text(entry, line.column.field, line.evidence.cell, ExportOptions())


def _keys(page: Page, row: int, entry: ExportedStudy, line: QuoteLine) -> None:
    cell, anchor = line.evidence.cell, line.evidence.anchor
    keys = (
        entry.record.extraction_id,
        cell.field_id if cell else "",
        (cell.row_id or "") if cell else "",
        anchor.anchor_id,
        anchor.paper,
    )
    for column, key in enumerate(keys, start=len(HEADINGS) + 1):
        page.unsized(row, column, key, KEY)
