"""Papers: import by content hash, one outcome a file, and quotes found on their pages."""

import re
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path

from sqlalchemy import func, select

from app.domain.anchors import Anchor, AnchorKind
from app.domain.counting import counted
from app.domain.edits import AddStudy, LinkPaper
from app.domain.errors import AppError, NotFound
from app.domain.ids import new_id
from app.domain.studies import StudyDraft
from app.jobs import Cancelled, JobContext
from app.memory import give_back_memory
from app.pdf.byline import PARTICLES
from app.pdf.client import PdfClient
from app.pdf.errors import PaperEncrypted
from app.pdf.locate import Found, locate
from app.pdf.marking import NewMark, WriteMarks
from app.pdf.probe import probe
from app.pdf.requests import Edges, Metadata, PaperSummary, Priority, ReadMetadata, ReadText, Seen
from app.pdf.text import PageText, context, raw_quote
from app.references.matching import Front
from app.services.acting import Acting
from app.services.codec import storable
from app.services.environment import translated
from app.services.extraction import ExtractionService
from app.services.page_texts import edges_kept, keep_box, readable
from app.services.paper_files import Kept, keep, pdf_files
from app.services.seen_files import SeenFiles
from app.services.store import Store
from db.models import PaperRow, ReportRow, StudyRow

ADDED = "added"
ALREADY = "already"
PAGES_A_WRITE = 50
FIRST_PAGES = 3  # those that tell how wide the text of a paper is
FAILED = "failed"
YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class PaperOutcome:
    """What became of one file: "added", "already" or "failed", and the sentence to show.

    `edit` is what was written for an added one; its inverse takes it out again.
    """

    path: Path
    status: str
    message: str
    study_id: str | None = None
    sha256: str | None = None
    pages: int = 0
    needs_password: bool = False
    edit: AddStudy | LinkPaper | None = None

    @property
    def was_added(self) -> bool:
        """Tell whether the paper is new in the review."""
        return self.status == ADDED

    @property
    def has_failed(self) -> bool:
        """Tell whether the file could not be taken."""
        return self.status == FAILED


