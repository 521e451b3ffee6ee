"""A migration that fails or is killed at any of its statements."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.exc import OperationalError

from db.migrate import ensure_current
from tests.migrations.conftest import next_scripts

# the next migration of the tests runs this many statements; the last test below counts them
STATEMENTS = 20
KILLED = """
import os, signal, sys
from pathlib import Path
from sqlalchemy import Engine, event
from db.migrate import ensure_current
left = int(sys.argv[3])
@event.listens_for(Engine, "before_cursor_execute")
def count(*_):
    global left
    left -= 1
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)
ensure_current(Path(sys.argv[1]), scripts=Path(sys.argv[2]))
"""


class Interrupted(Exception):
    """Raised in the place of a statement."""


@contextmanager
def statements(limit: int = 1_000) -> Iterator[list[str]]:
    """Note the statements that run; raise Interrupted in the place of number `limit` (from 0)."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)
        if len(seen) > limit:
            raise Interrupted

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", note)


@pytest.mark.parametrize("at", range(STATEMENTS))
def test_failure_at_any_statement_leaves_the_file_byte_for_byte(
    old_file: Path, tmp_path: Path, at: int
) -> None:
    before = old_file.read_bytes()
    scripts = next_scripts(tmp_path)
    with statements(limit=at), pytest.raises(Interrupted):
        ensure_current(old_file, scripts=scripts)
    assert old_file.read_bytes() == before
    assert not list(tmp_path.glob(".review*"))


@pytest.mark.parametrize("at", range(0, 60, 10))
def test_failure_while_making_a_file_leaves_none(tmp_path: Path, at: int) -> None:
    with statements(limit=at), pytest.raises(Interrupted):
        ensure_current(tmp_path / "review.sqlite")
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
@pytest.mark.parametrize("at", [1, STATEMENTS // 2, STATEMENTS - 1])
def test_killed_migration_is_made_again_from_the_untouched_file(
    old_file: Path, tmp_path: Path, at: int
) -> None:
    before = old_file.read_bytes()
    scripts = next_scripts(tmp_path)
    command = [sys.executable, "-c", KILLED, str(old_file), str(scripts), str(at)]
    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL
    assert old_file.read_bytes() == before
    assert ensure_current(old_file, scripts=scripts).after == "9999"
    assert not list(tmp_path.glob(".review*"))


def test_statement_that_sqlite_refuses_leaves_the_file_byte_for_byte(
    old_file: Path, tmp_path: Path
) -> None:
    before = old_file.read_bytes()
    with pytest.raises(OperationalError, match="no such table"):
        ensure_current(old_file, scripts=next_scripts(tmp_path, "op.execute('DROP TABLE x')"))
    assert old_file.read_bytes() == before


def test_every_statement_of_the_next_migration_was_tried(old_file: Path, tmp_path: Path) -> None:
    scripts = next_scripts(tmp_path)
    with statements() as seen:
        ensure_current(old_file, scripts=scripts)
    assert len(seen) == STATEMENTS
