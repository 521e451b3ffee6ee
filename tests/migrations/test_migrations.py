"""New, current, older, newer and foreign files when a review is opened."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from db.engine import open_engine
from db.migrate import (
    APPLICATION_ID,
    SCRIPTS,
    Migrated,
    MigrationFailed,
    NewerSchema,
    NotAReview,
    OlderSchema,
    ensure_current,
    require_current,
    revisions,
)
from db.models import Base
from db.snapshot import counts
from tests.migrations.conftest import next_scripts
from tests.services.damage import execute, leave_wal

LAST = revisions()[-1]


def query(path: Path, statement: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(statement).fetchall()


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_models_and_migrations_agree(old_file: Path) -> None:
    engine = open_engine(old_file)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()


def test_new_file_is_made_by_the_migrations(tmp_path: Path) -> None:
    made = ensure_current(tmp_path / "review.sqlite")
    assert made == Migrated("", revisions()[-1])
    assert made.is_new
    assert names(tmp_path) == ["review.sqlite"]


def test_file_says_in_its_header_what_it_is(old_file: Path) -> None:
    assert query(old_file, "PRAGMA application_id") == [(APPLICATION_ID,)]
    assert query(old_file, "PRAGMA user_version") == [(int(LAST),)]


def test_journal_of_a_lost_file_does_not_get_into_a_new_one(tmp_path: Path) -> None:
    (tmp_path / "review.sqlite-wal").write_bytes(b"stale")
    ensure_current(tmp_path / "review.sqlite")
    assert names(tmp_path) == ["review.sqlite", "review.sqlite-wal.stale1"]


def test_current_file_is_left_as_it_is(old_file: Path) -> None:
    before = old_file.read_bytes()
    assert ensure_current(old_file) == Migrated(LAST, LAST)
    assert old_file.read_bytes() == before


def test_older_file_is_migrated(old_file: Path, tmp_path: Path) -> None:
    done = ensure_current(old_file, scripts=next_scripts(tmp_path))
    assert (done.before, done.after) == (LAST, "9999")
    assert query(old_file, "SELECT id, country FROM study") == [("study", "GB")]
    assert query(old_file, "PRAGMA user_version") == [(9999,)]


def test_references_outlive_a_table_that_is_made_again(old_file: Path, tmp_path: Path) -> None:
    ensure_current(old_file, scripts=next_scripts(tmp_path))
    assert counts(old_file, "report", "study") == {"report": 1, "study": 1}
    assert query(old_file, "PRAGMA foreign_key_check") == []


def test_older_file_is_kept_as_it_was(old_file: Path, tmp_path: Path) -> None:
    done = ensure_current(old_file, scripts=next_scripts(tmp_path))
    assert done.backup == tmp_path / f"review.before-{LAST}.sqlite"
    assert query(done.backup, "SELECT title FROM study") == [("",)]


def test_caller_may_keep_the_older_file_elsewhere(old_file: Path, tmp_path: Path) -> None:
    done = ensure_current(
        old_file, backup=lambda: tmp_path / "kept", scripts=next_scripts(tmp_path)
    )
    assert done.backup == tmp_path / "kept"
    assert names(tmp_path) == ["review.sqlite", "scripts"]


def test_changes_left_in_the_wal_are_migrated(old_file: Path, tmp_path: Path) -> None:
    leave_wal(old_file, "INSERT INTO study VALUES ('late','Zhao 2021','',1,0)")
    ensure_current(old_file, scripts=next_scripts(tmp_path))
    assert counts(old_file, "study") == {"study": 2}


def test_newer_file_is_refused_and_left_as_it_is(old_file: Path, tmp_path: Path) -> None:
    ensure_current(old_file, scripts=next_scripts(tmp_path))
    before = old_file.read_bytes()
    with pytest.raises(NewerSchema, match="9999"):
        ensure_current(old_file)
    assert old_file.read_bytes() == before


def test_older_file_is_not_read_as_it_is(old_file: Path, tmp_path: Path) -> None:
    require_current(old_file)
    with pytest.raises(OlderSchema, match=LAST):
        require_current(old_file, next_scripts(tmp_path))


def test_other_database_is_refused(tmp_path: Path) -> None:
    execute(tmp_path / "other.sqlite", "CREATE TABLE alembic_version (version_num TEXT)")
    with pytest.raises(NotAReview):
        ensure_current(tmp_path / "other.sqlite")


@pytest.mark.parametrize(
    "foreign",
    [
        "CREATE TRIGGER t AFTER INSERT ON answer BEGIN DELETE FROM audit; END",
        "CREATE VIEW v AS SELECT * FROM answer",
    ],
)
def test_file_with_code_of_a_stranger_is_refused(old_file: Path, foreign: str) -> None:
    execute(old_file, foreign)
    with pytest.raises(NotAReview):
        ensure_current(old_file)


def test_emptied_file_is_not_taken_for_a_new_review(tmp_path: Path) -> None:
    (tmp_path / "review.sqlite").touch()
    with pytest.raises(NotAReview):
        ensure_current(tmp_path / "review.sqlite")


@pytest.mark.parametrize(
    ("extra", "reason"),
    [
        ("op.execute('DELETE FROM report')", "rows are missing from report"),
        ("op.execute(\"UPDATE report SET study_id = 'x'\")", "report row 1 has no study"),
    ],
)
def test_migration_that_harms_the_copy_is_refused(
    old_file: Path, tmp_path: Path, extra: str, reason: str
) -> None:
    before = old_file.read_bytes()
    with pytest.raises(MigrationFailed, match=reason):
        ensure_current(old_file, scripts=next_scripts(tmp_path, extra))
    assert old_file.read_bytes() == before


def test_folder_with_a_percent_sign_is_migrated(tmp_path: Path) -> None:
    (tmp_path / "100% %20 ü?#").mkdir()
    path = tmp_path / "100% %20 ü?#" / "review.sqlite"
    ensure_current(path, scripts=next_scripts(path.parent))
    assert query(path, "PRAGMA user_version") == [(9999,)]


def test_pairs_kept_apart_move_from_the_settings_to_their_table(tmp_path: Path) -> None:
    shutil.copytree(SCRIPTS, tmp_path / "s", ignore=shutil.ignore_patterns("000[5-9]*", "__py*"))
    path = tmp_path / "review.sqlite"
    ensure_current(path, scripts=tmp_path / "s")
    settings = '{"last_study": "x", "library.apart": [["b", "a"], ["a", "b"]]}'
    execute(path, f"INSERT INTO review VALUES ('r','','{{}}','{settings}','','')")
    ensure_current(path)
    assert query(path, "SELECT first_id, second_id, answer FROM record_pair") == [("a", "b", "two")]
    assert query(path, "SELECT settings FROM review") == [('{"last_study": "x"}',)]
