"""Opens a review: locked, migrated, checked, with its services wired. The only builder."""

import os
import platform
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Self

from sqlalchemy import func, select

from app.domain.bootstrap_intervals import DRAWS
from app.domain.errors import (
    NotFound,
    ReviewDamaged,
)
from app.domain.fields import Form
from app.domain.identity import Claim
from app.domain.screening_files import Standing
from app.domain.studies import Reviewer
from app.export.model import ReviewTable
from app.export.screening_csv import ScreeningLine
from app.jobs import JobContext
from app.opening import DATABASE, Opened
from app.pdf.client import PdfClient
from app.services.acting import Acting, View, local_now
from app.services.addresses import AddressService
from app.services.adjudication import AdjudicationService
from app.services.agreement import AgreementService
from app.services.assignments import AssignmentService
from app.services.backup import BackupService
from app.services.blinding import BlindingService
from app.services.charting import ChartingService
from app.services.charting import Sources as ChartingSources
from app.services.charts import ChartService
from app.services.checks import CheckService, Finding
from app.services.citations import CitationService
from app.services.coding import CodingService
from app.services.common_rows import row_keys
from app.services.consensus import ConsensusService
from app.services.copies_told import CopiesTold
from app.services.designing import DesignService
from app.services.exchange.service import ExchangeService
from app.services.exporting import ExportService
from app.services.extraction import ExtractionService
from app.services.figures import FigureService
from app.services.flow import FlowService
from app.services.forms import EXTRACTION, FormService
from app.services.history import HistoryService
from app.services.identity import Identity, Place
from app.services.joining import JoiningService
from app.services.library import LibraryService
from app.services.library_list import LibraryList
from app.services.linking import LinkingService
from app.services.methods import MethodsService
from app.services.offers import OfferService
from app.services.outputs import OutputService, Stock
from app.services.pair_import import PairImportService
from app.services.paper_matching import PaperMatching
from app.services.papers import PaperService
from app.services.people import PeopleService
from app.services.piloting import PilotService
from app.services.places import PlaceService
from app.services.placing import Placing
from app.services.reanchoring import ReanchoringService
from app.services.records import RecordService
from app.services.reports import ReportService
from app.services.review_log import ReviewLogService, Sources
from app.services.round_trip import RoundTripService
from app.services.screening import ScreeningService
from app.services.screening_import import DecisionImport, read_decisions
from app.services.screening_import import Plan as DecisionPlan
from app.services.screening_lines import screening_lines
from app.services.sealing import SealService
from app.services.search import SearchService
from app.services.search_index import PageWords
from app.services.search_log import SearchLog
from app.services.second_looks import SecondLookService
from app.services.store import Store
from app.services.table_import import TableImportService
from app.services.verification import VerificationService
from app.services.verifying import VerifyService
from app.services.viewing import ViewedPages
from app.services.whereabouts import reviewer_of
from db.models import (
    AnswerRow,
    ExtractionRow,
    FormRow,
    PaperRow,
    ReviewerRow,
    ReviewRow,
    StudyRow,
)

FOLDERS = ("papers", "figures", "backups", "exports")


@dataclass(frozen=True, slots=True)
class ReviewInfo:
    """What a review holds; `warnings` are sentences about where it lies.

    `answers` counts those of the acting reviewer: nobody sees how far a colleague is.
    """

    title: str
    folder: Path
    studies: int
    papers: int
    answers: int
    forms: tuple[Form, ...]
    reviewers: tuple[Reviewer, ...]
    reviewer: Reviewer
    read_only: bool
    warnings: tuple[str, ...] = ()


