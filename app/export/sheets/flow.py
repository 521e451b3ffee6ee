"""Sheet "Flow": the boxes of the flow diagram, their sums checked by formulas."""

from dataclasses import dataclass

from app.domain.flow import Counted, Flow, Unit
from app.export.page import Page
from app.export.places import Contents
from app.export.styles import BAND, HEADER, LABEL, NUMBER, SUBHEADING, TEXT, TITLE, UNSURE
from app.export.text import Number

NAME = "Flow"
HEADINGS = ("Box", "n", "Check")
WIDTHS = (64.0, 12.0, 46.0)
RIGHT = "✓"
_HEADER = 3


@dataclass(frozen=True, slots=True)
class _Box:
    """A line: its words, its number, and the keys whose numbers it must come to.

    `plus` and `less` are keys of other boxes; without both there is nothing to check. A box
    without a number is a heading.
    """

    key: str
    words: str
    number: int | None
    plus: tuple[str, ...] = ()
    less: tuple[str, ...] = ()


def write(page: Page, contents: Contents) -> None:
    """Write a line a box; a formula beside it says whether the numbers add up."""
    flow = contents.log.flow or Flow()
    page.fix_widths(WIDTHS)
    page.spill(1, 1, "Numbers of the flow diagram (PRISMA 2020, PRISMA-ScR wording)", TITLE)
    page.header(_HEADER, HEADINGS, HEADER)
    boxes = _boxes(flow)
    at = {box.key: row for row, box in enumerate(boxes, start=_HEADER + 1)}
    for row, box in enumerate(boxes, start=_HEADER + 1):
        _write(page, row, box, (at, {b.key: b.number or 0 for b in boxes}))
    row = _HEADER + len(boxes) + 1
    for warning in contents.log.warnings:
        row += 1
        page.text(row, 1, warning, UNSURE)
    page.sheet.freeze_panes = f"A{_HEADER + 1}"
    page.set_up_print(len(HEADINGS), row)


def _write(page: Page, row: int, box: _Box, known: tuple[dict[str, int], dict[str, int]]) -> None:
    if box.number is None:
        for column in range(1, len(HEADINGS) + 1):
            page.blank(row, column, BAND)
        page.text(row, 1, box.words, BAND)
        return
    page.text(row, 1, box.words, LABEL if box.plus else TEXT)
    page.number(row, 2, Number(box.number), NUMBER)
    if not box.plus:
        page.blank(row, 3, TEXT)
        return
    at, numbers = known
    terms = "+".join(f"B{at[key]}" for key in box.plus) + "".join(f"-B{at[k]}" for k in box.less)
    want = sum(numbers[key] for key in box.plus) - sum(numbers[key] for key in box.less)
    shown = RIGHT if want == box.number else f"does not add up: {want}"
    formula = f'IF(B{row}={terms},"{RIGHT}","does not add up: "&({terms}))'
    page.formula(row, 3, formula, shown, TEXT if shown == RIGHT else SUBHEADING)


def _boxes(flow: Flow) -> list[_Box]:
    boxes = [*_identification(flow), *_screening(flow), *_others(flow)]
    sources = ("assessed", *(("other_assessed",) if flow.has_right_arm else ()))
    lost = ("ineligible", *(("other_ineligible",) if flow.has_right_arm else ()))
    earlier = ("previous_reports",) if flow.is_update else ()
    boxes.append(_Box("@included", "Included", None))
    if flow.is_update:
        boxes.append(
            _Box("previous_studies", "Studies of the previous version", flow.previous_studies)
        )
        boxes.append(
            _Box("previous_reports", "Reports of the previous version", flow.previous_reports)
        )
    boxes.append(_Box("studies", "Studies included in the review", flow.studies))
    boxes.append(
        _Box("reports", "Reports of included studies", flow.reports, (*sources, *earlier), lost)
    )
    if flow.charted is not None:
        boxes.append(
            _Box(
                "charted",
                "Sources charted",
                flow.charted,
                ("studies" if flow.unit is Unit.STUDY else "reports",),
            )
        )
    return boxes


def _identification(flow: Flow) -> list[_Box]:
    databases = _listed("database", "Records from", flow.databases)
    registers = _listed("register", "Records from", flow.registers)
    return [
        _Box("@identification", "Identification of records: databases and registers", None),
        *databases,
        *registers,
        _Box(
            "identified",
            "Records identified",
            flow.identified,
            tuple(box.key for box in (*databases, *registers)),
        ),
        _Box("duplicates", "Removed before screening: duplicates", flow.duplicates),
        _Box("automation", "Removed before screening: by automation tools", flow.automation),
        _Box("removed_other", "Removed before screening: other reasons", flow.removed_other),
    ]


def _screening(flow: Flow) -> list[_Box]:
    reasons = _listed("reason", "Reports excluded:", flow.reasons)
    removed = ("duplicates", "automation", "removed_other")
    return [
        _Box("@screening", "Screening", None),
        _Box("screened", "Records screened", flow.screened, ("identified",), removed),
        _Box("excluded", "Records excluded", flow.excluded),
        _Box("excluded_automation", "… of these by automation tools", flow.excluded_automation),
        _Box("sought", "Reports sought for retrieval", flow.sought, ("screened",), ("excluded",)),
        _Box("not_retrieved", "Reports not retrieved", flow.not_retrieved),
        _Box(
            "assessed",
            "Reports assessed for eligibility",
            flow.assessed,
            ("sought",),
            ("not_retrieved",),
        ),
        *reasons,
        _Box("ineligible", "Reports excluded", flow.ineligible, tuple(box.key for box in reasons)),
    ]


def _others(flow: Flow) -> list[_Box]:
    """Return the right arm of the diagram, where there is one."""
    if not flow.has_right_arm:
        return []
    found = _listed("other", "Records from", flow.others)
    reasons = _listed("other_reason", "Reports excluded:", flow.other_reasons)
    return [
        _Box("@others", "Identification of records: other methods", None),
        *found,
        _Box("other_removed", "Removed: duplicates and irrelevant", flow.other_removed),
        _Box(
            "other_sought",
            "Reports sought for retrieval",
            flow.other_sought,
            tuple(b.key for b in found),
            ("other_removed",),
        ),
        _Box("other_not_retrieved", "Reports not retrieved", flow.other_not_retrieved),
        _Box(
            "other_assessed",
            "Reports assessed for eligibility",
            flow.other_assessed,
            ("other_sought",),
            ("other_not_retrieved",),
        ),
        *reasons,
        _Box(
            "other_ineligible",
            "Reports excluded",
            flow.other_ineligible,
            tuple(box.key for box in reasons),
        ),
    ]


def _listed(key: str, words: str, counted: Counted) -> list[_Box]:
    return [
        _Box(f"{key} {n}", f"{words} {label}", number) for n, (label, number) in enumerate(counted)
    ]
