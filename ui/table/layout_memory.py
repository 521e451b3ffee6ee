"""How the reviewer left the charting table: columns, widths, order; kept for each review."""

import json
from dataclasses import asdict, dataclass, field

from ui.settings import Settings


@dataclass(slots=True)
class Layout:
    """Columns and order of the table; field ids, widths in pixels.

    `chosen` is the set of columns that is shown: a section's key, one of the words of
    `ui.table.column_sets`, or the name of one of `sets`. `paper` None shows the paper where
    there is room for it.
    """

    chosen: str = ""
    fields: list[str] = field(default_factory=list)
    sets: dict[str, list[str]] = field(default_factory=dict)
    widths: dict[str, int] = field(default_factory=dict)
    sorted_by: str | None = None
    backwards: bool = False
    frozen: int = 1
    wrapped: bool = False
    sums: bool = False
    paper: bool | None = None
    paper_width: int = 460


def read_layout(settings: Settings, review: str) -> Layout:
    """Return the layout that was kept for a review, else the usual one."""
    try:
        kept = json.loads(settings.place(f"table/{review}") or "{}")
        return Layout(**kept)
    except (json.JSONDecodeError, TypeError):
        return Layout()


def keep_layout(settings: Settings, review: str, layout: Layout) -> None:
    """Keep the layout of a review."""
    settings.keep_place(f"table/{review}", json.dumps(asdict(layout)))
