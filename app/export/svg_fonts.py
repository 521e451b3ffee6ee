"""The letters of the figures' font that an SVG uses, put into it."""

import base64
from io import BytesIO

from resources import path as path_of

FAMILY = "Noto Sans"


def font_faces(used: str) -> str:
    """Return the font faces with only the letters that are used, as CSS."""
    parts = []
    for weight, name in ((400, "Regular"), (700, "Bold")):
        font = base64.b64encode(_subset(name, used)).decode()
        parts.append(
            f'@font-face{{font-family:"{FAMILY}";font-weight:{weight};'
            f'src:url("data:font/ttf;base64,{font}")}}'
        )
    return "".join(parts)


def _subset(name: str, used: str) -> bytes:
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    whole = BytesIO(path_of(f"fonts/NotoSans-{name}.ttf").read_bytes())
    out = BytesIO()
    with TTFont(whole, recalcTimestamp=False) as font:
        subsetter = Subsetter(Options(layout_features=[], notdef_outline=True))
        subsetter.populate(text=used + " ")
        subsetter.subset(font)
        font.save(out)
    return out.getvalue()
