"""The reader's place as JSON, and back; unknown or damaged places start at the beginning."""

from collections.abc import Mapping
from typing import Any

from ui.reader.values import ReadingPlace, ZoomMode


def place_to_json(place: ReadingPlace) -> dict[str, Any]:
    """Return the place as a JSON object."""
    return {
        "page": place.page,
        "x": place.x,
        "y": place.y,
        "zoom_mode": place.zoom_mode.value,
        "zoom": place.zoom,
        "find": place.find_text,
        "rotation": place.rotation,
        "spread": place.is_spread,
    }


def place_from_json(document: Mapping[str, Any]) -> ReadingPlace | None:
    """Read what `place_to_json` wrote; None when there is no place (the paper is new)."""
    if "page" not in document:
        return None
    try:
        return ReadingPlace(
            page=int(document["page"]),
            x=float(document["x"]),
            y=float(document["y"]),
            zoom_mode=ZoomMode(document["zoom_mode"]),
            zoom=float(document["zoom"]),
            find_text=str(document["find"]),
            rotation=int(document["rotation"]),
            is_spread=bool(document.get("spread", False)),
        )
    except (KeyError, TypeError, ValueError):
        return None
