"""Where the text of a paper begins and ends, learnt from its first pages."""

from app.pdf.requests import PaperSummary
from app.pdf.text import PageText, text_margins
from ui.reader.layout import common_size

LOOKED_AT = 3  # pages
AWAITED = 2  # pages, before the zoom follows the text: hardly ever is a later one wider
NARROWEST = 0.4  # of the page's width: a lone line says nothing about the margins


class Margins:
    """Left and right edge of the text, in points, for the paper and for each page."""

    def __init__(self, summary: PaperSummary | None = None) -> None:
        self.by_page: dict[int, tuple[float, float]] = {}
        pages = summary.pages if summary is not None and summary.has_text else 0
        self._awaited = set(range(min(pages, AWAITED)))
        self._first = tuple(range(min(pages, LOOKED_AT)))
        self._width = common_size(summary.sizes)[0] if summary is not None else 0.0

    @property
    def first_pages(self) -> tuple[int, ...]:
        """Pages whose text the zoom follows."""
        return self._first

    @property
    def are_known(self) -> bool:
        """Tell whether the first pages have been looked at (or there is no text)."""
        return not self._awaited

    def learn(self, text: PageText) -> None:
        """Take in the text of a page."""
        if text.lines:
            box = text_margins(text)
            self.by_page[text.page_index] = (box.left, box.right)
        self._awaited.discard(text.page_index)

    def wait_no_longer(self) -> None:
        """Be content with the pages that have been looked at."""
        self._awaited.clear()

    def of_paper(self) -> tuple[float, float] | None:
        """Return the edges of the text on the first pages, or None when they tell nothing."""
        edges = [
            self.by_page[page]
            for page in self._first
            if page in self.by_page and self._is_wide(self.by_page[page])
        ]
        if not edges:
            return None
        return min(left for left, _ in edges), min(self._width, max(right for _, right in edges))

    def _is_wide(self, edges: tuple[float, float]) -> bool:
        return edges[1] - edges[0] >= NARROWEST * self._width
