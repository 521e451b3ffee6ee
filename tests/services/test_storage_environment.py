"""Full disks, folders that refuse writes, damage: what the reviewer is told, and what stays."""

import errno
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.exc import DBAPIError

from app.domain.errors import (
    AppError,
    DiskFull,
    NotFound,
    ReviewDamaged,
    ReviewLocked,
    ReviewReadOnly,
    ReviewTooNew,
)
from app.services.environment import translated
from db.engine import open_engine, reading, writing
from db.migrate import MigrationFailed, NewerSchema, NotAReview, OlderSchema, ensure_current
from db.models import StudyRow
from db.snapshot import check, counts, snapshot
from tests.services import damage


def raise_within(error: Exception, path: Path = Path("/reviews/review.sqlite")) -> None:
    with translated(path):
        raise error


def fill_up(engine: Engine) -> int:
    """Add studies until the disk refuses; return how many were saved."""
    for number in range(10_000):
        try:
            with writing(engine) as session:
                session.add(StudyRow(id=f"s{number}", label="x" * 4000))
        except DBAPIError:
            return number
    raise AssertionError("the disk never filled up")


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (OSError(errno.ENOSPC, "full"), DiskFull),
        (OSError(errno.EDQUOT, "quota"), DiskFull),
        (OSError(errno.EROFS, "read-only"), ReviewReadOnly),
        (PermissionError(errno.EACCES, "denied"), ReviewReadOnly),
        (FileNotFoundError(errno.ENOENT, "gone"), NotFound),
        (NewerSchema("9999"), ReviewTooNew),
        (OlderSchema("0001"), ReviewReadOnly),
        (NotAReview(), ReviewDamaged),
        (MigrationFailed("rows are missing from study"), AppError),
    ],
)
def test_refusal_becomes_a_known_error(error: Exception, expected: type[AppError]) -> None:
    with pytest.raises(expected):
        raise_within(error)


@pytest.mark.parametrize(
    "error", [ValueError("bug"), OSError(errno.EPIPE, "bug"), sqlite3.ProgrammingError("closed")]
)
def test_bug_passes_as_it_is(error: Exception) -> None:
    with pytest.raises(type(error)) as caught:
        raise_within(error)
    assert caught.value is error


def test_file_that_was_refused_is_named() -> None:
    with pytest.raises(DiskFull, match="export of today"):
        raise_within(OSError(errno.ENOSPC, "full", "/usb/export of today"))


def test_locked_database_is_said_to_be_in_use(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.sqlite.BUSY_SECONDS", 0.05)
    engine = open_engine(database)
    with closing(sqlite3.connect(database)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(ReviewLocked), translated(database), writing(engine) as session:
            session.scalars(select(StudyRow)).all()
    engine.dispose()


def test_damaged_database_is_said_to_be_damaged(database: Path) -> None:
    damage.overwrite_start(database)
    engine = open_engine(database)
    with pytest.raises(ReviewDamaged), translated(database), reading(engine) as session:
        session.scalars(select(StudyRow)).all()
    engine.dispose()


def test_missing_database_is_said_to_be_missing(tmp_path: Path) -> None:
    engine = open_engine(tmp_path / "none.sqlite")
    with pytest.raises(NotFound), translated(tmp_path / "none.sqlite"), engine.connect():
        pass


def test_full_disk_is_said_to_be_full(small_disk: Path, database: Path) -> None:
    path = small_disk / "review.sqlite"
    snapshot(database, path)
    engine = open_engine(path)
    fill_up(engine)
    with pytest.raises(DiskFull, match=str(path)), translated(path), writing(engine) as session:
        session.add(StudyRow(id="last", label="x" * 100_000))
    engine.dispose()


@pytest.mark.parametrize("journal", ["wal", "delete"])
def test_full_disk_loses_nothing_that_was_saved(
    small_disk: Path, database: Path, journal: str
) -> None:
    path = small_disk / "review.sqlite"
    snapshot(database, path)
    engine = open_engine(path, journal="wal" if journal == "wal" else "delete")
    saved = fill_up(engine)
    engine.dispose()
    assert counts(path, "study") == {"study": saved + 1}
    assert check(path).is_sound


def test_full_disk_keeps_the_earlier_copy(small_disk: Path, database: Path) -> None:
    target = small_disk / "copy.sqlite"
    target.write_bytes(b"earlier")
    (small_disk / "film").write_bytes(bytes(900_000))
    with pytest.raises(DiskFull), translated(target):
        snapshot(database, target)
    assert target.read_bytes() == b"earlier"
    assert sorted(os.listdir(small_disk)) == ["copy.sqlite", "film"]


def test_full_disk_makes_no_half_review(small_disk: Path) -> None:
    (small_disk / "film").write_bytes(bytes(900_000))
    with pytest.raises(DiskFull), translated(small_disk):
        ensure_current(small_disk / "review.sqlite")
    assert os.listdir(small_disk) == ["film"]


def test_read_only_folder_can_be_read(read_only_folder: Path) -> None:
    engine = open_engine(read_only_folder / "review.sqlite", read_only=True)
    with reading(engine) as session:
        assert session.scalars(select(StudyRow.label)).all() == ["Lee 2020"]
    engine.dispose()


def test_read_only_folder_can_be_copied_and_checked(read_only_folder: Path, tmp_path: Path) -> None:
    snapshot(read_only_folder / "review.sqlite", tmp_path / "copy.sqlite")
    assert check(read_only_folder / "review.sqlite").is_sound
    assert counts(tmp_path / "copy.sqlite", "study") == {"study": 1}


def test_write_in_a_read_only_folder_is_refused(read_only_folder: Path) -> None:
    path = read_only_folder / "review.sqlite"
    engine = open_engine(path)
    with pytest.raises(ReviewReadOnly), translated(path), writing(engine) as session:
        session.add(StudyRow(id="new", label="Zhao 2021"))
    engine.dispose()


def test_changes_that_a_read_only_folder_hides_are_not_passed_over(
    database: Path, read_only_folder: Path
) -> None:
    damage.leave_wal(database, "UPDATE study SET label = 'newer'")
    database.with_name("review.sqlite-shm").unlink()
    path = read_only_folder / "review.sqlite"
    engine = open_engine(path, read_only=True)
    with pytest.raises(ReviewReadOnly, match="last changes"), translated(path), engine.connect():
        pass
    engine.dispose()
