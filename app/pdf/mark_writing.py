"""Write a copy of a paper with marks in it. Runs in a worker process only."""

import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2.raw as pdfium
from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject, read_object

from app.domain.anchors import Rect
from app.pdf.documents import Documents
from app.pdf.errors import CopyNotWritten, PageNotDrawn, PdfError
from app.pdf.glyphs import Affine, read_glyphs, upright_map
from app.pdf.layout import page_text
from app.pdf.mark_room import Words, is_tall, turn_of, widened
from app.pdf.mark_syntax import NOTE_SIZE, Drawing, Point, Quad, drawing
from app.pdf.marking import NewMark, WriteMarks
from app.pdf.text import PageText

if TYPE_CHECKING:
    from pikepdf import Pdf

MANY_OBJECTS = 15_000
"""From so many objects on pypdf takes seconds, where pikepdf takes a tenth."""

_STEP = NOTE_SIZE + 4.0
_PYPDF_FAILS = (
    PyPdfError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NotImplementedError,
    RecursionError,
    TypeError,
    ValueError,
)


@dataclass(frozen=True, slots=True)
class _Placed:
    """A drawing and the page it belongs to, counted from 0."""

    page: int
    drawing: Drawing


def write_marks(documents: Documents, request: WriteMarks) -> int:
    """Write the copy and return how many annotations are in it; without marks a plain copy.

    Raises PdfError when the paper cannot be read or the copy cannot be written. A mark on a page
    that is not there is left out.
    """
    documents.document(request.path, request.password)
    placed = list(_placed(documents, request))
    try:
        if not placed:
            shutil.copyfile(request.path, request.target)
        elif not (_can_append(request) and _appended(documents, request, placed)):
            _rewrite(request, placed)
    except OSError as error:
        raise _unwritten(request.target, error) from error
    return len(placed)


def _placed(documents: Documents, request: WriteMarks) -> Iterator[_Placed]:
    """Yield the drawings, with rectangles mapped from upright pages to PDF user space."""
    notes: Counter[int] = Counter()
    backs: dict[int, _Back | None] = {}
    tall = {
        place.page
        for mark in request.marks
        for place in mark.places
        if any(map(is_tall, place.rects))
    }
    for mark in request.marks:
        for number, place in enumerate(mark.places):
            if place.page not in backs:
                backs[place.page] = _way_back(documents, request, place.page, place.page in tall)
            back = backs[place.page]
            rects: Sequence[Rect] = place.rects
            if mark.subtype == "Text":
                rects = (_note_place(place.rects, notes[place.page]),)
                notes[place.page] += 1
            if back is not None and rects:
                quads = [back.quad(rect) for rect in rects]
                meant = _meant(mark, back, rects)
                yield _Placed(place.page, drawing(mark, _name(mark, number), meant, quads))


def _meant(mark: NewMark, back: "_Back", rects: Sequence[Rect]) -> list[Quad]:
    """Return the quads of rectangles in user space, with room for how other programs look."""
    if mark.subtype not in ("Highlight", "Underline"):
        return [back.quad(rect) for rect in rects]
    words = [Words(0) if back.text is None else turn_of(back.text, rect) for rect in rects]
    return [
        back.quad(widened(rect, back.turn, way)) for rect, way in zip(rects, words, strict=True)
    ]


def _way_back(
    documents: Documents, request: WriteMarks, index: int, has_turned_words: bool
) -> "_Back | None":
    """Return the map from an upright page to user space; None where there is no such page.

    `has_turned_words` says that words may be marked that run up or down as displayed.
    """
    try:
        page = documents.page(request.path, request.password, index)
    except PageNotDrawn:
        return None
    width = float(pdfium.FPDF_GetPageWidthF(page))
    height = float(pdfium.FPDF_GetPageHeightF(page))
    turn = int(pdfium.FPDFPage_GetRotation(page))
    text = page_text(index, read_glyphs(page)) if turn or has_turned_words else None
    return _Back(upright_map(page, width, height), turn, text)


def _name(mark: NewMark, number: int) -> str:
    """Return the name of a mark's annotation: one for each page it stands on."""
    return mark.mark_id if number == 0 else f"{mark.mark_id}-{number + 1}"


def _note_place(rects: Sequence[Rect], count: int) -> Rect:
    """Return where a note stands: at the corner of its place, beside the notes there are."""
    left, top = (rects[0].left, rects[0].top) if rects else (0.0, 0.0)
    left += 4.0 + _STEP * count
    return Rect(left, top + 4.0, left + NOTE_SIZE, top + 4.0 + NOTE_SIZE)


