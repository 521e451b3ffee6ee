"""A review in which two people have charted a study apart and sealed their work."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import TypeAlias

from app.bootstrap import open_review
from app.domain.anchors import Anchor
from app.domain.answers import NO_ANSWER, Answer, Cell, Json, Status
from app.domain.edits import AddRow, FillAnswer, SetExtractionStatus
from app.domain.ids import new_id
from app.domain.records import Record
from app.domain.studies import ExtractionStatus

Given: TypeAlias = "Mapping[str, Json | Answer]"


@dataclass(frozen=True, slots=True)
class Charted:
    """What one person charts: answers, rows of groups, quotes under fields."""

    answers: Given = field(default_factory=dict)
    rows: Mapping[str, Sequence[Given]] = field(default_factory=dict)
    quotes: Mapping[str, Anchor] = field(default_factory=dict)


def chart(folder: Path, reviewer: str, study_id: str, work: Charted, *, seals: bool = True) -> None:
    """Open the review for a person, chart a study, mark it complete, and seal it."""
    with open_review(folder, reviewer) as review:
        record = review.records.record(study_id)
        for field_id, said in work.answers.items():
            cell = Cell(record.extraction_id, field_id)
            link = (work.quotes[field_id],) if field_id in work.quotes else ()
            review.extraction.apply(FillAnswer(cell, NO_ANSWER, answer(said), link))
        for section, rows in work.rows.items():
            edits = (_row(record, section, number, row) for number, row in enumerate(rows))
            for edit in chain.from_iterable(edits):
                review.extraction.apply(edit)
        done = SetExtractionStatus(
            record.extraction_id, ExtractionStatus.OPEN, ExtractionStatus.COMPLETE
        )
        review.extraction.apply(done)
        if seals:
            review.extraction.apply(review.seals.sealed(record.extraction_id))


def answer(said: "Json | Answer") -> Answer:
    """Return what was said as an answer."""
    return said if isinstance(said, Answer) else Answer(said, Status.FILLED)


def _row(record: Record, section: str, number: int, row: Given) -> list[AddRow | FillAnswer]:
    row_id = new_id()
    edits: list[AddRow | FillAnswer] = [AddRow(record.extraction_id, section, row_id, number)]
    for field_id, said in row.items():
        cell = Cell(record.extraction_id, field_id, row_id)
        edits.append(FillAnswer(cell, NO_ANSWER, answer(said)))
    return edits
