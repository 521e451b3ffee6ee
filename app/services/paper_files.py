"""PDF files on the disk: found in folders, copied into the review under their hash."""

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from app.domain.errors import ImportRefused
from app.domain.ids import new_id

CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Kept:
    """A file of the review; `is_new` tells that it was not there, or not as it should be."""

    sha256: str
    is_new: bool


def pdf_files(paths: Sequence[Path]) -> Iterator[Path]:
    """Yield the files, and for a folder every PDF below it in the order of the names."""
    for path in paths:
        if os.path.isdir(path):  # False, and no error, for a name that no disk takes
            yield from sorted(p for p in path.rglob("*") if _is_pdf(p))
        else:
            yield path


def keep(source: Path, folder: Path) -> Kept:
    """Copy a file into the folder under its SHA-256; a damaged copy there is replaced.

    Raises ImportRefused when the source can't be read, OSError when the folder can't be
    written; nothing half-written is left.
    """
    folder.mkdir(exist_ok=True)
    part = folder / f".{new_id()}.part"
    try:
        sha256 = _copy(source, part)
        target = folder / f"{sha256}.pdf"
        is_new = not (target.exists() and sha256_of(target) == sha256)
        if is_new:
            part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return Kept(sha256, is_new)


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file, 64 hexadecimal digits."""
    hashed = hashlib.sha256()
    with path.open("rb") as reading:
        while chunk := reading.read(CHUNK):
            hashed.update(chunk)
    return hashed.hexdigest()


def _is_pdf(path: Path) -> bool:
    return path.suffix.casefold() == ".pdf" and not path.is_dir()


def _copy(source: Path, target: Path) -> str:
    """Copy a file to the disk's safety and return its SHA-256."""
    hashed = hashlib.sha256()
    try:
        reading = source.open("rb")
    except OSError as problem:
        raise _unread(source) from problem
    with reading, target.open("wb") as writing:
        for chunk in _chunks(reading, source):
            hashed.update(chunk)
            writing.write(chunk)
        writing.flush()
        os.fsync(writing.fileno())
    return hashed.hexdigest()


def _chunks(reading: BinaryIO, source: Path) -> Iterator[bytes]:
    """Yield what the file holds; a drive that goes away meanwhile is said of the source."""
    while True:
        try:
            chunk = reading.read(CHUNK)
        except OSError as problem:
            raise _unread(source) from problem
        if not chunk:
            return
        yield chunk


def _unread(source: Path) -> ImportRefused:
    return ImportRefused(
        f"“{source.name}” could not be read. Nothing was changed. "
        "Check that the file is there and try again."
    )
