"""Where the text of a paper begins and ends, learnt from its first pages."""

from collections.abc import Mapping

from app.pdf.requests import Edges, Glance
from app.pdf.text import PageText, text_margins
from ui.reader.layout import common_size

LOOKED_AT = 3  # pages
NARROWEST = 0.4  # of the page's width: a lone line says nothing about the margins
SLACK = 2.0  # points that text may reach into the room beside it before the zoom follows


class Margins:
    """Left and right edge of the text, in points, for the paper and for each page.

    The zoom follows the edges of the first pages; those of each page tell where the numbers of
    its highlights stand.
    """

    def __init__(
        self, glance: Glance | None = None, known: Mapping[int, Edges | None] | None = None
    ) -> None:
        """Begin with what the glance shows, and with the edges of pages that are known already."""
        self.by_page: dict[int, Edges] = {}
        self.awaited: tuple[int, ...] = ()
        self._first: dict[int, Edges | None] = {}
        self._extent: Edges | None = None
        self._width = 0.0
        if glance is not None:
            self._begin(glance, known or {})

    @property
    def of_paper(self) -> Edges | None:
        """Return the edges of the text on the first pages, or None when they tell nothing."""
        return self._extent

    def learn(self, text: PageText) -> None:
        """Take in the text of a page."""
        if text.lines and text.page_index not in self.by_page:
            box = text_margins(text)
            self.by_page[text.page_index] = (box.left, box.right)

    def take(self, page: int, edges: Edges | None) -> bool:
        """Take in the edges of one of the first pages; tell whether those of the paper moved."""
        self._first[page] = edges
        wide = [edges for edges in self._first.values() if edges and self._is_wide(edges)]
        if not wide:
            return False
        left = min(left for left, _ in wide)
        right = min(self._width, max(right for _, right in wide))
        before = self._extent
        if before and left > before[0] - SLACK and right < before[1] + SLACK:
            return False
        self._extent = left, right
        return True

    def _begin(self, glance: Glance, known: Mapping[int, Edges | None]) -> None:
        self._width = common_size(glance.sizes)[0]
        first = range(min(glance.pages, LOOKED_AT))
        self.awaited = tuple(page for page in first if page and page not in known)
        for page in first:
            if page == 0 or page in known:
                self.take(page, known.get(page, glance.edges if page == 0 else None))

    def _is_wide(self, edges: Edges) -> bool:
        return edges[1] - edges[0] >= NARROWEST * self._width
