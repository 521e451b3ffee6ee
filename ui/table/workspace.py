"""The charting table at work: reads the studies, narrows and sorts them, writes what is changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.domain.charting import Charted
from app.domain.charting_find import StudySet
from ui.messages import announce
from ui.table.answers import Answers, Whose
from ui.table.arranging import Arranging
from ui.table.changes import Changes
from ui.table.column_choice import ColumnChoice
from ui.table.layout_memory import keep_layout, read_layout
from ui.table.model import ChartingModel, Index
from ui.table.paper_place import PaperPlace
from ui.table.replacing import Replacing
from ui.table.standing import Standing
from ui.table.summing import Summing
from ui.table.verbs import Verbs
from ui.table.view import TablePage

if TYPE_CHECKING:
    from app.domain.answers import Cell
    from app.domain.edits import ChangeSet, Edit
    from app.domain.errors import AppError
    from app.domain.fields import Form
    from ui.theme import Tokens
    from ui.workspaces import Desk


class TableWorkspace(QObject):
    """One page of the window: every study and field of the acting reviewer as a grid."""

    def __init__(self, desk: Desk) -> None:
        """Build the page for the open review."""
        super().__init__(desk.window)
        self._desk = desk
        self._layout = read_layout(desk.settings, str(desk.review.folder))
        self._shows_anew = True
        self.arranging = Arranging(self._layout)
        self.answers = Answers(desk, self)
        self.model = ChartingModel(self)
        self.model.pages_of = self.answers.pages_of
        self.page = TablePage(desk.tokens, self.model, self._objection)
        self.verbs = Verbs(desk.actions, self.page)
        self._changes = Changes(self.model, desk.editor, self.answers.record_of, self.page)
        self._standing = Standing(desk, self.answers, self.model, self.page)
        self._summing = Summing(self.model, self.page)
        self._columns = ColumnChoice(self._layout, self.model, self.page, self._form)
        self._replacing = Replacing(self.model, self._changes, self.page)
        self.paper = PaperPlace(desk, self._layout, self.page, self.verbs)
        self._connect()

    @property
    def widget(self) -> QWidget:
        """The page itself."""
        return self.page

    def enter(self) -> None:
        """Read what changed while the page was away."""
        self._offer_whose()
        self.answers.hurries = self._layout.sorted_by is None
        self.answers.catch_up()
        self.paper.fit()
        self.page.grid.setFocus()

    def go_to(self, target: object) -> None:
        """Choose a cell (a tuple of study and cell), or show some of the studies only."""
        if isinstance(target, StudySet):
            self._show_only(target)
        elif isinstance(target, tuple) and len(target) == 2:
            self._chooses(target[0], target[1])

    def flush(self) -> bool:
        """Store what is being typed; False while it is no value of its field."""
        self._keep()
        return self.page.grid.finish()

    def dress(self, tokens: Tokens) -> None:
        """Use the colours of another theme."""
        self.page.dress(tokens)
        self.paper.dress(tokens)

    def step_pane(self, by: int) -> None:
        """Move the focus to the next of tools, grid and paper."""
        panes = [self.page.search, self.page.grid, *self.paper.panes()]
        focus: QWidget | None = self.page.window().focusWidget()
        focus = focus or self.page
        inside = [n for n, pane in enumerate(panes) if pane.isAncestorOf(focus) or pane is focus]
        panes[((inside[0] if inside else -1) + by) % len(panes)].setFocus()

    def close(self) -> None:
        """Let go of the review."""
        self.answers.stop()
        self._keep()
        self._desk.editor.changed.disconnect(self._on_changed)
        self._desk.editor.stepped.disconnect(self._on_stepped)
        self._standing.close()
        self.paper.close()
        self.verbs.let_go()
        self.deleteLater()

    def _form(self) -> Form:
        return self.answers.form

    def _objection(self, index: Index, text: str) -> str:
        """Return what is wrong with a text for a cell, or nothing."""
        return self._changes.objection(index, text)

    def _connect(self) -> None:
        """All connections between the parts stand here and in the three methods below."""
        self._connect_answers()
        self._connect_grid()
        self._connect_tools()
        self._standing.stood.connect(self.paper.show)
        self.paper.cell_chosen.connect(self._chooses)
        self._changes.said.connect(self._desk.say)
        self._desk.editor.changed.connect(self._on_changed)
        self._desk.editor.stepped.connect(self._on_stepped)

    def _connect_answers(self) -> None:
        answers, states = self.answers, self.page.states
        answers.renewed.connect(self._on_renewed)
        answers.study_changed.connect(self._on_study_changed)
        answers.progressed.connect(states.show_busy)
        answers.stopped.connect(states.show_stopped)
        answers.failed.connect(self._on_failed)
        states.cancel_requested.connect(self._on_cancel)
        states.read_requested.connect(answers.read)
        states.clear_requested.connect(self._clear_filters)

    def _connect_grid(self) -> None:
        grid, changes = self.page.grid, self._changes
        grid.typed.connect(changes.type)
        grid.filled_in.connect(lambda text: changes.fill(grid.selected(), text))
        grid.pasted.connect(lambda at, block: changes.paste(at, block, grid.block()))
        grid.filled_down.connect(lambda: changes.fill_down(grid.block()))
        grid.cleared.connect(lambda: changes.clear(grid.selected()))
        grid.fold_toggled.connect(self._toggle)
        grid.header_clicked.connect(self._on_header)
        grid.header_menu_wanted.connect(self._open_menu)
        grid.place_wanted.connect(self._standing.open)
        grid.selectionModel().currentChanged.connect(self._standing.show)

    def _connect_tools(self) -> None:
        page, verbs = self.page, self.verbs
        page.whose_chosen.connect(lambda whose: self._on_whose(Whose(whose)))
        page.filter_typed.connect(self._on_filter)
        page.frozen_chosen.connect(page.grid.set_frozen)
        page.filter_popup.sort_chosen.connect(self._sort)
        page.filter_popup.texts_chosen.connect(self._on_texts)
        page.strip.open_requested.connect(lambda: self._standing.open(page.grid.currentIndex()))
        page.strip.next_requested.connect(self._standing.next_quote)
        verbs.when("grid.columns", lambda: self._columns.ask(page.columns_action()))
        self._columns.changed.connect(self._show)
        verbs.when("grid.filter", self._switch_filters)
        verbs.when("grid.replace", self._replacing.ask)
        verbs.switch("grid.unfold", self._unfold_all)
        verbs.switch("grid.wrap", page.grid.set_wrapped)
        verbs.switch("grid.sums", self._summing.set_on)

    # reading

    def _on_renewed(self) -> None:
        self.page.banner.clear()
        self._columns.show()
        self._show()
        if self._shows_anew:
            self._shows_anew = False
            self._show_layout()
        self.answers.catch_up()

    def _show_layout(self) -> None:
        """Show the table as it was left; once, when its columns are there."""
        page, layout = self.page, self._layout
        page.frozen.setCurrentIndex(max(layout.frozen - 1, 0))
        page.grid.set_frozen(layout.frozen)
        self.verbs.show("grid.wrap", layout.wrapped)
        self.verbs.show("grid.sums", layout.sums)
        self.verbs.show("grid.unfold", False)
        if self.model.rowCount():
            page.grid.choose(self.model.index(0, min(1, self.model.columnCount() - 1)))
        page.grid.setFocus()

    def _on_study_changed(self, study: Charted) -> None:
        if not self.model.replace(study):
            self._show()
        self._standing.show(self.page.grid.currentIndex())
        self._summing.show_soon()

    def _on_failed(self, problem: AppError) -> None:
        self.page.states.show_stopped(problem.message)

    def _on_cancel(self) -> None:
        self.answers.stop()
        self.page.states.show_stopped()

    def _on_changed(self, changes: ChangeSet) -> None:
        self.answers.note(changes)
        if self.page.isVisible() and self.answers.is_read:
            self.answers.catch_up()

    def _on_stepped(self, edit: Edit) -> None:
        """Show the place that undo or redo changed, or say why it can't be seen."""
        if not self.page.isVisible():
            return
        first = getattr(edit, "edits", (edit,))[0]
        cell = getattr(first, "cell", None)
        changed = getattr(first, "extraction_id", "") if cell is None else cell.extraction_id
        found = self.answers.of_extraction(changed)
        if found is not None and not self._chooses(found.study_id, cell):
            said = self.tr("That was in {0}, in a cell that is not shown.")
            self._desk.say(said.format(found.record.study.label), "info")

    def _offer_whose(self) -> None:
        """Offer the final answers once there are any; those of colleagues stay theirs."""
        reviewer = self._desk.review.records.reviewer()
        names = [(Whose.OWN.value, self.tr("Your answers ({0})").format(reviewer.initials))]
        if self._desk.review.charting.has_final():
            names.append((Whose.FINAL.value, self.tr("Final answers")))
        elif self.answers.whose is Whose.FINAL:
            self._on_whose(Whose.OWN)
        self.page.show_whose(names, self.answers.whose.value)

    def _on_whose(self, whose: Whose) -> None:
        self._changes.refusal = ""
        if whose is Whose.FINAL:
            self._changes.refusal = self.tr(
                "These are the final answers: what they are is decided in the consensus."
            )
        self.answers.show_whose(whose)

    # showing

    def _show(self) -> None:
        """Narrow, sort and show the studies, and stay at the current cell."""
        grid, form = self.page.grid, self._form()
        spot, cell = self.model.spot(grid.currentIndex()), self.model.seen(grid.currentIndex()).cell
        if self.model.fields:
            self._layout.widths |= grid.widths()
        fields = self.arranging.fields(form)
        shown = self.arranging.arranged(self.answers.studies, form)
        self.model.show(shown, fields, self.arranging.unfolded(shown))
        grid.show_widths(self._layout.widths)
        narrowing = self.arranging.narrowing
        self.model.show_state(self.arranging.order(fields), frozenset(narrowing.columns))
        total = self.answers.total
        is_part = narrowing.is_on or len(self.answers.studies) < total
        self.page.show_counts(len(shown), total, is_part)
        if spot is not None:
            self._chooses(spot.study.study_id, cell)
        self._standing.show(grid.currentIndex())
        self._summing.show_soon()

    def _chooses(self, study_id: str, cell: Cell | None) -> bool:
        """Choose a cell; False when it is not in sight."""
        index = self.model.index_of(study_id, cell)
        if index.isValid():
            self.page.grid.choose(index)
        return index.isValid()

    def _show_narrowed(self) -> None:
        self._show()
        announce(self.page, self.page.count.text())

    def _on_filter(self, text: str) -> None:
        self.arranging.narrow(text)
        self._show_narrowed()

    def _show_only(self, studies: StudySet) -> None:
        self.arranging.only(studies)
        self.page.show_words("")
        said = self.tr("Only the studies counted in “{0}” are shown.").format(studies.label)
        self.page.banner.tell(said)
        self.page.banner.offer(self.tr("Show all studies"), self._clear_filters)
        if self.answers.is_read:
            self._show()

    def _clear_filters(self) -> None:
        if self.arranging.narrowing.among is not None:
            self.page.banner.clear()
        self.arranging.clear()
        self.page.show_words("")
        self._show_narrowed()

    def _switch_filters(self) -> None:
        self.arranging.switch()
        self.page.show_words(self.arranging.narrowing.text)
        self._show_narrowed()

    def _on_texts(self, column: int, texts: frozenset[str] | None) -> None:
        self.arranging.narrow_column(self.page.grid.key_of(column), texts)
        self._show_narrowed()

    def _open_menu(self, column: int) -> None:
        """Open the menu of a field; the studies themselves are narrowed by the filter line."""
        if column < 1:
            return
        field = self.model.fields[column - 1]
        texts = self.arranging.texts(self.answers.studies, field, self._form())
        kept = self.arranging.narrowing.columns.get(field.field_id)
        self.page.filter_popup.offer(column, texts, kept)
        self.page.open_filter(column)

    def _on_header(self, column: int) -> None:
        self.arranging.sort_on(self.page.grid.key_of(column))
        self._show()

    def _sort(self, column: int, backwards: bool) -> None:
        self.arranging.sort(self.page.grid.key_of(column), backwards)
        self._show()

    def _toggle(self, study_id: str) -> None:
        self.arranging.toggle(study_id)
        self._show()

    def _unfold_all(self, on: bool) -> None:
        self.arranging.unfold_all(on)
        self._show()

    def _keep(self) -> None:
        """Remember how the table looks."""
        if self._shows_anew:
            return
        self._layout.widths |= self.page.grid.widths()
        self._layout.frozen = int(self.page.frozen.currentData() or 1)
        self._layout.wrapped = self.verbs.is_on("grid.wrap")
        self._layout.sums = self.verbs.is_on("grid.sums")
        self.paper.keep()
        keep_layout(self._desk.settings, str(self._desk.review.folder), self._layout)
