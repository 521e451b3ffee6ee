"""The lock, the database and its checks under a review that is open."""

from pathlib import Path

from sqlalchemy import Connection, Engine

from app.lock import ReviewLock
from app.services.acting import local_now
from app.services.backup import BackupService
from app.services.environment import damaged, translated
from app.services.store import Store
from db.engine import open_engine
from db.location import is_synced_or_network
from db.migrate import ensure_current, require_current

DATABASE = "review.sqlite"


class Opened:
    """The lock and the engine under an open review."""

    def __init__(self, folder: Path, *, read_only: bool, take_over: bool) -> None:
        """Name the folder; opens nothing yet."""
        self.folder = folder
        self._take_over = take_over
        self.read_only = read_only
        self.warnings: tuple[str, ...] = ()
        self._lock: ReviewLock | None = None
        self._engine: Engine | None = None
        self._held: Connection | None = None

    @property
    def store(self) -> Store:
        """Transactions on the open engine."""
        source = self._held or self._engine
        if source is None:
            raise RuntimeError("the review is not open")
        return Store(source, self.folder / DATABASE, read_only=self.read_only)

    def open(self) -> None:
        """Lock, migrate and check; raises what `open_review` says."""
        database = self.folder / DATABASE
        shared_by = is_synced_or_network(self.folder)
        with translated(database):
            if not self.read_only:
                self._lock = ReviewLock(self.folder)
                self._lock.acquire(take_over=self._take_over)
                ensure_current(database, backup=self._kept_before_update)
            else:
                require_current(database)
            self._engine = open_engine(
                database, read_only=self.read_only, journal="delete" if shared_by else "wal"
            )
            _check_pages(self._engine, database)
        if shared_by:
            self.warnings = (
                f"This review lies in a folder of {shared_by}. It works, but two people must "
                "not open it at once. Exchange copies instead of sharing the live folder.",
            )

    def open_beside(self) -> None:
        """Open for reading what another process of the same person has open, and checked.

        All that is read is of one state, whatever is written meanwhile. On a shared folder each
        read is of its own state, as there a reader holds up who writes.
        """
        database = self.folder / DATABASE
        shared_by = is_synced_or_network(self.folder)
        with translated(database):
            self._engine = open_engine(
                database, read_only=True, journal="delete" if shared_by else "wal"
            )
            if not shared_by:
                self._held = self._engine.connect()
                self._held.exec_driver_sql("SELECT count(*) FROM sqlite_master")  # it begins here

    def keep_lock(self) -> None:
        """Write the present time into the lock."""
        if self._lock is not None:
            with translated(self.folder):
                self._lock.refresh()

    def _kept_before_update(self) -> Path:
        return BackupService(self.folder, local_now).make("before update").path

    def close(self) -> None:
        """Close the engine and give the lock back; can be called again."""
        if self._held is not None:
            self._held.close()
            self._held = None
        if self._engine is not None:
            self._engine.dispose()
            self._engine = None
        if self._lock is not None:
            self._lock.release()
            self._lock = None


def _check_pages(engine: Engine, database: Path) -> None:
    with engine.connect() as connection:
        found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
    if found != "ok":
        raise damaged(database)
