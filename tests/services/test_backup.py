"""Rolling copies of the review's database."""

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from app.domain.errors import AppError, DiskFull, NotFound, ReviewDamaged, ReviewReadOnly
from app.services.backup import Backup, BackupService, kept
from db.engine import writing
from db.models import StudyRow
from db.snapshot import check, contents, snapshot
from tests.services import damage
from tests.services.review_rows import answer

NOW = datetime(2025, 1, 31, 9, 5, 0, 123_000, tzinfo=UTC)


class Clock:
    """A clock that the test sets."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def backups(database: Path, clock: Clock) -> BackupService:
    """Backups of `database`."""
    return BackupService(database.parent, clock)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def file_at(moment: datetime) -> Path:
    return Path(f"{moment:%Y-%m-%d_%H%M%S}-000_hourly.sqlite")


def test_name_of_a_backup_says_when_and_why(backups: BackupService) -> None:
    made = backups.make("Before update: 2/3")
    assert made.path.name == "2025-01-31_090500-123_before-update-2-3.sqlite"


def test_backup_says_what_it_holds(backups: BackupService, engine: Engine) -> None:
    with writing(engine) as session:
        session.add(answer("a1", "aim", "to map"))
    made = backups.make("hourly")
    assert (made.made_at, made.reason) == (NOW, "hourly")
    assert (made.studies, made.answers) == (1, 1)
    assert made.size == made.path.stat().st_size


def test_backup_of_an_open_review_is_sound(backups: BackupService, engine: Engine) -> None:
    with writing(engine) as session:
        session.add(StudyRow(id="new", label="not yet saved"))
        session.flush()
        made = backups.make("hourly")
    assert check(made.path).is_sound
    assert made.studies == 1


def test_two_backups_of_one_moment_are_kept_apart(backups: BackupService) -> None:
    first, second = backups.make("opened"), backups.make("opened")
    assert backups.list() == (second, first)


def test_newest_backup_is_listed_first(backups: BackupService, clock: Clock) -> None:
    backups.make("zzz")
    clock.now += timedelta(days=400)
    newest = backups.make("aaa")
    assert backups.list()[0] == newest


def test_backups_of_a_new_review_are_none(backups: BackupService) -> None:
    assert backups.list() == ()


def test_files_of_others_are_not_listed(backups: BackupService, database: Path) -> None:
    made = backups.make("opened")
    (made.path.parent / "notes.sqlite").write_bytes(b"x")
    assert backups.list() == (made,)


def test_backup_that_does_not_read_is_listed_without_counts(backups: BackupService) -> None:
    made = backups.make("opened")
    damage.overwrite_start(made.path)
    assert [(entry.studies, entry.answers) for entry in backups.list()] == [(None, None)]


@pytest.mark.parametrize("harm", [damage.truncate, damage.overwrite_start, damage.dangle])
def test_damaged_review_makes_no_backup(
    backups: BackupService, database: Path, harm: Callable[[Path], None]
) -> None:
    harm(database)
    with pytest.raises(ReviewDamaged, match=r"review\.sqlite"):
        backups.make("hourly")
    assert backups.list() == ()


def test_damaged_review_drops_no_good_backup(
    backups: BackupService, database: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.services.backup.NEWEST", 1)
    good = backups.make("hourly")
    damage.dangle(database)
    clock.now += timedelta(minutes=1)
    with pytest.raises(ReviewDamaged):
        backups.make("hourly")
    assert backups.list() == (good,)


def test_backup_of_no_review_is_refused(tmp_path: Path, clock: Clock) -> None:
    with pytest.raises(NotFound):
        BackupService(tmp_path, clock).make("opened")


@pytest.mark.parametrize(("hours", "stays"), [(2, False), (0, True)])
def test_half_copy_is_swept_away_when_nobody_can_be_at_it(
    backups: BackupService, hours: int, stays: bool
) -> None:
    part = backups.make("opened").path.with_name(".2025-01-31_080000-000_hourly.sqlite.part")
    part.write_bytes(b"half")
    os.utime(part, (part.stat().st_atime, part.stat().st_mtime - hours * 3600))
    backups.make("hourly")
    assert part.exists() is stays


def test_first_backup_is_due(backups: BackupService) -> None:
    assert backups.due(NOW)


@pytest.mark.parametrize(("minutes", "expected"), [(59, False), (60, True), (-90, True)])
def test_backup_of_a_changed_review_is_due_after_an_hour(
    backups: BackupService, minutes: int, expected: bool
) -> None:
    backups.make("opened")
    assert backups.due(NOW + timedelta(minutes=minutes)) is expected


def test_backup_of_an_unchanged_review_is_not_due(
    backups: BackupService, database: Path, clock: Clock
) -> None:
    clock.now = datetime.fromtimestamp(database.stat().st_mtime, UTC) + timedelta(seconds=1)
    backups.make("opened")
    assert not backups.due(clock.now + timedelta(hours=5))


def test_change_that_is_only_in_the_wal_makes_a_backup_due(
    backups: BackupService, engine: Engine, database: Path, clock: Clock
) -> None:
    os.utime(database, (0, 0))
    backups.make("opened")
    with writing(engine) as session:
        session.add(StudyRow(id="new", label="Zhao 2021"))
    assert database.stat().st_mtime == 0
    assert backups.due(clock.now + timedelta(hours=5))


def test_newest_ten_are_kept() -> None:
    paths = [file_at(NOW - timedelta(minutes=number)) for number in range(30)]
    assert kept(paths) == set(paths[:10])


def test_last_copy_of_recent_days_and_weeks_is_kept() -> None:
    hours = [file_at(NOW - timedelta(hours=number)) for number in range(24 * 100)]
    days = {path.name[:10] for path in kept(hours)}
    fortnight = {f"{NOW - timedelta(days=number):%Y-%m-%d}" for number in range(14)}
    sundays = {f"{NOW - timedelta(days=5 + 7 * number):%Y-%m-%d}" for number in range(7)}
    assert days == fortnight | sundays


def test_what_is_not_kept_is_dropped_after_the_new_copy_is_verified(
    backups: BackupService, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.services.backup.NEWEST", 2)
    oldest = backups.make("one")
    clock.now += timedelta(minutes=1)
    backups.make("two")
    clock.now += timedelta(minutes=1)
    backups.make("three")
    assert [entry.reason for entry in backups.list()] == ["three", "two"]
    assert not oldest.path.exists()


def test_copy_just_made_stays_when_the_clock_was_set_back(
    backups: BackupService, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("NEWEST", "DAYS", "WEEKS"):
        monkeypatch.setattr(f"app.services.backup.{name}", 1)
    backups.make("one")
    clock.now -= timedelta(days=3650)
    assert backups.make("two") in backups.list()


def test_full_disk_leaves_no_half_backup(small_disk: Path, database: Path, clock: Clock) -> None:
    snapshot(database, small_disk / "review.sqlite")
    (small_disk / "film").write_bytes(bytes(400_000))
    with pytest.raises(DiskFull, match="_opened"):
        BackupService(small_disk, clock).make("opened")
    assert names(small_disk / "backups") == []


def test_read_only_folder_takes_no_backup(read_only_folder: Path, clock: Clock) -> None:
    with pytest.raises(ReviewReadOnly):
        BackupService(read_only_folder, clock).make("opened")


def test_backup_is_copied_elsewhere(backups: BackupService, tmp_path: Path) -> None:
    target = backups.copy_to(backups.make("opened"), tmp_path / "copy.sqlite")
    assert contents(target).studies == 1


def test_copy_never_replaces_a_file(backups: BackupService, tmp_path: Path) -> None:
    (tmp_path / "copy.sqlite").write_bytes(b"mine")
    with pytest.raises(AppError, match="already"):
        backups.copy_to(backups.make("opened"), tmp_path / "copy.sqlite")
    assert (tmp_path / "copy.sqlite").read_bytes() == b"mine"


def test_damaged_backup_is_not_copied_elsewhere(backups: BackupService, tmp_path: Path) -> None:
    made: Backup = backups.make("opened")
    damage.dangle(made.path)
    with pytest.raises(ReviewDamaged, match="opened"):
        backups.copy_to(made, tmp_path / "copy.sqlite")
    assert not (tmp_path / "copy.sqlite").exists()
