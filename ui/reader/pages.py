"""Pages of a paper from the PDF workers, asked for without waiting."""

from array import array
from collections import OrderedDict
from collections.abc import Iterable
from concurrent.futures import Future
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage

from app.domain.errors import AppError
from app.memory import give_back_memory
from app.pdf.client import PdfClient
from app.pdf.errors import PaperChanged, PaperEncrypted
from app.pdf.requests import (
    Edges,
    Glance,
    GlancePaper,
    Link,
    OpenPaper,
    PageRequest,
    PaperSummary,
    Priority,
    ReadEdges,
    ReadLinks,
    ReadText,
    RenderTile,
    Request,
    Seen,
    Tile,
)
from app.pdf.text import PageText
from ui.reader.known import KnownPapers
from ui.reader.tiles import BYTE_BUDGET, LEFT_BEHIND, TILE_HEIGHT, TILE_WIDTH, TileCache, TileId

TEXTS_KEPT = 256
LINKS_KEPT = 256  # pages
TEXTS_LEFT = 16  # pages of the papers before


@dataclass(frozen=True, slots=True)
class Wish:
    """A tile that should be there soon."""

    tile: TileId
    priority: Priority = Priority.VISIBLE


class _Post(QObject):
    """Carries answers from the client's threads into the thread of the window."""

    delivered = Signal(object, object, object)

    def deliver(self, request: Request[Any], future: Future[Any]) -> None:
        """Turn a finished future into a signal; pictures are made here, off the window's thread."""
        if future.cancelled():
            return
        error = future.exception()
        answer = None if error else future.result()
        if isinstance(answer, Tile):
            answer = _image(answer)
        elif isinstance(answer, PaperSummary):
            give_back_memory()  # of the paper before
        self.delivered.emit(request, answer, error)


