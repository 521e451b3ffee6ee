"""Sheet "Flow": the boxes of the flow diagram, their sums checked by formulas."""

from app.domain.flow import Flow
from app.export.flow_boxes import FlowBox, flow_boxes
from app.export.page import Page
from app.export.places import Contents
from app.export.prisma_words import found_by
from app.export.styles import BAND, HEADER, LABEL, NUMBER, SUBHEADING, TEXT, TITLE, UNSURE
from app.export.text import Number

NAME = "Flow"
HEADINGS = ("Box", "n", "Check")
WIDTHS = (64.0, 12.0, 46.0)
RIGHT = "✓"
HEAD = "Numbers of the flow diagram (PRISMA 2020, PRISMA-ScR wording)"
_HEADER = 3


def write(page: Page, contents: Contents) -> None:
    """Write a line a box; a formula beside it says whether the numbers add up."""
    flow = contents.log.flow or Flow()
    page.fix_widths(WIDTHS)
    page.spill(1, 1, page.say(HEAD), TITLE)
    page.header(_HEADER, page.say.all(HEADINGS), HEADER)
    boxes = flow_boxes(flow)
    at = {box.key: row for row, box in enumerate(boxes, start=_HEADER + 1)}
    for row, box in enumerate(boxes, start=_HEADER + 1):
        _write(page, row, box, (at, {b.key: b.number or 0 for b in boxes}))
    row = _HEADER + len(boxes) + 1
    for warning in contents.log.warnings:
        row += 1
        page.text(row, 1, page.say(warning), UNSURE)
    page.sheet.freeze_panes = f"A{_HEADER + 1}"
    page.set_up_print(len(HEADINGS), row)


def _write(
    page: Page, row: int, box: FlowBox, known: tuple[dict[str, int], dict[str, int]]
) -> None:
    if box.number is None:
        for column in range(1, len(HEADINGS) + 1):
            page.blank(row, column, BAND)
        page.text(row, 1, page.say(box.fixed), BAND)
        return
    words = f"{page.say(box.fixed)} {found_by(box.label, page.say)}".strip()
    page.text(row, 1, words, LABEL if box.plus else TEXT)
    page.number(row, 2, Number(box.number), NUMBER)
    if not box.plus:
        page.blank(row, 3, TEXT)
        return
    at, numbers = known
    terms = "+".join(f"B{at[key]}" for key in box.plus) + "".join(f"-B{at[k]}" for k in box.less)
    want = sum(numbers[key] for key in box.plus) - sum(numbers[key] for key in box.less)
    wrong = page.say("does not add up")
    shown = RIGHT if want == box.number else f"{wrong}: {want}"
    formula = f'IF(B{row}={terms},"{RIGHT}","{wrong}: "&({terms}))'
    page.formula(row, 3, formula, shown, TEXT if shown == RIGHT else SUBHEADING)
