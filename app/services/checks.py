"""Checks of a review: gaps, values against quotes, totals, reading, quotes found again; waivers."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sqlalchemy import select

from app.domain import checks as rules
from app.domain.anchors import AnchorKind
from app.domain.answers import STATUS_CODES, Cell, Status
from app.domain.check_edits import WaiveCheck
from app.domain.checks_reading import never_cited, never_viewed
from app.domain.completeness import Missing, missing
from app.domain.errors import AppError
from app.domain.findings import mark_of
from app.domain.records import Record
from app.domain.row_names import row_name, shown
from app.domain.studies import ExtractionStatus, Paper, Study
from app.domain.verification import Remark
from app.jobs import Cancelled, JobContext
from app.pdf.locate import locate
from app.services.acting import Acting
from app.services.corrections import disagrees, remarks
from app.services.papers import PaperService
from app.services.record_reader import own_extractions
from app.services.records import RecordService
from app.services.store import Store
from app.services.viewing import ViewedPages
from db.models import WaiverRow

CORRECTED = "a checker says otherwise"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at, said in a sentence.

    `mark` tells it apart from others; `waived` is the reason why it may stand, or nothing.
    `row` names the row of a repeating group.
    """

    kind: str
    study_label: str
    field_label: str
    sentence: str
    cell: Cell | None = None
    study_id: str = ""
    extraction_id: str = ""
    row: str = ""
    mark: str = ""
    waived: str = ""

    def waive(self, reason: str) -> WaiveCheck:
        """Return the edit that lets the finding stand; an empty reason asks about it again."""
        return WaiveCheck(self.extraction_id, self.mark, self.waived, reason.strip())


class CheckService:
    """Looks through what the acting reviewer extracted; changes nothing."""

    def __init__(
        self,
        store: Store,
        acting: Acting,
        records: RecordService,
        papers: PaperService,
        viewed: ViewedPages,
    ) -> None:
        """Check the acting reviewer's records."""
        self._store = store
        self._acting = acting
        self._records = records
        self._papers = papers
        self._viewed = viewed

    def run(self, ctx: JobContext) -> tuple[Finding, ...]:
        """Return everything that was found, study by study; what is waived says its reason."""
        found: list[Finding] = []
        waived = self._waivers()
        records = self._records.records()
        for index, record in enumerate(records):
            ctx.step(index, len(records))
            of_record = [*self._of_record(record), *self._of_paper(record, ctx)]
            found.extend(_marked(record, finding, waived) for finding in of_record)
        ctx.step(len(records), len(records))
        return tuple(found)

    def open_cells(self, record: Record) -> dict[Cell, str]:
        """Return the cells of a record that a check asks about, with the sentence.

        Only what the record itself tells, without what is waived; in the order of the form.
        """
        waived = self._waivers()
        found = [_marked(record, finding, waived) for finding in self._of_record(record)]
        cells = {f.cell: f.sentence for f in reversed(found) if f.cell and not f.waived}
        return {cell: cells[cell] for cell in record.cells() if cell in cells}

    def _waivers(self) -> dict[str, str]:
        wanted = select(WaiverRow.mark, WaiverRow.reason).where(
            WaiverRow.extraction_id.in_(own_extractions(self._acting)), WaiverRow.reason != ""
        )
        with self._store.reading() as session:
            return {row[0]: row[1] for row in session.execute(wanted)}

    def _of_record(self, record: Record) -> Iterator[Finding]:
        for gap in missing(record):
            yield _finding(record, gap.why.value, gap.cell, _gap_sentence(record, gap))
        for finding in rules.findings(record, self._acting.now().year):
            yield _finding(record, finding.kind.value, finding.cell, finding.sentence)
        with self._store.reading() as session:
            said = remarks(session, record.extraction_id)
        for remark in said:
            if disagrees(record, remark):
                yield _finding(record, CORRECTED, remark.cell, _correction(record, remark))

    def _of_paper(self, record: Record, ctx: JobContext) -> Iterator[Finding]:
        """Look for quotes on their pages; and what of a complete study's papers was not read."""
        papers = _papers_of(record.study)
        for paper in papers:
            if not self._papers.path_of(paper.sha256).exists():
                continue
            yield from self._lost_quotes(record, paper)
            if record.status is ExtractionStatus.COMPLETE:
                name = f"{paper.file_name}: " if len(papers) > 1 else ""
                for finding in self._unread(record, paper, ctx):
                    yield replace(finding, sentence=f"{name}{finding.sentence}")

    def _unread(self, record: Record, paper: Paper, ctx: JobContext) -> Iterator[Finding]:
        labels = {page: paper.label_of(page) for page in range(paper.pages)}
        for finding in never_viewed(paper.pages, self._viewed.of(paper.sha256), labels):
            yield _finding(record, finding.kind.value, None, finding.sentence)
        if not paper.has_text:
            return
        cited = {
            place.page
            for item in record.evidence
            if item.anchor.paper == paper.sha256
            for place in item.anchor.places
        }
        texts = {}
        try:
            for page in range(paper.pages):
                if ctx.is_cancelled:
                    raise Cancelled
                if page not in cited:
                    (read,) = self._papers.page_texts(paper.sha256, [page])
                    texts[page] = read.text
        except Cancelled:
            raise
        except AppError:
            return  # said by the quotes that could not be looked for
        for finding in never_cited(texts, cited):
            yield _finding(record, finding.kind.value, None, finding.sentence)

    def _lost_quotes(self, record: Record, paper: Paper) -> Iterator[Finding]:
        for item in record.evidence:
            anchor = item.anchor
            if anchor.kind is not AnchorKind.TEXT or anchor.paper != paper.sha256:
                continue
            try:
                pages = self._papers.page_texts(
                    anchor.paper, [place.page for place in anchor.places]
                )
                lost = locate(pages, anchor.quote, anchor.prefix, anchor.suffix) is None
            except AppError as problem:
                yield Finding("paper not read", record.study.label, "", problem.message)
                return
            if lost:
                yield _lost(record, item.cell, anchor.quote, anchor.page)


