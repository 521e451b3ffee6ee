"""Copies of review files, and the checks of what a file holds."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine

from db.engine import writing
from db.models import Base, StudyRow
from db.snapshot import Contents, check, contents, counts, snapshot
from db.sqlite import connect_read_only, move_sidecars_away
from tests.services import damage
from tests.services.review_rows import answer, entry

ADD_STUDY = "INSERT INTO study VALUES ('late','Zhao 2021','',1,0)"


def _power_fails(_path: Path) -> None:
    raise InterruptedError


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_snapshot_of_an_open_file_holds_what_is_only_in_its_wal(
    engine: Engine, database: Path, tmp_path: Path
) -> None:
    with writing(engine) as session:
        session.add(StudyRow(id="new", label="Zhao 2021"))
    snapshot(database, tmp_path / "copy.sqlite")
    assert counts(tmp_path / "copy.sqlite", "study") == {"study": 2}


def test_snapshot_leaves_out_what_is_not_committed(
    engine: Engine, database: Path, tmp_path: Path
) -> None:
    with writing(engine) as session:
        session.add(StudyRow(id="new", label="Zhao 2021"))
        session.flush()
        snapshot(database, tmp_path / "copy.sqlite")
    assert counts(tmp_path / "copy.sqlite", "study") == {"study": 1}


def test_snapshot_stands_alone(engine: Engine, database: Path, tmp_path: Path) -> None:
    (tmp_path / "copies").mkdir()
    snapshot(database, tmp_path / "copies" / "copy.sqlite")
    contents(tmp_path / "copies" / "copy.sqlite")
    assert names(tmp_path / "copies") == ["copy.sqlite"]


def test_snapshot_replaces_a_file_together_with_its_wal(database: Path, tmp_path: Path) -> None:
    target = tmp_path / "target.sqlite"
    snapshot(database, target)
    damage.leave_wal(target, ADD_STUDY)
    snapshot(database, target)
    assert counts(target, "study") == {"study": 1}
    assert names(tmp_path) == ["review.sqlite", "target.sqlite"]


def test_wal_of_another_file_does_not_get_into_a_snapshot(database: Path, tmp_path: Path) -> None:
    target = tmp_path / "target.sqlite"
    snapshot(database, target)
    damage.leave_wal(target, ADD_STUDY)
    target.write_bytes(b"not a database any more")
    snapshot(database, target)
    assert counts(target, "study") == {"study": 1}
    assert (tmp_path / "target.sqlite-wal.stale1").exists()


def test_file_is_whole_without_its_wal_before_it_is_replaced(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    damage.leave_wal(database, ADD_STUDY)
    monkeypatch.setattr("db.snapshot.move_sidecars_away", _power_fails)
    with pytest.raises(InterruptedError), closing(connect_read_only(database)):
        snapshot(database, database)
    alone = Path(shutil.copy(database, tmp_path / "alone.sqlite"))
    assert counts(alone, "study") == {"study": 2}


def test_failed_snapshot_leaves_the_earlier_one(database: Path, tmp_path: Path) -> None:
    target = tmp_path / "target.sqlite"
    target.write_bytes(b"earlier")
    damage.overwrite_start(database)
    with pytest.raises(sqlite3.DatabaseError, match="not a database"):
        snapshot(database, target)
    assert target.read_bytes() == b"earlier"
    assert names(tmp_path) == ["review.sqlite", "target.sqlite"]


def test_stale_journals_never_replace_one_another(database: Path, tmp_path: Path) -> None:
    journal = tmp_path / "review.sqlite-journal"
    journal.write_bytes(b"first")
    move_sidecars_away(database)
    journal.write_bytes(b"second")
    move_sidecars_away(database)
    assert (tmp_path / "review.sqlite-journal.stale1").read_bytes() == b"first"
    assert (tmp_path / "review.sqlite-journal.stale2").read_bytes() == b"second"


def test_sound_file_has_no_findings(database: Path) -> None:
    assert check(database).is_sound


@pytest.mark.parametrize("harm", [damage.truncate, damage.overwrite_start, damage.dangle])
def test_damage_is_found(database: Path, harm: Callable[[Path], None]) -> None:
    harm(database)
    assert not check(database).is_sound


@pytest.mark.parametrize("table", ["study", "answer", "ix_answer_row_id"])
def test_zeroed_page_is_found(database: Path, engine: Engine, table: str) -> None:
    with writing(engine) as session:
        session.add(answer("a1", "aim", "to map"))
    engine.dispose()
    damage.zero_page(database, table)
    assert not check(database).is_sound


def test_finding_names_the_row_that_points_nowhere(database: Path) -> None:
    damage.dangle(database)
    assert check(database).dangling == ("report row 1 has no study",)


def test_check_of_a_missing_file_raises(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError, match="unable to open"):
        check(tmp_path / "none.sqlite")


def test_contents_are_what_the_reviewer_would_find(engine: Engine, database: Path) -> None:
    with writing(engine) as session:
        session.add_all([StudyRow(id="gone", label="x", removed=True), entry("one")])
        session.add_all([answer("a1", "aim", "to map"), answer("a2", "n")])
        session.flush()
        session.get_one(type(answer("", "")), "a2").status = "empty"
    assert contents(database) == Contents(
        "Peer support", studies=1, answers=1, last_change="2025-01-31T09:05:00.000000+00:00"
    )


def test_every_table_is_counted(database: Path) -> None:
    rows = counts(database)
    assert (rows["study"], rows["group_row"], rows["answer"]) == (1, 2, 0)
    assert set(rows) == {"alembic_version", *Base.metadata.tables}
