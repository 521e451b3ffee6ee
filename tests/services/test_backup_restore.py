"""The way back to a copy of the review's database."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.domain.errors import DiskFull, NotFound, ReviewDamaged, ReviewTooNew
from app.services.backup import Backup, BackupService
from db.snapshot import check, contents, counts, snapshot
from db.sqlite import SIDECARS
from tests.services import damage

NOW = datetime(2025, 1, 31, 9, 5, tzinfo=UTC)
ADD_STUDY = "INSERT INTO study VALUES ('late','Zhao 2021','',1,0)"


@pytest.fixture
def backups(database: Path) -> BackupService:
    """Backups of `database`."""
    return BackupService(database.parent, lambda: NOW)


@pytest.fixture
def earlier(backups: BackupService, database: Path) -> Backup:
    """A copy with one study of a review that has two now."""
    made = backups.make("opened")
    damage.execute(database, ADD_STUDY)
    return made


def test_restored_review_is_the_one_of_the_copy(
    backups: BackupService, earlier: Backup, database: Path
) -> None:
    backups.restore(earlier.path)
    assert counts(database, "study") == {"study": 1}
    assert check(database).is_sound


def test_restore_keeps_what_was_there(backups: BackupService, earlier: Backup) -> None:
    before = backups.restore(earlier.path)
    assert before is not None
    assert (before.reason, before.studies) == ("before-restore", 2)


def test_restore_can_be_taken_back(backups: BackupService, earlier: Backup, database: Path) -> None:
    before = backups.restore(earlier.path)
    assert before is not None
    backups.restore(before.path)
    assert counts(database, "study") == {"study": 2}


def test_copy_that_is_restored_is_not_dropped(
    earlier: Backup, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("NEWEST", "DAYS", "WEEKS"):
        monkeypatch.setattr(f"app.services.backup.{name}", 1)
    later = BackupService(earlier.path.parents[1], lambda: NOW + timedelta(minutes=1))
    later.restore(earlier.path)
    assert earlier.path.exists()


def test_stale_wal_does_not_undo_the_restore(
    backups: BackupService, earlier: Backup, database: Path
) -> None:
    damage.leave_wal(database, "INSERT INTO study VALUES ('wal','in the wal','',2,0)")
    before = backups.restore(earlier.path)
    assert counts(database, "study") == {"study": 1}
    assert before is not None
    assert before.studies == 3


def test_stale_journals_of_a_lost_database_are_moved_away(
    backups: BackupService, earlier: Backup, database: Path
) -> None:
    database.unlink()
    for suffix in SIDECARS:
        database.with_name(database.name + suffix).write_bytes(b"stale")
    assert backups.restore(earlier.path) is None
    assert contents(database).studies == 1
    assert len(list(database.parent.glob("*.stale1"))) == len(SIDECARS)


@pytest.mark.parametrize("harm", [damage.truncate, damage.overwrite_start, damage.dangle])
def test_damaged_copy_is_refused_and_changes_nothing(
    backups: BackupService, earlier: Backup, database: Path, harm: Callable[[Path], None]
) -> None:
    harm(earlier.path)
    now = database.read_bytes()
    with pytest.raises(ReviewDamaged, match="opened"):
        backups.restore(earlier.path)
    assert database.read_bytes() == now
    assert len(backups.list()) == 1


def test_copy_of_a_newer_version_is_refused(
    backups: BackupService, earlier: Backup, database: Path
) -> None:
    damage.execute(earlier.path, "UPDATE alembic_version SET version_num = '9999'")
    now = database.read_bytes()
    with pytest.raises(ReviewTooNew):
        backups.restore(earlier.path)
    assert database.read_bytes() == now


def test_other_database_is_refused(backups: BackupService, tmp_path: Path) -> None:
    damage.execute(tmp_path / "other.sqlite", "CREATE TABLE study (id)")
    with pytest.raises(ReviewDamaged, match="not the database of a review"):
        backups.restore(tmp_path / "other.sqlite")


def test_missing_copy_is_refused(backups: BackupService, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        backups.restore(tmp_path / "none.sqlite")


@pytest.mark.parametrize("harm", [damage.truncate, damage.overwrite_start, damage.dangle])
def test_damaged_review_is_set_aside_byte_for_byte_and_restored(
    backups: BackupService, earlier: Backup, database: Path, harm: Callable[[Path], None]
) -> None:
    harm(database)
    broken = database.read_bytes()
    before = backups.restore(earlier.path)
    assert before is not None
    assert before.path.read_bytes() == broken
    assert contents(database).studies == 1


def test_full_disk_leaves_the_review_as_it_is(small_disk: Path, database: Path) -> None:
    review = small_disk / "review.sqlite"
    snapshot(database, review)
    now = review.read_bytes()
    (small_disk / "film").write_bytes(bytes(400_000))
    with pytest.raises(DiskFull):
        BackupService(small_disk, lambda: NOW).restore(database)
    assert review.read_bytes() == now


def test_look_inside_says_what_would_come_back(backups: BackupService, earlier: Backup) -> None:
    assert backups.look_inside(earlier.path).studies == 1
    assert backups.look_inside(earlier.path).title == "Peer support"


def test_look_inside_a_damaged_copy_is_refused(backups: BackupService, earlier: Backup) -> None:
    damage.truncate(earlier.path)
    with pytest.raises(ReviewDamaged):
        backups.look_inside(earlier.path)
