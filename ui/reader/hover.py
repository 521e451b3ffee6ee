"""What lies under a point of the pane: a highlight, the Retry link, text."""

from html import escape
from pathlib import Path

from PySide6.QtCore import QPointF, Qt, QUrl

from app.pdf.requests import Link
from ui.reader.scene import Scene
from ui.reader.values import Highlight

PICTURE_WIDTH = 320  # pixels


def highlight_at(scene: Scene, at: QPointF) -> Highlight | None:
    """Return the highlight, or the one whose number in the margin is under the point."""
    if not scene.viewport.sizes:
        return None
    spot = scene.viewport.spot_at(at.x(), at.y())
    for mark, tag in scene.tags(spot.page):
        if tag.contains(at):
            return mark.highlight
    return scene.overlay.marks.at(spot.page, spot.x, spot.y)


def link_at(scene: Scene, at: QPointF) -> Link | None:
    """Return the link under the point; a highlight that lies over it goes first."""
    if not scene.viewport.sizes or highlight_at(scene, at) is not None:
        return None
    spot = scene.viewport.spot_at(at.x(), at.y())
    links = scene.source.links(spot.page)
    return next((link for link in links if link.rect.contains(spot.x, spot.y)), None)


def retry_page_at(scene: Scene, at: QPointF) -> int | None:
    """Return the failed page whose Retry link is under the point."""
    page = scene.viewport.spot_at(at.x(), at.y()).page
    is_link = scene.source.has_failed(page) and scene.retry_rect(page).contains(at)
    return page if is_link else None


def cursor_at(scene: Scene, at: QPointF) -> Qt.CursorShape:
    """Return a hand over what can be clicked, a beam over text, else the arrow."""
    things = (retry_page_at(scene, at), highlight_at(scene, at), link_at(scene, at))
    if any(thing is not None for thing in things):
        return Qt.CursorShape.PointingHandCursor
    spot = scene.viewport.spot_at(at.x(), at.y())
    text = scene.source.text(spot.page)
    lines = text.lines if text is not None else ()
    over_text = any(line.rect.contains(spot.x, spot.y) for line in lines)
    return Qt.CursorShape.IBeamCursor if over_text else Qt.CursorShape.ArrowCursor


def tip_text(highlight: Highlight | None) -> str:
    """Return the tip of a highlight as rich text, so that long answers wrap."""
    if highlight is None or not highlight.tip:
        return ""
    lines = escape(highlight.tip).replace("\n", "<br>")
    picture = ""
    if highlight.picture and Path(highlight.picture).is_file():
        source = escape(QUrl.fromLocalFile(highlight.picture).toString())
        picture = f'<p><img src="{source}" width="{PICTURE_WIDTH}"></p>'
    return f"<p>{lines}</p>{picture}"
