"""Turns the bytes of an export file into lines, whatever its encoding and line ends."""

import codecs
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from app.references.values import Line, Note

LINE_LIMIT = 4 * 1024 * 1024  # characters; reliability.md row 18
_BLOCK = 1 << 16  # what fits into a processor's cache is decoded twice as fast
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def encoding_of(path: Path, note: Note, look: Callable[[], None]) -> str:
    """Return the encoding of a file: by its mark, UTF-8, else Windows-1252 with a notice.

    `look` is called for every block that was read.
    """
    with path.open("rb") as file:
        head = file.read(4096)
        for mark, name in _MARKS:
            if head.startswith(mark):
                return name
        if wide := _without_mark(head):
            return wide
        file.seek(0)
        place = _not_utf8(file, look)
    if place is None:
        return "utf-8"
    line, at_end = place
    if at_end:
        note(line, "The file ends in the middle of a character; it may have been cut off.")
        return "utf-8"
    note(line, "The text is not UTF-8 and was read as Windows-1252; check accents and dashes.")
    return "cp1252"


def lines_of(path: Path, encoding: str, note: Note) -> Iterator[Line]:
    """Yield the lines of a file, as `blocks_of` gives them, with their numbers."""
    number = 1
    for block in blocks_of(path, encoding, note):
        lines = block.removesuffix("\n").split("\n")
        yield from enumerate(lines, start=number)
        number += len(lines)


def blocks_of(path: Path, encoding: str, note: Note) -> Iterator[str]:
    """Yield blocks of whole lines.

    CR, LF and CRLF end a line and come as LF, NULs are dropped. A line of more than LINE_LIMIT
    characters is cut there, with a notice.
    """
    rest, is_cut, cuts = "", False, 0
    for text in _texts(path, encoding):
        start = text.find("\n") + 1 if is_cut else 0  # what belongs to a cut line is left out
        is_cut = is_cut and not start
        rest += "" if is_cut else text[start:]
        if len(rest) > LINE_LIMIT and not 0 <= (end := rest.find("\n")) <= LINE_LIMIT:
            note(
                _long_line(path, encoding, cuts),
                "The line is longer than four million characters and was cut there.",
            )
            yield rest[:LINE_LIMIT] + "\n"
            rest, is_cut, cuts = rest[end + 1 :] if end > 0 else "", end < 0, cuts + 1
        end = rest.rfind("\n") + 1
        if end:
            yield rest[:end]
            rest = rest[end:]
    if rest:
        yield rest


def _long_line(path: Path, encoding: str, before: int) -> int:
    """Return the number of the line that is too long and has `before` such lines before it.

    Lines are counted here alone: nearly no file has such a line, and counting takes a while.
    """
    number, length = 1, 0
    for piece in _ended(_texts(path, encoding)):
        was_long = length > LINE_LIMIT
        length += len(piece.removesuffix("\n"))
        before -= length > LINE_LIMIT and not was_long
        if before < 0:
            return number
        if piece.endswith("\n"):
            number, length = number + 1, 0
    return number


def _ended(texts: Iterator[str]) -> Iterator[str]:
    """Yield the pieces of texts: whole lines with their ends, and what is left of others."""
    for text in texts:
        *ended, rest = text.split("\n")
        yield from (f"{line}\n" for line in ended)
        yield rest


def _texts(path: Path, encoding: str) -> Iterator[str]:
    """Yield a file as text without NULs, block by block; every kind of line end becomes LF."""
    plain = codecs.getincrementaldecoder(encoding)("replace")
    decoder = io.IncrementalNewlineDecoder(plain, translate=True)
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            yield decoder.decode(block).replace("\0", "")
    yield decoder.decode(b"", final=True)


def opened(path: Path, encoding: str, newline: str | None = None) -> IO[str]:
    """Open a file for reading text; bytes without meaning become the replacement sign."""
    return path.open(encoding=encoding, errors="replace", newline=newline)


def _without_mark(head: bytes) -> str:
    """Recognise UTF-16 without a mark: every other byte of plain text is zero."""
    if len(head) < 4 or head.count(0) < len(head) // 4:
        return ""
    return "utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"


def _not_utf8(file: IO[bytes], look: Callable[[], None]) -> tuple[int, bool] | None:
    """Return the line where a file stops being UTF-8, and whether that is only its end."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    line = 1
    while True:
        look()
        block = file.read(_BLOCK)
        try:
            decoder.decode(block, final=not block)
        except UnicodeDecodeError as error:
            return line + error.object[: error.start].count(b"\n"), not block
        if not block:
            return None
        line += block.count(b"\n")
