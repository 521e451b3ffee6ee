"""What the files of papers were when their bytes were last compared with their SHA-256."""

from contextlib import suppress
from pathlib import Path

from app.pdf.requests import Seen

FILE = "papers.seen"
"""Can be deleted at any time: a paper is compared anew then when it is next opened."""

SHA256_LENGTH = 64


class SeenFiles:
    """Remembers time and size of files that were found to be what their names say.

    A file that is still as it was then is known without reading it through. Each line has a
    SHA-256, nanoseconds and bytes; the last one of a paper counts.
    """

    def __init__(self, folder: Path) -> None:
        """Keep the list beside the folder of the papers."""
        self._path = folder.with_name(FILE)
        self._known: dict[str, Seen] | None = None

    def of(self, sha256: str) -> Seen:
        """Return what the paper's file was; one never compared is like no file that there is."""
        return self._read().get(sha256, Seen(0, 0, sha256))

    def keep(self, seen: Seen) -> None:
        """Remember a file; where nothing can be written it is compared again the next time."""
        if self._read().get(seen.sha256) == seen:
            return
        self._read()[seen.sha256] = seen
        with suppress(OSError), self._path.open("a", encoding="ascii") as lines:
            lines.write(f"{seen.sha256} {seen.changed_at} {seen.size}\n")

    def keep_copied(self, path: Path, sha256: str) -> None:
        """Remember a file that was just written under its hash."""
        with suppress(OSError):
            state = path.stat()
            self.keep(Seen(state.st_mtime_ns, state.st_size, sha256))

    def _read(self) -> dict[str, Seen]:
        if self._known is None:
            text = ""
            with suppress(OSError):
                text = self._path.read_text("ascii", "replace")
            read = [seen for line in text.splitlines() if (seen := _seen_of(line.split()))]
            self._known = {seen.sha256: seen for seen in read}
        return self._known


def _seen_of(parts: list[str]) -> Seen | None:
    """Read a line; half of one, written as the power failed, says nothing."""
    if len(parts) != 3 or len(parts[0]) != SHA256_LENGTH or not all(map(_is_number, parts[1:])):
        return None
    return Seen(int(parts[1]), int(parts[2]), parts[0])


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()
