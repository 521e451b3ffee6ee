"""Full text over the papers, answers and quotes of one review."""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select

from app.domain import values
from app.domain.anchors import Rect
from app.domain.errors import AppError
from app.domain.quotes import clean_quote, fold_map
from app.domain.records import Record
from app.jobs import JobContext
from app.pdf.locate import find_text
from app.pdf.text import span_rects
from app.services.papers import PaperService
from app.services.records import RecordService
from app.services.store import Store
from db.models import PageTextRow

AROUND = 60
IN_PAPER, IN_ANSWER, IN_QUOTE = "paper", "answer", "quote"


@dataclass(frozen=True, slots=True)
class Hit:
    """One place. `page` counts from 0; `rects` are points of the upright page.

    `excerpt` is the text around the hit on one line.
    """

    kind: str
    study_id: str
    study_label: str
    excerpt: str
    page: int | None = None
    rects: tuple[Rect, ...] = ()
    field_label: str = ""


class SearchService:
    """Finds words whatever the line breaks, hyphens, case and accents' encoding."""

    def __init__(self, store: Store, records: RecordService, papers: PaperService) -> None:
        """Search what `records` lets the acting reviewer read."""
        self._store = store
        self._records = records
        self._papers = papers

    def find(self, query: str, limit: int = 200, ctx: JobContext | None = None) -> tuple[Hit, ...]:
        """Return at most `limit` hits, study by study: answers, quotes, then pages."""
        query = clean_quote(query)  # words copied from a PDF bring its line breaks along
        if not query:
            raise AppError("Type at least one word to search for.")
        hits: list[Hit] = []
        records = self._records.records()
        for index, record in enumerate(records):
            if ctx is not None:
                ctx.step(index, len(records))
            for hit in self._in_record(record, query):
                hits.append(hit)
                if len(hits) == limit:
                    return tuple(hits)
        return tuple(hits)

    def _in_record(self, record: Record, query: str) -> Iterator[Hit]:
        yield from _in_answers(record, query)
        yield from _in_quotes(record, query)
        yield from self._in_paper(record, query)

    def _in_paper(self, record: Record, query: str) -> Iterator[Hit]:
        paper = record.study.paper
        if paper is None:
            return
        wanted = select(PageTextRow).where(PageTextRow.paper_sha256 == paper.sha256)
        with self._store.reading() as session:
            texts = [(r.page, r.text) for r in session.scalars(wanted.order_by(PageTextRow.page))]
        for page, text in texts:
            excerpts = list(_excerpts(text, query))
            if excerpts:
                yield from self._placed(record, page, query, excerpts)

    def _placed(self, record: Record, page: int, query: str, excerpts: list[str]) -> Iterator[Hit]:
        study = record.study
        rects = self._rects(record, page, query)
        for index, excerpt in enumerate(excerpts):
            yield Hit(
                IN_PAPER,
                study.study_id,
                study.label,
                excerpt,
                page,
                rects[index] if index < len(rects) else (),
            )

    def _rects(self, record: Record, page: int, query: str) -> list[tuple[Rect, ...]]:
        paper = record.study.paper
        if paper is None:
            return []
        try:
            (text,) = self._papers.page_texts(paper.sha256, [page])
        except AppError:
            return []  # the hit stands by its page; only the rectangles are not known
        return [span_rects(text, span) for span in find_text(text, query)]


def _in_answers(record: Record, query: str) -> Iterator[Hit]:
    for cell, answer in record.answers.items():
        if not record.form.has(cell.field_id):
            continue
        field = record.form.field(cell.field_id)
        text = "" if answer.value is None else values.display(field, answer.value)
        for excerpt in _excerpts(f"{text}\n\n{answer.note}", query):
            yield Hit(
                IN_ANSWER,
                record.study.study_id,
                record.study.label,
                excerpt,
                field_label=field.label,
            )


def _in_quotes(record: Record, query: str) -> Iterator[Hit]:
    for item in record.evidence:
        known = item.cell is not None and record.form.has(item.cell.field_id)
        label = record.form.field(item.cell.field_id).label if item.cell and known else ""
        rects = item.anchor.places[0].rects if item.anchor.places else ()
        for excerpt in _excerpts(item.anchor.quote, query):
            yield Hit(
                IN_QUOTE,
                record.study.study_id,
                record.study.label,
                excerpt,
                item.anchor.page,
                rects,
                label,
            )


def _excerpts(text: str, query: str) -> Iterator[str]:
    """Yield the text around every place where the folded query stands."""
    folded, positions = fold_map(text)
    wanted, _ = fold_map(query)
    start = folded.find(wanted) if wanted else -1
    while start >= 0:
        yield _around(text, positions, start, start + len(wanted))
        start = folded.find(wanted, start + len(wanted))


def _around(text: str, positions: "array[int]", start: int, end: int) -> str:
    first, last = positions[start], positions[end - 1] + 1
    piece = text[max(0, first - AROUND) : last + AROUND]
    return " ".join(piece.split())
