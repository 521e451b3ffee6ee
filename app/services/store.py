"""The open database of a review: transactions, with the disk's refusals said in sentences."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session

from app.services.environment import read_only, translated
from app.services.shelf import Shelf
from db.engine import reading, writing


class Store:
    """Gives sessions; what the disk or the database refuses is raised as AppError."""

    def __init__(
        self, engine: Engine | Connection, place: Path, *, read_only: bool = False
    ) -> None:
        """Use what is open: an engine, or a connection held on one state of the review.

        `place` is named in errors; imports wait on `shelf`.
        """
        self._engine = engine
        self._place = place
        self._read_only = read_only
        self.shelf = Shelf()

    def require_writable(self) -> None:
        """Refuse before anything else is written for a review open for reading only."""
        if self._read_only:
            raise read_only(self._place)

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Give a session that alone may write; it commits at the end or not at all.

        Raises DiskFull, ReviewReadOnly, ReviewLocked or ReviewDamaged.
        """
        self.require_writable()
        with translated(self._place), writing(self._engine) as session:
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session on one state of the review."""
        with translated(self._place), reading(self._engine) as session:
            yield session
