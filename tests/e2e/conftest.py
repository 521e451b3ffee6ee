"""A window over a fresh copy of the sample review."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.bootstrap import open_review
from tests.e2e.driver import Driver
from tests.services.reviews import _sample_folder, sample_folder

HALF_DONE = "Ghossoub 2017"

__all__ = ["_sample_folder", "sample_folder"]  # fixtures


@pytest.fixture
def start(qtbot: QtBot, tmp_path: Path) -> Iterator[Driver]:
    """A window that shows the start screen."""
    driver = Driver(qtbot, tmp_path)
    yield driver
    driver.close()


@pytest.fixture(scope="session")
def _left_half_done(_sample_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of the sample as it is when the half-done study was open last."""
    folder = shutil.copytree(_sample_folder, tmp_path_factory.mktemp("half") / "review")
    with open_review(folder) as review:
        review.places.put(review.records.find_study(HALF_DONE).study_id, {})
    return folder / "review.sqlite"


@pytest.fixture
def driver(start: Driver, sample_folder: Path, _left_half_done: Path) -> Driver:
    """A window with a copy of the sample, at the half-done study."""
    shutil.copyfile(_left_half_done, sample_folder / "review.sqlite")
    start.open(sample_folder)
    start.open_study(HALF_DONE)
    return start
