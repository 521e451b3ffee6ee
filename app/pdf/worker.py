"""A PDF worker process: answers one request at a time until its parent hangs up."""

import logging
from multiprocessing.connection import Connection
from multiprocessing.shared_memory import SharedMemory
from typing import Any

from app.pdf.documents import Documents
from app.pdf.drawing import draw_tile
from app.pdf.errors import PageNotDrawn, PaperDamaged, PaperTooComplex, PdfError
from app.pdf.glance import glance, text_edges
from app.pdf.glyphs import read_glyphs
from app.pdf.layout import page_text
from app.pdf.marking import ReadAnnotations, WriteMarks
from app.pdf.requests import (
    GlancePaper,
    OpenPaper,
    PageRequest,
    ReadEdges,
    ReadLinks,
    ReadMetadata,
    ReadText,
    RegionText,
    RenderTile,
    Request,
)
from app.pdf.sandbox import confine
from app.pdf.summary import summarise
from app.pdf.text import region_text

IDLE_SECONDS = 5.0
"""Without a request for so long, a worker lets go of the files it has open."""


def serve(connection: Connection, memory_bytes: int, slab_name: str | None) -> None:
    """Answer requests from the connection; entry point of the process.

    The slab is shared memory that belongs to the parent. The process shares the parent's
    resource tracker (it is spawned by multiprocessing), where the name is registered once:
    it must not be unregistered here, and a dying worker does not take it along.
    """
    logging.disable(logging.CRITICAL)  # what a parser thinks of a paper is nobody's warning
    documents = Documents()
    slab = SharedMemory(slab_name) if slab_name else None
    confine(memory_bytes)
    connection.send(None)
    while True:
        try:
            if not connection.poll(IDLE_SECONDS):
                documents.close()
            request = connection.recv()
        except (EOFError, OSError):
            break
        connection.send(_answer(documents, request, slab.buf if slab else None))
    if slab is not None:
        slab.close()


def _answer(documents: Documents, request: Request[Any], slab: memoryview | None) -> object:
    """Return the answer, or the error to be raised in the parent."""
    try:
        return _handle(documents, request, slab)
    except PdfError as error:
        return error
    except MemoryError:
        return PaperTooComplex(
            f"“{request.path.name}” needs more memory than is safe. Your answers are safe."
        )
    except Exception as error:  # noqa: BLE001 - process edge: a paper must not end the worker
        return _unexpected(request, error)


def _handle(documents: Documents, request: Request[Any], slab: memoryview | None) -> object:
    """Do what the request asks."""
    if request.seen is not None:
        whole = isinstance(request, OpenPaper)
        documents.check(request.path, request.seen, whole=whole)
    if isinstance(request, PageRequest):
        return _of_page(documents, request, slab)
    path, password = request.path, request.password
    match request:
        case GlancePaper():
            return glance(documents, request)
        case OpenPaper():
            return summarise(documents.document(path, password), path)
        case ReadAnnotations():
            from app.pdf.annotations import read_annotations

            return read_annotations(documents, request)
        case WriteMarks():
            from app.pdf.mark_writing import write_marks

            return write_marks(documents, request)
        case ReadMetadata():
            from app.pdf.metadata import read_metadata

            return read_metadata(documents, path, password)
    raise PaperDamaged(_UNKNOWN)


def _of_page(documents: Documents, request: PageRequest[Any], slab: memoryview | None) -> object:
    """Do what is asked about one page."""
    page = documents.page(request.path, request.password, request.page)
    match request:
        case RenderTile():
            marks = documents.marks(request.path, request.password, request.page)
            return draw_tile(page, marks, request, slab)
        case ReadEdges():
            return text_edges(page)
        case ReadText():
            return page_text(request.page, read_glyphs(page))
        case RegionText():
            return region_text(page_text(request.page, read_glyphs(page)), request.region)
        case ReadLinks():
            from app.pdf.links import read_links

            return read_links(documents, request)
    raise PaperDamaged(_UNKNOWN)


_UNKNOWN = "This paper was asked for something that is not known."


def _unexpected(request: Request[Any], error: Exception) -> PdfError:
    """Return the error for a paper that made a library fail."""
    cause = type(error).__name__
    if isinstance(request, PageRequest):
        return PageNotDrawn(
            f"Page {request.page + 1} could not be read ({cause}). Your answers are safe."
        )
    return PaperDamaged(
        f"“{request.path.name}” could not be read ({cause}). Your answers are safe."
    )
