"""Look at a file before it is taken into a review."""

import os
from pathlib import Path

from app.pdf.client import PdfClient
from app.pdf.errors import PaperDamaged, PaperMissing
from app.pdf.requests import OpenPaper, PaperSummary, Priority


def probe(client: PdfClient, path: Path, password: str | None = None) -> PaperSummary:
    """Return what is in the file; blocks until a worker has opened it.

    Raises PaperMissing, PaperDamaged (empty, no PDF, broken, without pages), PaperEncrypted
    (`wrong` when the given password does not fit) or PaperTooComplex. A paper of images only
    is fine: its `has_text` is False.
    """
    if os.path.isdir(path):  # os.path raises nothing, whatever the name
        raise PaperDamaged(f"“{path.name}” is a folder. Your answers are safe. Choose a PDF.")
    if not os.path.isfile(path):
        raise PaperMissing(
            f"“{path.name}” is not there. Your answers are safe. Find the file and try again."
        )
    return client.submit(OpenPaper(path, password), Priority.BACKGROUND).result()
