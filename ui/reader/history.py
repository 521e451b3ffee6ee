"""Where the reviewer came from: back and forward over jumps."""

from ui.reader.values import ReadingPlace

KEPT = 100


class JumpHistory:
    """Places before and after the one being read."""

    def __init__(self) -> None:
        self._back: list[ReadingPlace] = []
        self._forward: list[ReadingPlace] = []

    def clear(self) -> None:
        """Forget everything: another paper is shown."""
        self._back.clear()
        self._forward.clear()

    def leave(self, place: ReadingPlace) -> None:
        """Remember a place that a jump leaves."""
        self._back = [*self._back, place][-KEPT:]
        self._forward.clear()

    def back(self, here: ReadingPlace) -> ReadingPlace | None:
        """Return the place before, if there is one."""
        if not self._back:
            return None
        self._forward.append(here)
        return self._back.pop()

    def forward(self, here: ReadingPlace) -> ReadingPlace | None:
        """Return the place that was left by going back, if there is one."""
        if not self._forward:
            return None
        self._back.append(here)
        return self._forward.pop()
