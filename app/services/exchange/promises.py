"""What earlier packets promised: work that new work follows, seals over answers to come."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.answers import Json
from app.domain.packets import Manifest
from app.domain.sentence import Sentence
from db.models import ExchangeRow, SealRow

SEALS = "seals"
"""The direction of a packet of seals that was written here, and the key of its summary."""


ONE_SEAL = (
    "This file holds {name}'s seal of 1 study and no answers. The answers come in a later file "
    "and are compared with this seal."
)
MANY_SEALS = (
    "This file holds {name}'s seals of {n} studies and no answers. The answers come in a later "
    "file and are compared with these seals."
)


def follows(session: Session, manifest: Manifest) -> bool:
    """Tell whether all that a packet of new work leaves out is here already."""
    packets = select(ExchangeRow.summary).where(
        ExchangeRow.reviewer_id == manifest.reviewer_id,
        ExchangeRow.direction != SEALS,
        ExchangeRow.counter >= manifest.since,
    )
    return not manifest.since or any(SEALS not in summary for summary in session.scalars(packets))


def told(manifest: Manifest) -> tuple[Sentence, ...]:
    """Return what to say of a packet that holds seals and no work; nothing of another one."""
    if not manifest.is_of_seals:
        return ()
    count = len(manifest.seals)
    sentence = ONE_SEAL if count == 1 else MANY_SEALS
    return (Sentence(sentence, name=manifest.reviewer_name, n=count),)


def kept_of(manifest: Manifest) -> dict[str, Json]:
    """Return what this copy remembers of the seals in a packet that holds nothing else."""
    return {SEALS: dict(manifest.seals)} if manifest.is_of_seals else {}


def unkept(
    session: Session, manifest: Manifest, coming: Iterable[tuple[str, str]] = ()
) -> Sequence[tuple[str, str]]:
    """Return (extraction, day) of seals that were handed over and under which nothing came.

    A seal that was broken since, for a reason that is in the log, came with the answers. Only
    seals that were handed over before the packet of the manifest was made can be in it; `coming`
    are (extraction, seal) that are not written yet.
    """
    reviewer_id = manifest.reviewer_id
    came: dict[str, set[str]] = {}
    rows = select(SealRow.extraction_id, SealRow.seal).where(SealRow.reviewer_id == reviewer_id)
    here = [(extraction_id, seal) for extraction_id, seal in session.execute(rows)]
    for extraction_id, seal in (*here, *coming):
        came.setdefault(extraction_id, set()).add(seal)
    return [
        (extraction_id, day)
        for day, promised in _promised(session, manifest)
        for extraction_id, seal in promised.items()
        if extraction_id in came and seal not in came[extraction_id]
    ]


def _promised(session: Session, manifest: Manifest) -> list[tuple[str, Mapping[str, str]]]:
    packets = select(ExchangeRow.at, ExchangeRow.summary).where(
        ExchangeRow.reviewer_id == manifest.reviewer_id,
        ExchangeRow.direction == "in",
        ExchangeRow.counter <= manifest.counter,
    )
    return [
        (at[:10], summary[SEALS])
        for at, summary in session.execute(packets.order_by(ExchangeRow.at))
        if SEALS in summary
    ]
