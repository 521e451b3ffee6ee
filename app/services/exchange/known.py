"""A packet that was merged here before: all of it is here, which is said without reading it."""

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app.domain.packets import Counts, MergeReport
from app.domain.sentence import told_again
from app.jobs import JobContext
from app.services.exchange.reading import PacketReader
from app.services.exchange.tables import CARRIED, Carried
from db.models import ExchangeRow, StampRow

SIGNATURE = "signature"
"""The key under which the summary of a merge keeps the signature of what was merged."""


def of_known(session: Session, packet: PacketReader, ctx: JobContext) -> MergeReport | None:
    """Return what merging a packet again would say; None: it has to be merged as any other.

    That is so when it is new, or when rows were taken away since, which it may bring back. Of a
    known one every part is compared with its hash; raises PacketRefused or Cancelled.
    """
    summary = _summary_of(session, packet)
    if summary is None or any(_was_taken_from(session, carried) for carried in CARRIED):
        return None
    packet.check_all(ctx)
    manifest, told = packet.manifest, summary.get("told")
    tables = {name: Counts(same=_lines(packet, name)) for name in (*_NAMES, "review")}
    return MergeReport(
        reviewer_name=manifest.reviewer_name,
        made_at=manifest.made_at,
        tables=tables,
        is_known=True,
        warnings=tuple(map(told_again, told)) if isinstance(told, list) else (),
        total=sum(tables.values(), Counts()),
    )


def _summary_of(session: Session, packet: PacketReader) -> dict[str, object] | None:
    """Return what was kept of the merge of this very packet, when it was kept to its end."""
    merges = select(ExchangeRow.summary).where(
        ExchangeRow.packet_id == packet.manifest.packet_id, ExchangeRow.direction == "in"
    )
    for summary in session.scalars(merges):
        if summary.get(SIGNATURE) == packet.manifest.signature and "told" in summary:
            return summary
    return None


def _was_taken_from(session: Session, carried: Carried) -> bool:
    """Tell whether a row of a table was written once and is not here: its stamp stays."""
    (key,) = carried.table.primary_key.columns
    is_here = exists().where(key == StampRow.key)
    left = select(StampRow.key).where(StampRow.table_name == carried.name, ~is_here).limit(1)
    return session.scalars(left).first() is not None


def _lines(packet: PacketReader, name: str) -> int:
    part = packet.manifest.parts.get(f"rows/{name}.jsonl")
    return part.lines if part is not None else 0


_NAMES = tuple(carried.name for carried in CARRIED)