class PaperService:
    """Takes PDFs into the review; the files in papers/ never change afterwards."""

    def __init__(
        self,
        store: Store,
        acting: Acting,
        extraction: ExtractionService,
        pdf: PdfClient,
        folder: Path,
    ) -> None:
        """Keep papers in `folder`; read them through `pdf`."""
        self._store = store
        self._acting = acting
        self._extraction = extraction
        self._pdf = pdf
        self._folder = folder
        self._files = SeenFiles(folder)
        self._read_last: tuple[str, tuple[PageText, ...]] | None = None

    def path_of(self, sha256: str) -> Path:
        """Return where the paper with this hash is kept."""
        return self._folder / f"{sha256}.pdf"

    def add(
        self,
        paths: Sequence[Path],
        ctx: JobContext,
        passwords: Mapping[str, str] | None = None,
        study_id: str | None = None,
    ) -> tuple[PaperOutcome, ...]:
        """Take PDFs (folders: all PDFs below) into the review, each its own study.

        With `study_id` the first file becomes the paper of that study. A file that fails is
        reported and the rest goes on; Cancelled stops between files and keeps what is done.
        """
        files = tuple(pdf_files(paths))
        outcomes: list[PaperOutcome] = []
        for index, path in enumerate(files):
            _step(ctx, index, len(files))
            password = (passwords or {}).get(str(path)) or (passwords or {}).get(path.name)
            outcomes.append(self._add_one(path, password, study_id if index == 0 else None))
        _step(ctx, len(files), len(files))
        give_back_memory()
        return tuple(outcomes)

    def unlock(self, sha256: str, password: str) -> None:
        """Keep the password of a paper in memory until the review is closed, to read its text."""
        self._pdf.unlock(self.path_of(sha256), password)

    def unlock_file(self, path: Path, password: str) -> None:
        """Keep the password of a file outside the review likewise: to look at it, to take it in."""
        self._pdf.unlock(path, password)

    def password_of(self, sha256: str) -> str | None:
        """Return the password that a paper was unlocked with, if any."""
        return self._pdf.password_of(self.path_of(sha256))

    def write_copy(self, sha256: str, target: Path, marks: tuple[NewMark, ...]) -> int:
        """Write a copy of a paper with marks to a new file; return how many. Raises PdfError."""
        path, password = self.path_of(sha256), self.password_of(sha256)
        seen = self.seen(sha256)
        request = WriteMarks(path, password, seen=seen, target=target, marks=marks)
        return self._pdf.submit(request, Priority.BACKGROUND).result()

    def page_texts(self, sha256: str, pages: Sequence[int]) -> tuple[PageText, ...]:
        """Read the text of some pages (index from 0) of a paper, with boxes.

        Raises PdfError, PaperChanged among them: the words of another file are never read.
        """
        path, seen = self.path_of(sha256), self.seen(sha256)
        password = self.password_of(sha256)
        asked = [
            self._pdf.submit(ReadText(path, password, page=page, seen=seen), Priority.BACKGROUND)
            for page in pages
        ]
        return tuple(_all(asked))

    def seen(self, sha256: str) -> Seen:
        """Return what the file of a paper was when its bytes were last compared with its hash."""
        return self._files.of(sha256)

    def keep_seen(self, seen: Seen) -> None:
        """Remember a file whose bytes were compared with its hash, for the next time."""
        if self._acting.may_write:
            self._files.keep(seen)

    def first_edges(self, sha256: str) -> Mapping[int, Edges | None]:
        """Return where the text begins and ends on the first pages (from 0), where it is known.

        None stands for a page that has no text.
        """
        return edges_kept(self._store, sha256, FIRST_PAGES)

    def keep_edges(self, sha256: str, text: PageText) -> None:
        """Keep where the text of a page stands, for papers taken in before this was done."""
        if self._acting.may_write:
            keep_box(self._store, sha256, text)

    def all_texts(self, sha256: str) -> tuple[PageText, ...]:
        """Read the text of every page of a paper; the last paper's is kept."""
        with self._store.reading() as session:
            row = session.get(PaperRow, sha256)
        if row is None:
            raise NotFound("This paper is not in the review. Add it first.")
        if self._read_last is None or self._read_last[0] != sha256:
            self._read_last = (sha256, self.page_texts(sha256, range(row.pages)))
        return self._read_last[1]

    def take_copy(self, path: Path, password: str | None = None) -> str:
        """Take a file in that becomes no study of its own; return its SHA-256."""
        self._store.require_writable()
        password = password or self._pdf.password_of(path)
        summary = probe(self._pdf, path, password)
        metadata = self._metadata(path, password)
        sha256 = self._kept(path).sha256
        self._register(sha256, path, summary, metadata)
        if password:
            self.unlock(sha256, password)
        self._read_pages(sha256, summary, password)
        return sha256

    def front_of(self, path: Path) -> Front:
        """Read what a file outside the review says of itself. Raises PdfError."""
        password = self._pdf.password_of(path)
        probe(self._pdf, path, password)
        stated = self._metadata(path, password)
        asked = self._pdf.submit(ReadText(path, password, page=0), Priority.BACKGROUND)
        text = readable("", [asked])[0].text
        return Front(path.stem, stated.doi, stated.year, f"{stated.title}\n{text}")

    def locate(self, sha256: str, quote: str, page: int | None = None) -> Anchor | None:
        """Find a quote on the pages of a paper; `page` (from 0) is looked at first."""
        pages = self.all_texts(sha256)
        found = locate(pages, quote, near=page)
        return None if found is None else anchor_at(sha256, pages, found)

    def _add_one(self, path: Path, password: str | None, study_id: str | None) -> PaperOutcome:
        try:
            return self._take(path, password or self._pdf.password_of(path), study_id)
        except AppError as problem:
            needs = isinstance(problem, PaperEncrypted)
            return PaperOutcome(path, FAILED, problem.message, needs_password=needs)

    def _take(self, path: Path, password: str | None, study_id: str | None) -> PaperOutcome:
        self._store.require_writable()
        summary = probe(self._pdf, path, password)
        metadata = self._metadata(path, password)
        kept = self._kept(path)
        sha256 = kept.sha256
        known = self.study_of(sha256)
        if known is not None:
            study_id, label = known
            message = _known_already(path, label, put_back=kept.is_new)
            return PaperOutcome(path, ALREADY, message, study_id, sha256, summary.pages)
        self._register(sha256, path, summary, metadata)
        if password:
            self.unlock(sha256, password)
        self._read_pages(sha256, summary, password)
        if study_id is None:
            edit: AddStudy | LinkPaper = self._new_study(sha256, path, metadata)
        else:
            edit = self._link(study_id, sha256)
        study = study_id or (edit.study.study_id if isinstance(edit, AddStudy) else None)
        note = "" if summary.has_text else " It has no text to select: its pages are pictures."
        return PaperOutcome(
            path,
            ADDED,
            f"“{path.name}” was added.{note}",
            study,
            sha256,
            summary.pages,
            edit=edit,
        )

    def _kept(self, path: Path) -> Kept:
        """Copy a file into the review; what was copied needs no second comparison."""
        with translated(self._folder):
            kept = keep(path, self._folder)
        self._files.keep_copied(self.path_of(kept.sha256), kept.sha256)
        return kept

    def _metadata(self, path: Path, password: str | None) -> Metadata:
        try:
            return self._pdf.submit(ReadMetadata(path, password), Priority.BACKGROUND).result()
        except AppError:
            return Metadata()  # the paper opens; only what it says of itself can't be read

    def study_of(self, sha256: str) -> tuple[str, str] | None:
        """Return id and label of the study that has this paper."""
        wanted = (
            select(StudyRow.id, StudyRow.label)
            .join(ReportRow, ReportRow.study_id == StudyRow.id)
            .where(
                ReportRow.paper_sha256 == sha256,
                ReportRow.removed.is_(False),
                StudyRow.removed.is_(False),
            )
        )
        with self._store.reading() as session:
            found = session.execute(wanted).first()
        return None if found is None else (found[0], found[1])

    def _register(self, sha256: str, path: Path, summary: PaperSummary, metadata: Metadata) -> None:
        now = self._acting.now().astimezone(UTC).isoformat(timespec="microseconds")
        with self._store.writing() as session:
            if session.get(PaperRow, sha256) is None:
                session.add(
                    PaperRow(
                        sha256=sha256,
                        file_name=storable(path.name),
                        size=path.stat().st_size,
                        pages=summary.pages,
                        has_text=summary.has_text,
                        labels=list(summary.labels),
                        sizes=[list(size) for size in summary.sizes],
                        title=storable(metadata.title),
                        doi=metadata.doi or None,
                        added_at=now,
                    )
                )

    def _read_pages(self, sha256: str, summary: PaperSummary, password: str | None) -> None:
        path = self.path_of(sha256)
        asked = [
            self._pdf.submit(ReadText(path, password, page=page), Priority.BACKGROUND)
            for page in range(summary.pages)
        ]
        rows = readable(sha256, asked)
        for start in range(0, len(rows), PAGES_A_WRITE):  # the window writes in between
            with self._store.writing() as session:
                for row in rows[start : start + PAGES_A_WRITE]:
                    session.merge(row)

    def _new_study(self, sha256: str, path: Path, metadata: Metadata) -> AddStudy:
        with self._store.reading() as session:
            position = session.scalar(select(func.max(StudyRow.position)))
            labels = set(session.scalars(select(StudyRow.label)))
        draft = StudyDraft(
            study_id=new_id(),
            report_id=new_id(),
            label=unique_label(study_label(path, metadata), labels),
            title=storable(metadata.title),
            paper=sha256,
            position=0 if position is None else position + 1,
        )
        edit = AddStudy(draft)
        self._extraction.apply(edit, label=f"Add {draft.label}")
        return edit

    def _link(self, study_id: str, sha256: str) -> LinkPaper:
        with self._store.reading() as session:
            wanted = select(ReportRow).where(ReportRow.study_id == study_id)
            report = session.scalars(wanted.order_by(ReportRow.position)).first()
        if report is None:
            raise NotFound("This study is not in the review any more. Nothing was changed.")
        edit = LinkPaper(report.id, report.paper_sha256, sha256)
        self._extraction.apply(edit, label="Add the paper")
        return edit


