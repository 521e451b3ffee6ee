"""A window over a fresh copy of the sample review."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.e2e.driver import Driver
from tests.services.reviews import _sample_folder, sample_folder

__all__ = ["_sample_folder", "sample_folder"]  # fixtures


@pytest.fixture
def start(qtbot: QtBot, tmp_path: Path) -> Iterator[Driver]:
    """A window that shows the start screen."""
    driver = Driver(qtbot, tmp_path)
    yield driver
    driver.close()


@pytest.fixture
def driver(start: Driver, sample_folder: Path) -> Driver:
    """A window with a copy of the sample, at the half-done study."""
    start.open(sample_folder)
    start.open_study("Ghossoub 2017")
    return start
