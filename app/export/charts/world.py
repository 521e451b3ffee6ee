"""The world map: countries shaded by the number of sources, in the Equal Earth projection.

Borders are those of Natural Earth 1:110 million as world-atlas 2.0.2 packs them (TopoJSON);
the projection is that of Savric, Patterson and Jenny 2019 (Int J Geogr Inf Sci 33(3):454-465).
"""

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

import resources
from app.domain import countries
from app.export.charts.choices import Kind
from app.export.charts.shapes import Drawing, Hit, wrapped
from app.export.charts.style import EDGE, SIZE, land_shade
from app.export.charts.tallies import Tally

Point = tuple[float, float]
_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796  # of the projection's polynomial
_M = math.sqrt(3) / 2
_SHORT = {  # names of the atlas that are no spelling of a country
    "W. Sahara": "EH", "Dem. Rep. Congo": "CD", "Dominican Rep.": "DO", "Falkland Is.": "FK",
    "Fr. S. Antarctic Lands": "TF", "Central African Rep.": "CF", "Eq. Guinea": "GQ",
    "Solomon Is.": "SB", "Bosnia and Herz.": "BA", "S. Sudan": "SS",
}  # fmt: skip
NOTE = 0.155  # inches of a line below the map
MOST_LINES = 40  # of countries that are not drawn
ANTARCTICA, SOUTH = "AQ", -58.0
SEA, EMPTY, BARE = "#ffffff", "#e2e8f0", "#ffffff"


@dataclass(frozen=True, slots=True)
class Land:
    """A country's outline: rings of (longitude, latitude) in degrees; `code` is alpha-2 or ""."""

    code: str
    rings: tuple[tuple[Point, ...], ...]


def equal_earth(longitude: float, latitude: float) -> Point:
    """Return the point of the map; the equator runs from -2.71 to 2.71."""
    lam, phi = math.radians(longitude), math.radians(latitude)
    theta = math.asin(_M * math.sin(phi))
    square = theta * theta
    sixth = square**3
    slope = _A1 + 3 * _A2 * square + sixth * (7 * _A3 + 9 * _A4 * square)
    return (
        lam * math.cos(theta) / (_M * slope),
        theta * (_A1 + _A2 * square + sixth * (_A3 + _A4 * square)),
    )


@cache
def lands() -> tuple[Land, ...]:
    """Return every country of the atlas."""
    read = json.loads(resources.path("maps/countries-110m.json").read_text(encoding="utf-8"))
    arcs = [_line(arc, read["transform"]) for arc in read["arcs"]]
    shapes = read["objects"]["countries"]["geometries"]
    return tuple(Land(_code(shape["properties"]["name"]), _rings(shape, arcs)) for shape in shapes)


def _line(arc: Sequence[Sequence[int]], transform: dict[str, Any]) -> tuple[Point, ...]:
    """Undo TopoJSON's delta encoding and quantisation."""
    (sx, sy), (tx, ty) = transform["scale"], transform["translate"]
    x = y = 0
    points = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        points.append((x * sx + tx, y * sy + ty))
    return tuple(points)


def _rings(shape: dict[str, Any], arcs: list[tuple[Point, ...]]) -> tuple[tuple[Point, ...], ...]:
    polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
    return tuple(_ring(ring, arcs) for polygon in polygons for ring in polygon)


def _ring(indexes: Sequence[int], arcs: list[tuple[Point, ...]]) -> tuple[Point, ...]:
    """Join arcs to a ring, a negative index being an arc walked backwards; unwrap at 180°."""
    points: list[Point] = []
    for index in indexes:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points += arc[1 if points else 0 :]
    shift = 0.0
    unwrapped = points[:1]
    for (before, _), (longitude, latitude) in pairwise(points):
        if longitude - before > 180:
            shift -= 360
        elif longitude - before < -180:
            shift += 360
        unwrapped.append((longitude + shift, latitude))
    return tuple(unwrapped)


def _code(name: str) -> str:
    return _SHORT.get(name) or countries.code_of(name) or ""


