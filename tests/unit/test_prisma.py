"""The flow diagram is drawn whole: every number, nothing beyond its box, text as text."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pikepdf
import pytest
from PIL import Image
from pypdf import PdfReader

from app.domain.flow import Flow
from app.export.files import ExportExists
from app.export.prisma import PADDING, Diagram, diagram, number
from app.export.prisma_files import FORMATS, measure, rendered, write_diagram
from app.export.prisma_words import Wording
from tests.unit.test_flow import FLOW, HEDCO

MEASURE = measure()
LEFT_ONLY = replace(HEDCO, reasons=(("Ineligible study design - not empirical research", 188),))


def drawn(flow: Flow = FLOW, wording: Wording = Wording.SCR) -> Diagram:
    return diagram(flow, MEASURE, wording)


@pytest.mark.parametrize("flow", [Flow(), FLOW, HEDCO, LEFT_ONLY])
def test_every_line_fits_its_box(flow: Flow) -> None:
    made = drawn(flow)
    over = [
        line
        for box in made.boxes
        if not box.turned
        for line in box.lines
        if MEASURE(line, box.bold) > box.width - 2 * PADDING
    ]
    assert over == []


@pytest.mark.parametrize("flow", [Flow(), FLOW, HEDCO])
def test_boxes_do_not_overlap_and_lie_on_the_page(flow: Flow) -> None:
    made = drawn(flow)
    edges = [(b.x, b.y, b.x + b.width, b.y + b.height) for b in made.boxes]
    hits = [
        (one, two)
        for place, one in enumerate(edges)
        for two in edges[place + 1 :]
        if one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]
    ]
    assert hits == []
    assert max(e[2] for e in edges) < made.width
    assert max(e[3] for e in edges) < made.height


def test_diagram_says_every_number() -> None:
    text = drawn().text
    missing = [
        n
        for n in (1050, 200, 10, 40, 800, 700, 100, 5, 95, 60, 18, 3, 15, 49)
        if number(n) not in text
    ]
    assert missing == []


def test_arms_show_only_when_they_are_used() -> None:
    assert "other methods" in drawn().text
    assert "other methods" not in drawn(HEDCO).text
    assert "previous version" not in drawn(HEDCO).text


@pytest.mark.parametrize(
    ("wording", "words"),
    [
        (Wording.PRISMA, "Reports sought for retrieval"),
        (Wording.SCR, "Sources of evidence included"),
        (Wording.JBI, "Reference lists searched (third step)"),
    ],
)
def test_boxes_use_the_wording_that_is_chosen(wording: Wording, words: str) -> None:
    assert words in drawn(FLOW, wording).text


def test_svg_is_well_formed_and_its_text_is_text() -> None:
    odd = replace(HEDCO, reasons=(("<b> & \x01\u2028 “quoted”", 375),))
    root = ElementTree.fromstring(rendered(drawn(odd), "svg"))
    texts = [node.text for node in root.iter("{http://www.w3.org/2000/svg}text")]
    assert any("<b> & “quoted”" in (text or "") for text in texts)


def test_pdf_holds_text_in_an_embedded_font() -> None:
    content = rendered(drawn(HEDCO), "pdf")
    assert "Records screened" in PdfReader(io.BytesIO(content)).pages[0].extract_text()
    with pikepdf.open(io.BytesIO(content)) as file:
        fonts = file.pages[0].Resources.Font
        assert all("NotoSans" in str(fonts[name].BaseFont) for name in fonts)


def test_png_has_600_dots_an_inch() -> None:
    made = drawn(HEDCO)
    content = rendered(made, "png")
    width = int.from_bytes(content[16:20], "big")
    assert content.startswith(b"\x89PNG")
    assert width == pytest.approx(made.width / 72 * 600, abs=1)


def test_word_file_has_a_shape_for_every_box_and_line() -> None:
    made = drawn()
    lines = sum(len(arrow.points) - 1 for arrow in made.arrows)
    with zipfile.ZipFile(io.BytesIO(rendered(made, "docx"))) as archive:
        root = ElementTree.fromstring(archive.read("word/document.xml"))
    space = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
    assert len(list(root.iter(f"{space}wsp"))) == len(made.boxes) + lines


def test_diagram_is_never_written_over_a_file(tmp_path: Path) -> None:
    path = tmp_path / "flow.svg"
    write_diagram(drawn(), path)
    with pytest.raises(ExportExists):
        write_diagram(drawn(), path)


def test_other_formats_are_refused() -> None:
    assert FORMATS == ("svg", "pdf", "png", "tiff", "docx")
    with pytest.raises(ValueError, match="gif"):
        rendered(drawn(), "gif")


@pytest.mark.parametrize("width", [84.0, 174.0])
@pytest.mark.parametrize("flow", [FLOW, HEDCO])
def test_drawing_is_exactly_as_wide_as_chosen(flow: Flow, width: float) -> None:
    made = diagram(flow, MEASURE, Wording.SCR, width)
    assert made.width == pytest.approx(width / 25.4 * 72)
    assert max(box.x + box.width for box in made.boxes) < made.width
    assert made.text == drawn(flow).text


def test_text_of_two_columns_can_be_read() -> None:
    assert diagram(FLOW, MEASURE, Wording.SCR, 174.0).size >= 7


def test_png_of_a_column_has_600_dots_an_inch() -> None:
    picture = Image.open(io.BytesIO(rendered(diagram(HEDCO, MEASURE, Wording.SCR, 84.0), "png")))
    assert picture.width == pytest.approx(84 / 25.4 * 600, abs=1)
