"""A reader with workers of its own, over a real paper of two columns."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.pdf.client import PdfClient
from tests.ui.reader_driver import Driver

TWO_COLUMNS = "effsize__40708_2014_Article_5.pdf"


@pytest.fixture
def client() -> Iterator[PdfClient]:
    """The workers."""
    with PdfClient() as client:
        yield client


@pytest.fixture
def reader(qtbot: QtBot, client: PdfClient, papers: Path) -> Driver:
    """A pane that shows the paper."""
    driver = Driver(qtbot, client)
    driver.open(papers / TWO_COLUMNS, "Abbass 2014")
    return driver
