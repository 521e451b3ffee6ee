"""Verification of a review's file: database, contents, papers, checksums, audit chain."""

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.answers import Cell
from app.domain.errors import ReviewDamaged
from app.jobs import JobContext
from app.services import audit
from app.services.checks import Finding
from app.services.codec import anchor_checksum, answer_checksum
from app.services.paper_files import sha256_of
from app.services.papers import PaperService
from app.services.record_reader import anchor_of
from app.services.records import RecordService
from app.services.store import Store
from app.services.writing.answers import answer_of
from db.models import AnchorRow, AnswerRow, AuditRow, EvidenceRow, PaperRow, ReviewerRow, StampRow
from db.snapshot import check


class VerifyService:
    """Looks for what was damaged or changed outside the program; changes nothing."""

    def __init__(
        self, store: Store, records: RecordService, papers: PaperService, database: Path
    ) -> None:
        """Verify the records, and the file at `database`."""
        self._store = store
        self._records = records
        self._papers = papers
        self._database = database

    def verify(self, ctx: JobContext) -> tuple[Finding, ...]:
        """Return what is wrong with the file: database, papers, checksums, audit chain."""
        steps = (
            self._database_pages,
            self._contents,
            self._paper_files,
            self._checksums,
            self._audit_chain,
        )
        found: list[Finding] = []
        for index, step in enumerate(steps):
            ctx.step(index, len(steps))
            found.extend(_as_findings(step()))
        ctx.step(len(steps), len(steps))
        return tuple(found)

    def _database_pages(self) -> Iterator[Finding]:
        found = check(self._database)
        for sentence in found.structure + found.dangling:
            yield Finding("database", "", "", f"The database is damaged: {sentence}")

    def _contents(self) -> Iterator[Finding]:
        """Read what the window reads: it raises ReviewDamaged when something does not."""
        self._records.export_table()
        yield from ()

    def _paper_files(self) -> Iterator[Finding]:
        with self._store.reading() as session:
            papers = [(row.sha256, row.file_name) for row in session.scalars(select(PaperRow))]
        for sha256, name in papers:
            path = self._papers.path_of(sha256)
            if not path.exists():
                yield Finding(
                    "paper missing",
                    "",
                    "",
                    f"“{name}” is not in the papers folder any more. The answers are safe. "
                    "Add the same PDF again.",
                )
            elif sha256_of(path) != sha256:
                yield Finding(
                    "paper changed",
                    "",
                    "",
                    f"The file of “{name}” is not the one that was added. "
                    "The answers are safe. Add the original PDF again.",
                )

    def _checksums(self) -> Iterator[Finding]:
        with self._store.reading() as session:
            for row in session.scalars(select(AnswerRow)):
                cell = Cell(row.extraction_id, row.field_id, row.row_id)
                if row.checksum != answer_checksum(cell, answer_of(row)):
                    yield _altered("An answer", row.field_id)
            linked = select(EvidenceRow, AnchorRow).join(
                AnchorRow, AnchorRow.id == EvidenceRow.anchor_id
            )
            for evidence, anchor in session.execute(linked):
                if evidence.checksum != anchor_checksum(anchor_of(anchor)):
                    yield _altered("A quote", evidence.field_id or "")

    def _audit_chain(self) -> Iterator[Finding]:
        with self._store.reading() as session:
            rows = session.scalars(select(AuditRow).order_by(AuditRow.seq))
            for seq in audit.broken_links(iter(rows)):
                yield Finding(
                    "audit chain",
                    "",
                    "",
                    f"Entry {seq} of the log was changed outside the program. "
                    "Compare with a backup before you rely on the history.",
                )
            if _lacks_its_end(session):
                yield Finding(
                    "audit chain",
                    "",
                    "",
                    "The latest entries of the log are missing: answers were written that it does "
                    "not know. Compare with a backup before you rely on the history.",
                )


def _lacks_its_end(session: Session) -> bool:
    """Tell whether rows were written here later than the log says anything was."""
    here = session.scalars(select(ReviewerRow).where(ReviewerRow.is_here)).first()
    if here is None:
        return False
    logged = (
        select(AuditRow.device, func.max(AuditRow.counter))
        .where(AuditRow.reviewer_id == here.id)
        .group_by(AuditRow.device)
    )
    last = {f"{device}/{here.id}": counter for device, counter in session.execute(logged)}
    written = select(StampRow.origin, func.max(StampRow.counter)).group_by(StampRow.origin)
    return any(
        counter > last.get(origin, 0)
        for origin, counter in session.execute(written)
        if origin.endswith(f"/{here.id}")
    )


def _as_findings(step: Iterator[Finding]) -> Iterator[Finding]:
    """Yield what a step finds; one that meets unreadable content ends with that."""
    try:
        yield from step
    except ReviewDamaged as problem:
        yield Finding("database", "", "", problem.message)


def _altered(what: str, field_id: str) -> Finding:
    return Finding(
        "checksum",
        "",
        field_id,
        f"{what} in “{field_id}” was changed outside the program or damaged on the disk. "
        "Compare with a backup.",
    )
