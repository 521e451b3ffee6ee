"""Quotes found again when a study's PDF is replaced by another copy of the paper."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce
from pathlib import Path

from app.domain.anchors import Anchor, AnchorKind, Place, Rect
from app.domain.edits import Edit, LinkPaper, Together
from app.domain.errors import AppError
from app.domain.ids import new_id
from app.domain.records import Record
from app.domain.relinking import from_other_copies, relinked
from app.domain.studies import Paper
from app.jobs import JobContext
from app.pdf.locate import Finder
from app.pdf.text import PageText
from app.services.papers import PaperService, anchor_at
from app.services.records import RecordService

SURE = 0.9
"""What is more certain than this was the only match in the whole paper."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """An anchor that a person must place; `candidates` are anchors in the new copy, best first."""

    anchor: Anchor
    candidates: tuple[Anchor, ...]


@dataclass(frozen=True, slots=True)
class Reanchoring:
    """What was found again in another copy; nothing is written before `edit` is applied.

    `found` counts the anchors that `edit` moves, `doubts` are the others.
    """

    study_id: str
    paper: str
    edit: Together
    found: int
    doubts: tuple[Doubt, ...]


class ReanchoringService:
    """Looks for the acting reviewer's quotes in another copy of a paper."""

    def __init__(self, records: RecordService, papers: PaperService) -> None:
        """Read records, take files in."""
        self._records = records
        self._papers = papers

    def replace(
        self,
        study_id: str,
        path: Path,
        ctx: JobContext,
        password: str | None = None,
        report_id: str = "",
    ) -> Reanchoring:
        """Take another copy of a report's paper ("": the main one's) in, and look for the quotes.

        The study has the new copy once the edit is applied. Raises AppError when the study is
        locked, the file can't be taken, or is the paper of this or another study already.
        """
        record = self._records.record(study_id).at_report(report_id)
        _is_open(record)
        sha256 = self._papers.take_copy(path, password)
        paper = record.study.paper
        if paper is not None and paper.sha256 == sha256:
            raise AppError(
                f"“{path.name}” is the PDF that {record.study.label} has. Nothing was changed."
            )
        taken = self._papers.study_of(sha256)
        if taken is not None:
            raise AppError(
                f"“{path.name}” is the paper of {taken[1]} already. Nothing was changed."
            )
        before = paper.sha256 if paper is not None else None
        link = LinkPaper(record.study.report_id, before, sha256)
        return self._look(record, sha256, (link,), ctx)

    def look_again(self, study_id: str, ctx: JobContext, report_id: str = "") -> Reanchoring:
        """Look for quotes of other copies in the paper that the report has now."""
        record = self._records.record(study_id).at_report(report_id)
        _is_open(record)
        if record.study.paper is None:
            raise AppError(f"{record.study.label} has no PDF. Nothing was changed. Add it first.")
        return self._look(record, record.study.paper.sha256, (), ctx)

    def is_changed(self, paper: Paper) -> bool:
        """Tell whether the file in the papers folder has another size than the one added."""
        path = self._papers.path_of(paper.sha256)
        return path.is_file() and path.stat().st_size != paper.size

    def _look(
        self, record: Record, sha256: str, first: tuple[Edit, ...], ctx: JobContext
    ) -> Reanchoring:
        anchors = from_other_copies(record, sha256)
        pages = self._papers.all_texts(sha256) if anchors else ()
        finder = Finder(pages)
        edits: list[Edit] = list(first)
        doubts: list[Doubt] = []
        for index, anchor in enumerate(anchors):
            ctx.step(index, len(anchors))
            candidates = _candidates(finder, pages, sha256, anchor)
            if candidates and candidates[0][0] > SURE and anchor.kind is AnchorKind.TEXT:
                edits += relinked(record, anchor, candidates[0][1])
            else:
                doubts.append(Doubt(anchor, tuple(found for _, found in candidates)))
        ctx.step(len(anchors), len(anchors))
        found = len(anchors) - len(doubts)
        return Reanchoring(
            record.study.study_id, sha256, Together(tuple(edits)), found, tuple(doubts)
        )


def without_place(anchor: Anchor, paper: str) -> Anchor:
    """Return the same words as evidence from another copy, with no place in it."""
    return replace(anchor, anchor_id=new_id(), paper=paper, places=())


def _candidates(
    finder: Finder, pages: Sequence[PageText], sha256: str, anchor: Anchor
) -> list[tuple[float, Anchor]]:
    """Return confidence and anchor of the places where a quote may stand, best first."""
    if anchor.kind is AnchorKind.ABSENT:
        return []
    near = anchor.places[0] if anchor.places else None
    found = finder.candidates(anchor.quote, anchor.prefix, anchor.suffix, near)
    placed = [(entry.confidence, anchor_at(sha256, pages, entry)) for entry in found]
    if anchor.kind is AnchorKind.REGION:
        return [(confidence, _framed(entry)) for confidence, entry in placed]
    return placed


def _framed(anchor: Anchor) -> Anchor:
    """Return the region around words; its edges are the reviewer's to adjust."""
    place = anchor.places[0]
    box = reduce(Rect.united, place.rects)
    return replace(anchor, kind=AnchorKind.REGION, places=(Place(place.page, (box,)),))


def _is_open(record: Record) -> None:
    if record.is_read_only:
        raise AppError("This review is open read-only, so nothing was changed.")
    if record.is_locked:
        raise AppError(
            f"{record.study.label} is marked complete, so its PDF stays. Nothing was changed. "
            "Reopen the study first."
        )