class Review:
    """An open review: its services, until it is closed."""

    def __init__(self, opened: Opened, acting: Acting, identity: Identity, pdf: PdfClient) -> None:
        """Wire the services over an engine that is open, locked and current."""
        self.folder = opened.folder
        self.read_only = opened.read_only
        self.reviewer = acting.reviewer
        self.pdf = pdf
        self._opened = opened
        self._acting = acting
        store = self._store = opened.store
        database = opened.folder / DATABASE
        papers = opened.folder / "papers"
        self.forms = FormService(store, acting.form_id)
        self.extraction = ExtractionService(store, acting)
        self.design = DesignService(store, acting, self.forms, self.extraction)
        self.records = RecordService(store, acting, self.forms, papers)
        self.papers = PaperService(store, acting, self.extraction, pdf, papers)
        self.placing = Placing(self.papers.all_texts)
        readers = (self.forms, self.records, self.placing)
        self.consensus = ConsensusService(store, acting, *readers)
        self.offers = OfferService(store, acting, self.forms)
        self.coding = CodingService(store, acting, partial(row_keys, self.consensus))
        charted = ChartingSources(self.forms, self.records, self.consensus, self.coding.columns)
        self.charting = ChartingService(store, acting, charted)
        self.pilots = PilotService(store, acting, self.forms, self.records)
        self.agreement = AgreementService(store, acting, self.forms, self.consensus, self.pilots)
        self.tables = TableImportService(acting, self.forms, self.records, self.extraction)
        self.round_trip = RoundTripService(acting, self.records, self.extraction)
        self.reports = ReportService(self.papers)
        self.screening = ScreeningService(store, acting)
        self.flow = FlowService(store, acting)
        self.linking = LinkingService(store)
        self.joining = JoiningService(store, acting, self.records, self.linking)
        self.library = LibraryService(store)
        self.library_list = LibraryList(store, self.screening)
        self.paper_matching = PaperMatching(store, self.library, self.papers, self.screening)
        self.search_log = SearchLog(store)
        figures = opened.folder / "figures"
        self.figures = FigureService(self.papers, pdf, figures, keeps=not self.read_only)
        self.reanchoring = ReanchoringService(self.records, self.papers)
        self.places = PlaceService(store, acting, read_only=self.read_only)
        words = PageWords(store, opened.folder, read_only=self.read_only)
        self.search = SearchService(store, self.records, self.papers, words)
        self.viewed = ViewedPages(store, acting)
        self.checks = CheckService(store, acting, self.records, self.papers, self.viewed)
        self._verify = VerifyService(store, self.records, self.papers, database)
        self.backups = BackupService(opened.folder, acting.now)
        self.people = PeopleService(store, acting, identity)
        self._wire_people(store, acting)
        self._wire_report(store, acting)

    def _wire_people(self, store: Store, acting: Acting) -> None:
        """Wire what several people need: who does what, seals, packets, tables of two."""
        self.seals = SealService(store, acting)
        checked = (self.forms, self.records, self.placing)
        self.blinding = BlindingService(store, acting, *checked)
        self.assignments = AssignmentService(store, acting)
        self.second_looks = SecondLookService(acting, self.people, self.assignments)
        self.verification = VerificationService(store, acting, *checked)
        self.history = HistoryService(store, acting)
        readers = (self.forms, self.records, self.people)
        self.pairs_import = PairImportService(acting, readers, self.consensus, self.extraction)
        self.adjudication = AdjudicationService(store, self.consensus, self.people)
        self._copies = CopiesTold(store, acting, self.records, self.placing)
        self.exchange = ExchangeService(store, acting, self.backups, self._after_merge)

    def _after_merge(self) -> tuple[str, ...]:
        """Let the acting reviewer begin what came in; say what became of quotes."""
        self.records.ensure_extractions()
        return self._copies.told()

    def _wire_report(self, store: Store, acting: Acting) -> None:
        """Wire what leaves the review: references, figures, codes, methods, exports."""
        self.citations = CitationService(store)
        self.addresses = AddressService(store, acting)
        self.methods = MethodsService(store)
        self.charts = ChartService(store, self.forms, self.citations, self.flow)
        of = Sources(self.search_log, self.flow, self.design, self.pilots)
        log = ReviewLogService(store, acting, self.forms.current, of)
        self.exports = ExportService(store, self.records, self.final_table, log, self.coding.coding)
        stock = Stock(
            self.citations, self.library, self.papers, self.charts, self.flow, self.methods
        )
        self.outputs = OutputService(self.exports, stock)

    @property
    def warnings(self) -> tuple[str, ...]:
        """Sentences about where the review lies."""
        return self._opened.warnings

    def view(self) -> View:
        """Return what another process needs to read the review as the acting reviewer does."""
        acting = self._acting
        moment, passwords = acting.now(), self.pdf.passwords()
        return View(self.folder, acting.reviewer, acting.device, acting.form_id, moment, passwords)

    def title(self) -> str:
        """Return the title of the review."""
        with self._store.reading() as session:
            return session.scalars(select(ReviewRow.title)).one()

    def info(self) -> ReviewInfo:
        """Return what the review holds; counting its answers takes longer than its title."""
        own = select(ExtractionRow.id).where(ExtractionRow.reviewer_id == self.reviewer.reviewer_id)
        with self._store.reading() as session:
            review = session.scalars(select(ReviewRow)).one()
            reviewers = tuple(map(reviewer_of, session.scalars(select(ReviewerRow))))
            counted = [
                session.scalar(select(func.count()).select_from(table).where(kept)) or 0
                for table, kept in (
                    (StudyRow, StudyRow.removed.is_(False)),
                    (PaperRow, PaperRow.pages > 0),
                    (AnswerRow, AnswerRow.extraction_id.in_(own) & (AnswerRow.status != "empty")),
                )
            ]
        return ReviewInfo(
            title=review.title,
            folder=self.folder,
            studies=counted[0],
            papers=counted[1],
            answers=counted[2],
            forms=self.forms.versions(),
            reviewers=reviewers,
            reviewer=next(p for p in reviewers if p.reviewer_id == self.reviewer.reviewer_id),
            read_only=self.read_only,
            warnings=self._opened.warnings,
        )

    def final_table(self, ctx: JobContext | None = None) -> ReviewTable:
        """Return what an export of the consensus prints, instead of `records.export_table()`.

        Its records are the final ones (agreed and decided values with the quotes under them),
        beside them what both reviewers charted and how far they agreed before consensus.
        """
        table = self.consensus.final_table(ctx)
        if not table.compared:
            return table
        choices = self.agreement.choices(DRAWS)
        return replace(table, agreement=self.agreement.agreement(choices, ctx=ctx))

    def verify(self, ctx: JobContext) -> tuple[Finding, ...]:
        """Return what is wrong with the file; nothing when it is sound."""
        return self._verify.verify(ctx)

    def decision_import(self) -> DecisionImport:
        """Return an import of screening decisions against the records as they are now."""
        return DecisionImport(self._store)

    def plan_decisions(self, path: Path, standing: Standing, *, adds: bool) -> DecisionPlan:
        """Read a file of decisions and say what taking it in would do; raises AppError."""
        rows = read_decisions(path, standing)
        return self.decision_import().plan(rows, path.stem, adds=adds)

    def screening_table(self) -> tuple[ScreeningLine, ...]:
        """Return what became of every record."""
        return screening_lines(self._store)

    def keep_lock(self) -> None:
        """Say to other computers that this one still has the review open; now and then."""
        self._opened.keep_lock()

    def close(self) -> None:
        """Stop the PDF workers, close the database and give the lock back."""
        self.pdf.close()
        self.search.close()
        self._store.shelf.close()
        self._opened.close()

    def __enter__(self) -> Self:
        """Return the open review."""
        return self

    def __exit__(self, *_error: object) -> None:
        """Close it, whatever happened."""
        self.close()


