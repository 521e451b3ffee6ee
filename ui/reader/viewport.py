"""What part of the paper is seen: zoom, rotation and offset, without any widget."""

from collections.abc import Sequence

from ui.reader import layout
from ui.reader.layout import Spot
from ui.reader.values import ReadingPlace, ZoomMode


class Viewport:
    """A window of `width` x `height` pixels whose top left lies at (`x`, `y`) of the layout."""

    def __init__(self) -> None:
        self.x = 0.0
        self.y = 0.0
        self.width = 1.0
        self.height = 1.0
        self.mode = ZoomMode.TEXT_WIDTH
        self.rotation = 0
        self.is_spread = False
        self.layout = layout.arrange((), layout.PIXELS_PER_POINT, 1.0)
        self._attended = 0  # the page pointed at or jumped to last
        self._zoom = 1.0
        self._usual = layout.common_size(())
        self._text: tuple[float, float] | None = None

    @property
    def sizes(self) -> tuple[tuple[float, float], ...]:
        """Points of the upright pages."""
        return self.layout.sizes

    @property
    def zoom(self) -> float:
        """1.0 at 96 pixels an inch."""
        return self.layout.zoom

    @property
    def max_x(self) -> float:
        """Largest offset to the right."""
        return max(0.0, self.layout.width - self.width)

    @property
    def max_y(self) -> float:
        """Largest offset downwards."""
        return max(0.0, self.layout.height - self.height)

    @property
    def crops_margins(self) -> bool:
        """Tell whether the pane shows the text without the margins of the page."""
        return self.mode is ZoomMode.TEXT_WIDTH and self.rotation % 180 == 0

    @property
    def page(self) -> int:
        """The page being read: at one third of the height, the one attended to in its row."""
        at_end = self.max_y and self.y >= self.max_y - 1
        first = self.layout.page_at(self.y + self.height / (1 if at_end else 3))
        if self.mode is ZoomMode.DOCUMENT and self._attended in self.visible_pages():
            return self._attended
        column = self._attended % self.layout.columns
        return max(min(first + column, len(self.sizes) - 1), 0)

    @property
    def row_step(self) -> int:
        """How many pages a step to the next page passes: those side by side."""
        return 1 if self.mode is ZoomMode.DOCUMENT else self.layout.columns

    def attend(self, page: int) -> None:
        """Take a page as the one being read, among those side by side."""
        self._attended = page

    def show(
        self, sizes: Sequence[tuple[float, float]], text: tuple[float, float] | None = None
    ) -> None:
        """Show the first page of a paper; `text` is where its text begins and ends, in points."""
        self._text = text
        self.rotation, self._attended = 0, 0
        self._take_sizes(sizes)
        self.scroll_to(self._home_x(), 0.0)

    def correct(self, sizes: Sequence[tuple[float, float]]) -> bool:
        """Take the true sizes of pages that were guessed; tell whether any was another.

        What stands at the top left stays there.
        """
        before, spot = self.sizes, self.spot_at(0, 0)
        self._take_sizes(sizes)
        self._put(spot, 0, 0)
        return self.sizes != before

    def resize(self, width: float, height: float) -> None:
        """Take a new size; what stands at the top left stays there."""
        spot = self.spot_at(0, 0)
        self.width, self.height = max(width, 1.0), max(height, 1.0)
        self._relayout()
        self._put(spot, 0, 0)

    def set_text_extent(self, left: float, right: float) -> None:
        """Tell where the text of the pages begins and ends, in points from the left."""
        if (left, right) == self._text:
            return
        spot = self.spot_at(0, 0)
        self._text = (left, right)
        self._relayout()
        self._put(spot, 0, 0)

    def set_zoom(
        self, mode: ZoomMode, zoom: float | None = None, about: tuple[float, float] = (0.0, 0.0)
    ) -> None:
        """Zoom so that the point of the pane at `about` keeps showing the same spot."""
        spot = self.spot_at(*about)
        self.mode = mode
        self._zoom = layout.bounded_zoom(self.zoom if zoom is None else zoom)
        self._relayout()
        self._put(spot, *about)

    def set_spread(self, on: bool) -> None:
        """Show two pages side by side; the page that is read stays where it is."""
        page, down = self.page, self.height / 3
        spot = self.layout.to_spot(self.x, self.y + down, page) if self.sizes else Spot(0, 0, 0)
        self.attend(page)
        self.is_spread = on
        if self.mode is ZoomMode.DOCUMENT:
            self.mode = ZoomMode.PAGE
        self._relayout()
        self._put(spot, 0, down)

    def rotate(self, degrees: int) -> None:
        """Turn the view clockwise; the spot in the middle stays in the middle.

        Between two pages that is the middle of one of them: their inner edge, turned, is the
        upper or lower one, so that four turns would end rows away.
        """
        middle = (self.width / 2, self.height / 2)
        spot = self._on_paper(self.spot_at(*middle))
        self.rotation = (self.rotation + degrees) % 360
        self._relayout()
        self._put(spot, *middle)

    def _on_paper(self, spot: Spot) -> Spot:
        """Return a spot, or the middle of the page attended to where it is between two pages."""
        columns = self.layout.columns
        wide, high = self.sizes[spot.page] if self.sizes else (0.0, 0.0)
        if columns == 1 or (0 < spot.x < wide and 0 < spot.y < high):
            return spot
        page = spot.page - spot.page % columns + self._attended % columns
        page = min(page, len(self.sizes) - 1)
        wide, high = self.sizes[page]
        return Spot(page, wide / 2, high / 2)

    def scroll_to(self, x: float, y: float) -> None:
        """Move the top left, as far as there is paper."""
        self.x = min(max(x, 0.0), self.max_x)
        self.y = min(max(y, 0.0), self.max_y)

    def spot_at(self, x: float, y: float) -> Spot:
        """Return what stands under a point of the pane."""
        if not self.sizes:
            return Spot(0, 0.0, 0.0)
        return self.layout.to_spot(self.x + x, self.y + y)

    def point_of(self, spot: Spot) -> tuple[float, float]:
        """Return where a spot stands in the pane; it may lie outside."""
        x, y = self.layout.to_content(spot)
        return x - self.x, y - self.y

    def visible_pages(self) -> range:
        """Return the pages of which something shows."""
        return self.layout.visible(self.y, self.y + self.height)

    def show_page(self, page: int) -> None:
        """Scroll to the top of a page, or of the first or last there is."""
        page = min(max(page, 0), len(self.sizes) - 1)
        self.attend(page)
        self.scroll_to(self.x, self.layout.frame(page).top - layout.EDGE)

    def show_spot(self, spot: Spot, fraction: float, *, sideways: bool = True) -> None:
        """Scroll so that a spot stands at a fraction of the height, and is seen sideways.

        Not `sideways`, where it is the corner of what is wider than the pane anyway.
        """
        self.attend(spot.page)
        x, y = self.layout.to_content(spot)
        room = self.width * (0.75 if self.mode is ZoomMode.PERCENT else 1.0)  # for what follows x
        seen = not sideways or self.x + layout.TEXT_PADDING / 2 <= x <= self.x + room
        home = self._home_x()
        if not seen and home <= x <= home + room:
            self.x = home
        elif not seen:
            self.x = x - self.width / 4
        self.scroll_to(self.x, y - self.height * fraction)

    def place(self, find_text: str = "") -> ReadingPlace:
        """Return what `restore` needs to come back here."""
        spot = self.spot_at(0, 0)
        return ReadingPlace(
            spot.page,
            spot.y,
            spot.x,
            self.mode,
            self.zoom,
            find_text,
            self.rotation,
            self.is_spread,
        )

    def restore(self, place: ReadingPlace) -> None:
        """Go back to a place; a page that is not there any more becomes the last one."""
        self.mode, self.rotation = place.zoom_mode, place.rotation
        self.is_spread = place.is_spread
        self._zoom = layout.bounded_zoom(place.zoom)
        self._relayout()
        if self.sizes:
            page = min(max(place.page, 0), len(self.sizes) - 1)
            self.attend(page)
            self._put(Spot(page, place.x, place.y), 0, 0)

    def _put(self, spot: Spot, x: float, y: float) -> None:
        """Scroll so that a spot stands at a point of the pane."""
        if not self.sizes:
            return
        there_x, there_y = self.layout.to_content(spot)
        self.scroll_to(self._home_x() if self.crops_margins else there_x - x, there_y - y)

    def _take_sizes(self, sizes: Sequence[tuple[float, float]]) -> None:
        sound = {size: layout.bounded_size(size) for size in set(sizes)}
        bounded = tuple(sound[size] for size in sizes)
        self._usual = layout.common_size(bounded)
        self._relayout(bounded)

    def _relayout(self, sizes: tuple[tuple[float, float], ...] | None = None) -> None:
        sizes = self.sizes if sizes is None else sizes
        columns, scale = self._columns_and_scale(len(sizes))
        self.layout = layout.arrange(sizes, scale, self.width, self.rotation, columns)

    def _columns_and_scale(self, pages: int) -> tuple[int, float]:
        size = layout.turned(self._usual, self.rotation)
        columns = 2 if self.is_spread and pages > 1 else 1
        match self.mode:
            case ZoomMode.PERCENT:
                return columns, self._zoom * layout.PIXELS_PER_POINT
            case ZoomMode.DOCUMENT:
                return layout.fit_all(pages, size, (self.width, self.height))
            case ZoomMode.PAGE:
                return columns, layout.fit_page(size, (self.width, self.height), columns)
            case ZoomMode.TEXT_WIDTH if self.crops_margins:
                left, right = self._text_extent()
                beside = (columns - 1) * size[0]
                room = self.width - (columns - 1) * layout.GAP
                return columns, layout.fit_text(left, right + beside, room)
            case _:
                return columns, layout.fit_width(size, self.width, columns)

    def _text_extent(self) -> tuple[float, float]:
        """Return where text begins and ends; without any text the usual margins are cropped."""
        width = self._usual[0]
        return self._text or (0.08 * width, 0.92 * width)

    def _home_x(self) -> float:
        """Return the offset at which the text (or the page) stands in the middle."""
        if not self.sizes or not self.crops_margins:
            return self.max_x / 2
        left, right = self._text_extent()
        width = self._usual[0]
        middle = self.layout.width / 2 + ((left + right) / 2 - width / 2) * self.layout.scale
        if self.rotation == 180:
            middle = self.layout.width - middle
        return middle - self.width / 2
