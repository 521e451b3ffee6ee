"""The appraisal as a figure: how each item of a checklist was answered, as an SVG file.

One bar an item, its parts in the order of the answers with the number of studies in each, so
that it reads without colour too. The colours are those of Okabe and Ito (2008), told apart by
people with any colour vision. Lengths are pixels of 1/96 inch.
"""

from collections import Counter
from collections.abc import Iterator
from html import escape
from pathlib import Path

from app.domain.answers import Cell
from app.domain.appraisal import ITEM
from app.domain.errors import AppError
from app.domain.fields import Section
from app.domain.folding import shortened
from app.export.files import written_whole
from app.export.model import ExportedStudy, ReviewTable
from app.export.places import places
from app.export.sheets.appraisal import asked

COLOURS = {
    "Yes": ("#009E73", "#FFFFFF"),
    "Unclear": ("#F0E442", "#1F2933"),
    "No": ("#D55E00", "#FFFFFF"),
    "Not applicable": ("#CBD2D9", "#1F2933"),
    "Not answered": ("#FFFFFF", "#1F2933"),
}
WIDTH, LABELS, LEFT = 900, 380, 20
BAR, STEP, HEAD = 20, 28, 40
BOLD, MIDDLE = 'font-weight="bold"', 'text-anchor="middle"'
LONGEST = 52  # characters of an item's label


def write_appraisal_figure(table: ReviewTable, path: Path) -> Path:
    """Write the figure to a new file; raises AppError when nothing was appraised."""
    blocks = asked(table, places(table))
    if not blocks:
        raise AppError(
            "No study of this review is asked an appraisal checklist, so there is nothing to "
            "draw. Nothing was written. “chartdesk form DIR appraise” attaches checklists."
        )
    with written_whole(path) as stream:
        stream.write(drawn(blocks, table.title).encode("utf-8"))
    return path


def drawn(blocks: tuple[tuple[Section, list[ExportedStudy]], ...], title: str) -> str:
    """Return the figure as SVG, with a title and a description for screen readers."""
    parts: list[str] = []
    told: list[str] = []
    top = HEAD
    for section, entries in blocks:
        items = [field for field in section.fields if field.basis.startswith(ITEM)]
        heading = f"{section.label} (n = {len(entries)})"
        parts.append(_text(LEFT, top + 14, heading, more=BOLD))
        told.append(heading)
        top += STEP
        for field in items:
            counts = Counter(_said(entry, field.field_id) for entry in entries)
            parts.append(_text(LEFT, top + 15, shortened(field.label, LONGEST)))
            parts += _bar(top, counts, len(entries))
            said = ", ".join(f"{name} {counts[name]}" for name in COLOURS if counts[name])
            told.append(f"{field.label}: {said}")
            top += STEP
        top += STEP // 2
    height = top + STEP
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" '
            f'viewBox="0 0 {WIDTH} {height}" role="img" font-family="Noto Sans, Arial, sans-serif" '
            'font-size="13">',
            f"<title>{escape(f'Appraisal: {title}')}</title>",
            f"<desc>{escape('. '.join(told))}</desc>",
            f'<rect width="{WIDTH}" height="{height}" fill="#FFFFFF"/>',
            *_legend(),
            *parts,
            "</svg>\n",
        )
    )


def _said(entry: ExportedStudy, field_id: str) -> str:
    answer = entry.answer(Cell(entry.record.extraction_id, field_id))
    said = str(answer.value) if answer.status.has_value else "Not answered"
    return said if said in COLOURS else "Not answered"


def _bar(top: int, counts: Counter[str], whole: int) -> Iterator[str]:
    left = float(LEFT + LABELS)
    for name, (fill, ink) in COLOURS.items():
        width = (WIDTH - 2 * LEFT - LABELS) * counts[name] / whole
        if width:
            yield (
                f'<rect x="{left:.1f}" y="{top}" width="{width:.1f}" height="{BAR}" '
                f'fill="{fill}" stroke="#1F2933" stroke-width="0.5"/>'
            )
            yield _text(left + width / 2, top + 15, str(counts[name]), ink, MIDDLE)
            left += width


def _legend() -> Iterator[str]:
    left = LEFT
    for name, (fill, _ink) in COLOURS.items():
        yield (
            f'<rect x="{left}" y="12" width="14" height="14" fill="{fill}" stroke="#1F2933" '
            'stroke-width="0.5"/>'
        )
        yield _text(left + 20, 24, name)
        left += 140


def _text(x: float, y: float, words: str, ink: str = "#1F2933", more: str = "") -> str:
    """Return a line of text; `more` are further attributes."""
    return f'<text x="{x:.1f}" y="{y:.1f}" fill="{ink}" {more}>{escape(words)}</text>'
