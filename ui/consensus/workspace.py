"""The consensus at work: shows a study beside itself, stores decisions, follows undo."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from app.domain.consensus import Compared, Line
from app.domain.consensus_edits import AlignRows, Decide
from app.domain.errors import AppError
from ui.action_table import Scope
from ui.consensus import filters
from ui.consensus.agreeing import Agreeing
from ui.consensus.choosing import shown_of
from ui.consensus.line_model import LineModel
from ui.consensus.page import ConsensusPage
from ui.consensus.paper_side import PaperSide
from ui.consensus.reading import Reading
from ui.consensus.settling import KEEP_FIRST, KEEP_SECOND, Settling
from ui.consensus.standing_model import StandingModel
from ui.consensus.study_verbs import StudyVerbs
from ui.consensus.third import Third
from ui.messages import announce
from ui.reader.pages import PageSource
from ui.reader.paper_pane import PaperPane

if TYPE_CHECKING:
    from app.domain.edits import ChangeSet, Edit
    from ui.theme import Tokens
    from ui.workspaces import Desk

TOOLS = ("cons.agreeall", "cons.rows", "cons.close", "cons.agreement")


class ConsensusWorkspace(QObject):
    """One page of the window: the lines of a study, one decision after another."""

    def __init__(self, desk: Desk) -> None:
        """Build the page for the open review."""
        super().__init__(desk.window)
        self._desk = desk
        self._consensus = desk.review.consensus
        self.compared: Compared | None = None
        self._filter = filters.TO_DECIDE
        self.model = LineModel(desk.tokens)
        self.standing = StandingModel(desk.tokens)
        self._source = PageSource(desk.review.pdf, parent=self)
        paper = PaperPane(self._source, desk.tokens)
        self.page = ConsensusPage(desk.tokens, self.model, self.standing, paper)
        self.paper = PaperSide(desk.review, paper)
        self.reading = Reading(desk, self.page)
        self.settling = Settling(desk, self.page, self.model)
        self.verbs = StudyVerbs(desk, self.page)
        self.third = Third(desk, self.page)
        self.agreeing = Agreeing(desk, self.page)
        for key, name in filters.names().items():
            self.page.shown.addItem(name, key)
        self.page.use_tools([desk.actions[name] for name in TOOLS])
        for pane in (self.page.lines, paper):
            desk.actions.attach(Scope.CONSENSUS, pane)
        self._bound = self._bind()
        self._connect()

    @property
    def widget(self) -> QWidget:
        """The page itself."""
        return self.page

    def enter(self) -> None:
        """Read what changed while the page was away."""
        if self.reading.is_stale:
            self.reading.read()
        self._show_steps()
        self.page.lines.setFocus()

    def go_to(self, target: object) -> None:
        """Show a study by its id, or a line by (study, (field, row key))."""
        if isinstance(target, str):
            self._open(target)
        elif isinstance(target, tuple) and len(target) == 2:
            self._open(str(target[0]))
            self._show_line(target[1])

    def step_pane(self, by: int) -> None:
        """Move the focus to the next of the panes."""
        self.page.step_pane(by)

    def flush(self) -> bool:
        """Nothing is kept back: a decision is stored when it is made."""
        return True

    def dress(self, tokens: Tokens) -> None:
        """Use the colours of another theme."""
        self.page.dress(tokens)
        self._tell_counts()

    def close(self) -> None:
        """Let go of the review."""
        self.reading.close()
        self.agreeing.close()
        self._desk.actions["cons.agreement"].setChecked(False)
        self._desk.editor.changed.disconnect(self._on_changed)
        self._desk.editor.stepped.disconnect(self._on_stepped)
        for name, act in self._bound.items():
            self._desk.actions[name].triggered.disconnect(act)
        self._source.close()
        self.deleteLater()

    def _connect(self) -> None:
        page = self.page
        page.study_chosen.connect(self._open)
        page.filter_chosen.connect(self._choose_filter)
        page.line_chosen.connect(self._on_line)
        self.settling.run_out.connect(self._list_lines)
        page.pane.left.connect(page.lines.setFocus)
        page.pane.place_wanted.connect(self._on_place)
        page.paper.canvas.highlight_clicked.connect(self._on_highlight)
        self.reading.read_through.connect(self._on_read)
        self._desk.editor.changed.connect(self._on_changed)
        self._desk.editor.stepped.connect(self._on_stepped)
        for name, act in self._bound.items():
            self._desk.actions[name].triggered.connect(act)

    def _bind(self) -> dict[str, Callable[..., None]]:
        """Return what each action does; made once, so that it can be let go."""
        settle = self.settling
        return {
            "cons.next": lambda _on=False: settle.step(1),
            "cons.prev": lambda _on=False: settle.step(-1),
            "cons.a": lambda _on=False: settle.decide("cons.a"),
            "cons.b": lambda _on=False: settle.decide("cons.b"),
            "cons.both": lambda _on=False: settle.decide("cons.both"),
            "cons.own": lambda _on=False: settle.begin_typing(),
            "cons.unsure": lambda _on=False: settle.decide("cons.unsure"),
            "cons.accept": lambda _on=False: settle.accept(),
            "cons.clear": lambda _on=False: settle.decide("cons.clear"),
            KEEP_FIRST: lambda _on=False: settle.keep(0),
            KEEP_SECOND: lambda _on=False: settle.keep(1),
            "nav.nextissue": lambda _on=False: settle.next_open(),
            "nav.previssue": lambda _on=False: settle.next_open(-1),
            "cons.show": lambda _on=False: self._flip(),
            "cons.agreeall": lambda _on=False: self.verbs.accept_all(self.compared),
            "cons.rows": lambda _on=False: self.verbs.show_rows(self.compared),
            "cons.agreement": self.agreeing.toggle,
            "cons.third": lambda _on=False: self.third.ask(),
            "cons.answers": lambda _on=False: self.third.take(),
            "cons.close": lambda _on=False: self._close_study(),
        }

    # reading

    def _on_read(self) -> None:
        """Show the study that was shown, else the first that needs somebody."""
        chosen = self.reading.chosen(self.compared.study.study_id if self.compared else "")
        if chosen:
            self._open(chosen)
        else:
            self.compared = None
            self.model.show(None, filters.TESTS[self._filter])

    def _open(self, study_id: str) -> None:
        try:
            compared = self._consensus.compared(study_id)
        except AppError as problem:
            self.page.banner.tell(problem.message, "warning")
            return
        is_other = self.compared is None or self.compared.study.study_id != study_id
        self.compared = compared
        self.page.studies.setCurrentIndex(self.standing.row_of(study_id))
        self.page.show_paper(compared.study.has_paper)
        if is_other:
            self.verbs.tell_rows(compared)
            self._show_steps()
        self._list_lines()

    def _show_steps(self) -> None:
        """Let undo act on the study that is shown, and name it above."""
        if self.compared is not None and self.page.isVisible():
            study = self.compared.study
            self._desk.editor.show_page("consensus", study.study_id)
            row = self.standing.row_of(study.study_id)
            self._desk.name_study(study, row, len(self.standing.items))

    def _list_lines(self, stay: tuple[str, str] | None = None) -> None:
        """List the lines that the filter lets through, and go to one of them."""
        compared = self.compared
        if compared is None:
            return
        self.model.show(compared, filters.TESTS[self._filter])
        self._tell_counts()
        if not self.model.lines:
            why = filters.nothing_listed(compared, self._filter)
            self.page.show_no_lines(why, *self.verbs.onward(compared))
            self.paper.show(compared, None)
            return
        self.page.show_lines()
        row = self.model.row_of(stay) if stay else 0
        self.page.choose(max(row, 0))

    # showing

    def _choose_filter(self, key: str) -> None:
        self._filter = key
        self.page.shown.setCurrentIndex(self.page.shown.findData(key))
        self._list_lines(self._line.key if self._line else None)
        self.page.leave_filter()

    @property
    def _line(self) -> Line | None:
        return self.settling.line

    def _on_line(self) -> None:
        line, compared = self._line, self.compared
        if line is None or compared is None:
            return
        self.page.pane.show_line(shown_of(compared, line, self.model))
        self.paper.show(compared, line)

    def _on_place(self, number: int, place: int) -> None:
        """Show a quote on the paper."""
        if self._line is not None and self.compared is not None:
            self.paper.jump(self.compared, self._line, number, place)

    def _on_highlight(self, anchor_id: str) -> None:
        """Go to the line that a quote belongs to."""
        if self.compared is None:
            return
        for line in self.compared.lines:
            sides = (line.first, line.second)
            if any(a.anchor_id == anchor_id for side in sides for a in side.anchors):
                self._show_line(line.key)
                return

    def _show_line(self, key: tuple[str, str]) -> None:
        if self.model.row_of(key) < 0:
            self._choose_filter(filters.ALL)
        row = self.model.row_of(key)
        if row >= 0:
            self.page.choose(row)

    def _tell_counts(self) -> None:
        if self.compared is not None:
            self.reading.show_counts(self.compared)
            self.verbs.enable(self.compared)
            self.page.name_filters(filters.counted(self.compared))

    # verbs

    def _flip(self) -> None:
        if self._line is None or self.compared is None:
            return
        shown = self.paper.step(self.compared, self._line)
        words = {"both": self.tr("Quotes of A and B"), "off": self.tr("No quotes")}
        announce(self.page, words.get(shown, self.tr("Quotes of {0}").format(shown.upper())))

    def _close_study(self) -> None:
        """Close the study and go on to the next, or open a closed one again."""
        compared = self.compared
        if compared is None or not self.verbs.close_study(compared):
            return
        following = self.reading.next_open(compared.study.study_id)
        if following:
            self._open(following)
        else:
            self._desk.say(self.tr("Every study that both have sealed is closed."), "success")

    # what changes elsewhere

    def _on_changed(self, changes: ChangeSet) -> None:
        if changes.studies or changes.areas & {"version", "pairs", "assignments"}:
            self.reading.is_stale = True
            if self.page.isVisible():
                self.reading.read()
        elif "consensus" in changes.areas and self.compared is not None:
            self._refresh()

    def _refresh(self) -> None:
        """Read the study again and stay at its line."""
        if self.compared is None:
            return
        line = self._line
        adrift = self.compared.adrift
        self.compared = self._consensus.compared(self.compared.study.study_id)
        self.reading.replace(self.compared)
        if self.compared.adrift != adrift:
            self.verbs.tell_rows(self.compared)
        waiting = self._filter == filters.TO_DECIDE
        if not self.model.replace(self.compared) or (waiting and not self.model.lines):
            self._list_lines(line.key if line else None)
            return
        self._tell_counts()
        current = self._line
        if current is not None:
            self.page.pane.show_line(shown_of(self.compared, current, self.model))

    def _on_stepped(self, edit: Edit) -> None:
        """Show the line that undo or redo changed."""
        if not self.page.isVisible():
            return
        first = getattr(edit, "edits", (edit,))[0]
        if isinstance(first, Decide | AlignRows):
            if self.compared is None or self.compared.study.study_id != first.study_id:
                self._open(first.study_id)
            if isinstance(first, Decide) and first.field_id:
                self._show_line((first.field_id, first.row_key))
            self.page.lines.setFocus(Qt.FocusReason.OtherFocusReason)