def open_review(
    folder: Path,
    reviewer: str | Claim | None = None,
    *,
    read_only: bool = False,
    take_over: bool = False,
    now: Callable[[], datetime] = local_now,
) -> Review:
    """Open a review for who works on it on this computer, or for the one named or claimed.

    `take_over` opens one that another computer's name still locks (never one that is in use
    on this computer).

    Raises NotFound (no such review or reviewer), WhoAreYou (nobody is known here), WorksElsewhere
    or Blinded (a colleague's work), ReviewLocked, ReviewTooNew, ReviewDamaged, ReviewReadOnly
    (then `read_only=True` opens it), DiskFull.
    """
    folder = Path(folder).absolute()
    database = folder / DATABASE
    if not os.path.exists(database):  # False, and no error, for a name that no disk takes
        raise NotFound(
            f"There is no review in “{folder}”. Nothing was changed. "
            "Choose the folder that holds review.sqlite."
        )
    opened = Opened(folder, read_only=read_only, take_over=take_over)
    try:
        opened.open()
        identity = _identity(opened, now)
        claim = Claim(reviewer) if isinstance(reviewer, str) else reviewer
        acting, warning = identity.claimed(claim) if claim else identity.recognised()
        opened.warnings += (warning,) if warning else ()
        review = Review(opened, acting, identity, PdfClient())
        if not read_only:
            review.records.ensure_extractions()
            if review.backups.due(now()):
                review.backups.make("opened")
            review.design.catch_up()
    except BaseException:
        opened.close()
        raise
    return review


def open_view(view: View) -> Review:
    """Open a review that another process has open, for reading: one state of it, as one sees it.

    Raises what `open_review` raises for `read_only`.
    """
    opened = Opened(view.folder, read_only=True, take_over=False)
    pdf = PdfClient()
    for path, password in view.passwords.items():
        pdf.unlock(path, password)
    try:
        opened.open_beside()
        acting = view.acting()
        return Review(opened, acting, _identity(opened, acting.now), pdf)
    except BaseException:
        pdf.close()
        opened.close()
        raise


def _identity(opened: Opened, now: Callable[[], datetime]) -> Identity:
    with opened.store.reading() as session:
        has_people = session.scalars(select(ReviewerRow.id).limit(1)).first() is not None
        form = session.scalars(
            select(FormRow).where(FormRow.kind == EXTRACTION).order_by(FormRow.id)
        ).first()
    if form is None or form.current_id is None or not has_people:
        raise ReviewDamaged(
            "This review has no form or no reviewer, so it can't be opened. "
            "It was left as it is. Restore a backup."
        )
    return Identity(opened.store, Place(platform.node(), form.id, now, not opened.read_only))
