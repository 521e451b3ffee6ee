"""PDFs and pages kept open in a worker. Runs in a worker process only."""

import hashlib
import os
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path

import pypdfium2.raw as pdfium

from app.memory import give_back_memory
from app.pdf.errors import (
    PageNotDrawn,
    PaperChanged,
    PaperDamaged,
    PaperEncrypted,
    PaperMissing,
    PdfError,
)
from app.pdf.greying import Mark, hide_marks
from app.pdf.handles import Handle
from app.pdf.requests import Seen

_KEPT_DOCUMENTS = 3
_KEPT_PAGES = 4
_SAFE = "Your answers are safe."
_Key = tuple[str, str | None, int, int]


class Documents:
    """The documents and pages used last; everything else is closed again."""

    def __init__(self) -> None:
        pdfium.FPDF_InitLibrary()
        self._documents: OrderedDict[_Key, Handle] = OrderedDict()
        self._pages: OrderedDict[tuple[_Key, int], Handle] = OrderedDict()
        self._marks: dict[tuple[_Key, int], tuple[Mark, ...]] = {}
        self._hashes: dict[tuple[Path, Seen], str] = {}

    def check(self, path: Path, seen: Seen, *, whole: bool = False) -> None:
        """Raise PaperChanged when the file is not what it was.

        Where its SHA-256 is known, one that has another time or size, and with `whole` any, is
        read through: one only touched is the same.
        """
        now = seen_now(path)
        is_same = (now.changed_at, now.size) == (seen.changed_at, seen.size)
        if seen.sha256 and (whole or not is_same):
            if (path, now) not in self._hashes:
                self._hashes[path, now] = _sha256(path)
            is_same = self._hashes[path, now] == seen.sha256
        if not is_same:
            raise PaperChanged(
                f"“{path.name}” was changed or replaced outside Chartdesk: it is not the file that "
                f"was added. {_SAFE} Put that file back and try again, or replace the PDF."
            )

    def document(self, path: Path, password: str | None) -> Handle:
        """Return the open document; raises PaperMissing, PaperDamaged, PaperEncrypted."""
        key = _key(path, password)
        if key not in self._documents:
            self._make_room()
            self._documents[key] = _load(path, password)
        self._documents.move_to_end(key)
        return self._documents[key]

    def page(self, path: Path, password: str | None, index: int) -> Handle:
        """Return the open page, counted from 0; raises PageNotDrawn where there is none."""
        document = self.document(path, password)
        key = (_key(path, password), index)
        if key not in self._pages:
            while len(self._pages) >= _KEPT_PAGES:
                pdfium.FPDF_ClosePage(self._pages.popitem(last=False)[1])
            page = pdfium.FPDF_LoadPage(document, index)
            if not page:
                raise PageNotDrawn(f"Page {index + 1} could not be read. {_SAFE}")
            self._pages[key] = page
        self._pages.move_to_end(key)
        return self._pages[key]

    def marks(self, path: Path, password: str | None, index: int) -> tuple[Mark, ...]:
        """Return the marks of other programs on a page.

        They are hidden from now on, also where the page is closed and opened again meanwhile: the
        document remembers it until it is closed itself.
        """
        page, key = self.page(path, password, index), (_key(path, password), index)
        if key not in self._marks:
            self._marks[key] = hide_marks(page)
        return self._marks[key]

    def close(self) -> None:
        """Close everything, so that files can be moved or deleted (Windows holds open ones)."""
        self._make_room(0)
        give_back_memory()

    def _make_room(self, kept: int = _KEPT_DOCUMENTS - 1) -> None:
        """Close the documents that were not used for the longest time, with their pages."""
        while len(self._documents) > kept:
            oldest, document = self._documents.popitem(last=False)
            for key in [key for key in self._pages if key[0] == oldest]:
                pdfium.FPDF_ClosePage(self._pages.pop(key))
            for key in [key for key in self._marks if key[0] == oldest]:
                del self._marks[key]
            pdfium.FPDF_CloseDocument(document)


def seen_now(path: Path) -> Seen:
    """Return what a file is now; raises PaperMissing."""
    try:
        state = path.stat()
    except OSError as error:
        raise _missing(path) from error
    return Seen(state.st_mtime_ns, state.st_size)


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _key(path: Path, password: str | None) -> _Key:
    """Tell files apart, and a file from what was there before."""
    now = seen_now(path)
    return str(path), password, now.changed_at, now.size


def _load(path: Path, password: str | None) -> Handle:
    """Open a document, or say in one sentence why it cannot be opened.

    PDFium itself tries a password in UTF-8 and, for older files, in Latin-1.
    """
    secret = None if password is None else password.encode("utf-8", "replace")
    document = pdfium.FPDF_LoadDocument(os.fsencode(path), secret)
    if not document:
        raise _refusal(path, password, pdfium.FPDF_GetLastError())
    return Handle(document)


def _refusal(path: Path, password: str | None, reason: int) -> PdfError:
    """Return the error for a reason of PDFium."""
    causes: dict[int, Callable[[], PdfError]] = {
        pdfium.FPDF_ERR_FILE: lambda: _missing(path),
        pdfium.FPDF_ERR_PASSWORD: lambda: _locked(path, password),
        pdfium.FPDF_ERR_SECURITY: lambda: PaperDamaged(
            f"“{path.name}” is protected in a way that Chartdesk cannot open. {_SAFE} "
            "Save an unprotected copy in the program that made it, and add that."
        ),
    }
    return causes.get(reason, lambda: _damaged(path))()


def _missing(path: Path) -> PaperMissing:
    """Return the error for a file that is not there or may not be read."""
    return PaperMissing(
        f"“{path.name}” is not there or may not be read. {_SAFE} Find the file and try again."
    )


def _locked(path: Path, password: str | None) -> PaperEncrypted:
    """Return the error for a password that is missing or wrong."""
    if password is None:
        return PaperEncrypted(f"“{path.name}” asks for a password. {_SAFE} Type its password.")
    return PaperEncrypted(
        f"The password does not open “{path.name}”. {_SAFE} Check it and try again.", wrong=True
    )


def _damaged(path: Path) -> PdfError:
    """Return the error for a file that is no PDF, or no whole one."""
    try:
        with path.open("rb") as stream:
            head = stream.read(1024)
    except OSError:
        return _missing(path)
    if not head:
        return PaperDamaged(f"“{path.name}” is empty. {_SAFE} Download the PDF again.")
    if b"%PDF-" in head:
        return PaperDamaged(f"“{path.name}” is damaged. {_SAFE} Download the PDF again.")
    if b"<html" in head.lower() or b"<!doctype" in head.lower():
        return PaperDamaged(
            f"“{path.name}” is a web page, not a PDF. {_SAFE} Download the PDF itself."
        )
    return PaperDamaged(f"“{path.name}” is not a PDF. {_SAFE} Choose another file.")
