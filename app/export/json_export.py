"""A review as one JSON document, for programs.

    {"format": "chartdesk-review", "version": 1, "made_at": ISO 8601, "final": bool,
     "review":  {"title", "reviewers": [name], "details": {field_id: value}},
     "form":    the form as templates are written (sections, fields, options),
     "studies": [{"study_id", "label", "title", "paper": {"sha256", "file_name", "pages"},
       "extractions": [{"extraction_id", "reviewer", "status", "form_version",
         "answers": [{"field_id", "row", "row_id", "status", "value", "note", "unsure",
                      "evidence": [...]}],
         "quotes": [evidence that belongs to no field]}]}]}

A study with several reports lists them; `report_id` is then the report of a value (without it,
the first one), and `other_reports` what others say. `asked` is there, and false, only for an
answer that is kept though the form does not ask it with the other answers. Values are typed JSON
(app.domain.values). Evidence has the paper's SHA-256, the quote with the words around it, the
page (index from 0, and printed label) and rectangles in PDF points of the upright page, origin at
the top left. `row` counts from 1. Everything is in a stable order: studies as listed, answers as
on the form.
"""

import json
import re
from pathlib import Path
from typing import Any

from app.domain.anchors import Anchor
from app.domain.answers import Answer, Cell, Status
from app.domain.records import Evidence
from app.domain.studies import Paper, Report, Study
from app.domain.templates import form_to_json
from app.export.files import written_whole
from app.export.model import ExportedStudy, ReviewTable, answered_cells, with_earlier_fields
from app.export.text import page_text
from app.jobs import JobContext

FORMAT = "chartdesk-review"
VERSION = 1
_SURROGATE = re.compile("[\ud800-\udfff]")


def write_json(table: ReviewTable, path: Path, ctx: JobContext | None = None) -> Path:
    """Write the document to a new file and return its path.

    Raises ExportExists, DiskFull or FolderNotWritable, and Cancelled; then nothing is left.
    """
    context = ctx or JobContext()
    with written_whole(path) as stream:
        text = json.dumps(
            document(with_earlier_fields(table), context), indent=1, ensure_ascii=False
        )
        safe = _SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
        stream.write(safe.encode() + b"\n")
    return path


def document(table: ReviewTable, ctx: JobContext) -> dict[str, Any]:
    """Return the whole review as JSON values; raises Cancelled between two studies."""
    studies: dict[str, dict[str, Any]] = {}
    for done, entry in enumerate(table.records):
        ctx.step(done, len(table.records))
        study = studies.setdefault(entry.study.study_id, _study(entry))
        study["extractions"].append(_extraction(table, entry))
    return {
        "format": FORMAT,
        "version": VERSION,
        "made_at": table.made_at.isoformat(),
        "final": table.final,
        "review": {
            "title": table.title,
            "reviewers": list(table.reviewers),
            "details": dict(table.details),
        },
        "form": form_to_json(table.form),
        "studies": list(studies.values()),
    }


def _study(entry: ExportedStudy) -> dict[str, Any]:
    study = entry.study
    return {
        "study_id": study.study_id,
        "label": study.label,
        "title": study.title,
        "paper": _paper(study.paper),
        **({"reports": [_report(r) for r in study.reports]} if study.has_several_reports else {}),
        "extractions": [],
    }


def _report(report: Report) -> dict[str, Any]:
    return {
        "report_id": report.report_id,
        "role": report.role.value,
        "title": report.title,
        "paper": _paper(report.paper),
    }


def _paper(paper: Paper | None) -> dict[str, Any] | None:
    if paper is None:
        return None
    return {"sha256": paper.sha256, "file_name": paper.file_name, "pages": paper.pages}


def _extraction(table: ReviewTable, entry: ExportedStudy) -> dict[str, Any]:
    record = entry.record
    return {
        "extraction_id": record.extraction_id,
        "reviewer": entry.reviewer.name,
        "status": record.status.value,
        "form_version": record.form.number,
        "answers": [
            _answer(entry, cell)
            for section in table.form.study_sections
            for cell in _cells_in_row_order(entry, section.key, table)
            if _says_something(entry, cell)
        ],
        "quotes": [_evidence(entry, e) for e in record.evidence if e.cell is None],
    }


def _cells_in_row_order(entry: ExportedStudy, key: str, table: ReviewTable) -> list[Cell]:
    """Return the cells of a section, row by row and then in the order of the form."""
    section = table.form.section(key)
    columns = [answered_cells(entry, section, field.field_id) for field in section.fields]
    return [cell for row in zip(*columns, strict=True) for cell in row]


def _says_something(entry: ExportedStudy, cell: Cell) -> bool:
    answer = entry.record.answer(cell)
    kept = answer.status is not Status.EMPTY or answer.note or answer.flagged
    return bool(kept or entry.record.evidence_of(cell))


def _answer(entry: ExportedStudy, cell: Cell) -> dict[str, Any]:
    answer = entry.record.answer(cell)
    positions = {row.row_id: row.position for row in entry.record.rows}
    return {
        "field_id": cell.field_id,
        "row": positions[cell.row_id] + 1 if cell.row_id else None,
        "row_id": cell.row_id,
        "status": answer.status.value,
        "value": answer.value,
        "note": answer.note,
        "unsure": answer.flagged,
        **({"asked": False} if cell in entry.record.hidden else {}),
        **_reports_said(entry.study, answer),
        "evidence": [_evidence(entry, e) for e in entry.record.evidence_of(cell)],
    }


def _reports_said(study: Study, answer: Answer) -> dict[str, Any]:
    """Return the report of a value and what others say, where it is not the first one."""
    begun = study.origin
    turned = begun is not None and study.has_several_reports and begun != study.reports[0]
    own = begun.report_id if begun is not None and turned else ""
    others = [{"report_id": said.report_id or own, "value": said.value} for said in answer.others]
    said = {
        "report_id": answer.report_id or (own if answer.status.has_value else ""),
        "other_reports": others,
    }
    return {key: value for key, value in said.items() if value}


def _evidence(entry: ExportedStudy, evidence: Evidence) -> dict[str, Any]:
    anchor = evidence.anchor
    return {
        "anchor_id": anchor.anchor_id,
        "kind": anchor.kind.value,
        "paper": anchor.paper,
        "page": anchor.page,
        "page_label": page_text(entry, anchor),
        "quote": anchor.quote,
        "prefix": anchor.prefix,
        "suffix": anchor.suffix,
        "places": _places(anchor),
    }


def _places(anchor: Anchor) -> list[dict[str, Any]]:
    return [
        {
            "page": place.page,
            "rects": [[r.left, r.top, r.right, r.bottom] for r in place.rects],
        }
        for place in anchor.places
    ]
