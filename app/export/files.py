"""Writing files so that nothing earlier is lost and nothing half-made stays."""

import errno
import os
import re
import secrets
import shutil
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import BinaryIO

from app.domain.errors import AppError, DiskFull

LONGEST_NAME = 120  # characters of a title kept in a file name; bytes are bounded below
LONGEST_BYTES = 180
LONGEST_FOLDER = 40
_RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')


class ExportExists(AppError):
    """The file to write is there already."""


class FolderNotWritable(AppError):
    """The folder to write to cannot be written."""


def export_path(folder: Path, title: str, day: date, suffix: str = ".xlsx") -> Path:
    """Return a free path "<title>_2026-11-23.xlsx" in the folder, then "..._2.xlsx"."""
    stem = f"{safe_name(title)}_{day.isoformat()}"
    path = folder / f"{stem}{suffix}"
    count = 1
    while os.path.exists(path):  # no error for a name that no disk takes: writing says it
        count += 1
        path = folder / f"{stem}_{count}{suffix}"
    return path


def folder_path(folder: Path, title: str, what: str, day: date) -> Path:
    """Return a free path for a folder of files, "<title> figures_2026-11-23".

    A long title is cut, so that what lies in it has a path that Windows takes (260 characters).
    """
    words = safe_name(title)
    if len(words) > LONGEST_FOLDER:
        words = words[: LONGEST_FOLDER + 1].rpartition(" ")[0] or words[:LONGEST_FOLDER]
    return export_path(folder, f"{words} {what}", day, "")


def safe_name(title: str) -> str:
    """Return the title as a file name that Windows, macOS and Linux all take."""
    name = _UNSAFE.sub(" ", unicodedata.normalize("NFC", title))
    name = name.encode("utf-8", "ignore").decode("utf-8")
    name = " ".join(name.split())[:LONGEST_NAME]
    while len(name.encode()) > LONGEST_BYTES:
        name = name[:-1]
    name = name.strip(" .")
    return f"_{name}" if _RESERVED.match(name) else name or "Review"


@contextmanager
def written_whole(path: Path) -> Iterator[BinaryIO]:
    """Yield a file that appears at `path` only when the block ends well.

    It is written beside the target, flushed to the disk and moved. Raises ExportExists,
    FolderNotWritable or DiskFull; whatever is raised, the temporary file is removed.
    """
    temporary = path.with_name(f"{_mark_of(os.getpid())}{secrets.token_hex(8)}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("xb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        _place(temporary, path)
    except OSError as error:
        raise _translated(error, path) from error
    finally:
        with suppress(OSError):  # there is no folder to remove it from
            temporary.unlink(missing_ok=True)


@contextmanager
def folder_written_whole(path: Path) -> Iterator[Path]:
    """Yield an empty folder that appears at `path` only when the block ends well.

    Its files are flushed to the disk first. Raises as `written_whole` does; whatever is raised,
    nothing is left behind.
    """
    temporary = path.with_name(f"{_mark_of(os.getpid())}{secrets.token_hex(8)}.tmp")
    try:
        temporary.mkdir(parents=True)
        yield temporary
        for file in sorted(found for found in temporary.rglob("*") if found.is_file()):
            with file.open("r+b") as stream:
                os.fsync(stream.fileno())
        if path.exists():
            raise _taken(path)
        temporary.rename(path)
    except OSError as error:
        raise _translated(error, path) from error
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def remove_left_by(folder: Path, pid: int) -> None:
    """Take away what a process that was killed had begun to write in a folder."""
    for left in folder.glob(f"{_mark_of(pid)}*.tmp"):
        if left.is_dir():
            shutil.rmtree(left, ignore_errors=True)
        else:
            with suppress(OSError):  # held open by a scanner: it is hidden and in nobody's way
                left.unlink()


def _mark_of(pid: int) -> str:
    """Return how the names of a process' unfinished files begin."""
    return f".chartdesk-{pid}-"


def _taken(path: Path) -> ExportExists:
    return ExportExists(f"{path} exists already and was left as it is. Choose another name.")


def _place(temporary: Path, path: Path) -> None:
    """Move the file to its name, and never over another file."""
    try:
        os.link(temporary, path)  # fails when the name is taken, even by a race
    except FileExistsError:
        raise _taken(path) from None
    except OSError:  # FAT and some network drives know no links
        if path.exists():
            raise _taken(path) from None
        temporary.rename(path)


def _translated(error: OSError, path: Path) -> AppError:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return DiskFull(
            f"The disk is full: {path} was not written. Your answers and earlier exports are "
            "safe. Make room or choose another folder, then export again."
        )
    return FolderNotWritable(
        f"{path} could not be written ({error.strerror or error}). Your answers are safe. "
        "Choose another folder."
    )