def world(drawing: Drawing, tally: Tally) -> Iterator[Hit]:
    """Draw the map; countries too small for it are named below. Yield the shaded countries."""
    from matplotlib.patches import PathPatch, Polygon
    from matplotlib.path import Path

    by_code = {countries.code_of(label) or label: label for label in tally.axes[0]}
    most = max((mark.count for mark in tally.marks), default=1)
    drawn_codes = {land.code for land in lands()}
    missing = [label for code, label in by_code.items() if code not in drawn_codes]
    note = _not_drawn(tally, missing, drawing)
    height = drawing.width * 0.47 + 0.42 + NOTE * (note.count("\n") + 2 if note else 0)
    axes = drawing.axes(height=height)
    edge = Polygon(_outline(), facecolor=SEA, edgecolor="none")
    axes.add_patch(edge)
    for land in lands():
        if land.code == ANTARCTICA:
            continue
        label = by_code.get(land.code)
        count = tally.mark(label).count if label else 0
        nothing = BARE if tally.choices.grey else EMPTY
        fill = land_shade(count, most, grey=tally.choices.grey) if count else nothing
        for path in _paths(land):
            patch = PathPatch(
                Path(path), facecolor=fill, edgecolor=EDGE if count else "#94a3b8",
                linewidth=0.35 if count else 0.2,
            )  # fmt: skip
            axes.add_patch(patch)
            patch.set_clip_path(edge)
            if label and count:
                yield Hit((label,), patch)
    axes.set_xlim(-2.72, 2.72)
    axes.set_ylim(equal_earth(0, SOUTH)[1], equal_earth(0, 90)[1])
    axes.set_aspect("equal")
    axes.axis("off")
    _scale(drawing, most, grey=tally.choices.grey)
    if note:
        axes.annotate(
            note, (0, 0), (0, -6), xycoords="axes fraction", textcoords="offset points",
            va="top", fontsize=SIZE,
        )  # fmt: skip


def _paths(land: Land) -> Iterator[list[Point]]:
    """Yield the outlines on the map; one that runs over the edge is drawn at both sides."""
    for ring in land.rings:
        longitudes = [longitude for longitude, _ in ring]
        shifts = [0.0]
        if min(longitudes) < -180:
            shifts.append(360.0)
        if max(longitudes) > 180:
            shifts.append(-360.0)
        for shift in shifts:
            yield [equal_earth(longitude + shift, latitude) for longitude, latitude in ring]


def _outline() -> list[Point]:
    up = [equal_earth(180, latitude) for latitude in range(-90, 91, 3)]
    down = [equal_earth(-180, latitude) for latitude in range(90, -91, -3)]
    return up + down


def _not_drawn(tally: Tally, labels: list[str], drawing: Drawing) -> str:
    """Return which countries the map is too coarse for, with their numbers."""
    if not labels:
        return ""
    named = ", ".join(f"{label}\N{NO-BREAK SPACE}{tally.mark(label).count}" for label in labels)
    return wrapped(f"Not drawn: {named}", int(drawing.width * 72 / (SIZE * 0.55)), MOST_LINES)


def _scale(drawing: Drawing, most: int, *, grey: bool) -> None:
    """Explain the shades: the numbers that occur, at most seven of them."""
    from matplotlib.patches import Patch

    steps = sorted({round(1 + step * (most - 1) / 6) for step in range(7)})
    handles = [
        Patch(facecolor=land_shade(n, most, grey=grey), edgecolor=EDGE, linewidth=0.4, label=str(n))
        for n in steps
    ]
    handles.insert(
        0, Patch(facecolor=BARE if grey else EMPTY, edgecolor="#94a3b8", linewidth=0.4, label="0")
    )
    drawing.figure.legend(
        handles=handles, loc="outside lower center", ncols=len(handles), frameon=False,
        fontsize=SIZE, title="Number of sources", title_fontsize=SIZE, columnspacing=0.8,
        handlelength=1.2, handletextpad=0.4,
    )  # fmt: skip


KINDS = {Kind.MAP: world}
