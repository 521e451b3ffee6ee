"""The highlights of a record, as the reader draws them."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from app.domain import row_names
from app.domain.anchors import Anchor, AnchorKind
from app.domain.answers import Cell
from app.domain.records import Record
from ui.reader.values import Highlight

TIP_LENGTH = 120


def slot_of(record: Record, cell: Cell) -> int:
    """Return the colour slot (0 to 4) of the section that the cell belongs to."""
    return record.form.slot_of(record.form.section_of(cell.field_id).key)


def highlights(
    record: Record,
    target: Cell | None,
    picture_of: Callable[[Anchor], Path | None] = lambda _anchor: None,
) -> tuple[Highlight, ...]:
    """Return one highlight for each anchor that has a place in the paper that is shown."""
    paper = record.study.paper
    if paper is None:
        return ()
    cells: dict[str, list[Cell]] = defaultdict(list)
    anchors: dict[str, Anchor] = {}
    for item in record.evidence:
        if item.anchor.paper == paper.sha256 and item.anchor.places:
            anchors[item.anchor.anchor_id] = item.anchor
            if item.cell is not None and record.form.has(item.cell.field_id):
                cells[item.anchor.anchor_id].append(item.cell)
    return tuple(
        replace(
            _highlight(record, anchor, cells[anchor_id], target),
            is_framed=anchor.kind is not AnchorKind.TEXT,
            picture=str(picture_of(anchor) or ""),
        )
        for anchor_id, anchor in anchors.items()
    )


def cell_of(record: Record, anchor_id: str) -> Cell | None:
    """Return the first cell that the anchor supports."""
    for item in record.evidence:
        if item.anchor.anchor_id == anchor_id and item.cell is not None:
            return item.cell
    return None


def tip(record: Record, cell: Cell) -> str:
    """Return the field and its answer in one line, for hovering over a highlight."""
    field = record.form.field(cell.field_id)
    answer = record.answer(cell)
    if answer.status.has_value:
        shown = row_names.shown(record, field, answer.value)
    else:
        shown = answer.status.value.replace("_", " ")
    text = f"{record.form.number_of(cell.field_id)} {field.label}: {' '.join(shown.split())}"
    return text if len(text) <= TIP_LENGTH else f"{text[: TIP_LENGTH - 1]}…"


def _highlight(record: Record, anchor: Anchor, cells: list[Cell], target: Cell | None) -> Highlight:
    if not cells:
        return Highlight(anchor.anchor_id, anchor.places, None, "", "Kept without a field")
    numbers = ", ".join(str(record.form.number_of(cell.field_id)) for cell in cells)
    return Highlight(
        anchor_id=anchor.anchor_id,
        places=anchor.places,
        slot=slot_of(record, cells[0]),
        number=numbers,
        tip="\n".join(tip(record, cell) for cell in cells),
        is_target=target in cells,
    )
