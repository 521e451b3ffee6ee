"""What is to be known before an export is written: what is not complete, and what lacks a quote."""

from dataclasses import dataclass

from app.domain.answers import Cell
from app.domain.studies import ExtractionStatus
from app.export.model import ExportedStudy, ReviewTable
from app.export.review_log import ReviewLog


@dataclass(frozen=True, slots=True)
class Concern:
    """Something to look at; `study_id` and `cell` say where, "" and None that there is no place."""

    sentence: str
    study_id: str = ""
    cell: Cell | None = None


@dataclass(frozen=True, slots=True)
class Readiness:
    """What an export would hold, and what speaks against it being the last one."""

    studies: int
    complete: int
    answers: int
    concerns: tuple[Concern, ...]


def readiness(table: ReviewTable, log: ReviewLog) -> Readiness:
    """Return how far the review is; concerns in the order of the studies, then of the flow."""
    concerns: list[Concern] = []
    for entry in table.records:
        concerns += _incomplete(entry)
        concerns += _unquoted(entry)
        concerns += _unsure(entry)
    concerns += [Concern(f"Flow diagram: {sentence}") for sentence in log.warnings]
    return Readiness(
        studies=len({entry.study.study_id for entry in table.records}),
        complete=sum(e.record.status is ExtractionStatus.COMPLETE for e in table.records),
        answers=sum(len(e.record.answers) for e in table.records),
        concerns=tuple(concerns),
    )


def _incomplete(entry: ExportedStudy) -> list[Concern]:
    if entry.record.status is ExtractionStatus.COMPLETE:
        return []
    return [Concern(f"{entry.study.label}: {entry.status_text.lower()}", entry.study.study_id)]


def _unquoted(entry: ExportedStudy) -> list[Concern]:
    """Return the answers that the form wants a quote for and that have none."""
    quoted = {item.cell for item in entry.record.evidence}
    return [
        Concern(
            f"{entry.study.label}, {entry.record.form.field(cell.field_id).label}: "
            "the required quote is missing",
            entry.study.study_id,
            cell,
        )
        for cell in entry.record.cells()
        if entry.record.form.field(cell.field_id).evidence_required
        and entry.answer(cell).status.has_value
        and cell not in quoted
    ]


def _unsure(entry: ExportedStudy) -> list[Concern]:
    return [
        Concern(
            f"{entry.study.label}, {entry.record.form.field(cell.field_id).label}: marked unsure",
            entry.study.study_id,
            cell,
        )
        for cell in entry.record.cells()
        if entry.answer(cell).flagged
    ]
