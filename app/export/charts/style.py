"""Colours, hatches and fonts of the figures, safe for every colour vision and for grey print.

Categories: Okabe and Ito (2008) without black, each with a shape and a hatch of its own; numbers:
seven blues from light to dark (ColorBrewer's, darkened). Sizes are points at the final size.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

from app.export.svg_fonts import FAMILY
from resources import path as path_of

SIZE = 8.0
INK, EDGE, GRID, GAP = "#1a2433", "#333333", "#cbd5e1", "#f1f5f9"
CATEGORIES = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442")
GREYS = ("#4d4d4d", "#d9d9d9", "#8c8c8c", "#ffffff", "#b3b3b3", "#262626", "#f2f2f2")
HATCHES = ("", "////", "....", "xxxx", "----", "\\\\\\\\", "++++")
SHAPES = ("o", "s", "D", "^", "v", "P", "X")
BLUES = ("#d6e6f4", "#abd0e6", "#6aaed6", "#3787c0", "#1c6bb0", "#105ba4", "#08306b")
DARK = ("#e0e0e0", "#c4c4c4", "#a3a3a3", "#828282", "#636363", "#454545", "#1f1f1f")
LIGHT_TEXT, DARK_TEXT = "#ffffff", "#000000"
SALT = "chartdesk"


def category(place: int, *, grey: bool) -> tuple[str, str, str]:
    """Return fill, hatch and shape of a category; they take turns after seven."""
    place %= len(CATEGORIES)
    return (GREYS if grey else CATEGORIES)[place], HATCHES[place], SHAPES[place]


def shade(count: int, most: int, *, grey: bool) -> str:
    """Return the colour of a number from 1 to `most`."""
    return _step(DARK if grey else BLUES, count, most)


def land_shade(count: int, most: int, *, grey: bool) -> str:
    """Return the colour of a country: a step from land without a source, as no number is on it."""
    scale = (DARK if grey else BLUES)[1:]
    return scale[2] if most <= 1 else _step(scale, count, most)


def _step(scale: Sequence[str], count: int, most: int) -> str:
    return scale[0 if most <= 1 else round((count - 1) * (len(scale) - 1) / (most - 1))]


def text_on(fill: str) -> str:
    """Return black or white, whichever has more contrast on a colour (WCAG 2.2, 1.4.3)."""
    light = _luminance(fill)
    return DARK_TEXT if (light + 0.05) / 0.05 >= 1.05 / (light + 0.05) else LIGHT_TEXT


def _luminance(colour: str) -> float:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@cache
def _register() -> None:
    from matplotlib.font_manager import fontManager

    for name in ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf"):
        fontManager.addfont(str(path_of(f"fonts/{name}")))


@contextmanager
def styled() -> Iterator[None]:
    """Draw with the figures' fonts: real text in SVG, embedded TrueType in PDF, fixed ids."""
    import matplotlib as mpl

    _register()
    chosen: Any = {
        "font.family": FAMILY,
        "font.size": SIZE,
        "axes.edgecolor": INK,
        "axes.labelcolor": INK,
        "axes.linewidth": 0.8,
        "axes.labelsize": SIZE,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "xtick.color": INK,
        "ytick.color": INK,
        "xtick.labelsize": SIZE,
        "ytick.labelsize": SIZE,
        "text.color": INK,
        "text.usetex": False,
        "text.parse_math": False,
        "svg.fonttype": "none",
        "svg.hashsalt": SALT,
        "pdf.fonttype": 42,
        "hatch.linewidth": 0.5,
        "hatch.color": EDGE,
        "figure.dpi": 72,
    }
    with mpl.rc_context(chosen):
        yield
