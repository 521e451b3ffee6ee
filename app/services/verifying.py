"""Verification of a review's file: database, contents, papers, checksums, audit chain."""

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import select

from app.domain.errors import ReviewDamaged
from app.jobs import JobContext
from app.services import tampering
from app.services.checks import Finding
from app.services.paper_files import sha256_of
from app.services.papers import PaperService
from app.services.records import RecordService
from app.services.store import Store
from db.models import PaperRow
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
            self._tampered,
            self._log,
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
                    f"“{name}” is not in the papers folder. The answers are safe. "
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

    def _tampered(self) -> Iterator[Finding]:
        form = self._records.form()

        def named(field_id: str) -> str:
            return form.field(field_id).label if form.has(field_id) else field_id

        with self._store.reading() as session:
            yield from tampering.altered_answers(session, named)
            yield from tampering.altered_quotes(session, named)
            yield from tampering.altered_seals(session)
            yield from tampering.altered_agreements(session, named)

    def _log(self) -> Iterator[Finding]:
        with self._store.reading() as session:
            yield from tampering.altered_log(session, self._records.reviewer().reviewer_id)


def _as_findings(step: Iterator[Finding]) -> Iterator[Finding]:
    """Yield what a step finds; one that meets unreadable content ends with that."""
    try:
        yield from step
    except ReviewDamaged as problem:
        yield Finding("database", "", "", problem.message)
