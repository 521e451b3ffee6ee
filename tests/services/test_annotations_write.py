"""Marks written into a copy stand on their words in every program; the paper stays as it is."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from app.domain.anchors import Place, Rect
from app.pdf.client import PdfClient
from app.pdf.errors import CopyNotWritten, PdfError
from app.pdf.marking import NewMark, ReadAnnotations, WriteMarks
from app.pdf.requests import ReadMetadata, ReadText
from app.pdf.text import Span, span_rects
from tests.bench.bench_marks import letters, reads_signs
from tests.services import pdf_files
from tests.services.sentences import pages_of, sentences
from tests.services.test_pdf_worker_pages import PLACED
from tests.services.viewers import (
    Told,
    coloured_in_poppler,
    marked_in_mupdf,
    marked_in_pdfjs,
    marked_in_poppler,
)

pytestmark = pytest.mark.keeps("threads", "children")  # the client lives as long as the module

YELLOW = (245, 243, 114)
SHEER = (249, 248, 170)  # 60 % of it on white
DATE = "D:20261124093000+00'00'"
MARK = NewMark("id-1", "Highlight", (), YELLOW, "Ana Łoś", "Sample size: 412", DATE, DATE)


@pytest.fixture(scope="module")
def client() -> Iterator[PdfClient]:
    """One worker for the whole module."""
    with PdfClient(workers=1) as client:
        yield client


def marked(client: PdfClient, path: Path, password: str | None = None, **other: str) -> Path:
    """Write a copy with a mark on the whole text of page one."""
    page = client.submit(ReadText(path, password, page=0)).result()
    rects = span_rects(page, Span(0, len(page.text)))
    mark = replace(MARK, places=(Place(0, rects),), **other)
    target = path.with_name("marked.pdf")
    client.submit(WriteMarks(path, password, target=target, marks=(mark,))).result()
    return target


@pytest.mark.parametrize("placed", PLACED.values(), ids=PLACED.keys())
def test_a_mark_is_read_back_on_its_word(client: PdfClient, tmp_path: Path, placed: bytes) -> None:
    copy = marked(client, pdf_files.words(tmp_path / "page.pdf", placed))
    (found,) = client.submit(ReadAnnotations(copy)).result()
    assert (found.quote, found.author, found.contents) == (
        "Hamburg",
        "Ana Łoś",
        "Sample size: 412",
    )


@pytest.mark.parametrize("placed", PLACED.values(), ids=PLACED.keys())
def test_mupdf_reads_the_word_under_the_mark(
    client: PdfClient, tmp_path: Path, placed: bytes
) -> None:
    copy = marked(client, pdf_files.words(tmp_path / "page.pdf", placed))
    found = marked_in_mupdf(copy).marks
    assert found == [(0, "Highlight", "Hamburg", "Sample size: 412")]


@pytest.mark.parametrize("viewer", [marked_in_poppler, marked_in_pdfjs])
def test_other_programs_read_the_words_under_the_mark(
    client: PdfClient, tmp_path: Path, viewer: Callable[[Path], Told]
) -> None:
    copy = marked(client, pdf_files.words(tmp_path / "page.pdf", PLACED["upright"]))
    (found,) = viewer(copy).marks
    assert found == (0, "Highlight", "Hamburg", "Sample size: 412")


@pytest.mark.parametrize("viewer", [marked_in_poppler, marked_in_pdfjs])
def test_other_programs_read_random_quotes_of_a_paper(
    client: PdfClient,
    papers: Path,
    tmp_path: Path,
    viewer: Callable[[Path], Told],
) -> None:
    paper = papers / "rct__rct_trial__32485734__PMC7382052.pdf"
    chosen = sentences(pages_of(client, paper), 40, seed=3)
    marks = tuple(
        replace(MARK, mark_id=str(n), contents=str(n), places=(Place(s.page, s.rects),))
        for n, s in enumerate(chosen)
    )
    copy = tmp_path / "marked.pdf"
    client.submit(WriteMarks(paper, None, target=copy, marks=marks)).result()
    seen = {entry[3]: letters(entry[2]) for entry in viewer(copy).marks}
    assert seen == {str(n): letters(sentence.quote) for n, sentence in enumerate(chosen)}


@pytest.mark.parametrize("placed", PLACED.values(), ids=PLACED.keys())
def test_poppler_draws_the_mark_behind_the_word(
    client: PdfClient, tmp_path: Path, placed: bytes
) -> None:
    path = pdf_files.words(tmp_path / "page.pdf", placed)
    page = client.submit(ReadText(path, page=0)).result()
    (rect,) = span_rects(page, Span(0, len(page.text)))
    drawn = coloured_in_poppler(marked(client, path), tmp_path, SHEER)
    sides = (rect.left, rect.top, rect.right, rect.bottom)
    assert (drawn.left, drawn.top, drawn.right, drawn.bottom) == pytest.approx(sides, abs=2)


def test_the_bytes_of_the_paper_come_first(client: PdfClient, tmp_path: Path) -> None:
    path = pdf_files.words(tmp_path / "page.pdf", PLACED["upright"])
    before = path.read_bytes()
    copy = marked(client, path).read_bytes()
    assert (path.read_bytes(), copy[: len(before)]) == (before, before)


def test_a_mark_has_the_entries_that_viewers_read(client: PdfClient, tmp_path: Path) -> None:
    copy = marked(client, pdf_files.words(tmp_path / "page.pdf", PLACED["upright"]))
    annotation = PdfReader(copy).pages[0]["/Annots"][0].get_object()
    said = [annotation[key] for key in ("/F", "/CA", "/NM", "/M", "/CreationDate")]
    assert said == [4, pytest.approx(0.6), "id-1", DATE, DATE]
    assert "/N" in annotation["/AP"]


def test_quads_go_from_the_upper_left_over_the_lower_left(
    client: PdfClient, tmp_path: Path
) -> None:
    copy = marked(client, pdf_files.words(tmp_path / "page.pdf", PLACED["upright"]))
    quad = PdfReader(copy).pages[0]["/Annots"][0].get_object()["/QuadPoints"]
    (x1, y1), (x2, y2), (x3, y3), (x4, y4) = zip(quad[0::2], quad[1::2], strict=True)
    assert (x1, x2, y1, y3) == (x3, x4, y2, y4)
    assert (x1 < x2, y1 > y3) == (True, True)


def test_the_title_of_the_paper_stays(client: PdfClient, tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=pdf_files.words(tmp_path / "page.pdf", PLACED["upright"]))
    writer.add_metadata({"/Title": "Friends of patients, a trial"})
    writer.write(tmp_path / "titled.pdf")
    copy = marked(client, tmp_path / "titled.pdf")
    assert client.submit(ReadMetadata(copy)).result().title == "Friends of patients, a trial"


def test_marks_that_were_there_stay(client: PdfClient, tmp_path: Path) -> None:
    old = b" /Annots [<< /Type /Annot /Subtype /Text /Rect [9 9 29 29] /Contents (old) >>]"
    copy = marked(client, pdf_files.words(tmp_path / "page.pdf", PLACED["upright"] + old))
    found = client.submit(ReadAnnotations(copy)).result()
    assert [entry.contents for entry in found] == ["old", "Sample size: 412"]


@pytest.mark.parametrize("algorithm", ["RC4-40", "RC4-128", "AES-128", "AES-256"])
def test_an_encrypted_paper_stays_encrypted(
    client: PdfClient, tmp_path: Path, algorithm: str
) -> None:
    writer = PdfWriter(clone_from=pdf_files.words(tmp_path / "page.pdf", PLACED["upright"]))
    writer.encrypt("secret", algorithm=algorithm)
    writer.write(tmp_path / "locked.pdf")
    copy = marked(client, tmp_path / "locked.pdf", "secret")
    (found,) = client.submit(ReadAnnotations(copy, "secret")).result()
    assert (found.quote, PdfReader(copy).is_encrypted) == ("Hamburg", True)


def test_a_paper_with_a_damaged_table_of_objects_is_written_anew(
    client: PdfClient, tmp_path: Path
) -> None:
    path = pdf_files.words(tmp_path / "page.pdf", PLACED["upright"])
    path.write_bytes(path.read_bytes().replace(b"startxref\n", b"startxref\n9"))
    (found,) = client.submit(ReadAnnotations(marked(client, path))).result()
    assert found.quote == "Hamburg"


@pytest.mark.parametrize("subtype", ["Underline", "Square", "Text"])
def test_every_kind_of_mark_is_read_back(client: PdfClient, tmp_path: Path, subtype: str) -> None:
    path = pdf_files.words(tmp_path / "page.pdf", PLACED["cropped and turned"])
    seen = PdfReader(marked(client, path, subtype=subtype)).pages[0]["/Annots"][0].get_object()
    assert (seen["/Subtype"], seen["/Contents"]) == (f"/{subtype}", "Sample size: 412")


def test_without_marks_the_copy_is_the_paper(client: PdfClient, tmp_path: Path) -> None:
    path = pdf_files.words(tmp_path / "page.pdf", PLACED["upright"])
    target = tmp_path / "copy.pdf"
    assert client.submit(WriteMarks(path, target=target, marks=())).result() == 0
    assert target.read_bytes() == path.read_bytes()


def test_a_mark_on_a_page_that_is_not_there_is_left_out(client: PdfClient, tmp_path: Path) -> None:
    path = pdf_files.words(tmp_path / "page.pdf", PLACED["upright"])
    mark = replace(MARK, places=(Place(7, (Rect(0, 0, 9, 9),)),))
    request = WriteMarks(path, target=tmp_path / "copy.pdf", marks=(mark,))
    assert client.submit(request).result() == 0


def test_a_folder_that_is_not_there_is_said_in_a_sentence(
    client: PdfClient, tmp_path: Path
) -> None:
    path = pdf_files.words(tmp_path / "page.pdf", PLACED["upright"])
    with pytest.raises(CopyNotWritten, match="answers are safe"):
        client.submit(WriteMarks(path, target=tmp_path / "no" / "copy.pdf", marks=())).result()


def test_a_paper_that_cannot_be_opened_is_said_in_a_sentence(
    client: PdfClient, tmp_path: Path
) -> None:
    (tmp_path / "empty.pdf").touch()
    request = WriteMarks(tmp_path / "empty.pdf", target=tmp_path / "copy.pdf", marks=())
    with pytest.raises(PdfError, match="is empty"):
        client.submit(request).result()


@pytest.mark.parametrize(
    ("under", "is_right"),
    [("Ó The Author", True), ("Ó The Autho", False), ("The Author", False), ("Ó he Author", False)],
)
def test_a_sign_may_be_read_as_a_letter_where_the_programs_own_text_has_it(
    under: str, is_right: bool
) -> None:
    assert reads_signs("\ufffd The Author", under, "Springer 2014Ó The Author(s) 2014") is is_right
