"""The pictures of the documents are drawn by a script that can be run."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtGui import QImage


@pytest.fixture(scope="module")
def script(root: Path) -> ModuleType:
    """The script, imported but not run."""
    spec = importlib.util.spec_from_file_location("screenshots", root / "docs" / "screenshots.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["screenshots"] = module
    spec.loader.exec_module(module)
    return module


def test_every_picture_is_there_in_its_size(script: ModuleType) -> None:
    drawn = {p.name: QImage(str(script.IMAGES / p.name)).size().toTuple() for p in script.PICTURES}
    assert drawn == {picture.name: picture.size for picture in script.PICTURES}


def test_the_readme_shows_a_picture_of_the_script(script: ModuleType, root: Path) -> None:
    readme = (root / "README.md").read_text(encoding="utf-8")
    assert any(f"docs/images/{picture.name}" in readme for picture in script.PICTURES)
