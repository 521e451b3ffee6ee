"""Marks of other programs are drawn in grey; everything else keeps its colours."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.annotations import AnnotationDictionary, FreeText, Highlight, Rectangle
from pypdf.generic import ArrayObject, FloatObject, NameObject

from app.pdf.client import PdfClient
from app.pdf.requests import ReadText, RenderTile
from tests.services import pdf_files

pytestmark = pytest.mark.keeps("threads", "children")  # the client lives as long as the module

BOX = b"/MediaBox [0 0 300 400]"
FRAME = (60.0, 75.0, 180.0, 100.0)
Pixel = tuple[int, int, int]  # blue, green, red


@pytest.fixture(scope="module")
def client() -> Iterator[PdfClient]:
    """One worker for the whole module."""
    with PdfClient(workers=1) as client:
        yield client


def marked(folder: Path, *annotations: AnnotationDictionary) -> Path:
    """Write a page with the word Hamburg and annotations."""
    writer = PdfWriter(clone_from=pdf_files.words(folder / "plain.pdf", BOX))
    for entry in annotations:
        writer.add_annotation(0, entry)
    writer.write(folder / "marked.pdf")
    return folder / "marked.pdf"


def highlight() -> Highlight:
    left, low, right, high = FRAME
    corners = ArrayObject(
        [FloatObject(side) for side in (left, high, right, high, left, low, right, low)]
    )
    return Highlight(rect=FRAME, quad_points=corners, highlight_color="ffff00")


def pixels(client: PdfClient, path: Path) -> set[Pixel]:
    """Return the colours of the page."""
    tile = client.submit(RenderTile(path, page=0, scale=1, x=0, y=0, w=300, h=400)).result()
    found = tile.pixels
    return set(zip(found[0::4], found[1::4], found[2::4], strict=True))


def colourful(found: set[Pixel]) -> set[Pixel]:
    return {pixel for pixel in found if max(pixel) - min(pixel) > 2}


def test_a_yellow_highlight_is_a_light_grey(client: PdfClient, tmp_path: Path) -> None:
    found = pixels(client, marked(tmp_path, highlight()))
    assert colourful(found) == set()
    assert any(200 < pixel[0] < 250 for pixel in found)
    assert (0, 0, 0) in found  # the letters under it are as black as they were


def test_typed_text_is_grey(client: PdfClient, tmp_path: Path) -> None:
    note = FreeText(text="Note", rect=FRAME, font_color="ff0000", background_color="00ff00")
    assert colourful(pixels(client, marked(tmp_path, note))) == set()


def test_a_frame_that_is_no_mark_keeps_its_colour(client: PdfClient, tmp_path: Path) -> None:
    frame = Rectangle(rect=(100, 200, 200, 300), interior_color="0000ff")
    found = pixels(client, marked(tmp_path, highlight(), frame))
    assert (255, 0, 0) in found


def test_a_hidden_mark_stays_hidden(client: PdfClient, tmp_path: Path) -> None:
    entry = highlight()
    entry[NameObject("/F")] = FloatObject(2)
    plain = pixels(client, pdf_files.words(tmp_path / "other.pdf", BOX))
    assert pixels(client, marked(tmp_path, entry)) == plain


def test_a_page_that_was_closed_meanwhile_shows_the_same(client: PdfClient, papers: Path) -> None:
    path = papers / "effsize__fpsyg-04-00970.pdf"
    tile = RenderTile(path, page=4, scale=0.5, x=0, y=0, w=400, h=400)
    first = client.submit(tile).result().pixels
    others = [client.submit(ReadText(path, page=page)) for page in range(4)]
    assert all(other.result() for other in others)
    assert client.submit(tile).result().pixels == first
