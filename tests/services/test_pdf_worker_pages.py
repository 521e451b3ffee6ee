"""Characters stand where they are drawn, on turned, cropped and oddly placed pages."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.anchors import Rect
from app.pdf.client import PdfClient
from app.pdf.documents import Documents
from app.pdf.errors import PageNotDrawn
from app.pdf.requests import OpenPaper, ReadText, RegionText, RenderTile, Tile
from app.pdf.text import PageText, Span, span_rects
from tests.services import pdf_files

pytestmark = pytest.mark.keeps("threads", "children")  # the client lives as long as the module

BOX = b"/MediaBox [0 0 300 400]"
PLACED = {
    "upright": BOX,
    "turned 90": BOX + b" /Rotate 90",
    "turned 180": BOX + b" /Rotate 180",
    "turned 270": BOX + b" /Rotate 270",
    "cropped": BOX + b" /CropBox [30 40 250 350]",
    "cropped and turned": BOX + b" /CropBox [30 40 250 350] /Rotate 90",
    "negative": b"/MediaBox [-100 -50 200 350]",
    "upside down box": b"/MediaBox [300 400 0 0]",
    "user unit": BOX + b" /UserUnit 2",
}


@pytest.fixture(scope="module")
def client() -> Iterator[PdfClient]:
    """One worker for the whole module."""
    with PdfClient(workers=1) as client:
        yield client


def ink(tile: Tile) -> Rect:
    """Return the box around everything that is not white, in pixels."""
    rows = [tile.pixels[y * tile.stride : (y + 1) * tile.stride] for y in range(tile.height)]
    dark = [y for y, row in enumerate(rows) if min(row[1::4]) < 128]
    columns = [min(row[x * 4 + 1] for row in rows) for x in range(tile.width)]
    across = [x for x, value in enumerate(columns) if value < 128]
    return Rect(across[0], dark[0], across[-1] + 1, dark[-1] + 1)


def read(client: PdfClient, path: Path) -> PageText:
    """Return the text of page one."""
    return client.submit(ReadText(path, page=0)).result()


@pytest.mark.parametrize("placed", PLACED.values(), ids=PLACED.keys())
def test_characters_stand_where_they_are_drawn(
    client: PdfClient, tmp_path: Path, placed: bytes
) -> None:
    path = pdf_files.words(tmp_path / "page.pdf", placed)
    page = read(client, path)
    drawn = ink(client.submit(RenderTile(path, page=0, scale=1, x=0, y=0, w=500, h=500)).result())
    (marked,) = span_rects(page, Span(0, len(page.text)))
    assert page.text == "Hamburg"
    assert marked.left - 2 <= drawn.left <= drawn.right <= marked.right + 2
    assert marked.top - 2 <= drawn.top <= drawn.bottom <= marked.bottom + 2
    assert marked.width * marked.height < 2.5 * drawn.width * drawn.height


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("matrix", ["1 0 0 1 60 200", "0 1 -1 0 200 60", "-1 0 0 -1 240 200"])
def test_words_of_a_turned_line_are_read_in_their_order(
    client: PdfClient, tmp_path: Path, turn: int, matrix: str
) -> None:
    words = b"Tj 60 0 Td ".join(b"(%s) " % word for word in (b"Friends", b"help", b"patients"))
    content = b"BT /F1 12 Tf %s Tm %sTj ET" % (matrix.encode(), words)
    page = pdf_files.PAGE.replace(b"/Parent", b"/Rotate %d /Parent" % turn)
    parts = (pdf_files.CATALOG, pdf_files.PAGES, page, pdf_files.stream(content), pdf_files.FONT)
    text = read(client, pdf_files.write(tmp_path / "page.pdf", *parts)).text
    assert text.split() == ["Friends", "help", "patients"]


def test_size_of_a_turned_page_is_its_size_as_displayed(client: PdfClient, tmp_path: Path) -> None:
    path = pdf_files.words(tmp_path / "page.pdf", BOX + b" /Rotate 90")
    summary = client.submit(OpenPaper(path)).result()
    page = read(client, path)
    assert summary.sizes == ((400.0, 300.0),)
    assert (page.width, page.height) == (400.0, 300.0)


def test_tile_ends_where_the_page_ends(client: PdfClient, tmp_path: Path) -> None:
    path = pdf_files.words(tmp_path / "page.pdf", BOX)
    tile = client.submit(RenderTile(path, page=0, scale=2, x=512, y=512, w=512, h=512)).result()
    assert (tile.width, tile.height) == (600 - 512, 800 - 512)
    assert len(tile.pixels) == tile.stride * tile.height


def test_tile_shows_its_own_part_of_the_page(client: PdfClient, tmp_path: Path) -> None:
    path = pdf_files.words(tmp_path / "page.pdf", BOX)
    whole = client.submit(RenderTile(path, page=0, scale=2, x=0, y=0, w=600, h=800)).result()
    part = client.submit(RenderTile(path, page=0, scale=2, x=100, y=580, w=300, h=90)).result()
    from_left, from_top = ink(part).left + 100, ink(part).top + 580
    assert (from_left, from_top) == (ink(whole).left, ink(whole).top)


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="open files are not listed here")
def test_closed_documents_let_go_of_their_files(tmp_path: Path) -> None:
    path = pdf_files.words(tmp_path / "page.pdf", BOX)
    documents = Documents()
    documents.page(path, None, 0)
    held = [file.resolve() for file in Path("/proc/self/fd").iterdir()]
    documents.close()
    left = [file.resolve() for file in Path("/proc/self/fd").iterdir()]
    assert path in held
    assert path not in left


def test_large_tile_comes_whole(client: PdfClient, tmp_path: Path) -> None:
    path = pdf_files.words(tmp_path / "page.pdf", BOX)
    tile = client.submit(RenderTile(path, page=0, scale=8, x=0, y=0, w=2400, h=3200)).result()
    assert len(tile.pixels) == 2400 * 3200 * 4
    assert 60 * 8 - 8 < ink(tile).left < 60 * 8 + 24


def test_tile_beyond_forty_million_pixels_is_refused(client: PdfClient, tmp_path: Path) -> None:
    path = pdf_files.words(tmp_path / "page.pdf", BOX)
    asked = client.submit(RenderTile(path, page=0, scale=40, x=0, y=0, w=12000, h=16000))
    with pytest.raises(PageNotDrawn, match="smaller zoom"):
        asked.result()


def test_region_gives_the_text_inside_it(client: PdfClient, tmp_path: Path) -> None:
    path = pdf_files.words(tmp_path / "page.pdf", BOX)
    page = read(client, path)
    half = Rect(page.box(0).left, 0, page.box(2).right, 400)
    assert client.submit(RegionText(path, page=0, region=half)).result() == "Ham"


def test_words_that_the_crop_box_cuts_away_are_not_read(client: PdfClient, tmp_path: Path) -> None:
    page = PLACED["upright"] + b" /CropBox [0 200 300 400]"
    path = pdf_files.words(tmp_path / "page.pdf", page)
    assert client.submit(ReadText(path, page=0)).result().text == ""


def test_words_that_the_crop_box_cuts_through_are_read(client: PdfClient, tmp_path: Path) -> None:
    page = PLACED["upright"] + b" /CropBox [0 85 300 400]"
    path = pdf_files.words(tmp_path / "page.pdf", page)
    assert client.submit(ReadText(path, page=0)).result().text == "Hamburg"


def test_characters_beyond_16_bits_are_one_each(client: PdfClient, tmp_path: Path) -> None:
    means = b"begincmap 3 beginbfchar <61> <D835DC5D> <62> <D842DFB7> <63> <0063> endbfchar"
    font = b"/F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>"
    drawn = pdf_files.stream(b"BT /F1 20 Tf 60 80 Td (abc) Tj ET")
    resources = b"<< /Font << " + font + b" >> >>"
    page = read(
        client,
        pdf_files.page_with(tmp_path / "p.pdf", drawn, resources, pdf_files.stream(means)),
    )
    assert page.text == "p\N{CJK UNIFIED IDEOGRAPH-20BB7}c"
    edges = [page.box(n).left for n in range(3)]
    assert edges == pytest.approx([60, 60 + 11.1, 60 + 22.2], abs=0.5)
