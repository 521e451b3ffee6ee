"""How other programs see a PDF with marks: poppler draws it, MuPDF reads what is under them."""

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import pytest
from pypdf import PdfReader

from app.domain.anchors import Rect

DARK = 128  # of 255
SCRIPTS = Path(__file__).parent / "scripts"
Glyph = tuple[str, Rect]
"""A character and the box that the program gives it, in points of the page as displayed."""

Command = Sequence[str | Path]


class Told(NamedTuple):
    """What a program tells of a file: of each mark its page, its kind, the text under its quads
    and its contents; its own text of the pages; and of marks by their contents the text that
    pdf.js keeps with them, with the reason why that is not what it draws there ("" if it is)."""

    marks: list[tuple[int, str, str, str]]
    texts: dict[int, str]
    kept: list[tuple[str, str, str]]


def told_by(viewer: str, paths: Sequence[Path]) -> list[Told]:
    """Return what MuPDF, poppler or pdf.js reads in files; skips the test where it is not there."""
    command = {"MuPDF": _asked_of_mupdf, "poppler": _asked_of_poppler, "pdf.js": _asked_of_pdfjs}
    done = _run(command[viewer](paths))
    return [_told(line) for line in done.stdout.split("\n") if line]


def marked_in_mupdf(path: Path) -> Told:
    """Return what MuPDF reads."""
    return told_by("MuPDF", [path])[0]


def marked_in_poppler(path: Path) -> Told:
    """Return what poppler reads."""
    return told_by("poppler", [path])[0]


def marked_in_pdfjs(path: Path) -> Told:
    """Return what pdf.js reads."""
    return told_by("pdf.js", [path])[0]


def _asked_of_mupdf(paths: Sequence[Path]) -> Command:
    tool = shutil.which("mutool")
    if tool is None:
        pytest.skip("MuPDF's mutool is not installed")
    return [tool, "run", SCRIPTS / "mupdf_marks.js", "marks", *paths]


def _asked_of_poppler(paths: Sequence[Path]) -> Command:
    tool = "/usr/bin/python3"
    asked = [tool, "-c", "import gi; gi.require_version('Poppler', '0.18')"]
    if (
        not Path(tool).exists()
        or subprocess.run(asked, check=False, capture_output=True).returncode
    ):
        pytest.skip("poppler's bindings for the system's Python are not installed")
    turned = [f"{path}={_turns(path)}" for path in paths]
    return [tool, SCRIPTS / "poppler_marks.py", "marks", *turned]


def _turns(path: Path) -> str:
    return ",".join(str(page.rotation % 360) for page in PdfReader(path).pages)


def _asked_of_pdfjs(paths: Sequence[Path]) -> Command:
    return [*_pdfjs(), "marks", *paths]


def _pdfjs() -> Command:
    tool, folder = shutil.which("node"), os.environ.get("CHARTDESK_PDFJS", "")
    if tool is None or not (Path(folder) / "legacy" / "build").is_dir():
        pytest.skip("Node or pdf.js (CHARTDESK_PDFJS: the folder of pdfjs-dist) is not there")
    return [tool, SCRIPTS / "pdfjs_marks.mjs", folder]


def glyphs_in_poppler(path: Path, page: int) -> list[Glyph]:
    """Return the glyphs of a page (from 0) with poppler's own boxes."""
    return _boxed(["/usr/bin/python3", SCRIPTS / "poppler_marks.py", "glyphs", path, str(page)])


def glyphs_in_mupdf(path: Path, page: int) -> list[Glyph]:
    """Return the glyphs of a page (from 0) with MuPDF's own boxes."""
    tool = shutil.which("mutool") or ""
    return _boxed([tool, "run", SCRIPTS / "mupdf_marks.js", "glyphs", path, str(page)])


def glyphs_in_pdfjs(path: Path, page: int) -> list[Glyph]:
    """Return the glyphs of a page (from 0) where pdf.js draws them."""
    return _boxed([*_pdfjs(), "glyphs", path, str(page)])


def _boxed(command: Command) -> list[Glyph]:
    return [(char, Rect(*box[:4])) for char, *box in json.loads(_run(command).stdout)]


def _told(line: str) -> Told:
    marks, texts, *kept = json.loads(line)
    pages = {int(page): text for page, text in texts.items()}
    return Told(list(map(tuple, marks)), pages, list(map(tuple, *kept)) if kept else [])


def _run(command: Command) -> subprocess.CompletedProcess[str]:
    return subprocess.run(list(map(str, command)), capture_output=True, text=True, check=True)


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


@dataclass(frozen=True, slots=True)
class Drawing:
    """A page as another program draws it in grey; rows of bytes, 0 is black."""

    width: int
    pixels: bytes
    scale: float  # pixels a point

    def ink(self, box: Rect) -> Rect | None:
        """Return the box around what is dark in a part of the page; None where nothing is."""
        left, right = round(box.left * self.scale), round(box.right * self.scale)
        rows = range(max(0, round(box.top * self.scale)), round(box.bottom * self.scale))
        dark = [y for y in rows if min(self._row(y, left, right), default=255) < DARK]
        if not dark:
            return None
        return Rect(box.left, dark[0] / self.scale, box.right, (dark[-1] + 1) / self.scale)

    def _row(self, y: int, left: int, right: int) -> bytes:
        return self.pixels[y * self.width + max(0, left) : y * self.width + right]


def drawn_by(viewer: str, path: Path, page: int, place: Path) -> Drawing:
    """Return a page (from 0) as poppler or MuPDF draws it, at 144 dots an inch."""
    target = place / "page.pgm"
    if viewer == "poppler":
        which = ["-f", str(page + 1), "-l", str(page + 1), "-singlefile", "-cropbox"]
        command = ["pdftoppm", "-r", "144", "-gray", *which, path, target.with_suffix("")]
    else:
        command = [
            "mutool",
            "draw",
            "-q",
            "-r",
            "144",
            "-c",
            "gray",
            "-o",
            target,
            path,
            str(page + 1),
        ]
    subprocess.run(list(map(str, command)), capture_output=True, check=True)
    _, width, height, _ = target.read_bytes().split(maxsplit=4)[:4]
    pixels = target.read_bytes()[-int(width) * int(height) :]
    return Drawing(int(width), pixels, 2.0)


def _picture(ppm: bytes) -> tuple[int, bytes]:
    """Return the width and the pixels of a binary PPM."""
    _, width, height, _ = ppm.split(maxsplit=4)[:4]
    return int(width), ppm[-3 * int(width) * int(height) :]
