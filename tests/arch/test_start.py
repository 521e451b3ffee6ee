"""What the window loads before it is asked for more."""

import subprocess
import sys
from pathlib import Path

DEAR = ("openpyxl", "numpy", "matplotlib", "docx", "lxml", "pikepdf", "pypdf", "pypdfium2", "PIL")
SAY = f"import sys, ui.open_review; print([name for name in {DEAR!r} if name in sys.modules])"


def test_opening_a_review_loads_no_writer_of_files_and_no_reader_of_pdfs(root: Path) -> None:
    said = subprocess.run(
        [sys.executable, "-c", SAY], cwd=root, capture_output=True, text=True, check=True
    )
    assert said.stdout.strip() == "[]"