def _step(ctx: JobContext, done: int, total: int) -> None:
    """Report progress; raises Cancelled with what was kept."""
    try:
        ctx.step(done, total)
    except Cancelled:
        raise Cancelled(
            f"Stopped after {done} of {counted(total, 'file')}. "
            "What was added before is in the review."
        ) from None


def _known_already(path: Path, label: str, *, put_back: bool) -> str:
    if put_back:
        return f"“{path.name}” was put back as the paper of {label}. The answers are as they were."
    return f"“{path.name}” is in the review already, as the paper of {label}. Nothing was changed."


def anchor_at(sha256: str, pages: Sequence[PageText], found: Found) -> Anchor:
    """Return a new anchor for what was found on the pages of a paper."""
    texts = {page.page_index: page for page in pages}
    first, last = found.spans[0], found.spans[-1]
    quotes = [raw_quote(texts[at.page], at.span) for at in found.spans]
    return Anchor(
        anchor_id=new_id(),
        paper=sha256,
        kind=AnchorKind.TEXT,
        places=found.places,
        quote="\n".join(quotes),
        prefix=context(texts[first.page], first.span)[0],
        suffix=context(texts[last.page], last.span)[1],
    )


def study_label(path: Path, metadata: Metadata) -> str:
    """Return "Author year" from what the paper says of itself, else the file's name."""
    year = str(metadata.year) if metadata.year else ""
    author = _family_name(metadata.authors[0]) if metadata.authors else ""
    if author:
        return f"{author} {year}".strip()
    stem = re.sub(r"[_\W]+", " ", storable(path.stem)).strip() or "Study"
    return stem if not year or year in stem else f"{stem} {year}"


def unique_label(label: str, taken: set[str]) -> str:
    """Return the label, with a letter when another study has it already."""
    if label not in taken:
        return label
    for letter in "bcdefghijklmnopqrstuvwxyz":
        if f"{label}{letter}" not in taken:
            return f"{label}{letter}"
    return f"{label} {len(taken) + 1}"


def _family_name(author: str) -> str:
    if "," in author:
        return author.split(",", maxsplit=1)[0].strip()
    words = [word for word in author.split() if YEAR.fullmatch(word) is None]
    first = len(words) - 1
    while first > 1 and words[first - 1] in PARTICLES:
        first -= 1
    return " ".join(words[first:])


def _all(asked: Sequence[Future[PageText]]) -> Iterator[PageText]:
    for future in asked:
        yield future.result()
