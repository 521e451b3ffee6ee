"""Full text over the papers, answers and quotes of one review."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.domain.anchors import Rect
from app.domain.errors import AppError
from app.domain.quotes import fold
from app.domain.studies import Study
from app.domain.wording import Excerpt, Folded, Term, excerpt, parse_query, passages
from app.jobs import JobContext
from app.pdf.text import Span, span_rects
from app.services.papers import PaperService
from app.services.records import RecordService
from app.services.search_index import Found, PageWords
from app.services.store import Store
from app.services.told import Telling, Told

IN_PAPER = "paper"


@dataclass(frozen=True, slots=True)
class Hit:
    """One place. `page` counts from 0; `rects` are points of the upright page.

    `excerpt` is the text around the words found, `marks` their spans in it, `spans` those in
    the text of the page. A place in a paper gets its rectangles from `SearchService.placed`.
    """

    kind: str
    study_id: str
    study_label: str
    excerpt: str
    marks: tuple[tuple[int, int], ...]
    page: int | None = None
    rects: tuple[Rect, ...] = ()
    field_label: str = ""
    paper: str = ""
    spans: tuple[tuple[int, int], ...] = ()


class SearchService:
    """Finds words whatever the line breaks, hyphens, case and accents' encoding.

    Of the answers and quotes it knows those that `records` lets the acting reviewer read.
    """

    def __init__(
        self, store: Store, records: RecordService, papers: PaperService, words: PageWords
    ) -> None:
        """Search what `records` lets the acting reviewer read, and pages through `words`."""
        self._papers = papers
        self._words = words
        self._telling = Telling(store, records)

    def prepare(self, ctx: JobContext | None = None) -> None:
        """Bring the index of the pages up to date; searching works without it, only slower."""
        self._words.prepare(ctx or JobContext())

    def read_ahead(self, _ctx: JobContext | None = None) -> None:
        """Read answers and quotes, so that the first search finds them at hand."""
        self._telling.now()

    def is_prepared(self) -> bool:
        """Tell whether every page is in the index."""
        return self._words.is_ready()

    def find(self, query: str, limit: int = 200, ctx: JobContext | None = None) -> tuple[Hit, ...]:
        """Return at most `limit` hits, study by study: answers, quotes, then pages.

        Words must all stand on the page (in any order), "words in quotation marks" one after
        the other; a star stands for the rest of a word. Raises AppError for an empty query.
        """
        terms = parse_query(query)
        ctx = ctx or JobContext()
        hits: list[Hit] = []
        found = self._words.look_up(terms)
        told = self._telling.now()
        for index, one in enumerate(told):
            ctx.step(index, len(told))
            for hit in _in_study(one, terms, found):
                hits.append(hit)
                if len(hits) == limit:
                    return tuple(hits)
        return tuple(hits)

    def placed(self, hit: Hit) -> Hit:
        """Return a hit with its rectangles; without them when the page can't be read."""
        if hit.page is None or not hit.spans:
            return hit
        try:
            (text,) = self._papers.page_texts(hit.paper, [hit.page])
        except AppError:
            return hit  # the hit stands by its page; only the rectangles are not known
        spans = hit.spans if _are_at(hit, text.text, hit.spans) else self._moved(hit, text.text)
        if not _are_at(hit, text.text, spans):
            return hit  # another version read the page otherwise
        rects = [rect for span in spans for rect in span_rects(text, Span(*span))]
        return replace(hit, rects=tuple(rects))

    def _moved(self, hit: Hit, text: str) -> tuple[tuple[int, int], ...]:
        """Return where the words stand in a page that is read with other blank lines now."""
        kept, now = self._words.stored(hit.paper, hit.page or 0), Folded.of(text)
        if kept is None or kept.folded != now.folded:
            return ()
        places = [[bisect_left(kept.positions, end) for end in span] for span in hit.spans]
        return tuple(now.span(start, end) for start, end in places if start < end)

    def close(self) -> None:
        """Let the index go."""
        self._words.close()


def _are_at(hit: Hit, text: str, spans: Sequence[tuple[int, int]]) -> bool:
    """Tell whether the words found are those that stand there."""
    shown = [fold(hit.excerpt[start:end]) for start, end in hit.marks]
    return [fold(text[start:end]) for start, end in spans] == shown


def _in_study(told: Told, terms: Sequence[Term], found: Found) -> Iterator[Hit]:
    study = told.study
    for said in told.said:
        for shown, _ in _excerpts(said.text, terms):
            yield Hit(
                said.kind,
                study.study_id,
                study.label,
                shown.text,
                shown.marks,
                page=said.page,
                rects=said.rects,
                field_label=said.field_label,
                paper=said.paper,
            )
    papers = [study.paper, *(report.paper for report in study.reports)]
    for sha256 in dict.fromkeys(paper.sha256 for paper in papers if paper is not None):
        yield from _in_paper(study, sha256, terms, found)


def _in_paper(study: Study, sha256: str, terms: Sequence[Term], found: Found) -> Iterator[Hit]:
    for page in found.pages(sha256):
        for shown, spans in _excerpts(page.text, terms):
            yield Hit(
                IN_PAPER,
                study.study_id,
                study.label,
                shown.text,
                shown.marks,
                page=page.page,
                paper=sha256,
                spans=spans,
            )


def _excerpts(
    text: Folded, terms: Sequence[Term]
) -> Iterator[tuple[Excerpt, tuple[tuple[int, int], ...]]]:
    if all(term.folded in text.folded for term in terms):
        for passage in passages(text, terms):
            yield excerpt(text.text, passage), passage.spans
