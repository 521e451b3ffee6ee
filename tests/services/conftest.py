"""Review files for the tests: made once by the migrations, then copied."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import Engine, create_engine, text

from db.engine import open_engine, writing
from db.migrate import ensure_current
from tests.services.postgres import running_server
from tests.services.review_rows import add_review
from tests.services.reviews import (
    _empty_folder,
    _sample_folder,
    folder,
    record,
    review,
    sample,
    sample_folder,
)

__all__ = [  # fixtures
    "_empty_folder",
    "_sample_folder",
    "folder",
    "record",
    "review",
    "sample",
    "sample_folder",
]


@pytest.fixture(scope="session")
def _template_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A review file with the rows of `add_review`, made by the migrations."""
    path = tmp_path_factory.mktemp("template") / "review.sqlite"
    ensure_current(path)
    engine = open_engine(path)
    with writing(engine) as session:
        add_review(session)
    engine.dispose()
    return path


@pytest.fixture
def database(_template_database: Path, tmp_path: Path) -> Path:
    """A review file of the test's own."""
    return Path(shutil.copy(_template_database, tmp_path / "review.sqlite"))


@pytest.fixture
def engine(database: Path) -> Iterator[Engine]:
    """An engine on `database`, closed afterwards."""
    opened = open_engine(database)
    yield opened
    opened.dispose()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 1 MB; the test is skipped where none can be mounted."""
    yield from _mounted(tmp_path / "disk", ["-t", "tmpfs", "-o", "size=1m", "tmpfs"])


@pytest.fixture
def review_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 4 MB: room for a review, its journal and the backup made at opening."""
    yield from _mounted(tmp_path / "disk", ["-t", "tmpfs", "-o", "size=4m", "tmpfs"])


@pytest.fixture
def read_only_folder(database: Path, tmp_path: Path) -> Iterator[Path]:
    """The folder of `database`, seen through a mount that refuses writes (also of root)."""
    for point in _mounted(tmp_path.with_name(f"{tmp_path.name}-ro"), ["--bind", str(tmp_path)]):
        mount(["-o", "remount,ro,bind", str(point)])
        yield point


@pytest.fixture(scope="session")
def _server() -> Iterator[str]:
    with running_server() as address:
        yield address


@pytest.fixture
def server_url(_server: str) -> str:
    """The address of an empty PostgreSQL database of the test's own."""
    name = f"review_{uuid4().hex}"
    engine = create_engine(
        _server.replace("postgresql:", "postgresql+pg8000:"), isolation_level="AUTOCOMMIT"
    )
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return _server.removesuffix("postgres") + name


def _mounted(point: Path, arguments: list[str]) -> Iterator[Path]:
    point.mkdir()
    mount([*arguments, str(point)])
    yield point
    subprocess.run(["umount", "--lazy", str(point)], check=True)


def mount(arguments: list[str]) -> None:
    """Mount, or skip the test where that is not allowed."""
    if os.name == "nt" or os.geteuid() != 0:
        pytest.skip("mounting needs root")
    done = subprocess.run(["mount", *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"mounting is not allowed here: {done.stderr.strip()}")
