"""How other programs see a PDF with marks: poppler draws it, MuPDF reads what is under them."""

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from pypdf import PdfReader

from app.domain.anchors import Rect

SCRIPTS = Path(__file__).parent / "scripts"
_UNDER_QUADS = """
var document = new PDFDocument(scriptArgs[0]);
var found = [], texts = {};
for (var number = 0; number < document.countPages(); ++number) {
    var page = document.loadPage(number);
    var marks = page.getAnnotations();
    var glyphs = [];
    if (marks.length > 0)
        page.toStructuredText("preserve-whitespace").walk({
            onChar: function (c, origin, font, size, quad) {
                glyphs.push([c, quad]);
            }
        });
    if (marks.length > 0) texts[number] = glyphs.map(function (g) { return g[0]; }).join("");
    for (var m = 0; m < marks.length; ++m) {
        var type = marks[m].getType();
        if (type != "Highlight" && type != "Underline") continue;
        var quads = marks[m].getQuadPoints(), text = "";
        for (var q = 0; q < quads.length; ++q)
            for (var g = 0; g < glyphs.length; ++g) {
                var box = glyphs[g][1];
                var x = (Math.min(box[0], box[2], box[4]) + Math.max(box[0], box[2], box[4])) / 2;
                var y = (Math.min(box[1], box[3], box[5]) + Math.max(box[1], box[3], box[5])) / 2;
                var k = quads[q];
                if (x >= Math.min(k[0], k[2], k[4], k[6]) && x <= Math.max(k[0], k[2], k[4], k[6])
                 && y >= Math.min(k[1], k[3], k[5], k[7]) && y <= Math.max(k[1], k[3], k[5], k[7]))
                    text += glyphs[g][0];
            }
        found.push([number, type, text, marks[m].getContents()]);
    }
}
print(JSON.stringify([found, texts]));
"""

Told = tuple[list[tuple[int, str, str, str]], dict[int, str]]
"""Page, kind, text under the quads and contents of each mark; the program's own text of pages."""


def marked_in_mupdf(path: Path, place: Path) -> Told:
    """Return what MuPDF reads."""
    tool = shutil.which("mutool")
    if tool is None:
        pytest.skip("MuPDF's mutool is not installed")
    script = place / "under_quads.js"
    script.write_text(_UNDER_QUADS, encoding="utf-8")
    return _printed([tool, "run", script, path])


def marked_in_poppler(path: Path) -> Told:
    """Return what poppler reads."""
    tool = "/usr/bin/python3"
    asked = [tool, "-c", "import gi; gi.require_version('Poppler', '0.18')"]
    if (
        not Path(tool).exists()
        or subprocess.run(asked, check=False, capture_output=True).returncode
    ):
        pytest.skip("poppler's bindings for the system's Python are not installed")
    turns = ",".join(str(page.rotation % 360) for page in PdfReader(path).pages)
    return _printed([tool, SCRIPTS / "poppler_marks.py", path, turns])


def marked_in_pdfjs(path: Path) -> Told:
    """Return what pdf.js reads."""
    tool, folder = shutil.which("node"), os.environ.get("CHARTDESK_PDFJS", "")
    if tool is None or not (Path(folder) / "legacy" / "build").is_dir():
        pytest.skip("Node or pdf.js (CHARTDESK_PDFJS: the folder of pdfjs-dist) is not there")
    return _printed([tool, SCRIPTS / "pdfjs_marks.mjs", folder, path])


def _printed(command: Sequence[str | Path]) -> Told:
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=True)
    marks, texts = json.loads(done.stdout)
    return [tuple(entry) for entry in marks], {int(page): text for page, text in texts.items()}


def coloured_in_poppler(path: Path, place: Path, colour: tuple[int, int, int]) -> Rect:
    """Return the box of the pixels of a colour on page one, in points."""
    tool = shutil.which("pdftoppm")
    if tool is None:
        pytest.skip("poppler's pdftoppm is not installed")
    target = place / "drawn"
    drawn = subprocess.run(
        [tool, "-r", "72", "-cropbox", "-singlefile", str(path), str(target)],
        capture_output=True,
        check=True,
    )
    assert not drawn.stderr
    head, pixels = _picture(target.with_suffix(".ppm").read_bytes())
    places = [
        divmod(at // 3, head)
        for at in range(0, len(pixels), 3)
        if all(abs(pixels[at + n] - colour[n]) < 12 for n in range(3))
    ]
    rows, columns = [row for row, _ in places], [column for _, column in places]
    return Rect(min(columns), min(rows), max(columns) + 1, max(rows) + 1)


def _picture(ppm: bytes) -> tuple[int, bytes]:
    """Return the width and the pixels of a binary PPM."""
    _, width, height, _ = ppm.split(maxsplit=4)[:4]
    return int(width), ppm[-3 * int(width) * int(height) :]
