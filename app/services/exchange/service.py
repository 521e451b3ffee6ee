"""What a reviewer does with packets: save one, look into one, merge one."""

import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.domain.answers import Json
from app.domain.errors import AppError
from app.domain.ids import new_id
from app.domain.packets import Counts, Manifest, Merged, MergeReport, PacketRefused
from app.domain.sentence import kept, told_again
from app.jobs import JobContext, without_collecting
from app.services.acting import Acting
from app.services.backup import BackupService
from app.services.environment import translated
from app.services.exchange import noticing, promises, seals
from app.services.exchange.checked_work import begin_checked_work
from app.services.exchange.foreseen import Foreseen
from app.services.exchange.known import SIGNATURE, of_known
from app.services.exchange.log import begun_ahead, foresee_log, merge_log
from app.services.exchange.log_ahead import LogAhead
from app.services.exchange.merging import Merger
from app.services.exchange.reading import PacketReader, refused, too_early
from app.services.exchange.registers import merge_registers
from app.services.exchange.tables import CARRIED
from app.services.exchange.writing import Wanted, paper_files, write_packet
from app.services.store import Store
from app.services.version_rows import use_newest
from db.bulk import much_room
from db.models import ExchangeRow, PaperRow, ReviewerRow, ReviewRow


class ExchangeService:
    """Saves and merges packets for the acting reviewer."""

    def __init__(
        self,
        store: Store,
        acting: Acting,
        backups: BackupService,
        then: Callable[[], Sequence[str]],
    ) -> None:
        """Merge into the review of `backups`, which keeps its state before; `then` is done after.

        It gives the acting reviewer an extraction of every study that came in, and says what
        became of quotes.
        """
        self._store = store
        self._acting = acting
        self._papers = backups.review / "papers"
        self._backups = backups
        self._then = then

    def save(
        self, path: Path, ctx: JobContext, *, only_new: bool = False, with_papers: bool = False
    ) -> Manifest:
        """Write the acting reviewer's work to a packet, or only what is newer than the last one.

        Raises ExportExists, FolderNotWritable, DiskFull or Cancelled; then nothing is left.
        """
        with self._store.reading() as session:
            hashes = session.scalars(select(PaperRow.sha256)).all() if with_papers else ()
            wanted = replace(
                self._wanted(session),
                since=self._last_saved(session) if only_new else 0,
                papers=paper_files(self._papers, hashes),
            )
            with without_collecting():
                manifest = write_packet(session, wanted, path, ctx)
        self._note(manifest, "out", path.name)
        return manifest

    def save_seals(self, path: Path, ctx: JobContext) -> Manifest:
        """Write the acting reviewer's seals to a packet, and none of the work under them.

        A colleague who has it knows what was finished and can tell later that nothing of it was
        changed. Raises AppError when nothing is sealed, and as `save` does.
        """
        with self._store.reading() as session:
            wanted = replace(self._wanted(session), only_seals=True)
            if not wanted.seals:
                raise AppError(
                    "None of your studies is sealed, so there is no seal to hand over. "
                    "Nothing was written. Seal a complete study first."
                )
            manifest = write_packet(session, wanted, path, ctx)
        self._note(manifest, promises.SEALS, path.name)
        return manifest

    def _wanted(self, session: Session) -> Wanted:
        person = session.get_one(ReviewerRow, self._acting.reviewer.reviewer_id)
        return Wanted(
            reviewer=replace(self._acting.reviewer, name=person.name),
            made_at=self._moment(),
            seals=seals.published(session, person.id),
        )

    def last_saved(self) -> str:
        """Return when the acting reviewer's work was last saved for merging (UTC), or ""."""
        own = ExchangeRow.reviewer_id == self._acting.reviewer.reviewer_id
        sent = select(func.max(ExchangeRow.at)).where(own, ExchangeRow.direction == "out")
        with self._store.reading() as session:
            return session.scalar(sent) or ""

    def manifest(self, path: Path) -> Manifest:
        """Return what a packet says about itself, at once; raises PacketRefused.

        The file was compared with its hash, and it belongs to this review.
        """
        with PacketReader(path) as packet, self._store.reading() as session:
            self._require_fitting(session, packet)
            return packet.manifest

    def preview(self, path: Path, ctx: JobContext) -> MergeReport:
        """Say what merging a packet would do; changes nothing. Raises PacketRefused."""
        with PacketReader(path) as packet, self._store.reading() as session:
            self._require_fitting(session, packet)
            if (known := of_known(session, packet, ctx)) is not None:
                return known
            packet.check_papers(ctx)
            with without_collecting():
                foreseen = Foreseen(session, packet.manifest, self._acting)
                report = _merged(session, packet, ctx, foreseen)
                told = noticing.of_manifest(packet.manifest, self._acting)
                return replace(report, warnings=(*told, *foreseen.told()))

    def merge(self, path: Path, ctx: JobContext) -> MergeReport:
        """Merge a packet after a backup, wholly or not at all; say what it did.

        Raises PacketRefused, Cancelled, DiskFull or another AppError; the review is then as
        it was.
        """
        self._store.require_writable()
        with PacketReader(path) as packet:
            with self._store.reading() as session:
                self._require_fitting(session, packet)
                if (known := of_known(session, packet, ctx)) is not None:
                    return known
            packet.check_papers(ctx)
            self._backups.make("before merge")
            papers = self._take_papers(packet, ctx)
            try:
                with self._store.writing() as session, much_room(session), without_collecting():
                    before = noticing.Before.of(session)
                    report = replace(_merged(session, packet, ctx), papers=papers)
                    begin_checked_work(session)
                    told = noticing.of_merge(session, packet.manifest, before, self._acting)
                    signed = {SIGNATURE: packet.manifest.signature}
                    summary = _summary(report) | promises.kept_of(packet.manifest) | signed
                    noted = self._noted(packet.manifest, "in", path.name, summary)
                    session.add(noted)
                    key = noted.id
            except IntegrityError as error:
                raise _dangling(packet) from error
            report = replace(report, warnings=(*told, *self._then()))
        self._remember(key, report)
        return report

    def merges(self) -> tuple[Merged, ...]:
        """Return what was merged here, the latest first, with what was told of it."""
        wanted = (
            select(ExchangeRow, ReviewerRow.name)
            .join(ReviewerRow, ReviewerRow.id == ExchangeRow.reviewer_id)
            .where(ExchangeRow.direction == "in")
            .order_by(ExchangeRow.at.desc(), ExchangeRow.id.desc())
        )
        with self._store.reading() as session:
            return tuple(_merged_before(row, name) for row, name in session.execute(wanted))

    def _remember(self, key: str, report: MergeReport) -> None:
        """Keep what was told of a merge, to be read again."""
        with self._store.writing() as session:
            row = session.get_one(ExchangeRow, key)
            tables = {name: counts.by_name() for name, counts in report.tables.items()}
            row.summary = {
                **row.summary,
                "told": list(map(kept, report.warnings)),
                "tables": tables,
            }

    def _require_fitting(self, session: Session, packet: PacketReader) -> None:
        review = session.scalars(select(ReviewRow)).one()
        if packet.manifest.review_id != review.id:
            raise PacketRefused(
                f"“{packet.path.name}” belongs to another review "
                f"(“{packet.manifest.review_title}”). Nothing was changed. "
                "Open that review to merge it."
            )
        if not promises.follows(session, packet.manifest):
            raise too_early(packet.path)

    def _take_papers(self, packet: PacketReader, ctx: JobContext) -> int:
        """Keep the papers that are not here; they are harmless if the merge fails."""
        missing = [sha for sha in packet.papers() if not (self._papers / f"{sha}.pdf").exists()]
        for index, sha256 in enumerate(missing):
            ctx.step(index, len(missing))
            temporary = self._papers / f".chartdesk-{secrets.token_hex(8)}.tmp"
            try:
                packet.write_paper(sha256, temporary)
                with translated(self._papers):
                    temporary.replace(self._papers / f"{sha256}.pdf")
            finally:
                temporary.unlink(missing_ok=True)
        return len(missing)

    def _last_saved(self, session: Session) -> int:
        own = ExchangeRow.reviewer_id == self._acting.reviewer.reviewer_id
        sent = select(func.max(ExchangeRow.counter)).where(own, ExchangeRow.direction == "out")
        return session.scalar(sent) or 0

    def _note(self, manifest: Manifest, direction: str, name: str) -> None:
        if self._acting.may_write:
            with self._store.writing() as session:
                session.add(self._noted(manifest, direction, name, {}))

    def _noted(
        self, manifest: Manifest, direction: str, name: str, summary: dict[str, Json]
    ) -> ExchangeRow:
        return ExchangeRow(
            id=new_id(),
            packet_id=manifest.packet_id,
            direction=direction,
            reviewer_id=manifest.reviewer_id,
            counter=manifest.counter,
            file_name=name,
            summary=summary,
            at=self._moment(),
        )

    def _moment(self) -> str:
        return self._acting.now().astimezone(UTC).isoformat(timespec="microseconds")


