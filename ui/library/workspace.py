"""The library at work: reads its list in a job, shows reports, carries out what is asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.domain.edits import ChangeSet
from app.domain.errors import AppError
from app.domain.library_list import Chosen, Line, Report, Standing
from app.domain.screening import LeftOut
from app.jobs import JobContext
from ui.action_table import Scope
from ui.flows.full_texts import FullTexts, Wanting
from ui.library.importing import Importer, parted
from ui.library.list_model import ListModel
from ui.library.matching import Matching
from ui.library.page import DUPLICATES, RECORDS, SEARCHES, LibraryPage
from ui.library.pair_model import PairModel
from ui.library.pairs_desk import PairsDesk
from ui.library.pairs_page import LATER, LINKED, SAME, TWO, PairsPage
from ui.library.records_page import RecordsPage
from ui.library.searches_desk import SearchesDesk
from ui.library.searches_page import SearchesPage, SearchModel

if TYPE_CHECKING:
    from app.domain.library import Search
    from ui.jobs import Job
    from ui.theme import Tokens
    from ui.workspaces import Desk


class Read(NamedTuple):
    """What the list is made of."""

    lines: tuple[Line, ...]
    searches: tuple[Search, ...]


class LibraryWorkspace(QObject):
    """One page of the window: every record that was found."""

    def __init__(self, desk: Desk) -> None:
        """Build the page for the open review."""
        super().__init__(desk.window)
        self._desk = desk
        self._list = desk.review.library_list
        self._is_stale, self._is_reading = True, False
        self._job: Job | None = None
        self._hay: Mapping[str, bytes] | None = None
        self._shown: Report | None = None
        self._wanted: str | None = None
        self.model = ListModel(desk.tokens, self._list.cited)
        self.records = RecordsPage(self.model)
        pair_model = PairModel(desk.tokens)
        pairs = PairsPage(pair_model)
        searches = SearchesPage(SearchModel())
        tabs = [
            (self.tr("Records"), self.records),
            (self.tr("Search log"), searches),
            (self.tr("Duplicates"), pairs),
        ]
        self.page = LibraryPage(desk.tokens, tabs)
        self.importer = Importer(desk, self.page)
        self.matching = Matching(desk, self.page)
        self.full_texts = FullTexts(desk, self.page.banner, self._wanting)
        self.pairs = PairsDesk(desk, pairs, pair_model)
        self.searches = SearchesDesk(desk, searches, self.page)
        self.page.use_tools([desk.actions[name] for name in TOOLS])
        self.records.detail.is_writable = not desk.review.read_only
        self.records.detail.show_report(None, desk.tokens)
        self._connect()

    @property
    def widget(self) -> QWidget:
        """The page itself."""
        return self.page

    def enter(self) -> None:
        """Read what changed while the page was away."""
        if self._is_stale:
            self._read()
        self._on_tab(self.page.tabs.currentIndex())

    def go_to(self, target: object) -> None:
        """Do what another place asks for by its name, or show a record by its id."""
        if target == "import":
            self.importer.choose_files()
        elif target == "match":
            self.matching.choose_files()
        elif target in ("search", "appendix"):
            self.page.tabs.setCurrentIndex(SEARCHES)
            verb = self.searches.add if target == "search" else self.searches.save
            verb()
        elif target == "duplicates":
            self.page.tabs.setCurrentIndex(DUPLICATES)
            self.pairs.find()
        elif target is not None:
            self._wanted = str(target)
            self._show_wanted()

    def step_pane(self, by: int) -> None:
        """Move the focus to the next of the panes."""
        self.page.step_pane(by)

    def flush(self) -> bool:
        """Nothing is typed here that is not asked for in a dialog."""
        return True

    def dress(self, tokens: Tokens) -> None:
        """Use the colours of another theme."""
        self.model.tokens = tokens
        self.page.banner.dress(tokens)
        self.pairs.dress(tokens)
        self._on_row(self.records.current())

    def close(self) -> None:
        """Let go of the review."""
        self._desk.editor.changed.disconnect(self._on_changed)
        for name, act in self._bound.items():
            self._desk.actions[name].triggered.disconnect(act)
        self.deleteLater()

    def _acts(self) -> dict[str, Callable[..., None]]:
        """Return what each key of the library does."""
        acts: dict[str, Callable[..., None]] = {"lib.order": self._order}
        for key in (SAME, TWO, LINKED, LATER):
            acts[f"pair.{key}"] = partial(self._answer, key)
        return acts

    def _order(self, _on: bool = False) -> None:
        if self.page.tabs.currentIndex() == RECORDS:
            self.records.order()

    def _answer(self, key: str, _on: bool = False) -> None:
        if self.page.tabs.currentIndex() == DUPLICATES:
            self.pairs.answer(key)

    def _connect(self) -> None:
        for pane in (self.records.table, self.pairs.page.list, self.pairs.page.text):
            self._desk.actions.attach(Scope.LIBRARY, pane)
        self._bound = self._acts()
        for name, act in self._bound.items():
            self._desk.actions[name].triggered.connect(act)
        records, detail = self.records, self.records.detail
        self._desk.editor.changed.connect(self._on_changed)
        self.page.files_dropped.connect(self.take_files)
        self.importer.attached.connect(self.matching.ask)
        self.page.tab_chosen.connect(self._on_tab)
        self.searches.records_wanted.connect(self._show_records_of)
        records.chosen.connect(self._choose)
        records.row_chosen.connect(self._on_row)
        records.opened.connect(lambda _row: self._screen())
        records.cancel_requested.connect(self._stop)
        records.read_requested.connect(self._read)
        records.import_requested.connect(self.importer.choose_files)
        detail.attach_requested.connect(self.full_texts.ask)
        detail.open_requested.connect(self.full_texts.open)
        detail.screen_requested.connect(self._screen)
        detail.apart_requested.connect(self._take_apart)
        detail.leave_out_requested.connect(self._leave_out)

    # reading

    def _read(self) -> None:
        """Read the list in a job; what is shown stays until it is there."""
        if self._is_reading:
            self._is_stale = True
            return
        self._is_reading, self._is_stale = True, False
        review = self._desk.review

        def work(ctx: JobContext) -> Read:
            return Read(review.library_list.lines(ctx), review.search_log.searches())

        if not self.model.total:
            self.records.show_busy(0, 0)
        self._job = self._desk.jobs.start(self.tr("Reading the library"), work)
        self._job.finished.connect(self._on_read)
        self._job.failed.connect(lambda problem: self.records.show_stopped(problem.message))
        self._job.cancelled.connect(
            lambda: self.records.show_stopped(self.tr("The library was not read to its end."))
        )
        self._job.ended.connect(self._on_ended)

    def _on_tab(self, tab: int) -> None:
        if tab == DUPLICATES:
            self.pairs.refresh()
            self.pairs.page.list.setFocus()
        elif tab == SEARCHES:
            self.searches.refresh()
            self.searches.page.table.setFocus()
        else:
            self.records.table.setFocus()

    def _show_records_of(self, search_id: str) -> None:
        self.page.tabs.setCurrentIndex(RECORDS)
        self.records.clear_filters()
        self.records.source.setCurrentIndex(self.records.source.findData(search_id))

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _on_read(self, read: Read) -> None:
        kept = self._wanted or (self._shown.text.record_id if self._shown else None)
        names = {one.search_id: _name(one) for one in read.searches}
        self.model.show(read.lines, names)
        self.records.show_searches(list(names.items()))
        self._wanted = kept
        self._choose(self.records.wanted())

    def _on_ended(self) -> None:
        self._is_reading, self._job = False, None
        if self._is_stale and self.page.isVisible():
            self._read()

    def _choose(self, chosen: Chosen) -> None:
        """Show the lines that are wanted; the words of all records are read once, in a job."""
        if chosen.text and self._hay is None:
            job = self._desk.jobs.start(self.tr("Reading the words"), self._list.haystack)
            job.finished.connect(self._on_hay)
            job.failed.connect(lambda problem: self.page.banner.tell(problem.message, "danger"))
            return
        if self._wanted is None and self._shown is not None:
            self._wanted = self._shown.text.record_id
        self.model.choose(chosen, self._hay)
        self.records.show_lines()
        self._show_wanted()

    def _on_hay(self, hay: Mapping[str, bytes]) -> None:
        self._hay = hay
        self._choose(self.records.wanted())

    def _show_wanted(self) -> None:
        if self._wanted is None:
            return
        row = self.model.row_of(self._wanted)
        if row >= 0:
            self._wanted = None
            self.records.choose(row)

    # one report

    def _on_row(self, row: int) -> None:
        if not 0 <= row < len(self.model.lines):
            self._shown = None
            self.records.detail.show_report(None, self._desk.tokens)
            return
        try:
            self._shown = self._list.report(self.model.lines[row].record_id)
        except AppError as problem:
            self.page.banner.tell(problem.message, "warning")
            return
        words = self.model.words(self._shown.standing)
        self.records.detail.show_report(self._shown, self.model.tokens, words)

    def _screen(self) -> None:
        if self._shown is not None:
            self._desk.go("screening", self._shown.text.record_id)

    def _wanting(self) -> Wanting | None:
        shown = self._shown
        if shown is None:
            return None
        return Wanting(shown.text.record_id, shown.text.title, shown.paper)

    def _take_apart(self) -> None:
        if self._shown is None:
            return
        try:
            edit = self._desk.review.library.apart(self._shown.text.record_id)
        except AppError as problem:
            self.page.banner.tell(problem.message, "warning")
            return
        self._desk.editor.submit(edit, self.tr("Take copies apart"))

    def _leave_out(self) -> None:
        if self._shown is None:
            return
        is_out = self._shown.standing is Standing.LEFT_OUT
        after = LeftOut.NO if is_out else LeftOut.OTHER
        label = self.tr("Bring back ‘{0}’") if is_out else self.tr("Remove ‘{0}’")
        edit = self._list.leave_out(self._shown.text.record_id, after)
        self._desk.editor.submit(edit, label.format(self._shown.text.title[:40]))

    # files

    def take_files(self, paths: Sequence[Path]) -> None:
        """Take dropped files: exports are imported, PDFs matched to their records."""
        exports, papers = parted(paths)
        if exports:
            self.importer.ask(exports)
        if papers:
            self.matching.ask(papers)

    def _on_changed(self, changes: ChangeSet) -> None:
        if not changes.areas & {"library", "screening", "settings"} and not changes.studies:
            return
        if "library" in changes.areas:
            self._hay = None
        if not self.page.isVisible():
            self._is_stale = True
            return
        self._read()
        if self.page.tabs.currentIndex() == DUPLICATES:
            self.pairs.refresh()
        elif self.page.tabs.currentIndex() == SEARCHES:
            self.searches.refresh()


def _name(search: Search) -> str:
    return ", ".join(filter(None, (search.database, search.platform)))


TOOLS = ("lib.import", "lib.match")
