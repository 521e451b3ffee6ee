"""Edits that let another anchor support what one supports now."""

from app.domain.anchors import Anchor
from app.domain.edits import DropQuote, Edit, FillAnswer, KeepQuote
from app.domain.records import Record


def relinked(record: Record, old: Anchor, new: Anchor | None) -> tuple[Edit, ...]:
    """Return the edits that put `new` (None: nothing) in the place of an anchor.

    Answers stay as they are; the old anchor stays in the file and in the history.
    """
    link = () if new is None else (new,)
    edits: list[Edit] = []
    for item in record.evidence:
        if item.anchor.anchor_id != old.anchor_id:
            continue
        if item.cell is None:
            edits.append(DropQuote(record.extraction_id, old))
            edits += [KeepQuote(record.extraction_id, anchor) for anchor in link]
        else:
            answer = record.answer(item.cell)
            edits.append(FillAnswer(item.cell, answer, answer, link=link, unlink=(old,)))
    return tuple(edits)


def from_other_copies(record: Record, paper: str) -> tuple[Anchor, ...]:
    """Return the anchors of a record that were taken from another copy than `paper`.

    Quotes from the other reports of the study are where they belong.
    """
    own = record.study.report_id
    others = (report.paper for report in record.study.reports if report.report_id != own)
    known = {other.sha256 for other in others if other is not None} | {paper}
    found = {item.anchor.anchor_id: item.anchor for item in record.evidence}
    return tuple(anchor for anchor in found.values() if anchor.paper not in known)