def _dangling(packet: PacketReader) -> AppError:
    """Return the refusal of a packet whose rows do not fit together with what is here."""
    if packet.manifest.since:
        return too_early(packet.path)
    return refused(packet.path, "something in it points to what is not there, or is there twice")


def _merged(
    session: Session, packet: PacketReader, ctx: JobContext, foreseen: Foreseen | None = None
) -> MergeReport:
    manifest, writes = packet.manifest, foreseen is None
    lines, done = sum(part.lines for part in manifest.parts.values()), 0
    with begun_ahead(session, packet) if writes else nullcontext() as ahead:
        merger = Merger(session, packet, foreseen)
        tables: dict[str, Counts] = {}
        for carried in CARRIED:
            counts = Counts()
            for batch in merger.merge(carried):
                counts += batch
                ctx.step(done + _rows(counts), lines)
            tables[carried.name] = counts
            done += _rows(counts)
        if writes:
            use_newest(session)
        tables["review"] = merge_registers(session, packet, foreseen)
        entries = 0
        for added in _log(session, packet, foreseen, ahead):
            entries += added
            ctx.step(min(done + entries, lines), lines)
    ctx.step(lines, lines)
    return MergeReport(
        reviewer_name=manifest.reviewer_name,
        made_at=manifest.made_at,
        tables=tables,
        log_entries=entries,
        is_known=_is_known(session, manifest),
        total=sum(tables.values(), Counts()),
    )


