"""Sheet "Quotes": the words on the page behind every answer."""

from app.domain.addresses import Address
from app.domain.anchors import Anchor, AnchorKind
from app.domain.figures import figure_name
from app.domain.quotes import clean_quote
from app.export.model import ExportedStudy, ExportOptions
from app.export.page import Page, headings
from app.export.places import QUOTE_HEADER, QUOTES, Contents, QuoteLine, record_of, row_number
from app.export.styles import HEADER, KEY, LABEL, LINK, NUMBER, TEXT, TYPED
from app.export.text import Number, cell_text, page_text
from app.export.wording import ENGLISH, Words

NAME = QUOTES
OPEN = "Open in Chartdesk"
HEADINGS = (
    "Study", "No.", "Field", "Row", "Value", "Quote", "Page", "Reviewer", "Paper", "Highlight",
)  # fmt: skip
_KEYS = ("extraction_id", "field_id", "row_id", "anchor_id", "paper_sha256")
WIDTHS = (18.0, 6.0, 22.0, 8.0, 28.0, 50.0, 7.0, 14.0, 19.0, 22.0)
_UNQUOTED = {
    AnchorKind.PAGE: "(the whole page)",
    AnchorKind.ABSENT: "(searched and not found)",
}


def write(page: Page, contents: Contents) -> None:
    """Write a line a quote; the study leads back to the charted cell."""
    labels = headings((*page.say.all(HEADINGS), *_KEYS))
    page.fix_widths(WIDTHS)
    page.header(QUOTE_HEADER, labels, HEADER)
    for index, line in enumerate(contents.layout.quotes):
        page.tick()
        _line(page, QUOTE_HEADER + 1 + index, line, contents)
    page.finish(QUOTE_HEADER, labels, len(contents.layout.quotes), hidden=len(_KEYS))


def quote_text(anchor: Anchor, say: Words = ENGLISH) -> str:
    """Return the quote as one line, or what the anchor points to; of a region its picture too."""
    words = clean_quote(anchor.quote)
    if anchor.kind is AnchorKind.REGION:
        picture = f"figures/{figure_name(anchor)}" if anchor.places else ""
        return " ".join(part for part in (say("[region]"), words, picture) if part)
    return words or say(_UNQUOTED.get(anchor.kind, ""))


def paper_name(entry: ExportedStudy, anchor: Anchor) -> str:
    """Return the file name of the quoted paper, else its SHA-256."""
    paper = entry.study.paper_named(anchor.paper)
    return anchor.paper if paper is None else paper.file_name


def _line(page: Page, row: int, line: QuoteLine, contents: Contents) -> None:
    anchor, entry = line.evidence.anchor, record_of(contents.table, line)
    study = page.text(row, 1, entry.study.label, LABEL)
    page.text(row, 2, line.column.number if line.column else "", TYPED)
    page.text(row, 3, line.column.field.label if line.column else page.say("(no field)"), TEXT)
    number = row_number(line)
    if number is None:
        page.blank(row, 4, NUMBER)
    else:
        page.number(row, 4, Number(number), NUMBER)
    page.text(row, 5, _value(entry, line, contents), TEXT)
    page.text(row, 6, quote_text(anchor, page.say), TEXT)
    page.text(row, 7, page_text(entry, anchor), TYPED)
    page.text(row, 8, entry.reviewer.name, TEXT)
    page.text(row, 9, paper_name(entry, anchor), TEXT)
    field_id = line.column.field.field_id if line.column else ""
    _highlight(page, row, Address(contents.table.review_id, anchor.anchor_id, field_id))
    _keys(page, row, line, contents)
    target = contents.layout.charted_cell(line.record, field_id)
    if target:
        page.link(study, target, page.say("To the charting table"))


def _highlight(page: Page, row: int, address: Address) -> None:
    """Write the way to the highlight as a formula: it stays with its row when that is sorted."""
    told = page.say(OPEN)
    page.formula(row, 10, f'HYPERLINK("{address}","{told}")', told, LINK)


def _value(entry: ExportedStudy, line: QuoteLine, contents: Contents) -> str:
    if line.column is None or line.evidence.cell is None:
        return ""
    as_it_is = ExportOptions(language=contents.options.language)
    return cell_text(entry, line.column.field, line.evidence.cell, as_it_is)


def _keys(page: Page, row: int, line: QuoteLine, contents: Contents) -> None:
    cell, anchor = line.evidence.cell, line.evidence.anchor
    keys = (
        record_of(contents.table, line).record.extraction_id,
        cell.field_id if cell else "",
        (cell.row_id or "") if cell else "",
        anchor.anchor_id,
        anchor.paper,
    )
    page.keys(row, len(HEADINGS) + 1, keys, KEY)
