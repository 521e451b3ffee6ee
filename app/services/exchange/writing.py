"""Writes a packet: one reviewer's rows, log entries and papers in one file."""

import hashlib
import hmac
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, cast

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import __version__
from app.domain.ids import new_id
from app.domain.packets import Manifest, Part
from app.domain.studies import Reviewer
from app.export.files import written_whole
from app.jobs import JobContext
from app.services.codec import canonical
from app.services.exchange.tables import CARRIED, Carried, rows_of
from app.services.stamps import LOCAL_SETTINGS, next_counter, row_key
from db.migrate import revisions
from db.models import AuditRow, ReviewRow, StampRow

MANIFEST = "manifest.json"
LOG = "audit.jsonl"
REVIEW = "rows/review.jsonl"
LOG_COLUMNS = (
    "id",
    "subject_id",
    "at",
    "utc_offset",
    "device",
    "reviewer_id",
    "kind",
    "label",
    "edit",
    "counter",
)
BATCH = 500
LEVEL = 3  # half of the time of the usual 6, and a tenth larger
DIGEST = 64  # bytes of a SHA-256 as hexadecimal digits

Stamp = tuple[int, str]
_line = json.JSONEncoder(separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class Wanted:
    """What goes into a packet: rows written after `since` (0: all), with these paper files.

    With `only_seals` no row goes in, and no entry of the log.
    """

    reviewer: Reviewer
    made_at: str
    since: int = 0
    papers: Mapping[str, Path] | None = None
    seals: Mapping[str, str] | None = None
    only_seals: bool = False


def write_packet(session: Session, wanted: Wanted, path: Path, ctx: JobContext) -> Manifest:
    """Write the packet to `path`, whole or not at all; return its manifest.

    Raises ExportExists, FolderNotWritable, DiskFull or Cancelled.
    """
    with written_whole(path) as stream:
        whole = Hashed(stream)
        manifest = _written(session, wanted, whole, ctx)
        whole.end()
        return manifest


class Hashed:
    """A stream whose last 64 bytes, the comment of the zip, become the SHA-256 of all before.

    It can't be gone back in: zipfile then writes every byte once, in order.
    """

    def __init__(self, stream: BinaryIO) -> None:
        """Write to `stream`."""
        self._stream = stream
        self._digest = hashlib.sha256()
        self._held = b""

    def write(self, content: bytes) -> int:
        """Write what is not among the last bytes yet."""
        held = self._held + bytes(content)
        ready, self._held = held[:-DIGEST], held[-DIGEST:]
        self._digest.update(ready)
        self._stream.write(ready)
        return len(content)

    def flush(self) -> None:
        """Nothing is kept back but the end."""

    def end(self) -> None:
        """Write the digest in the place of the last bytes."""
        self._stream.write(self._digest.hexdigest().encode())


def _written(session: Session, wanted: Wanted, stream: Hashed, ctx: JobContext) -> Manifest:
    review = session.scalars(select(ReviewRow)).one()
    stamps = _stamps(session)
    papers = dict(wanted.papers or {})
    steps, step = len(CARRIED) + 2 + len(papers), 0
    parts: dict[str, Part] = {}
    with zipfile.ZipFile(
        cast(BinaryIO, stream), "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL
    ) as archive:
        archive.comment = b"0" * DIGEST
        for carried in CARRIED:
            ctx.step(step, steps)
            step += 1
            lines: Iterable[object] = (
                () if wanted.only_seals else _rows(session, carried, wanted, stamps)
            )
            parts[f"rows/{carried.name}.jsonl"] = _part(
                archive, f"rows/{carried.name}.jsonl", lines
            )
        registers = _registers(review, stamps, wanted.since)
        parts[REVIEW] = _part(archive, REVIEW, () if wanted.only_seals else registers)
        parts[LOG] = _part(archive, LOG, () if wanted.only_seals else _entries(session, wanted))
        for sha256, file in papers.items():
            ctx.step(step, steps)
            step += 1
            name = f"papers/{sha256}.pdf"
            archive.write(file, name, compress_type=zipfile.ZIP_STORED)
            parts[name] = Part(sha256, file.stat().st_size)
        manifest = _manifest(session, review, wanted, parts)
        archive.writestr(MANIFEST, _signed(manifest))
    ctx.step(steps, steps)
    return manifest


def _manifest(
    session: Session, review: ReviewRow, wanted: Wanted, parts: Mapping[str, Part]
) -> Manifest:
    bare = Manifest(
        packet_id=new_id(),
        review_id=review.id,
        review_title=review.title,
        reviewer_id=wanted.reviewer.reviewer_id,
        reviewer_name=wanted.reviewer.name,
        made_at=wanted.made_at,
        app_version=__version__,
        schema=revisions()[-1],
        counter=next_counter(session) - 1,
        since=wanted.since,
        seen=seen(session),
        parts=parts,
        columns={carried.name: carried.columns for carried in CARRIED},
        seals=dict(wanted.seals or {}),
    )
    return replace(bare, signature=signature(bare))


def seen(session: Session) -> dict[str, int]:
    """Return the greatest counter of every origin that this copy knows."""
    greatest = select(StampRow.origin, func.max(StampRow.counter)).group_by(StampRow.origin)
    return {row[0]: row[1] for row in session.execute(greatest)}


def signature(manifest: Manifest) -> str:
    """Return the HMAC-SHA256 of the manifest under the review's id: it fits this review only."""
    text = canonical(manifest.document()).encode("utf-8", "surrogatepass")
    return hmac.new(manifest.review_id.encode(), text, hashlib.sha256).hexdigest()


def _signed(manifest: Manifest) -> str:
    return json.dumps({**manifest.document(), "signature": manifest.signature}, indent=1)


def _part(archive: zipfile.ZipFile, name: str, lines: Iterable[object]) -> Part:
    digest, size, count = hashlib.sha256(), 0, 0
    source = iter(lines)
    with archive.open(name, "w", force_zip64=True) as target:
        while some := list(islice(source, BATCH)):
            text = _lines(some)
            target.write(text)
            digest.update(text)
            size += len(text)
            count += len(some)
    return Part(digest.hexdigest(), size, count)


def _lines(values: Sequence[object]) -> bytes:
    """Return values as lines of JSON; half of a character, as PDFs hold it, is escaped."""
    from msgspec.json import Encoder  # not needed before something is saved

    try:
        return Encoder().encode_lines(values)
    except UnicodeEncodeError:
        return "".join(f"{_line(value)}\n" for value in values).encode()


def _rows(
    session: Session, carried: Carried, wanted: Wanted, stamps: Mapping[str, Mapping[str, Stamp]]
) -> Iterator[list[Any]]:
    """Yield [values, stamp or null] of every row; unstamped rows are as old as the review."""
    own = stamps.get(carried.name, {})
    places = [carried.columns.index(key.name) for key in carried.table.primary_key.columns]
    found = session.execute(rows_of(carried, wanted.reviewer.reviewer_id))
    for row in found.yield_per(BATCH):
        stamp = own.get(row_key([row[place] for place in places]))
        if stamp is None or stamp[0] > wanted.since:
            yield [list(row), None if stamp is None else list(stamp)]


def _registers(
    review: ReviewRow, stamps: Mapping[str, Mapping[str, Stamp]], since: int
) -> Iterator[list[Any]]:
    """Yield [key, value, stamp or null] of the review's title and every key of its JSON."""
    values: dict[str, Any] = {"title": review.title}
    values |= {f"details:{key}": value for key, value in review.details.items()}
    values |= {
        f"settings:{key}": value
        for key, value in review.settings.items()
        if key not in LOCAL_SETTINGS
    }
    own = stamps.get("review", {})
    for key in {**values, **own}:
        stamp = own.get(key)
        if stamp is None or stamp[0] > since:
            yield [key, values.get(key), None if stamp is None else list(stamp)]


def _entries(session: Session, wanted: Wanted) -> Iterator[list[Any]]:
    columns = [getattr(AuditRow, name) for name in LOG_COLUMNS]
    own = (
        select(*columns)
        .where(
            AuditRow.reviewer_id == wanted.reviewer.reviewer_id,
            (AuditRow.counter > wanted.since) | (AuditRow.counter == 0),
        )
        .order_by(AuditRow.seq)
    )
    for row in session.execute(own).yield_per(BATCH):
        yield list(row)


def _stamps(session: Session) -> dict[str, dict[str, Stamp]]:
    found: dict[str, dict[str, Stamp]] = {}
    columns = (StampRow.table_name, StampRow.key, StampRow.counter, StampRow.origin)
    for table, key, counter, origin in session.execute(select(*columns)).yield_per(5000):
        found.setdefault(table, {})[key] = (counter, origin)
    return found


def paper_files(folder: Path, hashes: Sequence[str]) -> dict[str, Path]:
    """Return the files of papers that are there."""
    files = {sha256: folder / f"{sha256}.pdf" for sha256 in hashes}
    return {sha256: file for sha256, file in files.items() if file.is_file()}
