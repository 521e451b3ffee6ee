"""Saves a workbook of openpyxl, with streamed rows and alternative texts of the charts."""

from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import BinaryIO
from xml.sax.saxutils import quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

from app.export.cells import escaped
from app.export.xlsx.rows import SheetRows

FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # so that the same review gives the same bytes
_ROWS = (b"<sheetData/>", b"<sheetData></sheetData>")
_AFTER_LINKS = (b"<printOptions", b"<pageMargins")
_NO_CELLS = b'<dimension ref="A1:A1"'


class _Archive:
    """What openpyxl writes its parts into; those of sheets get their rows here."""

    def __init__(
        self,
        stream: BinaryIO,
        rows: Sequence[SheetRows],
        texts: Mapping[str, Sequence[str]],
        tick: Callable[[], None],
    ) -> None:
        """Write into `stream`; `texts` are the alternative texts of each drawing's charts."""
        self._file = ZipFile(stream, "w", ZIP_DEFLATED, allowZip64=True)
        self._rows = {f"xl/worksheets/sheet{n}.xml": one for n, one in enumerate(rows, start=1)}
        self._texts = texts
        self._tick = tick

    def write(self, filename: str, arcname: str) -> None:
        """Add the frame of a sheet with its rows and links in it."""
        frame = Path(filename).read_bytes()
        rows = self._rows[arcname]
        before, between, after = _parted(frame.replace(_NO_CELLS, _dimension(rows), 1))
        opened, closed = [before + b"<sheetData>"], [b"</sheetData>" + between]
        with self._file.open(_part(arcname), "w", force_zip64=True) as part:
            for piece in chain(opened, rows.rows_xml(), closed, rows.links_xml(), [after]):
                self._tick()
                part.write(piece)

    def writestr(self, name: str, data: str | bytes) -> None:
        """Add a small part; a drawing says what its charts show."""
        content = data.encode() if isinstance(data, str) else data
        for number, text in enumerate(self._texts.get(name, ()), start=1):
            plain = f'name="Chart {number}"'.encode()
            told = f'name="Chart {number}" descr={quoteattr(escaped(text))}'.encode()
            content = content.replace(plain, told, 1)
        self._file.writestr(_part(name), content)

    def namelist(self) -> list[str]:
        """Return the names of the parts."""
        return self._file.namelist()

    def close(self) -> None:
        """Write the end of the file."""
        self._file.close()

    def drop(self) -> None:
        """Leave the file without its end, when it could not be finished."""
        self._file.fp = None


def save(
    book: Workbook,
    rows: Sequence[SheetRows],
    texts: Sequence[Sequence[str]],
    target: tuple[BinaryIO, Callable[[], None]],
) -> None:
    """Write the workbook, the n-th rows into its n-th sheet, to a stream.

    `texts` are the alternative texts of the charts, a list a sheet that has any; the second of
    `target` is called between two pieces and raises Cancelled.
    """
    stream, tick = target
    named = {f"xl/drawings/drawing{n}.xml": one for n, one in enumerate(texts, start=1)}
    archive = _Archive(stream, rows, named, tick)
    try:
        ExcelWriter(book, archive).save()
    finally:
        archive.drop()


def _part(name: str) -> ZipInfo:
    part = ZipInfo(name, FIRST_DAY)
    part.compress_type = ZIP_DEFLATED
    return part


def _dimension(rows: SheetRows) -> bytes:
    return f'<dimension ref="{rows.dimension()}"'.encode()


def _parted(frame: bytes) -> tuple[bytes, bytes, bytes]:
    """Cut a sheet without rows where they belong, and behind them where its links do."""
    mark = next(mark for mark in _ROWS if mark in frame)
    before, _, after = frame.partition(mark)
    place = min(found for tag in _AFTER_LINKS if (found := after.find(tag)) >= 0)
    return before, after[:place], after[place:]
