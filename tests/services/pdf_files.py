"""Small PDFs written by hand: turned and cropped pages, and files made to hang or crash."""

import zlib
from pathlib import Path

from pypdf import PdfWriter

PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R /Resources 5 0 R >>"
CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
FORM = (
    b"/Type /XObject /Subtype /Form /BBox [0 0 300 300] /Resources << /XObject << /X %d 0 R >> >>"
)
FONT = b"<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """Return a stream object."""
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries, len(data), data)


def packed(data: bytes, entries: bytes = b"") -> bytes:
    """Return a compressed stream object."""
    return stream(zlib.compress(data, 9), entries + b" /Filter /FlateDecode")


def write(path: Path, *objects: bytes) -> Path:
    """Write a PDF of these objects, numbered from 1 (the catalog)."""
    body, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    body += b"xref\n0 %d\n0000000000 65535 f \n%strailer\n" % (size, table)
    end = b"<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, body.index(b"xref\n0"))
    path.write_bytes(body + end)
    return path


def page_with(path: Path, content: bytes, resources: bytes = FONT, *more: bytes) -> Path:
    """Write a PDF of one page, 300 x 300 points, with this content stream object."""
    return write(path, CATALOG, PAGES, PAGE, content, resources, *more)


def words(path: Path, page_entries: bytes, text: bytes = b"Hamburg", at: bytes = b"60 80") -> Path:
    """Write a PDF of one page with one word at a point of user space, 20 points high."""
    page = b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources 5 0 R %s >>" % page_entries
    content = stream(b"BT /F1 20 Tf %s Td (%s) Tj ET" % (at, text))
    return write(path, CATALOG, PAGES, page, content, FONT)


def printed(path: Path, text: str) -> Path:
    """Write a PDF of one page with these lines."""
    lines = b" ".join(b"(%s) Tj 0 -12 Td" % line.encode() for line in text.split("\n"))
    return page_with(path, stream(b"BT /F1 8 Tf 20 250 Td %s ET" % lines))


def locked(path: Path, target: Path, password: str) -> Path:
    """Write a copy of a PDF that asks for a password."""
    writer = PdfWriter(clone_from=path)
    writer.encrypt(password, algorithm="AES-256")
    writer.write(target)
    return target


def page_tree_loop(path: Path) -> Path:
    """The page tree is its own child."""
    return write(path, CATALOG, b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 1000000 >>")


def self_recursive_form(path: Path) -> Path:
    """A form draws itself a hundred times."""
    form = FORM % 6
    resources = b"<< /XObject << /X 6 0 R >> >>"
    return page_with(path, stream(b"/X Do"), resources, stream(b"/X Do " * 100, form))


def nested_forms(path: Path) -> Path:
    """Nine forms, each drawing the next one ten times: a thousand million drawings."""
    forms = [stream(b"/X Do " * 10, FORM % (number + 1)) for number in range(6, 15)]
    last = stream(b"0 0 10 10 re f", b"/Type /XObject /Subtype /Form /BBox [0 0 300 300]")
    return page_with(path, stream(b"/X Do"), b"<< /XObject << /X 6 0 R >> >>", *forms, last)


def tiny_tiling(path: Path) -> Path:
    """A pattern whose cells are a thousandth of a point wide."""
    pattern = stream(
        b"0 0 1 1 re f",
        b"/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 1 1] "
        b"/XStep 0.001 /YStep 0.001 /Resources << >>",
    )
    content = stream(b"/Pattern cs /P scn 0 0 300 300 re f")
    return page_with(path, content, b"<< /Pattern << /P 6 0 R >> >>", pattern)


def content_bomb(path: Path) -> Path:
    """A content stream of a thousand million bytes in a few megabytes."""
    squeezer = zlib.compressobj(9)
    block = b"0 0 1 1 re f " * 80_000
    first, again = (squeezer.compress(block) + squeezer.flush(zlib.Z_FULL_FLUSH) for _ in range(2))
    return page_with(path, stream(first + again * 999, b"/Filter /FlateDecode"))


def many_glyphs(path: Path) -> Path:
    """Five million glyphs on one page."""
    return page_with(path, packed(b"BT /F1 1 Tf " + b"(aaaaaaaaaa) Tj " * 500_000 + b"ET"))


def huge_page(path: Path) -> Path:
    """A page of a million points."""
    page = PAGE.replace(b"300 300", b"1000000 1000000")
    return write(path, CATALOG, PAGES, page, stream(b"0 0 9 9 re f"), FONT)


def million_pages(path: Path) -> Path:
    """A page tree that names one page a million times."""
    kids = b"3 0 R " * 1_000_000
    pages = b"<< /Type /Pages /Kids [%s] /Count 1000000 >>" % kids
    return write(path, CATALOG, pages, PAGE, stream(b"0 0 9 9 re f"), FONT)


def opens_with_script(path: Path) -> Path:
    """Asks to run JavaScript when it is opened."""
    action = b"<< /S /JavaScript /JS (app.launchURL\\('http://127.0.0.1:9'\\);) >>"
    catalog = b"<< /Type /Catalog /Pages 2 0 R /OpenAction %s >>" % action
    return write(path, catalog, PAGES, PAGE, stream(b"0 0 9 9 re f"), FONT)
