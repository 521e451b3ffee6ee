"""What can go wrong with a paper, each with one sentence for the reviewer."""

from app.domain.errors import AppError


class PdfError(AppError):
    """A paper that could not be read or drawn; answers are never touched by it."""


class PaperMissing(PdfError):
    """There is no file, or it cannot be read."""


class PaperEncrypted(PdfError):
    """The paper asks for a password; `wrong` tells that the given one did not fit."""

    def __init__(self, message: str, *, wrong: bool = False) -> None:
        super().__init__(message)
        self.wrong = wrong


class PaperDamaged(PdfError):
    """The file is not a PDF that can be opened."""


class PaperChanged(PdfError):
    """Another file is in the place of the paper that was opened."""


class PaperTooComplex(PdfError):
    """The paper (or a page) asked for more time or memory than a worker may take."""


class PageNotDrawn(PdfError):
    """One page (or tile) could not be drawn or read; the others may be."""


class CopyNotWritten(PdfError):
    """A copy of a paper with marks in it could not be written; the paper itself is untouched."""
