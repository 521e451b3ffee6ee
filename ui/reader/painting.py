"""Paints pages, highlights, selection, hits and numbers."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen

from ui.reader.caret import caret_line
from ui.reader.marks import Layer, fill_path, underlines
from ui.reader.scene import Scene
from ui.reader.tiles import TileId, tiles_over
from ui.reader.values import REVIEWER_B

UNDERLINE = 1.6  # pixels
TARGET_UNDERLINE = 2.6
NOT_DRAWN = "This page could not be drawn"
RETRY = "Retry"

Multiply = QPainter.CompositionMode.CompositionMode_Multiply


def paint(painter: QPainter, scene: Scene) -> int:
    """Paint what the pane shows; return how many pages had no picture at all yet."""
    view = scene.viewport
    painter.fillRect(QRectF(0, 0, view.width, view.height), scene.colours.canvas)
    blank = 0
    for page in view.visible_pages() if view.sizes else ():
        painter.save()
        _enter_page(painter, scene, page)
        blank += not _paint_paper(painter, scene, page)
        painter.scale(view.layout.scale, view.layout.scale)
        _paint_marks(painter, scene, page)
        painter.restore()
        _paint_tags(painter, scene, page)
        if scene.source.has_failed(page):
            _paint_failure(painter, scene, page)
    return blank


def _enter_page(painter: QPainter, scene: Scene, page: int) -> None:
    """Move the painter to the upright page, its corner on a whole device pixel."""
    view, ratio = scene.viewport, scene.pixel_ratio
    frame = view.layout.frame(page)
    painter.translate(
        round((frame.left - view.x) * ratio) / ratio, round((frame.top - view.y) * ratio) / ratio
    )
    match view.rotation:
        case 90:
            painter.translate(frame.width, 0)
        case 180:
            painter.translate(frame.width, frame.height)
        case 270:
            painter.translate(0, frame.height)
    painter.rotate(view.rotation)


def _paint_paper(painter: QPainter, scene: Scene, page: int) -> bool:
    """Paint the sharp tiles over the nearest other scale; False when there is neither."""
    view, ratio = scene.viewport, scene.pixel_ratio
    width, height = view.sizes[page]
    scale = view.layout.scale
    painter.fillRect(QRectF(0, 0, width * scale, height * scale), scene.colours.page)
    wanted = tiles_over(page, (width, height), scene.tile_scale(), scene.seen_part(page))
    sharp = [(tile, scene.source.tile(tile)) for tile in wanted]
    shown = any(image is not None for _, image in sharp)
    if any(image is None for _, image in sharp):
        shown = _paint_other_scales(painter, scene, page) or shown
        if not shown:
            _paint_page_number(painter, scene, page)
    painter.save()
    painter.scale(1 / ratio, 1 / ratio)
    for tile, image in sharp:
        if image is not None:
            painter.drawImage(QPointF(tile.x, tile.y), image)
    painter.restore()
    return shown or not sharp or scene.source.has_failed(page)


def _paint_other_scales(painter: QPainter, scene: Scene, page: int) -> bool:
    """Paint cached tiles of other scales, the nearest scale last."""
    scale = scene.tile_scale()
    others = [entry for entry in scene.source.tiles_of(page) if entry[0].scale != scale]
    others.sort(key=lambda entry: -_apart(entry[0], scale))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    for tile, image in others:
        factor = scene.viewport.layout.scale / tile.scale
        painter.drawImage(
            QRectF(
                tile.x * factor, tile.y * factor, image.width() * factor, image.height() * factor
            ),
            image,
        )
    painter.restore()
    return bool(others)


def _apart(tile: TileId, scale: float) -> float:
    return max(tile.scale / scale, scale / tile.scale)


def _paint_page_number(painter: QPainter, scene: Scene, page: int) -> None:
    width, height = scene.viewport.sizes[page]
    scale = scene.viewport.layout.scale
    painter.save()
    painter.setPen(scene.colours.faint)
    painter.setFont(_font(painter, 22))
    where = QRectF(0, 0, width * scale, height * scale)
    painter.drawText(where, Qt.AlignmentFlag.AlignCenter, str(page + 1))
    painter.restore()


def _paint_marks(painter: QPainter, scene: Scene, page: int) -> None:
    """Paint highlights, hits, selection, flash and caret; the painter works in page points."""
    colours, scale = scene.colours, scene.viewport.layout.scale
    layers = scene.overlay.marks.layers(page)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setCompositionMode(Multiply)
    for slot, fill in scene.overlay.marks.fills(page):
        painter.fillPath(fill, colours.fill(slot))
    current_rects = scene.overlay.current_hit.get(page, ())
    others = [rect for rect in scene.overlay.hits.get(page, ()) if rect not in current_rects]
    hits = fill_path(others)
    painter.fillPath(hits, colours.hit)
    current = fill_path(current_rects)
    painter.fillPath(current, colours.selection)
    selected = scene.overlay.selection.get(page, ())
    painter.fillPath(fill_path(selected), colours.selection)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
    for layer in layers:
        width = TARGET_UNDERLINE if layer.is_target else UNDERLINE
        if layer.is_framed:
            _outline(painter, layer.fill, colours.edge(layer.slot), width / scale)
            continue
        painter.setPen(_line_pen(layer, colours.edge(layer.slot), width / scale))
        painter.drawLines(list(layer.underlines))
    painter.setPen(QPen(colours.selection_edge, UNDERLINE / scale))
    painter.drawLines(list(underlines(selected)))
    _outline(painter, hits, colours.hit_edge, 1 / scale)
    _outline(painter, current, colours.selection_edge, 2 / scale)
    _outline(painter, fill_path(scene.overlay.flash.get(page, ())), colours.focus, 3 / scale)
    _paint_caret(painter, scene, page)


def _line_pen(layer: Layer, colour: QColor, width: float) -> QPen:
    """Return the pen of the underlines: those that may lie on others are broken."""
    pen = QPen(colour, width)
    if layer.is_foreign:
        pen.setStyle(Qt.PenStyle.DotLine)
    elif layer.slot == REVIEWER_B:
        pen.setStyle(Qt.PenStyle.DashLine)
    return pen


def _outline(painter: QPainter, path: QPainterPath, colour: QColor, width: float) -> None:
    if not path.isEmpty():
        painter.strokePath(path, QPen(colour, width))


def _paint_caret(painter: QPainter, scene: Scene, page: int) -> None:
    text = scene.source.text(page)
    if (
        scene.overlay.caret is None
        or scene.overlay.caret.page != page
        or text is None
        or not text.lines
    ):
        return
    x, top, bottom = caret_line(text, scene.overlay.caret.index)
    painter.setPen(QPen(scene.colours.selection_edge, 2 / scene.viewport.layout.scale))
    painter.drawLine(QPointF(x, top), QPointF(x, bottom))


def _paint_tags(painter: QPainter, scene: Scene, page: int) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(_font(painter, 10.5, bold=True))
    pane = QRectF(0, 0, scene.viewport.width, scene.viewport.height)
    for mark, tag in scene.tags(page):
        if not tag.intersects(pane):
            continue
        colour = scene.colours.edge(mark.highlight.slot)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(tag, 3, 3)
        painter.setPen(scene.colours.page)
        painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, mark.highlight.number)
        if mark.highlight.is_target:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(scene.colours.target, 2))
            painter.drawRoundedRect(tag.adjusted(-2, -2, 2, 2), 4, 4)
    painter.restore()


def _paint_failure(painter: QPainter, scene: Scene, page: int) -> None:
    painter.save()
    link = scene.retry_rect(page)
    painter.setPen(scene.colours.ink)
    painter.setFont(_font(painter, 14))
    sentence = QRectF(link.center().x() - 130, link.top() - 28, 260, 26)
    panel = sentence.united(link).adjusted(-12, -8, 12, 8)
    painter.fillRect(panel, Qt.GlobalColor.white)  # a blurred preview would not let it be read
    painter.drawText(sentence, Qt.AlignmentFlag.AlignCenter, NOT_DRAWN)
    font = _font(painter, 14)
    font.setUnderline(True)
    painter.setFont(font)
    painter.setPen(scene.colours.link)
    painter.drawText(link, Qt.AlignmentFlag.AlignCenter, RETRY)
    painter.restore()


def _font(painter: QPainter, pixels: float, *, bold: bool = False) -> QFont:
    font = QFont(painter.font())
    font.setPixelSize(round(pixels))
    font.setBold(bold)
    font.setUnderline(False)
    return font
