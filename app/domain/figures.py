"""Names of the pictures that are cut out of papers."""

import hashlib

from app.domain.anchors import Anchor, AnchorKind

DPI = 200


def figure_name(anchor: Anchor) -> str:
    """Return the file name of a region's picture, "" for other anchors.

    It is the SHA-256 of what is shown (paper, page, rectangle in hundredths of a point,
    resolution), so the same region is kept once and a lost picture can be made again.
    """
    if anchor.kind is not AnchorKind.REGION or not anchor.places or not anchor.places[0].rects:
        return ""
    rect = anchor.places[0].rects[0]
    edges = [round(100 * edge) for edge in (rect.left, rect.top, rect.right, rect.bottom)]
    shown = f"{anchor.paper}:{anchor.page}:{edges}:{DPI}"
    return f"{hashlib.sha256(shown.encode()).hexdigest()}.png"
