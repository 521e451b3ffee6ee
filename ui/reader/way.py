"""Going to places of the paper, and back to where one came from."""

from collections.abc import Callable, Sequence

from app.domain.anchors import Place
from ui.reader.canvas import Canvas
from ui.reader.history import JumpHistory
from ui.reader.layout import Spot
from ui.reader.reading import Reading
from ui.reader.values import ReadingPlace


class Way:
    """Jumps on the pages; `here` tells the place to come back to."""

    def __init__(self, canvas: Canvas, reading: Reading, here: Callable[[], ReadingPlace]) -> None:
        self._canvas = canvas
        self._reading = reading
        self._here = here
        self._history = JumpHistory()

    def forget(self) -> None:
        """Nothing was jumped to yet."""
        self._history.clear()

    def go_to_page(self, index: int) -> None:
        """Show the top of a page, counted from 0, once the paper is there."""

        def go() -> None:
            self._history.leave(self._here())
            self._canvas.go_to_page(index)

        self._canvas.when_ready(go)

    def jump_to(self, places: Sequence[Place], *, flash: bool) -> None:
        """Show a quote at one third of the height, once the paper is there."""

        def go() -> None:
            self._history.leave(self._here())
            self._reading.show_pages()
            self._canvas.jump_to(places, flash=flash)

        self._canvas.when_ready(go)

    def follow(self, spot: Spot) -> None:
        """Go where a link of the paper leads."""
        if spot.page < len(self._canvas.view.sizes):
            self._history.leave(self._here())
            self._canvas.show_spot(spot)

    def back(self) -> None:
        """Go back to where the last jump came from."""
        self._restore(self._history.back(self._here()))

    def forward(self) -> None:
        """Go forward again."""
        self._restore(self._history.forward(self._here()))

    def _restore(self, place: ReadingPlace | None) -> None:
        if place is not None:
            self._canvas.restore(place)