def _marked(record: Record, finding: Finding, waived: dict[str, str]) -> Finding:
    """Say where a finding belongs, what it is known by, and whether it may stand."""
    mark = mark_of(record.extraction_id, finding.kind, finding.cell, finding.sentence)
    cell = finding.cell
    rows = [row for row in record.rows if cell is not None and row.row_id == cell.row_id]
    return replace(
        finding,
        study_id=record.study.study_id,
        extraction_id=record.extraction_id,
        row=row_name(record, rows[0]) if rows else "",
        mark=mark,
        waived=waived.get(mark, ""),
    )


def _correction(record: Record, remark: Remark) -> str:
    """Say what a checker says instead of an answer."""
    field, answer = record.form.field(remark.cell.field_id), remark.check.answer
    value = "blank" if answer.status is Status.EMPTY else shown(record, field, answer.value)
    value = STATUS_CODES.get(answer.status, f"“{value}”")
    note = f": {remark.check.note}" if remark.check.note else ""
    asked = f"“{field.label}” of {record.study.label}"
    return f"{remark.by.name} checked {asked} and says that it should be {value}{note}."


def _papers_of(study: Study) -> tuple[Paper, ...]:
    """Return the papers of all reports of a study, each once."""
    papers = (study.paper, *(report.paper for report in study.reports))
    return tuple({paper.sha256: paper for paper in papers if paper is not None}.values())


def _finding(record: Record, kind: str, cell: Cell | None, sentence: str) -> Finding:
    label = record.form.field(cell.field_id).label if cell is not None else ""
    return Finding(kind, record.study.label, label, sentence, cell)


def _gap_sentence(record: Record, gap: Missing) -> str:
    label = record.form.field(gap.cell.field_id).label
    return f"“{label}” of {record.study.label}: {gap.why.value}."


def _lost(record: Record, cell: Cell | None, quote: str, page: int) -> Finding:
    label = record.form.field(cell.field_id).label if cell is not None else ""
    start = " ".join(quote.split())[:60]
    return Finding(
        "quote not found again",
        record.study.label,
        label,
        f"The quote “{start}” is not on page {page + 1} of the paper. Select it again.",
        cell,
    )
