"""An open review whose form demands everything that a form may demand."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.bootstrap import Review, open_review
from app.creating import create_review
from app.domain.records import Record
from tests.services.reviews import add_study
from tests.unit.form_samples import RICH


@pytest.fixture(scope="session")
def _rich_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A review with one study."""
    folder = tmp_path_factory.mktemp("rich")
    (folder / "form.json").write_text(json.dumps(RICH), encoding="utf-8")
    create_review(
        folder / "review", title="Rich", template_id=str(folder / "form.json"), reviewer="Ana Ortiz"
    )
    with open_review(folder / "review") as review:
        add_study(review)
    return folder / "review"


@pytest.fixture
def rich_folder(_rich_folder: Path, tmp_path: Path) -> Path:
    """A closed copy of the review."""
    return Path(shutil.copytree(_rich_folder, tmp_path / "rich"))


@pytest.fixture
def rich(rich_folder: Path) -> Iterator[Review]:
    """An open copy of the review."""
    with open_review(rich_folder) as opened:
        yield opened


@pytest.fixture
def rich_record(rich: Review) -> Record:
    """Ana's record of its study."""
    return rich.records.records()[0]
