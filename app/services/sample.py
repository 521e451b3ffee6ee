"""Fills a new review with the sample: three papers, one study extracted, one half done."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import resources
from app.domain.anchors import Anchor
from app.domain.answers import NO_ANSWER, Answer, Cell, Status
from app.domain.edits import (
    AddRow,
    AddStudy,
    FillAnswer,
    SetExtractionStatus,
    SetReviewAnswer,
)
from app.domain.errors import AppError
from app.domain.ids import new_id
from app.domain.records import Record
from app.domain.studies import ExtractionStatus, StudyDraft
from app.jobs import JobContext
from app.services.extraction import ExtractionService
from app.services.papers import PaperService
from app.services.records import RecordService

DOCUMENT = "sample/sample.json"


def document() -> dict[str, Any]:
    """Return the shipped description of the sample."""
    found: dict[str, Any] = json.loads(resources.path(DOCUMENT).read_text(encoding="utf-8"))
    return found


class SampleWriter:
    """Writes the sample through the same services as the window."""

    def __init__(
        self, extraction: ExtractionService, records: RecordService, papers: PaperService
    ) -> None:
        """Write by edits; nothing goes round the single writer."""
        self._extraction = extraction
        self._records = records
        self._papers = papers

    def write(self, sample: Mapping[str, Any], ctx: JobContext) -> None:
        """Answer the review's own fields and add the studies with their answers."""
        before = self._records.details()
        for field_id, value in sample["review"].items():
            edit = SetReviewAnswer(field_id, before.get(field_id), value)
            self._extraction.apply(edit, label="Sample")
        for index, study in enumerate(sample["studies"]):
            ctx.step(index, len(sample["studies"]))
            self._write_study(study, index)
        ctx.step(len(sample["studies"]), len(sample["studies"]))

    def _write_study(self, study: Mapping[str, Any], position: int) -> None:
        draft = StudyDraft(new_id(), new_id(), study["label"], study["title"], position=position)
        self._extraction.apply(AddStudy(draft), label=f"Add {draft.label}")
        file = resources.path(f"sample/papers/{study['paper']}")
        (outcome,) = self._papers.add([Path(file)], JobContext(), study_id=draft.study_id)
        if outcome.has_failed:
            raise AppError(outcome.message)
        record = self._records.record(draft.study_id)
        rows: dict[tuple[str, int], str] = {}
        for entry in study["answers"]:
            cell = self._cell(record, entry, rows)
            anchor = self._anchor(outcome.sha256 or "", entry)
            self._extraction.apply(_fill(cell, entry, anchor), label="Sample")
        if study.get("complete"):
            edit = SetExtractionStatus(
                record.extraction_id, ExtractionStatus.OPEN, ExtractionStatus.COMPLETE
            )
            self._extraction.apply(edit, label=f"Complete {draft.label}")

    def _cell(
        self, record: Record, entry: Mapping[str, Any], rows: dict[tuple[str, int], str]
    ) -> Cell:
        number = entry.get("row", 0)
        if not number:
            return Cell(record.extraction_id, entry["field"])
        section = record.form.section_of(entry["field"]).key
        if (section, number) not in rows:
            rows[section, number] = new_id()
            row_id = rows[section, number]
            add = AddRow(record.extraction_id, section, row_id, number - 1)
            self._extraction.apply(add, label="Sample")
        return Cell(record.extraction_id, entry["field"], rows[section, number])

    def _anchor(self, sha256: str, entry: Mapping[str, Any]) -> Anchor | None:
        if "quote" not in entry:
            return None
        page = entry["page"] - 1
        return self._papers.locate(sha256, entry["quote"], page)


def _fill(cell: Cell, entry: Mapping[str, Any], anchor: Anchor | None) -> FillAnswer:
    after = Answer(
        entry.get("value"),
        Status(entry.get("status", "filled")),
        entry.get("note", ""),
        entry.get("flagged", False),
    )
    return FillAnswer(cell, NO_ANSWER, after, link=() if anchor is None else (anchor,))
