"""Copies of the papers with every quote as an annotation that any PDF program shows."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol
from uuid import UUID

import resources
from app.domain.anchors import Anchor, AnchorKind, Place
from app.domain.answers import Cell, Status
from app.domain.errors import AppError
from app.domain.studies import Paper
from app.export.files import export_path, folder_written_whole, safe_name
from app.export.model import ExportedStudy, ExportOptions, ReviewTable
from app.export.text import cell_text
from app.jobs import JobContext
from app.pdf.marking import Colour, NewMark

KEPT = "Kept without a field"
_GREY: Colour = (76, 88, 104)
_SUBTYPES = {
    AnchorKind.TEXT: "Highlight",
    AnchorKind.REGION: "Square",
    AnchorKind.PAGE: "Text",
    AnchorKind.ABSENT: "Text",
}


class CopyWriter(Protocol):
    """Writes a copy of a paper, named by its SHA-256, with marks; returns how many there are."""

    def __call__(self, sha256: str, target: Path, marks: tuple[NewMark, ...]) -> int: ...


@dataclass(frozen=True, slots=True)
class AnnotatedCopies:
    """What was written; `problems` has a sentence for each paper that has no copy."""

    folder: Path
    papers: int
    marks: int
    problems: tuple[str, ...]


def write_annotated_copies(
    table: ReviewTable, folder: Path, write_copy: CopyWriter, ctx: JobContext
) -> AnnotatedCopies:
    """Write a copy of each study's paper into a new dated folder, all of them or (cancelled) none.

    A paper that cannot be read is left out and said. Raises AppError when none can be written.
    """
    path = export_path(folder, "Annotated papers", table.made_at.date(), "")
    shown = [(entry, paper) for entry in table.records for paper in _papers(entry)]
    if not shown:
        raise AppError("No study has a PDF yet, so nothing was written. Add PDFs first.")
    problems: list[str] = []
    papers = marks = 0
    with folder_written_whole(path) as place:
        names = _Names()
        for number, (entry, paper) in enumerate(shown):
            ctx.step(number, len(shown))
            target = place / names.free(_name(entry, paper))
            try:
                found = marks_of(entry, table.made_at, paper.sha256)
                marks += write_copy(paper.sha256, target, found)
                papers += 1
            except AppError as problem:
                target.unlink(missing_ok=True)
                problems.append(f"{entry.study.label}: {problem.message}")
        if not papers:
            raise AppError(f"No paper could be written. {problems[0]}")
        ctx.step(len(shown), len(shown))
    return AnnotatedCopies(path, papers, marks, tuple(problems))


def marks_of(entry: ExportedStudy, made_at: datetime, paper: str = "") -> tuple[NewMark, ...]:
    """Return a mark for each piece of evidence in a paper (a SHA-256; "": the main one)."""
    wanted = paper or (entry.study.paper.sha256 if entry.study.paper is not None else "")
    colours = _Colours.load()
    anchors: dict[str, Anchor] = {}
    cells: dict[str, list[Cell]] = {}
    for item in entry.record.evidence:
        if item.anchor.paper == wanted:
            anchors[item.anchor.anchor_id] = item.anchor
            found = cells.setdefault(item.anchor.anchor_id, [])
            if item.cell is not None and entry.record.form.has(item.cell.field_id):
                found.append(item.cell)
    return tuple(
        _mark(entry, anchor, cells[anchor.anchor_id], colours, made_at)
        for anchor in anchors.values()
    )


def _mark(
    entry: ExportedStudy,
    anchor: Anchor,
    cells: Sequence[Cell],
    colours: "_Colours",
    made_at: datetime,
) -> NewMark:
    subtype = _SUBTYPES[anchor.kind]
    if subtype == "Highlight" and not cells:
        subtype = "Underline"
    lines = list(_lines(entry, cells)) or [KEPT]
    if anchor.kind is AnchorKind.ABSENT:
        lines.append(anchor.quote)
    return NewMark(
        mark_id=anchor.anchor_id,
        subtype=subtype,
        places=anchor.places or (Place(0, ()),),
        colour=colours.of(entry, cells, filled=subtype == "Highlight"),
        author=entry.reviewer.name,
        contents="\n".join(lines),
        created=_pdf_date(_made_at(anchor.anchor_id) or made_at),
        modified=_pdf_date(made_at),
    )


def _lines(entry: ExportedStudy, cells: Sequence[Cell]) -> Iterator[str]:
    """Yield "field: value" for each cell, the row of a repeating group behind the field."""
    record = entry.record
    rows = {row.row_id: row.position + 1 for row in record.rows}
    for cell in cells:
        field = record.form.field(cell.field_id)
        row = f" {rows[cell.row_id]}" if cell.row_id in rows else ""
        answered = entry.answer(cell).status is not Status.EMPTY
        value = cell_text(entry, field, cell, ExportOptions()) if answered else ""
        yield f"{field.label}{row}: {value}".rstrip()


def _papers(entry: ExportedStudy) -> tuple[Paper, ...]:
    """Return the papers of a study, the main one first."""
    found = [entry.study.paper, *(report.paper for report in entry.study.reports)]
    return tuple({paper.sha256: paper for paper in found if paper is not None}.values())


def _name(entry: ExportedStudy, paper: Paper) -> str:
    """Return what a copy is called: after the study, and the report when it is not the main one."""
    report = entry.study.report_of_paper(paper.sha256)
    is_main = report is None or report == entry.study.reports[0]
    return entry.study.label if is_main or report is None else f"{entry.study.label} {report.name}"


def _made_at(anchor_id: str) -> datetime | None:
    """Return when an anchor was made, which its UUIDv7 says (RFC 9562, section 5.7)."""
    try:
        key = UUID(anchor_id)
    except ValueError:
        return None
    return datetime.fromtimestamp((key.int >> 80) / 1000, UTC) if key.version == 7 else None


def _pdf_date(moment: datetime) -> str:
    """Return a date as ISO 32000-1, 7.9.4 writes it, in UTC."""
    return moment.astimezone(UTC).strftime("D:%Y%m%d%H%M%S+00'00'")


@dataclass(frozen=True, slots=True)
class _Colours:
    """Colours of the sections as the window shows them: of highlights, and of lines."""

    fills: tuple[Colour, ...]
    edges: tuple[Colour, ...]

    @classmethod
    def load(cls) -> "_Colours":
        """Read the colours for white pages from the shipped file."""
        text = resources.path("themes/tokens.json").read_text(encoding="utf-8")
        marks = json.loads(text)["highlight"]
        return cls(_slots(marks["on_light_page"]), _slots(marks["edge_on_light_page"]))

    def of(self, entry: ExportedStudy, cells: Sequence[Cell], *, filled: bool) -> Colour:
        """Return the colour of the first cell's section; grey without a cell."""
        if not cells:
            return _GREY
        form = entry.record.form
        slot = form.slot_of(form.section_of(cells[0].field_id).key)
        colours = self.fills if filled else self.edges
        return colours[slot % len(colours)]


def _slots(named: dict[str, str]) -> tuple[Colour, ...]:
    """Return "#RRGGBB" colours as numbers, in the order of the file."""
    return tuple(
        (int(code[1:3], 16), int(code[3:5], 16), int(code[5:7], 16)) for code in named.values()
    )


class _Names:
    """File names that no other study of the folder has, whatever the system does with case."""

    def __init__(self) -> None:
        """Start with every name free."""
        self._taken: set[str] = set()

    def free(self, label: str) -> str:
        """Return a file name for a study, and take it."""
        stem = name = safe_name(label)
        count = 1
        while name.casefold() in self._taken:
            count += 1
            name = f"{stem} ({count})"
        self._taken.add(name.casefold())
        return f"{name}.pdf"