@dataclass(frozen=True, slots=True)
class _Back:
    """The way back from an upright page to user space; `turn` counts clockwise quarters.

    `text` is that of a page where words that are marked may not stand upright as displayed.
    """

    there: Affine
    turn: int = 0
    text: PageText | None = None

    def point(self, x: float, y: float) -> Point:
        """Return a point of the upright page in user space."""
        to = self.there
        size = to.xx * to.yy - to.xy * to.yx
        x, y = x - to.x0, y - to.y0
        return (to.yy * x - to.xy * y) / size, (to.xx * y - to.yx * x) / size

    def quad(self, rect: Rect) -> Quad:
        """Return the corners of a rectangle in the order of QuadPoints."""
        return (
            self.point(rect.left, rect.top),
            self.point(rect.right, rect.top),
            self.point(rect.left, rect.bottom),
            self.point(rect.right, rect.bottom),
        )


def _can_append(request: WriteMarks) -> bool:
    """Tell whether marks can follow the bytes of the original, and soon enough."""
    try:
        reader = PdfReader(request.path)
        size = reader.trailer.get("/Size")
        return not reader.is_encrypted and isinstance(size, int) and size < MANY_OBJECTS
    except _PYPDF_FAILS:
        return False


def _appended(documents: Documents, request: WriteMarks, placed: Sequence[_Placed]) -> bool:
    """Write the original's bytes with the marks after them; False when that did not succeed."""
    try:
        writer = PdfWriter(request.path, incremental=True)
        for entry in placed:
            _add(writer, entry)
        # A changed date makes pypdf write the title and the rest of the information again.
        writer.add_metadata({"/ModDate": request.marks[0].modified})
        with request.target.open("wb") as stream:
            writer.write(stream)
    except _PYPDF_FAILS:
        return False
    return _holds(documents, request, placed)


def _add(writer: PdfWriter, entry: _Placed) -> None:
    """Add an annotation and its appearance to a page."""
    page = writer.pages[entry.page]
    look = DictionaryObject(_parsed(entry.drawing.appearance))
    form = StreamObject()
    form.update(look)
    form.set_data(entry.drawing.content)
    appearance = writer._add_object(form)  # noqa: SLF001 - the only way to add a stream
    note = _parsed(entry.drawing.entries)
    note[NameObject("/AP")] = DictionaryObject({NameObject("/N"): appearance})
    if not isinstance(page.get("/Annots", ArrayObject()).get_object(), ArrayObject):
        page[NameObject("/Annots")] = ArrayObject()
    writer.add_annotation(page, note)


def _parsed(entries: bytes) -> DictionaryObject:
    """Return the inside of a dictionary as an object of pypdf."""
    parsed = read_object(BytesIO(b"<<" + entries + b">>"), None)
    if not isinstance(parsed, DictionaryObject):
        raise TypeError("not a dictionary")
    return parsed


def _holds(documents: Documents, request: WriteMarks, placed: Sequence[_Placed]) -> bool:
    """Tell whether the copy opens with as many pages, and with the new annotations on them."""
    try:
        before = documents.document(request.path, request.password)
        after = documents.document(request.target, None)
        pages = {entry.page for entry in placed}
        added = sum(
            pdfium.FPDFPage_GetAnnotCount(documents.page(request.target, None, page))
            - pdfium.FPDFPage_GetAnnotCount(documents.page(request.path, request.password, page))
            for page in pages
        )
    except PdfError:
        return False
    same = pdfium.FPDF_GetPageCount(before) == pdfium.FPDF_GetPageCount(after)
    documents.close()  # Windows moves no file that is open
    return bool(same and added == len(placed))


def _rewrite(request: WriteMarks, placed: Sequence[_Placed]) -> None:
    """Write the whole file anew; an encrypted one stays encrypted as it was."""
    import pikepdf

    try:
        with pikepdf.open(request.path, password=request.password or "") as pdf:
            for entry in placed:
                _insert(pdf, entry)
            pdf.save(request.target, encryption=pdf.is_encrypted)
    except pikepdf.PdfError as error:
        raise CopyNotWritten(
            f"“{request.path.name}” is built in a way that cannot be written with marks. "
            "The paper and your answers are safe."
        ) from error


def _insert(pdf: "Pdf", entry: _Placed) -> None:
    """Add an annotation and its appearance to a page, by pikepdf."""
    from pikepdf import Array, Dictionary, Object, Stream

    look = Stream(pdf, entry.drawing.content)
    parsed = Object.parse(b"<<" + entry.drawing.appearance + b">>")
    for key in list(parsed.keys()):
        look[key] = parsed[key]
    note = Object.parse(b"<<" + entry.drawing.entries + b">>")
    note.AP = Dictionary(N=pdf.make_indirect(look))
    page = pdf.pages[entry.page].obj
    note.P = page
    if not isinstance(page.get("/Annots"), Array):
        page.Annots = Array()
    page.Annots.append(pdf.make_indirect(note))


def _unwritten(target: Path, error: OSError) -> CopyNotWritten:
    reason = error.strerror or type(error).__name__
    return CopyNotWritten(
        f"“{target.name}” could not be written ({reason}). Papers and answers are safe. "
        "Make room or choose another folder, then export again."
    )
