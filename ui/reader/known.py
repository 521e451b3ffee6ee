"""What is known of papers before they are opened: the edges of their text, and their files."""

from collections.abc import Mapping

from app.pdf.requests import Edges, Seen

SHA256_LENGTH = 64  # of the key of a paper in a review


class KnownPapers:
    """Remembers by key; of a paper in a review that is its SHA-256."""

    def __init__(self) -> None:
        """Know nothing."""
        self._edges: dict[str, dict[int, Edges | None]] = {}
        self._files: dict[str, Seen] = {}

    def learn(self, key: str, edges: Mapping[int, Edges | None], seen: Seen | None = None) -> None:
        """Take in the edges of the text of pages, and what a file was that is the right one."""
        self._edges.setdefault(key, {}).update(edges)
        if seen is not None:
            self._files[key] = seen

    def edges(self, key: str) -> Mapping[int, Edges | None]:
        """Return where the text of pages begins and ends, as far as it is known.

        A paper whose first pages are known begins at its width, not at that of its first page.
        """
        return self._edges.get(key, {})

    def file(self, key: str) -> Seen | None:
        """Return what the file must be: as it was, or at least what its SHA-256 says."""
        unseen = Seen(0, 0, key) if len(key) == SHA256_LENGTH else None
        return self._files.get(key, unseen)

    def forget(self, key: str) -> None:
        """Know nothing of a paper any more."""
        self._edges.pop(key, None)
        self._files.pop(key, None)