class PageSource(QObject):
    """One open paper: its sizes, tiles and texts; what is missing is fetched and announced."""

    paper_opened = Signal(object)  # Glance
    paper_surveyed = Signal(object)  # PaperSummary, once the first page has been asked for
    paper_failed = Signal(str)
    password_needed = Signal(bool)  # whether a password was given and did not fit
    tile_arrived = Signal(int)  # page
    text_arrived = Signal(int)  # page
    edges_arrived = Signal(int, object)  # page, Edges or None
    page_failed = Signal(int)  # page

    def __init__(
        self, client: PdfClient, budget: int = BYTE_BUDGET, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._client = client
        self._tiles = TileCache(budget)
        self._texts: OrderedDict[tuple[str, int], PageText] = OrderedDict()
        self._links: OrderedDict[tuple[str, int], tuple[Link, ...]] = OrderedDict()
        self.known = KnownPapers()
        self._wished: tuple[Wish, ...] = ()
        self._wished_aside: tuple[Wish, ...] = ()
        self._pending: dict[Request[Any], Future[Any]] = {}
        self._failed: set[int] = set()
        self._path: Path | None = None
        self._key = ""
        self._password: str | None = None
        self._seen: Seen | None = None
        self._is_replaced = False
        self._glance: Glance | None = None
        self._summary: PaperSummary | None = None
        self._post = _Post()
        self._post.delivered.connect(self._on_delivered, Qt.ConnectionType.QueuedConnection)

    @property
    def key(self) -> str:
        """Hash of the paper shown, or "" ."""
        return self._key

    @property
    def is_opening(self) -> bool:
        """Tell whether a paper is on its way."""
        return self._glance is None and bool(self._pending)

    @property
    def is_replaced(self) -> bool:
        """Tell whether the paper was closed because another file is in its place."""
        return self._is_replaced

    @property
    def is_open(self) -> bool:
        """Tell whether a paper is there to be shown."""
        return self._glance is not None

    @property
    def summary(self) -> PaperSummary | None:
        """What is in the paper, once all its pages have been looked at."""
        return self._summary

    @property
    def is_settled(self) -> bool:
        """Tell whether a paper is open and everything asked for has arrived."""
        return self._summary is not None and not self._pending

    @property
    def seen(self) -> Seen | None:
        """What the file was when it was opened."""
        return self._seen

    def open(self, path: Path, key: str, password: str | None = None) -> None:
        """Ask for a paper; `paper_opened`, `paper_failed` or `password_needed` follows.

        What another pane unlocked opens without a password. A file that is not what its key, a
        SHA-256, says fails before anything of it is shown.
        """
        self.close()
        self._tiles.shrink(LEFT_BEHIND)
        _keep_newest(self._texts, TEXTS_LEFT)
        self._path, self._key = path, key
        self._password = password or self._client.password_of(path)
        self._seen = self.known.file(key)
        self._ask(GlancePaper(path, self._password, seen=self._seen), Priority.VISIBLE)

    def is_unlocked(self, path: Path) -> bool:
        """Tell whether a password of a file is known, from here or from another pane."""
        return self._client.password_of(path) is not None

    def retry_with_password(self, password: str) -> None:
        """Open the same paper again; the password is kept in memory only."""
        if self._path is not None:
            self.open(self._path, self._key, password)

    def close(self) -> None:
        """Forget the paper; requests still waiting are dropped, cached pictures stay."""
        for future in self._pending.values():
            future.cancel()
        self._pending.clear()
        self._failed.clear()
        self._wished = self._wished_aside = ()
        self._path, self._key, self._password, self._seen = None, "", None, None
        self._is_replaced = False
        self._glance = self._summary = None

    def forget(self, key: str) -> None:
        """Keep nothing of a paper: its file is another one now."""
        self._tiles.forget(key)
        self.known.forget(key)
        for known in (self._texts, self._links):
            for page in [page for page in known if page[0] == key]:
                del known[page]

    def want(self, wishes: Iterable[Wish]) -> None:
        """Replace the queue of tiles: what is no longer wished for is dropped."""
        self._wished = tuple(wishes)
        self._queue_tiles()

    def want_aside(self, wishes: Iterable[Wish]) -> None:
        """Replace what is wished for beside the pages, such as thumbnails."""
        self._wished_aside = tuple(wishes)
        self._queue_tiles()

    def _queue_tiles(self) -> None:
        asked: dict[RenderTile, Wish] = {}
        for wish in (*self._wished, *self._wished_aside):  # the most urgent wish comes first
            asked.setdefault(self._tile_request(wish.tile), wish)
        stale = [
            request
            for request in self._pending
            if isinstance(request, RenderTile) and request not in asked
        ]
        for request in stale:
            if self._pending[request].cancel():
                del self._pending[request]
        for request, wish in asked.items():
            missing = (self._key, wish.tile) not in self._tiles
            if missing and request.page not in self._failed:
                self._ask(request, wish.priority)

    def tile(self, tile: TileId) -> QImage | None:
        """Return a picture if it is there."""
        return self._tiles.get(self._key, tile)

    def tiles_of(self, page: int) -> tuple[tuple[TileId, QImage], ...]:
        """Return the pictures of a page at every scale that is there."""
        return self._tiles.of_page(self._key, page)

    def text(self, page: int) -> PageText | None:
        """Return the text of a page if it is there."""
        found = self._texts.get((self._key, page))
        if found is not None:
            self._texts.move_to_end((self._key, page))
        return found

    def need_texts(self, pages: Iterable[int], priority: Priority) -> None:
        """Fetch the texts of pages that are not there yet; `text_arrived` follows for each."""
        for page in pages:
            if (self._key, page) not in self._texts and self._path is not None:
                self._ask(
                    ReadText(self._path, self._password, page=page, seen=self._seen), priority
                )

    def links(self, page: int) -> tuple[Link, ...]:
        """Return the links of a page that are known."""
        return self._links.get((self._key, page), ())

    def need_links(self, pages: Iterable[int]) -> None:
        """Fetch the links of pages after what is to be seen and read there."""
        for page in pages:
            if (self._key, page) not in self._links and self._path is not None:
                request = ReadLinks(self._path, self._password, page=page, seen=self._seen)
                self._ask(request, Priority.NEXT_SCREEN)

    def need_edges(self, pages: Iterable[int]) -> None:
        """Read where the text of pages begins and ends; `edges_arrived` follows for each."""
        for page in pages:
            if self._path is not None:
                request = ReadEdges(self._path, self._password, page=page, seen=self._seen)
                self._ask(request, Priority.VISIBLE)

    def has_failed(self, page: int) -> bool:
        """Tell whether a page could not be drawn."""
        return page in self._failed

    def retry(self, page: int) -> None:
        """Let a failed page be asked for again."""
        self._failed.discard(page)
        if self._path is not None:
            self.forgive(self._path)

    def forgive(self, path: Path) -> None:
        """Let a file be tried again that could not be opened or drawn."""
        self._client.forgive(path)

    def _tile_request(self, tile: TileId) -> RenderTile:
        return RenderTile(
            self._path or Path(),
            self._password,
            seen=self._seen,
            page=tile.page,
            scale=tile.scale,
            x=tile.x,
            y=tile.y,
            w=TILE_WIDTH,
            h=TILE_HEIGHT,
        )

    def _ask(self, request: Request[Any], priority: Priority) -> None:
        if self._path is None or request in self._pending:
            return
        future = self._client.submit(request, priority)
        self._pending[request] = future
        post = self._post
        future.add_done_callback(lambda done: post.deliver(request, done))

    def _on_delivered(self, request: Request[Any], answer: object, error: object) -> None:
        if self._pending.pop(request, None) is None:
            return  # of a paper that was closed meanwhile
        if error is not None:
            self._take_error(request, error)
        elif isinstance(request, RenderTile) and isinstance(answer, QImage):
            self._take_tile(request, answer)
        elif isinstance(answer, PageText):
            self._take_text(answer)
        elif isinstance(request, ReadLinks) and isinstance(answer, tuple):
            self._take_links(request.page, answer)
        elif isinstance(request, ReadEdges) and isinstance(answer, tuple | None):
            self._take_edges(request.page, answer)
        elif isinstance(answer, Glance):
            self._take_glance(answer)
        elif isinstance(answer, PaperSummary):
            self._take_summary(answer)

    def _take_glance(self, glance: Glance) -> None:
        """Show the first page, then look at all of them."""
        self._glance = glance
        sha256 = self._seen.sha256 if self._seen is not None else ""
        self._seen = replace(glance.seen, sha256=sha256)
        if self._path is not None and self._password:
            self._client.unlock(self._path, self._password)
        self.paper_opened.emit(glance)
        if self._path is not None:
            request = OpenPaper(self._path, self._password, seen=self._seen)
            self._ask(request, Priority.NEXT_SCREEN)

    def _take_summary(self, summary: PaperSummary) -> None:
        """Take the true sizes; a page asked for beyond its end has not failed."""
        if self._glance is not None and summary.sizes != self._glance.sizes:
            self._failed.clear()
        self._summary = summary
        self.known.learn(self._key, {}, self._seen)
        self.paper_surveyed.emit(summary)

    def _take_tile(self, request: RenderTile, image: QImage) -> None:
        column, row = request.x // TILE_WIDTH, request.y // TILE_HEIGHT
        self._tiles.put(self._key, TileId(request.page, request.scale, column, row), image)
        self.tile_arrived.emit(request.page)

    def _take_text(self, text: PageText) -> None:
        self._texts[(self._key, text.page_index)] = text
        _keep_newest(self._texts, TEXTS_KEPT)
        self.text_arrived.emit(text.page_index)

    def _take_links(self, page: int, links: tuple[Link, ...]) -> None:
        self._links[(self._key, page)] = links
        _keep_newest(self._links, LINKS_KEPT)

    def _take_edges(self, page: int, edges: Edges | None) -> None:
        self.known.learn(self._key, {page: edges})
        self.edges_arrived.emit(page, edges)

    def _forget_all(self) -> None:
        """Close a paper that was replaced by another file."""
        key = self._key
        self.close()
        self._is_replaced = True
        self.forget(key)

    def _take_error(self, request: Request[Any], error: object) -> None:
        if not isinstance(error, AppError):
            cause = error if isinstance(error, BaseException) else None
            raise RuntimeError(f"a request failed: {type(request).__name__}") from cause
        if isinstance(error, PaperChanged):
            self._forget_all()
            self.paper_failed.emit(error.message)
        elif isinstance(request, ReadText):
            size = self._glance.sizes[request.page] if self._glance else (0.0, 0.0)
            self._take_text(_no_text(request.page, size))
        elif isinstance(request, ReadLinks):
            self._take_links(request.page, ())
        elif isinstance(request, ReadEdges):
            self._take_edges(request.page, None)
        elif isinstance(request, PageRequest):
            if not _is_beyond(request, self._summary):
                self._failed.add(request.page)
                self.page_failed.emit(request.page)
        elif isinstance(error, PaperEncrypted):
            self.password_needed.emit(error.wrong)
        else:
            self.paper_failed.emit(error.message)


def _is_beyond(request: Request[Any], summary: PaperSummary | None) -> bool:
    """Tell whether a tile was asked for before it was known that its page ends before it."""
    if summary is None or not isinstance(request, RenderTile):
        return False
    wide, high = (side * request.scale for side in summary.sizes[request.page])
    return request.x >= round(wide) or request.y >= round(high)


def _keep_newest(kept: OrderedDict[tuple[str, int], Any], count: int) -> None:
    """Drop what was not used for longest until so many are left."""
    while len(kept) > count:
        kept.popitem(last=False)


def _image(tile: Tile) -> QImage:
    """Return a picture that owns its pixels."""
    return QImage(
        tile.pixels, tile.width, tile.height, tile.stride, QImage.Format.Format_RGB32
    ).copy()


def _no_text(page: int, size: tuple[float, float]) -> PageText:
    """Return the text of a page whose text could not be read."""
    return PageText(page, *size, "", array("f"), ())
