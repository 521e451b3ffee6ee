"""Says in sentences what a disk or a database refused; translated once, where it is met."""

import errno
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

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
from db.engine import DamagedContent
from db.migrate import MigrationFailed, NewerSchema, NotAReview, OlderSchema
from db.sqlite import UnmergedChanges

NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
NO_WRITING = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})
NO_PLACE = frozenset({errno.ENAMETOOLONG, errno.ENOTDIR, errno.EISDIR, errno.EINVAL, errno.ELOOP})
GONE = frozenset({errno.EIO, errno.ENXIO, errno.ENODEV, errno.ESTALE, errno.ETIMEDOUT})
UNREADABLE_TEXT = "Could not decode to UTF-8"  # the module's words, without a code
SCHEMA_PROBLEMS = (NewerSchema, OlderSchema, NotAReview, MigrationFailed)


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Raise what reading or writing `path` was refused as an AppError; bugs pass unchanged.

    Raises DiskFull, ReviewReadOnly, ReviewLocked, ReviewDamaged, ReviewTooNew or NotFound.
    """
    try:
        yield
    except UnicodeEncodeError as error:
        raise AppError(
            "This text holds half a character, which no database can keep. Nothing was changed. "
            "Type it again."
        ) from error
    except (OSError, sqlite3.Error, DBAPIError, DamagedContent, *SCHEMA_PROBLEMS) as error:
        known = _known(error, path)
        if known is None:
            raise
        raise known from error


def _known(error: Exception, path: Path) -> AppError | None:
    if isinstance(error, SCHEMA_PROBLEMS):
        return _of_schema(error, path)
    if isinstance(error, OSError):
        return _of_system(error, path)
    if isinstance(error, DamagedContent):
        return damaged(path)
    return _of_database(error.orig if isinstance(error, DBAPIError) else error, path)


def _of_system(error: OSError, path: Path) -> AppError | None:
    place = Path(error.filename) if isinstance(error.filename, str) else path
    if error.errno in NO_ROOM:
        return disk_full(place)
    if error.errno in NO_WRITING:
        return read_only(place)
    if error.errno == errno.ENOENT:
        return not_found(place)
    if error.errno in NO_PLACE:
        return _no_place(place)
    return _unreliable(place) if error.errno in GONE else None


def _of_database(error: BaseException | None, path: Path) -> AppError | None:
    if isinstance(error, UnmergedChanges):
        return _unmerged(path)
    if not isinstance(error, sqlite3.Error):
        return None
    # errors of the module itself (a closed connection) carry no code: they are bugs
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return damaged(path) if UNREADABLE_TEXT in str(error) else None
    if code == sqlite3.SQLITE_IOERR_SHMSIZE:  # the index of a journal finds no room
        return disk_full(path)
    if code & 0xFF == sqlite3.SQLITE_CANTOPEN:
        return read_only(path) if path.exists() else not_found(path)
    return _by_code(code & 0xFF, path)


def _by_code(code: int, path: Path) -> AppError | None:
    sentences: dict[int, Callable[[Path], AppError]] = {
        sqlite3.SQLITE_FULL: disk_full,
        sqlite3.SQLITE_READONLY: read_only,
        sqlite3.SQLITE_PERM: read_only,
        sqlite3.SQLITE_BUSY: locked,
        sqlite3.SQLITE_LOCKED: locked,
        sqlite3.SQLITE_CORRUPT: damaged,
        sqlite3.SQLITE_NOTADB: damaged,
        sqlite3.SQLITE_IOERR: _unreliable,
    }
    return sentences[code](path) if code in sentences else None


def _of_schema(error: Exception, path: Path) -> AppError:
    if isinstance(error, NewerSchema):
        return ReviewTooNew(
            f"“{path}” was made by a newer version of Chartdesk. It was not opened and nothing "
            "was changed. Install the newer version to open it."
        )
    if isinstance(error, OlderSchema):
        return ReviewReadOnly(
            f"“{path}” was made by an older version of Chartdesk and must be brought to this one, "
            "which needs writing. Nothing was changed. Copy the review to a folder of your own "
            "and open it there."
        )
    if isinstance(error, NotAReview):
        return ReviewDamaged(
            f"“{path}” is not the database of a review. It was left as it is. "
            "Choose another folder, or restore a backup."
        )
    return AppError(
        f"The review could not be brought to this version of Chartdesk ({error}). "
        f"“{path}” was left as it was. Keep using the version that made it, and report this."
    )


def disk_full(path: Path) -> DiskFull:
    """Say that there is no room left where `path` lies."""
    return DiskFull(
        f"There is no room left on the disk of “{path}”. What was saved before is safe; the last "
        "change was not saved. Free some space, then try again."
    )


def read_only(path: Path) -> ReviewReadOnly:
    """Say that `path` cannot be written."""
    return ReviewReadOnly(
        f"“{path}” cannot be written. What was saved before is safe; nothing was changed. "
        "Copy the review to a folder of your own, or ask for the right to write here."
    )


def locked(path: Path) -> ReviewLocked:
    """Say that another process holds the database."""
    return ReviewLocked(
        f"Another program is using “{path}”. What was saved before is safe; the last change was "
        "not saved. Close the other program, then try again."
    )


def damaged(path: Path) -> ReviewDamaged:
    """Say that the database does not read as one."""
    return ReviewDamaged(
        f"The database “{path}” is damaged. It was left as it is, and the backups beside it are "
        "safe. Restore the newest backup."
    )


def not_found(path: Path) -> NotFound:
    """Say that a file or folder is not there."""
    return NotFound(
        f"“{path}” is not there any more. Nothing was changed. "
        "Connect its drive or put it back, then try again."
    )


def _no_place(path: Path) -> AppError:
    return AppError(
        f"“{path}” is not a name or place that this disk takes. Nothing was changed. "
        "Choose another folder or a shorter name."
    )


def _unreliable(path: Path) -> AppError:
    return AppError(
        f"The disk of “{path}” reported an error. What was saved before is safe; the last change "
        "was not saved. Check the drive and its cable, then try again."
    )


def _unmerged(path: Path) -> ReviewReadOnly:
    return ReviewReadOnly(
        f"“{path}” cannot be written, and its last changes wait in a file beside it. They are "
        "safe. Copy the whole folder to your own disk and open the copy."
    )
