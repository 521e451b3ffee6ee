"""Opens workbooks of Excel for reading: not bombs, and with a word on what can't be opened."""

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from app.domain.errors import AppError

MOST_UNPACKED = 500_000_000  # bytes of an Excel file once unpacked
OLE = bytes.fromhex("D0CF11E0A1B11AE1")  # MS-CFB 2.2: .xls, and whatever has a password
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")  # MS-OFFCRYPTO 2.3.4.4
OPEN_DOCUMENT = b"application/vnd.oasis.opendocument"
STRICT = b"http://purl.oclc.org/ooxml/"
TRANSITIONAL = (
    (STRICT + b"spreadsheetml/main", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (
        STRICT + b"officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
"""Names of ISO 29500 Strict and those of ECMA-376, which openpyxl reads."""
_AREA = re.compile(rb'<(?:\w+:)?mergeCell [^>]*ref="([A-Z]+)([0-9]+):([A-Z]+)([0-9]+)"')
_CHUNK = 1 << 20


class TableUnreadable(AppError):
    """A file that holds no table that can be read."""


@dataclass(frozen=True, slots=True)
class Area:
    """Joined cells: columns and rows from 1, first and last."""

    left: int
    top: int
    right: int
    bottom: int

    def covers(self, column: int, row: int) -> bool:
        """Tell whether a cell shows nothing of its own: in the area, and not its first."""
        inside = self.left <= column <= self.right and self.top <= row <= self.bottom
        return inside and (column, row) != (self.left, self.top)


@contextmanager
def open_workbook(path: Path) -> Iterator[Any]:
    """Give a workbook of openpyxl for reading; raises TableUnreadable for bombs and other files."""
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        _refuse_other_kinds(path)
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
            if unpacked > MOST_UNPACKED:
                raise unreadable(path, "unpacks to more than 500 MB")
            named = _transitional(archive) if _is_strict(archive) else None
        book = load_workbook(named or path, read_only=True, data_only=True)
        try:
            yield book
        finally:
            book.close()
    except OSError as error:
        raise unreadable(path, f"could not be opened ({error.strerror or error})") from error
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError) as error:
        raise unreadable(path, "is not an Excel workbook that can be read") from error


def joined_areas(sheet: Any) -> tuple[Area, ...]:  # noqa: ANN401 - openpyxl has no types
    """Return the joined cells of a sheet that was opened for reading."""
    rest = b""
    with sheet._get_source() as source:  # noqa: SLF001 - sheets that are read by rows don't tell
        for piece in iter(lambda: source.read(_CHUNK), b""):
            whole = rest + piece
            end = whole.find(b"sheetData>")
            rest = whole[end:] if end >= 0 else piece[-16:]
    found = (match.groups() for match in _AREA.finditer(rest))
    return tuple(
        Area(
            column_number(left.decode()), int(top),
            column_number(right.decode()), int(bottom),
        )
        for left, top, right, bottom in found
    )  # fmt: skip


def column_number(letters: str) -> int:
    """Return the number of a column by its letters, A being 1."""
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number


def unreadable(path: Path, what: str) -> TableUnreadable:
    """Return the error of a file that can't be read."""
    return TableUnreadable(
        f"“{path.name}” {what}. Nothing was changed. Save it as CSV (UTF-8) or .xlsx and try again."
    )


def _refuse_other_kinds(path: Path) -> None:
    """Raise TableUnreadable for what a spreadsheet opens and openpyxl doesn't, with a way out."""
    with path.open("rb") as stream:
        start = stream.read(100)
        if start.startswith(OLE):
            stream.seek(0)
            if _holds(stream, ENCRYPTED):
                raise TableUnreadable(
                    f"“{path.name}” is protected by a password. Nothing was changed. "
                    "Save it without one and try again."
                )
            raise unreadable(path, "is a workbook of Excel 97 (.xls)")
    if OPEN_DOCUMENT in start:
        raise unreadable(path, "is an OpenDocument file (.ods)")


def _holds(stream: BinaryIO, wanted: bytes) -> bool:
    rest = b""
    for piece in iter(lambda: stream.read(_CHUNK), b""):
        if wanted in rest + piece:
            return True
        rest = piece[-len(wanted) :]
    return False


def _is_strict(archive: zipfile.ZipFile) -> bool:
    try:
        return STRICT in archive.read("xl/workbook.xml")[:4000]
    except KeyError:
        return False


def _transitional(archive: zipfile.ZipFile) -> BinaryIO:
    """Return a workbook of ISO 29500 Strict under the names of ECMA-376."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as copy:
        for entry in archive.infolist():
            copy.writestr(entry.filename, _renamed(archive.read(entry)))
    made.seek(0)
    return made


def _renamed(content: bytes) -> bytes:
    for strict, usual in TRANSITIONAL:
        content = content.replace(strict, usual)
    return content
