"""Brings a review file to the present tables: on a copy, checked, then swapped in."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from db.engine import WRITER_LOCK, open_engine
from db.snapshot import check, counts, remove, snapshot, swap_in
from db.sqlite import connect, connect_read_only

SCRIPTS = Path(__file__).parent / "migrations"
APPLICATION_ID = 0x43684465  # "ChDe", in the header of every review file

# reviews have neither: one would run with every edit, and only a stranger can have put it there
FOREIGN_CODE = "SELECT name FROM sqlite_master WHERE type IN ('trigger', 'view')"


class NewerSchema(Exception):
    """The file was made by a newer version; it must not be written."""


class OlderSchema(Exception):
    """The file was made by an older version, and must be migrated before it is read."""


class NotAReview(Exception):
    """The file is some other database, or empty."""


class MigrationFailed(Exception):
    """The migrated copy did not pass its checks; the file was not touched."""


@dataclass(frozen=True, slots=True)
class Migrated:
    """From which revision ("" for none) to which; `backup` is the file as it was."""

    before: str
    after: str
    backup: Path | None = None

    @property
    def is_new(self) -> bool:
        """Tell whether the file was created."""
        return not self.before


def ensure_current(
    path: Path, *, backup: Callable[[], Path] | None = None, scripts: Path = SCRIPTS
) -> Migrated:
    """Create the file, or migrate it if it is older; a failure leaves it byte for byte.

    `backup` keeps the file as it is before it is replaced and returns the copy; without it
    the copy stands beside the file. Nobody else may have the file open. Raises NewerSchema,
    NotAReview, MigrationFailed, sqlite3.Error, OSError or what a migration raises.
    """
    latest = revisions(scripts)[-1]
    if not path.exists():
        _create(path, scripts)
        return Migrated("", latest)
    before = revision_of(path, scripts)
    if before == latest:
        return Migrated(before, latest)
    kept = backup() if backup is not None else _kept_beside(path, before)
    _migrate(path, scripts)
    return Migrated(before, latest, kept)


def ensure_server_current(engine: Engine, *, scripts: Path = SCRIPTS) -> Migrated:
    """Create or migrate the tables on a team server, in one transaction."""
    latest = revisions(scripts)[-1]
    with engine.begin() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": WRITER_LOCK})
        before = _server_revision(connection)
        if before and before not in revisions(scripts):
            raise NewerSchema(before)
        if before != latest:
            upgrade(connection, scripts)
    return Migrated(before, latest)


def revisions(scripts: Path = SCRIPTS) -> tuple[str, ...]:
    """Return the known revisions in order, by the numbers of their files (no Alembic: slow)."""
    numbers = sorted(file.name[:4] for file in (scripts / "versions").glob("[0-9]*.py"))
    return tuple(numbers)


def revision_of(path: Path, scripts: Path = SCRIPTS) -> str:
    """Return the revision of a review file; raises NewerSchema or NotAReview."""
    with closing(connect_read_only(path)) as connection:
        owner = connection.execute("PRAGMA application_id").fetchone()[0]
        if owner != APPLICATION_ID:
            raise NotAReview(path)
        if connection.execute(FOREIGN_CODE).fetchone():
            raise NotAReview(path)
        revision = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    if revision is None:
        raise NotAReview(path)
    if revision[0] not in revisions(scripts):
        raise NewerSchema(revision[0])
    return str(revision[0])


def require_current(path: Path, scripts: Path = SCRIPTS) -> None:
    """Refuse a file that cannot be read as it is; raises OlderSchema, NewerSchema, NotAReview."""
    revision = revision_of(path, scripts)
    if revision != revisions(scripts)[-1]:
        raise OlderSchema(revision)


def upgrade(connection: Connection, scripts: Path = SCRIPTS) -> None:
    """Run the missing migrations on a connection; the caller commits."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _create(path: Path, scripts: Path) -> None:
    work = path.with_name(f".{path.name}.new")
    remove(work)
    try:
        work.touch()
        _upgrade_file(work, scripts)
        _require_sound(work)
        swap_in(work, path)
    finally:
        remove(work)


def _migrate(path: Path, scripts: Path) -> None:
    work = path.with_name(f".{path.name}.migrating")
    remove(work)
    try:
        snapshot(path, work)
        rows = counts(work)
        _upgrade_file(work, scripts)
        _require_sound(work)
        _require_rows(rows, counts(work))
        swap_in(work, path)
    finally:
        remove(work)


def _upgrade_file(path: Path, scripts: Path) -> None:
    """Migrate with foreign keys off, as batch mode replaces whole tables."""
    engine = open_engine(path, journal="delete", foreign_keys=False)
    try:
        with engine.begin() as connection:
            upgrade(connection, scripts)
    finally:
        engine.dispose()
    with closing(connect(path)) as raw:
        raw.execute(f"PRAGMA application_id={APPLICATION_ID}")
        raw.execute(f"PRAGMA user_version={int(revisions(scripts)[-1])}")


def _require_sound(path: Path) -> None:
    findings = check(path)
    if not findings.is_sound:
        raise MigrationFailed("; ".join(findings.structure + findings.dangling))


def _require_rows(before: dict[str, int], after: dict[str, int]) -> None:
    """Refuse a migration after which a table that still exists holds fewer rows."""
    fewer = [table for table, rows in before.items() if after.get(table, rows) < rows]
    if fewer:
        raise MigrationFailed(f"rows are missing from {', '.join(fewer)}")


def _kept_beside(path: Path, revision: str) -> Path:
    kept = path.with_name(f"{path.stem}.before-{revision}{path.suffix}")
    snapshot(path, kept)
    return kept


def _server_revision(connection: Connection) -> str:
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or "")
