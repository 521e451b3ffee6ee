"""Read the annotations of a paper: geometry, words, author. Runs in a worker process only."""

import re
from collections.abc import Iterator

import pypdfium2.raw as pdfium
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, PdfObject

from app.domain.anchors import Rect
from app.pdf.documents import Documents
from app.pdf.errors import PageNotDrawn
from app.pdf.glyphs import Affine, read_glyphs, upright_map
from app.pdf.layout import page_text
from app.pdf.marked_text import marked_spans, quote_of
from app.pdf.marking import Annotation, Colour, ReadAnnotations
from app.pdf.text import PageText, Span, context

MARKS_OF_TEXT = frozenset({"Highlight", "Underline", "StrikeOut", "Squiggly"})
SUBTYPES = MARKS_OF_TEXT | {"Text", "Ink", "FreeText"}
MAX_ANNOTATIONS = 5_000
MAX_QUADS = 2_000
MAX_CONTENTS = 20_000
LEAST_SIZE = 6.0  # points: a note without a size could not be seen or clicked
_HIDDEN = 0x02 | 0x20  # flags Hidden and NoView
_DATE = re.compile(r"(?:D:)?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:([+-])(\d\d)'?(\d\d)?|Z)?")
_TAG = re.compile(r"<[^>]*>")


def read_annotations(documents: Documents, request: ReadAnnotations) -> tuple[Annotation, ...]:
    """Read the annotations that reviewers make; links, forms and hidden ones are left out.

    Raises PdfError for a paper that cannot be opened; an annotation that makes no sense is left
    out. At most 5,000 annotations of a paper, in the order of the pages.
    """
    documents.document(request.path, request.password)
    reader = PdfReader(request.path, password=request.password)
    found: list[Annotation] = []
    for index, page in enumerate(reader.pages):
        raw = list(_raw_annotations(page))
        if raw:
            found += _of_page(documents, request, index, raw)
        if len(found) >= MAX_ANNOTATIONS:
            break
    return tuple(found[:MAX_ANNOTATIONS])


def _raw_annotations(page: DictionaryObject) -> Iterator[DictionaryObject]:
    """Yield the annotations of a page that are marks and can be seen."""
    listed = _object(page.get("/Annots"))
    for entry in listed[:MAX_ANNOTATIONS] if isinstance(listed, ArrayObject) else ():
        raw = _object(entry)
        if not isinstance(raw, DictionaryObject):
            continue
        if str(raw.get("/Subtype", ""))[1:] not in SUBTYPES or "/StateModel" in raw:
            continue
        flags = _object(raw.get("/F"))
        if not (isinstance(flags, int) and flags & _HIDDEN):
            yield raw


def _of_page(
    documents: Documents, request: ReadAnnotations, index: int, raw: list[DictionaryObject]
) -> Iterator[Annotation]:
    """Yield the annotations of one page; none when PDFium has no such page."""
    try:
        page = documents.page(request.path, request.password, index)
    except PageNotDrawn:
        return
    width = float(pdfium.FPDF_GetPageWidthF(page))
    height = float(pdfium.FPDF_GetPageHeightF(page))
    upright = upright_map(page, width, height)
    text = page_text(index, read_glyphs(page))
    for entry in raw:
        annotation = _annotation(entry, text, upright)
        if annotation is not None:
            yield annotation


def _annotation(raw: DictionaryObject, text: PageText, upright: Affine) -> Annotation | None:
    """Return one annotation, or None when it has no place."""
    subtype = str(raw["/Subtype"])[1:]
    rects = _quads(raw, upright) if subtype in MARKS_OF_TEXT else ()
    rects = rects or _frame(raw, upright)
    if not rects:
        return None
    spans = marked_spans(text, rects) if subtype in MARKS_OF_TEXT else ()
    whole = Span(spans[0].start, spans[-1].end) if spans else Span(0, 0)
    prefix, suffix = context(text, whole) if spans else ("", "")
    return Annotation(
        subtype=subtype,
        page=text.page_index,
        rects=rects,
        quote=quote_of(text, spans),
        prefix=prefix,
        suffix=suffix,
        colour=_colour(raw),
        author=_words(raw, "/T"),
        contents=_contents(raw),
        created=_date(raw, "/CreationDate"),
        modified=_date(raw, "/M"),
    )


def _quads(raw: DictionaryObject, upright: Affine) -> tuple[Rect, ...]:
    """Return the boxes of the quadrilaterals; programs differ in the order of their points."""
    numbers = _numbers(raw, "/QuadPoints")[: 8 * MAX_QUADS]
    whole = [numbers[at : at + 8] for at in range(0, len(numbers) - 7, 8)]
    boxes = [(min(q[0::2]), max(q[1::2]), max(q[0::2]), min(q[1::2])) for q in whole]
    return tuple(Rect(*box) for box in upright.boxes(boxes))


def _frame(raw: DictionaryObject, upright: Affine) -> tuple[Rect, ...]:
    """Return the rectangle of the annotation."""
    sides = _numbers(raw, "/Rect")
    if len(sides) != 4:
        return ()
    box = (min(sides[0::2]), max(sides[1::2]), max(sides[0::2]), min(sides[1::2]))
    left, top, right, bottom = upright.boxes([box])[0]
    return (Rect(left, top, max(right, left + LEAST_SIZE), max(bottom, top + LEAST_SIZE)),)


def _colour(raw: DictionaryObject) -> Colour | None:
    """Return the colour, given as grey, RGB or CMYK from 0 to 1; None for none."""
    parts = [min(max(part, 0.0), 1.0) for part in _numbers(raw, "/C")]
    if len(parts) == 1:
        parts *= 3
    if len(parts) == 4:
        cyan, magenta, yellow, black = parts
        parts = [(1 - ink) * (1 - black) for ink in (cyan, magenta, yellow)]
    if len(parts) != 3:
        return None
    red, green, blue = (round(255 * part) for part in parts)
    return red, green, blue


def _contents(raw: DictionaryObject) -> str:
    """Return what the author wrote: plain, else the plain text of the rich one."""
    plain = _words(raw, "/Contents")
    return plain or " ".join(_TAG.sub(" ", _words(raw, "/RC")).split())


def _words(raw: DictionaryObject, key: str) -> str:
    """Return a text entry with plain line ends; nothing for anything else."""
    value = _object(raw.get(key))
    if isinstance(value, bytes):
        value = value.decode("latin-1")
    text = value if isinstance(value, str) else ""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    return text.encode("utf-8", "replace").decode("utf-8").strip()[:MAX_CONTENTS]


def _date(raw: DictionaryObject, key: str) -> str:
    """Return a PDF date as ISO 8601, as far as it makes sense; "" for none."""
    found = _DATE.match(_words(raw, key))
    if found is None:
        return ""
    year, month, day, hour, minute, second, sign, hours, minutes = found.groups()
    date = f"{year}-{month or '01'}-{day or '01'}"
    time = f"{hour or '00'}:{minute or '00'}:{second or '00'}"
    return f"{date}T{time}" + (f"{sign}{hours}:{minutes or '00'}" if sign else "")


def _numbers(raw: DictionaryObject, key: str) -> list[float]:
    """Return the numbers of an array; nothing when one of its entries is none."""
    listed = _object(raw.get(key))
    entries = [_object(entry) for entry in listed] if isinstance(listed, ArrayObject) else []
    numbers = [float(entry) for entry in entries if isinstance(entry, int | float)]
    return numbers if len(numbers) == len(entries) else []


def _object(value: object) -> object:
    """Return what a reference leads to."""
    return value.get_object() if isinstance(value, PdfObject) else value