def _log(
    session: Session, packet: PacketReader, foreseen: Foreseen | None, ahead: LogAhead | None
) -> Iterator[int]:
    if foreseen is not None:
        return foresee_log(session, packet, foreseen)
    return merge_log(session, packet, ahead)


def _rows(counts: Counts) -> int:
    return counts.new + counts.changed + counts.same + counts.older + counts.conflicting


def _is_known(session: Session, manifest: Manifest) -> bool:
    known = select(ExchangeRow.id).where(
        ExchangeRow.packet_id == manifest.packet_id, ExchangeRow.direction == "in"
    )
    return session.scalars(known).first() is not None


def _summary(report: MergeReport) -> dict[str, Json]:
    return {
        **report.total.by_name(),
        "log_entries": report.log_entries,
        "papers": report.papers,
        "made_at": report.made_at,
    }


def _merged_before(row: ExchangeRow, name: str) -> Merged:
    told, tables = row.summary.get("told"), row.summary.get("tables")
    return Merged(
        at=row.at,
        reviewer_name=name,
        file_name=row.file_name,
        total=_counted(row.summary),
        answers=_counted(tables.get("answer")) if isinstance(tables, dict) else Counts(),
        told=tuple(map(told_again, told)) if isinstance(told, list) else (),
    )


def _counted(document: Json) -> Counts:
    """Read counts as they were kept; what an earlier version did not keep is 0."""
    kept = document if isinstance(document, dict) else {}
    read = {name: kept.get(name) for name in ("new", "changed", "same", "older", "conflicting")}
    return Counts(**{name: n for name, n in read.items() if isinstance(n, int)})
