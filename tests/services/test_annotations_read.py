"""Marks of other programs are read with their words and places, wherever the page is turned."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.domain.anchors import Rect
from app.domain.quotes import fold
from app.pdf.client import PdfClient
from app.pdf.marking import Annotation, ReadAnnotations
from tests.services import pdf_files
from tests.services.test_pdf_worker_pages import PLACED

pytestmark = pytest.mark.keeps("threads", "children")  # the client lives as long as the module

QUADS = {
    "as Acrobat": b"60 98 150 98 60 78 150 78",
    "as the standard": b"60 78 150 78 150 98 60 98",
    "upside down": b"150 78 60 78 150 98 60 98",
}
MARK = b"/Type /Annot /Subtype /Highlight /Rect [60 78 150 98] /QuadPoints [%s] "


@pytest.fixture(scope="module")
def client() -> Iterator[PdfClient]:
    """One worker for the whole module."""
    with PdfClient(workers=1) as client:
        yield client


def read(client: PdfClient, path: Path, entries: bytes, page: bytes = PLACED["upright"]) -> Any:
    """Return the annotations of a page with the word "Hamburg" and one annotation."""
    file = pdf_files.words(path / "page.pdf", page + b" /Annots [<< " + entries + b" >>]")
    return client.submit(ReadAnnotations(file)).result()


@pytest.mark.parametrize("quads", QUADS.values(), ids=QUADS.keys())
@pytest.mark.parametrize("placed", PLACED.values(), ids=PLACED.keys())
def test_the_marked_word_is_read(
    client: PdfClient, tmp_path: Path, placed: bytes, quads: bytes
) -> None:
    (found,) = read(client, tmp_path, MARK % quads, placed)
    assert (found.subtype, found.page, found.quote) == ("Highlight", 0, "Hamburg")


def test_a_mark_stands_where_the_cropped_page_shows_it(client: PdfClient, tmp_path: Path) -> None:
    (found,) = read(client, tmp_path, MARK % QUADS["as Acrobat"], PLACED["cropped"])
    (rect,) = found.rects
    got = [round(side) for side in (rect.left, rect.top, rect.right, rect.bottom)]
    assert got == [30, 252, 120, 272]


def test_author_words_colour_and_dates_are_read(client: PdfClient, tmp_path: Path) -> None:
    more = b"/T (Ann) /Contents (small\\rsample) /C [1 0.5 0] /M (D:20190221105435+11'00')"
    (found,) = read(client, tmp_path, MARK % QUADS["as Acrobat"] + more)
    said = (found.author, found.contents, found.colour, found.modified)
    assert said == ("Ann", "small\nsample", (255, 128, 0), "2019-02-21T10:54:35+11:00")


@pytest.mark.parametrize(
    ("raw", "read_as"),
    [
        (b"(D:20190221105435Z00'00')", "2019-02-21T10:54:35"),
        (b"(D:2019)", "2019-01-01T00:00:00"),
        (b"(yesterday)", ""),
        (b"42", ""),
    ],
)
def test_odd_dates_do_no_harm(client: PdfClient, tmp_path: Path, raw: bytes, read_as: str) -> None:
    (found,) = read(client, tmp_path, MARK % QUADS["as Acrobat"] + b"/M " + raw)
    assert found.modified == read_as


@pytest.mark.parametrize(
    ("raw", "colour"),
    [(b"[0.5]", (128, 128, 128)), (b"[0 0 1 0]", (255, 255, 0)), (b"[]", None), (b"/Red", None)],
)
def test_every_kind_of_colour_is_read(
    client: PdfClient, tmp_path: Path, raw: bytes, colour: object
) -> None:
    (found,) = read(client, tmp_path, MARK % QUADS["as Acrobat"] + b"/C " + raw)
    assert found.colour == colour


def test_a_sticky_note_has_a_place_and_its_words(client: PdfClient, tmp_path: Path) -> None:
    (found,) = read(client, tmp_path, b"/Subtype /Text /Rect [50 50 50 50] /Contents (why?)")
    assert (found.quote, found.contents, found.rects[0].width) == ("", "why?", 6.0)


@pytest.mark.parametrize(
    "entries",
    [
        b"/Subtype /Link /Rect [0 0 9 9]",
        b"/Subtype /Highlight /F 2 /Rect [60 78 150 98]",
        b"/Subtype /Highlight /QuadPoints [1 2 (x)]",
        b"/Subtype /Text /StateModel (Review) /Rect [0 0 9 9]",
        b"",
    ],
    ids=["link", "hidden", "no place", "a review state", "nothing"],
)
def test_what_is_no_mark_is_left_out(client: PdfClient, tmp_path: Path, entries: bytes) -> None:
    assert read(client, tmp_path, entries) == ()


def _expected(shared: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Yield file and highlight, as another program read them."""
    data = shared / "data"
    for line in (data / "annotations_mupdf.jsonl").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        if entry["type"] == "Highlight" and entry["quads"]:
            yield data / entry["file"], entry


def _boxes(entry: dict[str, Any]) -> list[Rect]:
    points = entry["quads"]
    quads = [points[at : at + 4] for at in range(0, len(points), 4)]
    return [
        Rect(
            *(min(x for x, _ in quad), min(y for _, y in quad)),
            *(max(x for x, _ in quad), max(y for _, y in quad)),
        )
        for quad in quads
    ]


def _is_at(found: Annotation, boxes: list[Rect]) -> bool:
    return len(found.rects) == len(boxes) and all(
        abs(one.left - other.left) < 1
        and abs(one.top - other.top) < 1
        and abs(one.right - other.right) < 1
        and abs(one.bottom - other.bottom) < 1
        for one, other in zip(found.rects, boxes, strict=True)
    )


def _same(found: Annotation, entry: dict[str, Any]) -> bool:
    """Tell whether nothing is read that the other program does not have.

    That one takes every word which the mark touches, so it may have a few letters more.
    """
    ours, theirs = Counter(fold(found.quote)), Counter(fold(entry["text"]))
    return not ours - theirs and (theirs - ours).total() <= 14


def test_highlights_of_real_papers_are_read_as_another_program_reads_them(
    client: PdfClient, shared: Path
) -> None:
    expected = list(_expected(shared))
    read_in = {
        path: client.submit(ReadAnnotations(path)).result() for path in {p for p, _ in expected}
    }
    same = [
        any(
            mark.page == entry["page"] - 1 and _is_at(mark, _boxes(entry)) and _same(mark, entry)
            for mark in read_in[path]
        )
        for path, entry in expected
    ]
    assert sum(same) >= 0.98 * len(same)
