"""The links of a page: places in the same paper and addresses. Runs in a worker process only."""

import ctypes
import math
import re
from collections.abc import Iterator

import pypdfium2.raw as pdfium

from app.domain.anchors import Rect
from app.pdf.documents import Documents
from app.pdf.glyphs import upright_map
from app.pdf.handles import Handle
from app.pdf.requests import Link, ReadLinks

_GOTO, _URI = 1, 3
_MAX_LINKS = 2_000
_MAX_ADDRESS = 2_000
_ADDRESS = re.compile(r"(https?://|mailto:|doi:)[^\s\x00-\x1f\x7f]+", re.IGNORECASE)


def read_links(documents: Documents, request: ReadLinks) -> tuple[Link, ...]:
    """Return the links of a page; what starts programs or leaves for other files is left out."""
    page = documents.page(request.path, request.password, request.page)
    upright = upright_map(page, *_size(page))
    found = []
    for handle in _handles(page):
        box = pdfium.FS_RECTF()
        if not pdfium.FPDFLink_GetAnnotRect(handle, ctypes.byref(box)):
            continue
        left, right = sorted((box.left, box.right))  # files give corners in any order
        bottom, top = sorted((box.bottom, box.top))
        sides = (left, top, right, bottom)
        if all(math.isfinite(side) for side in sides):
            found.append((Rect(*upright.boxes([sides])[0]), handle))
    document = documents.document(request.path, request.password)
    links = (_link(documents, request, document, entry) for entry in found)
    return tuple(link for link in links if link is not None)


def _handles(page: Handle) -> Iterator[Handle]:
    """Yield the links that the page holds."""
    position = ctypes.c_int(0)
    for _ in range(_MAX_LINKS):
        handle = pdfium.FPDF_LINK()
        if not pdfium.FPDFLink_Enumerate(page, ctypes.byref(position), ctypes.byref(handle)):
            return
        yield Handle(handle)


def _link(
    documents: Documents, request: ReadLinks, document: Handle, entry: tuple[Rect, Handle]
) -> Link | None:
    """Return where a link leads, or None when it is not to be followed."""
    rect, handle = entry
    action = pdfium.FPDFLink_GetAction(handle)
    kind = pdfium.FPDFAction_GetType(action) if action else _GOTO
    if kind == _URI:
        address = allowed_address(_address(document, Handle(action)))
        return Link(rect, address=address) if address else None
    if kind != _GOTO:
        return None
    target = pdfium.FPDFLink_GetDest(document, handle)  # of the link, or of its action
    page = pdfium.FPDFDest_GetDestPageIndex(document, target) if target else -1
    if page < 0:
        return None
    return Link(rect, page, _spot(documents, request, page, target))


def allowed_address(address: str) -> str:
    """Return a web, mail or DOI address that may be opened outside, or nothing."""
    address = address.strip()
    if len(address) > _MAX_ADDRESS or not _ADDRESS.fullmatch(address):
        return ""
    if address[:4].lower() == "doi:":
        return f"https://doi.org/{address[4:].lstrip('/')}"
    return address


def _address(document: Handle, action: Handle) -> str:
    """Return the address of an action as the file gives it."""
    size = pdfium.FPDFAction_GetURIPath(document, action, None, 0)
    if not 1 < size <= 4 * _MAX_ADDRESS:
        return ""
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDFAction_GetURIPath(document, action, buffer, size)
    return buffer.raw[: size - 1].decode("utf-8", "replace")


def _spot(
    documents: Documents, request: ReadLinks, page: int, target: Handle
) -> tuple[float, float]:
    """Return the spot on the target page, in points of the upright page; (0, 0) if not told."""
    told = [ctypes.c_int(), ctypes.c_int(), ctypes.c_int()]
    x, y, zoom = ctypes.c_float(), ctypes.c_float(), ctypes.c_float()
    flags = [ctypes.byref(flag) for flag in told]
    places = [ctypes.byref(number) for number in (x, y, zoom)]
    sound = pdfium.FPDFDest_GetLocationInPage(target, *flags, *places)
    if not sound or not told[1].value or not math.isfinite(y.value):
        return 0.0, 0.0
    across = x.value if told[0].value and math.isfinite(x.value) else 0.0
    there = documents.page(request.path, request.password, page)
    size = _size(there)
    left, top, _, _ = upright_map(there, *size).boxes([(across, y.value, across, y.value)])[0]
    return min(max(left, 0.0), size[0]), min(max(top, 0.0), size[1])


def _size(page: Handle) -> tuple[float, float]:
    """Return width and height of the upright page in points."""
    return pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
