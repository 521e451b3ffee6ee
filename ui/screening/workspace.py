"""Screening at work: shows records by stage, stores decisions, settles, follows undo."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from app.domain.errors import AppError
from app.domain.screened import Screened
from app.domain.screening import Decision, Retrieval, Stage, Verdict
from app.export.prisma_words import Wording
from ui.action_table import Scope
from ui.flows.full_texts import FullTexts
from ui.messages import announce
from ui.screening.agreements import Agreements
from ui.screening.anew import Anew
from ui.screening.flow_desk import FlowDesk
from ui.screening.flow_model import FlowModel
from ui.screening.flow_page import FlowPage
from ui.screening.loading import Loading
from ui.screening.page import ALL, FLOW, FULL, SETTLE, TITLE, ScreeningPage
from ui.screening.paper_beside import PaperBeside
from ui.screening.queue import Queue
from ui.screening.reading import page_of, table_of
from ui.screening.record_list import RecordListModel

if TYPE_CHECKING:
    from app.domain.edits import ChangeSet, Edit
    from ui.theme import Tokens
    from ui.workspaces import Desk

REASON_KEYS = 9
PAUSE = 800  # milliseconds of rest after which what was written beside a decision is stored


class ScreeningWorkspace(QObject):
    """One page of the window: the records of a stage, one decision after another."""

    def __init__(self, desk: Desk) -> None:
        """Build the page for the open review."""
        super().__init__(desk.window)
        self._desk = desk
        self._screening = desk.review.screening
        self._last: Screened | None = None
        self.queue = Queue(self._screening)
        self._is_stale, self._wanted = True, ""
        self._pause = QTimer(self)
        self.model = RecordListModel(desk.tokens)
        flow_page = FlowPage(desk.tokens, FlowModel(), [one.value for one in Wording])
        self.page = ScreeningPage(desk.tokens, self.model, flow_page)
        self.flow = FlowDesk(desk, flow_page)
        self.agreements = Agreements(desk, self.page)
        if desk.review.read_only:
            self.page.pane.forbid()
        self.page.use_tools([desk.actions[name] for name in self.agreements.acts()])
        desk.actions.attach(Scope.SCREENING, self.page.list)
        desk.actions.attach(Scope.SCREENING, self.page.text)
        self.full_texts = FullTexts(desk, self.page.banner, self._item)
        self.loading = Loading(desk, self.page, self.queue)
        self.anew = Anew(desk, self.page, self._item, self.queue)
        self.paper = PaperBeside(desk, self.page)
        self.paper.quote_taken.connect(self.page.pane.show_quote)
        self._connect()

    @property
    def widget(self) -> QWidget:
        """The page itself."""
        return self.page

    def enter(self) -> None:
        """Read what changed while the page was away."""
        if self._is_stale:
            self._read()
        if self.page.tabs.currentIndex() != FLOW:
            self.page.list.setFocus()

    def go_to(self, target: object) -> None:
        """Show a record by its id, or the tab of this number."""
        if isinstance(target, int):
            self.page.tabs.setCurrentIndex(target)
            return
        row = self.model.row_of(str(target))
        if row < 0 and self.queue.choice != ALL:
            self._wanted = str(target)
            self._choose_filter(ALL)
            row = self.model.row_of(str(target))
        if row >= 0:
            self.page.choose(row)

    def step_pane(self, by: int) -> None:
        """Move the focus to the next of the panes."""
        self.page.step_pane(by)

    def flush(self) -> bool:
        """Store what was written beside a decision, or before there is one."""
        return self._keep_last()

    def dress(self, tokens: Tokens) -> None:
        """Use the colours of another theme."""
        self.model.tokens = tokens
        self.page.banner.dress(tokens)
        self.page.flow.dress(tokens)
        self.paper.dress(tokens)
        self._show_current()

    def close(self) -> None:
        """Let go of the review."""
        self.paper.close()
        self._desk.editor.changed.disconnect(self._on_changed)
        self._desk.editor.stepped.disconnect(self._on_stepped)
        for name, act in self._acts().items():
            self._desk.actions[name].triggered.disconnect(act)
        self.deleteLater()

    def _connect(self) -> None:
        page = self.page
        page.tab_chosen.connect(self._on_tab)
        page.filter_chosen.connect(self._choose_filter)
        page.row_chosen.connect(self._on_row)
        page.asked.connect(lambda key: self._desk.actions[key].trigger())
        page.pane.decided.connect(self._decide)
        page.pane.attach_requested.connect(self.full_texts.ask)
        page.pane.open_requested.connect(self.full_texts.open)
        page.pane.edited.connect(self._pause.start)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._keep_last)
        page.pane.retrieval_chosen.connect(self._on_retrieval)
        self._desk.editor.changed.connect(self._on_changed)
        self._desk.editor.stepped.connect(self._on_stepped)
        self._bound = self._bind()
        for name, act in self._acts().items():
            self._desk.actions[name].triggered.connect(act)

    def _acts(self) -> dict[str, Callable[..., None]]:
        return {**self._bound, **self.agreements.acts(), **self.anew.acts()}

    def _bind(self) -> dict[str, Callable[..., None]]:
        """Return what each action of screening does; made once, so that it can be let go."""
        acts: dict[str, Callable[..., None]] = {
            "screen.include": lambda _on=False: self._decide(Verdict.INCLUDE),
            "screen.exclude": lambda _on=False: self._decide(Verdict.EXCLUDE),
            "screen.unsure": lambda _on=False: self._decide(Verdict.UNSURE),
            "screen.clear": lambda _on=False: self._decide(Verdict.NONE),
            "screen.next": lambda _on=False: self._step(1),
            "screen.prev": lambda _on=False: self._step(-1),
            "screen.got": lambda _on=False: self._on_retrieval(Retrieval.RETRIEVED),
            "screen.notgot": lambda _on=False: self._on_retrieval(Retrieval.NOT_RETRIEVED),
        }
        acts["screen.quote"] = self.paper.take
        for number in range(1, REASON_KEYS + 1):
            acts[f"screen.r{number}"] = partial(self._exclude_for, number)
        return acts

    # reading

    def _read(self) -> None:
        """Read the records of the tab again, and stay at the current one."""
        self._is_stale = False
        self.page.pane.show_reasons(self._screening.reasons())
        self.agreements.show_pilot()
        if self.page.tabs.currentIndex() == FLOW:
            self.loading.forget()
            self.flow.read()
            self.page.show_flow()
            return
        self.loading.read(self._show_items)

    def _show_items(self, items: list[Screened]) -> None:
        """Show what was read, at the record that was shown or is wanted."""
        item, wanted = self._item(), self._wanted
        self._wanted = ""
        self.model.show(items)
        self.page.tell_progress(self.queue)
        if not items:
            self.page.show_empty(self.queue.lack(), self.queue.problem)
            return
        self.page.show_records()
        row = self.model.row_of(wanted or (item.record_id if item else ""))
        self.page.choose(row if row >= 0 else max(self.model.next_open(-1), 0))

    # showing

    def _on_tab(self, tab: int) -> None:
        self.flush()
        self.queue.is_settling = tab == SETTLE
        if tab in (TITLE, FULL):
            self.queue.stage = Stage.TITLE if tab == TITLE else Stage.FULL
        self.page.shown.setVisible(tab != SETTLE)
        self._read()

    def _choose_filter(self, key: str) -> None:
        self.flush()
        self.queue.choice = key
        self.page.shown.setCurrentIndex(self.page.shown.findData(key))
        self._read()

    def _item(self) -> Screened | None:
        row = self.page.list.currentIndex().row()
        return self.model.items[row] if 0 <= row < len(self.model.items) else None

    def _on_row(self, _row: int) -> None:
        self._keep_last()
        self._show_current()

    def _keep_last(self) -> bool:
        """Store what was written beside the record that is shown; False when it can't be."""
        self._pause.stop()
        last, pane = self._last, self.page.pane
        is_kept = self._desk.review.read_only or self.queue.is_settling or not pane.is_changed
        if last is None or last.is_settled or is_kept:
            return True
        return self._store(last, pane.decision(pane.verdict), typing=True)

    def _show_current(self) -> None:
        item = self._last = self._item()
        if item is None:
            return
        above = self.anew.above(item)
        conflict = self.queue.conflict(item)
        stage = self.queue.stage_for(item)
        shown = item.shown
        if conflict is not None:
            labels = {reason.key: reason.label for reason in self._screening.reasons()}
            above = table_of(conflict, labels, self.page.verdict_words())
            shown = conflict.final
        try:
            text = self._screening.text(item.record_id)
        except AppError as problem:
            self.page.banner.tell(problem.message, "warning")
            return
        html = page_of(
            text,
            self._screening.words(),
            self.model.tokens,
            lack=self.tr("The source gave no abstract."),
            above=above,
        )
        self.page.text.setHtml(html)
        self.page.pane.show_decision(shown, stage, item.retrieval)
        self.page.pane.open.setEnabled(item.paper is not None)
        self.paper.show(item, is_full=stage is Stage.FULL)

    # deciding

    def _exclude_for(self, number: int, _on: bool = False) -> None:
        if self.page.pane.check_reason(number):
            self._decide(Verdict.EXCLUDE)

    def _decide(self, verdict: Verdict) -> None:
        """Store a verdict and go on to the next record without one."""
        item = self._item()
        if item is None or self._desk.review.read_only:
            return
        if self._store(item, self.page.pane.decision(verdict)) and verdict is not Verdict.NONE:
            self._go_on(item)

    def _store(self, item: Screened, decision: Decision, *, typing: bool = False) -> bool:
        stage = self.queue.stage_for(item)
        is_for_all = self.queue.is_settling or item.is_settled
        make = self._screening.settle if is_for_all else self._screening.decide
        try:
            edit = make(item.record_id, stage, decision)
        except AppError as problem:
            self.page.pane.show_error(problem.message)
            announce(self.page, problem.message)
            self.page.pane.show_verdict()
            return False
        words = self.tr("Note on ‘{0}’") if typing else self.page.step_words(decision.verdict)
        label = words.format(item.title[:40])
        self._pause.stop()
        is_kept = self._desk.editor.submit(edit, label, self, typing=typing)
        if is_kept:
            self.page.pane.keep(decision)
            self._refresh(item)
        return is_kept

    def _go_on(self, item: Screened) -> None:
        if self.queue.is_settling:
            self.model.remove(item.record_id)
            self.page.tell_progress(self.queue)
            if not self.model.items:
                self.page.show_empty(self.queue.lack())
            return
        following = self.model.next_open(self.model.row_of(item.record_id))
        if following >= 0:
            self.page.choose(following)
        else:
            self._show_current()
            self._desk.say(self.tr("Every record of this list is decided."), "success")

    def _on_retrieval(self, retrieval: Retrieval) -> None:
        item = self._item()
        if item is None or self.queue.stage_for(item) is not Stage.FULL:
            return
        after = Retrieval.SOUGHT if item.retrieval is retrieval else retrieval
        label = self.tr("Full text of ‘{0}’").format(item.title[:40])
        self._desk.editor.submit(self._screening.retrieve(item.record_id, after), label, self)
        self._refresh(item)
        self._show_current()

    def _step(self, by: int) -> None:
        row = self.page.list.currentIndex().row() + by
        if 0 <= row < self.model.rowCount():
            self.page.choose(row)

    # what changes elsewhere

    def _on_changed(self, changes: ChangeSet) -> None:
        if not changes.areas & {"screening", "library", "settings"} and not changes.studies:
            return
        if changes.origin is self:
            return
        if self.page.isVisible():
            self._read()
        else:
            self._is_stale = True

    def _refresh(self, item: Screened) -> None:
        """Read a record again that was decided on here, and count."""
        fresh = self._screening.one(item.record_id, self.queue.stage_for(item))
        if fresh is not None:
            self.queue.done += fresh.own.is_made - item.own.is_made
            self.model.replace(fresh)
            self.page.tell_progress(self.queue)
            self.agreements.count_pilot()

    def _on_stepped(self, edit: Edit) -> None:
        """Show the record that undo or redo changed."""
        if not self.page.isVisible():
            return
        record_id = getattr(getattr(edit, "edits", (edit,))[-1], "record_id", None)
        if record_id is not None:
            self.go_to(record_id)
