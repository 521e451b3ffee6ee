"""The charting table at work: reads the studies, narrows and sorts them, writes what is changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.domain.charting import Charted, columns_of
from app.domain.charting_find import Narrowing, counted_texts, narrowed, ordered
from app.domain.fields import Field
from ui.messages import announce
from ui.table.changes import Changes
from ui.table.layout_memory import keep_layout, read_layout
from ui.table.model import ChartingModel, Index
from ui.table.standing import Standing
from ui.table.view import CHARACTERISTICS, CHOSEN, TablePage

if TYPE_CHECKING:
    from app.domain.answers import Cell
    from app.domain.edits import ChangeSet, Edit
    from app.domain.errors import AppError
    from ui.jobs import Job
    from ui.theme import Tokens
    from ui.workspaces import Desk

SMALL = 40  # studies that are read at once, without a job


class TableWorkspace(QObject):
    """One page of the window: every study and field of the acting reviewer as a grid."""

    def __init__(self, desk: Desk) -> None:
        """Build the page for the open review."""
        super().__init__(desk.window)
        self._desk = desk
        self._studies: tuple[Charted, ...] = ()
        self._narrowing = Narrowing()
        self._unfolded: frozenset[str] = frozenset()
        self._stale: set[str] = set()
        self._is_read = False
        self._job: Job | None = None
        self._layout = read_layout(desk.settings, str(desk.review.folder))
        self.model = ChartingModel(self)
        self.page = TablePage(desk.tokens, self.model, self._objection)
        self._changes = Changes(self.model, desk.editor, desk.review.records.record, self.page)
        self._standing = Standing(desk, self.model, self.page)
        self.page.show_form(desk.review.forms.current(), self._layout.chosen)
        self._connect()

    @property
    def widget(self) -> QWidget:
        """The page itself."""
        return self.page

    def enter(self) -> None:
        """Read what changed while the page was away."""
        if self._is_read:
            self._catch_up()
        elif self._job is None:
            self._read()

    def go_to(self, target: object) -> None:
        """Choose a cell: a tuple of study and cell."""
        if isinstance(target, tuple) and len(target) == 2:
            self._chooses(target[0], target[1])

    def _chooses(self, study_id: str, cell: Cell | None) -> bool:
        """Choose a cell; False when it is not in sight."""
        index = self.model.index_of(study_id, cell)
        if index.isValid():
            self.page.grid.choose(index)
        return index.isValid()

    def flush(self) -> bool:
        """Store what is being typed; False while it is no value of its field."""
        self._keep()
        return self.page.grid.finish()

    def dress(self, tokens: Tokens) -> None:
        """Use the colours of another theme."""
        self.page.dress(tokens)

    def close(self) -> None:
        """Let go of the review."""
        if self._job is not None:
            self._job.cancel()
        self._keep()
        self._desk.editor.changed.disconnect(self._on_changed)
        self._desk.editor.stepped.disconnect(self._on_stepped)
        self._standing.close()
        self.deleteLater()

    def _objection(self, index: Index, text: str) -> str:
        """Return what is wrong with a text for a cell, or nothing."""
        return self._changes.objection(index, text)

    def _connect(self) -> None:
        page, grid, changes = self.page, self.page.grid, self._changes
        grid.typed.connect(changes.type)
        grid.filled_in.connect(lambda text: changes.fill(grid.selected(), text))
        grid.pasted.connect(lambda at, text: changes.paste(at, text, grid.block()))
        grid.filled_down.connect(lambda: changes.fill_down(grid.block()))
        grid.cleared.connect(lambda: changes.clear(grid.selected()))
        grid.fold_toggled.connect(self._toggle)
        grid.header_clicked.connect(self._on_header)
        grid.header_menu_wanted.connect(self._open_menu)
        grid.place_wanted.connect(self._standing.open)
        grid.selectionModel().currentChanged.connect(self._standing.show)
        changes.said.connect(self._desk.say)
        page.set_chosen.connect(self._on_set)
        page.filter_typed.connect(self._on_filter)
        page.clear_requested.connect(self._clear_filters)
        page.unfolded_all.connect(self._unfold_all)
        page.columns_wanted.connect(self._choose_columns)
        page.filter_popup.sort_chosen.connect(self._sort)
        page.filter_popup.texts_chosen.connect(self._on_texts)
        page.chooser.fields_chosen.connect(self._on_fields)
        page.strip.open_requested.connect(lambda: self._standing.open(grid.currentIndex()))
        page.strip.next_requested.connect(self._standing.next_quote)
        self._desk.editor.changed.connect(self._on_changed)
        self._desk.editor.stepped.connect(self._on_stepped)

    # reading

    def _read(self) -> None:
        """Read every study: at once when there are few, else beside the window."""
        charting = self._desk.review.charting
        if len(self._desk.review.records.studies()) <= SMALL:
            self._take(charting.read())
            return
        self.page.show_busy(0, 0)
        self._job = self._desk.jobs.start(self.tr("Reading the charting table"), charting.read)
        self._job.progressed.connect(self.page.show_busy)
        self._job.finished.connect(self._take)
        self._job.failed.connect(self._on_failed)
        self._job.ended.connect(self._on_ended)

    def _on_ended(self) -> None:
        self._job = None

    def _on_failed(self, problem: AppError) -> None:
        self.page.banner.tell(problem.message, "danger")
        self.page.banner.offer(self.tr("Try again"), self._read)

    def _take(self, studies: tuple[Charted, ...]) -> None:
        self._studies, self._is_read = studies, True
        self.page.banner.clear()
        self._show()
        grid, layout = self.page.grid, self._layout
        self.page.frozen.setCurrentIndex(max(layout.frozen - 1, 0))
        grid.set_frozen(layout.frozen)
        self.page.wrap.setChecked(layout.wrapped)
        if self.model.rowCount():
            grid.choose(self.model.index(0, min(1, self.model.columnCount() - 1)))
        grid.setFocus()
        self._catch_up()

    def _catch_up(self) -> None:
        """Read again the studies that changed since they were read."""
        stale, self._stale = self._stale, set()
        if "" in stale:
            self._take_anew()
            return
        resets = False
        for study_id in stale:
            fresh = self._desk.review.charting.one(study_id)
            known = [study for study in self._studies if study.study_id == study_id]
            if fresh is None or not known:
                self._take_anew()
                return
            self._studies = tuple(fresh if s is known[0] else s for s in self._studies)
            resets |= not self.model.replace(fresh)
        if resets:
            self._show()
        if stale:
            self._standing.show(self.page.grid.currentIndex())

    def _take_anew(self) -> None:
        self.page.show_form(self._desk.review.forms.current(), self._layout.chosen)
        self._studies = self._desk.review.charting.read()
        self._show()

    def _on_changed(self, changes: ChangeSet) -> None:
        if changes.studies or "form" in changes.areas:
            self._stale.add("")
        by_extraction = {s.record.extraction_id: s.study_id for s in self._studies}
        touched = changes.extractions | {cell.extraction_id for cell in changes.cells}
        self._stale |= {by_extraction[one] for one in touched if one in by_extraction}
        if self.page.isVisible() and self._is_read:
            self._catch_up()

    def _on_stepped(self, edit: Edit) -> None:
        """Show the place that undo or redo changed, or say why it can't be seen."""
        if not self.page.isVisible():
            return
        first = getattr(edit, "edits", (edit,))[0]
        cell = getattr(first, "cell", None)
        changed = getattr(first, "extraction_id", "") if cell is None else cell.extraction_id
        found = [s for s in self._studies if s.record.extraction_id == changed]
        if found and not self._chooses(found[0].study_id, cell):
            said = self.tr("That was in {0}, in a cell that is not shown.")
            self._desk.say(said.format(found[0].record.study.label), "info")

    # showing

    def _fields(self) -> tuple[Field, ...]:
        form, layout = self._desk.review.forms.current(), self._layout
        if layout.chosen == CHARACTERISTICS:
            return tuple(f for f in columns_of(form) if f.in_characteristics)
        if layout.chosen == CHOSEN:
            return tuple(f for f in columns_of(form) if f.field_id in layout.fields)
        sections = {section.key for section in form.study_sections}
        return columns_of(form, layout.chosen if layout.chosen in sections else "")

    def _show(self) -> None:
        """Narrow, sort and show the studies, and stay at the current cell."""
        spot = self.model.spot(self.page.grid.currentIndex())
        cell = self.model.seen(self.page.grid.currentIndex()).cell
        fields = self._fields()
        if self.model.fields:
            self._layout.widths |= self.page.grid.widths()
        known = {field.field_id: field for field in columns_of(self._desk.review.forms.current())}
        shown: Sequence[Charted] = narrowed(self._studies, known, self._narrowing)
        by = self._layout.sorted_by
        if by is not None and (not by or by in known):
            shown = ordered(shown, known.get(by), backwards=self._layout.backwards)
        self.model.show(shown, fields, self._unfolded)
        self.page.grid.show_widths(self._layout.widths)
        self._mark(fields)
        self.page.show_counts(len(shown), len(self._studies), self._narrowing.is_on)
        if spot is not None:
            index = self.model.index_of(spot.study.study_id, cell)
            if index.isValid():
                self.page.grid.choose(index)
        self._standing.show(self.page.grid.currentIndex())

    def _mark(self, fields: Sequence[Field]) -> None:
        by = self._layout.sorted_by
        keys = ["", *(field.field_id for field in fields)]
        order = (keys.index(by), self._layout.backwards) if by is not None and by in keys else None
        self.model.show_state(order, frozenset(self._narrowing.columns))

    def _on_set(self, chosen: str) -> None:
        if chosen == CHOSEN and not self._layout.fields:
            self._choose_columns()
            return
        self._layout.chosen = chosen
        self._show()

    def _choose_columns(self) -> None:
        shown = frozenset(field.field_id for field in self.model.fields)
        self.page.chooser.offer(columns_of(self._desk.review.forms.current()), shown)
        button = self.page.columns
        self.page.chooser.open_at(button.mapToGlobal(button.rect().bottomLeft()))

    def _on_fields(self, fields: tuple[str, ...]) -> None:
        self._layout.fields, self._layout.chosen = list(fields), CHOSEN
        self.page.sets.setCurrentIndex(self.page.sets.findData(CHOSEN))
        self._show()

    def _on_filter(self, text: str) -> None:
        self._narrowing = Narrowing(text, self._narrowing.columns)
        self._show()
        announce(self.page, self.page.count.text())

    def _clear_filters(self) -> None:
        self._narrowing = Narrowing()
        self.page.search.clear()
        self._show()

    def _on_texts(self, column: int, texts: frozenset[str] | None) -> None:
        key = self.page.grid.key_of(column)
        columns = {k: v for k, v in self._narrowing.columns.items() if k != key}
        if texts is not None:
            columns[key] = texts
        self._narrowing = Narrowing(self._narrowing.text, columns)
        self._show()
        announce(self.page, self.page.count.text())

    def _open_menu(self, column: int) -> None:
        """Open the menu of a field; the studies themselves are narrowed by the filter line."""
        if column < 1:
            return
        field = self.model.fields[column - 1]
        others = {k: v for k, v in self._narrowing.columns.items() if k != field.field_id}
        known = {entry.field_id: entry for entry in self._fields()}
        found = narrowed(self._studies, known, Narrowing(self._narrowing.text, others))
        kept = self._narrowing.columns.get(field.field_id)
        self.page.filter_popup.offer(column, counted_texts(found, field), kept)
        self.page.open_filter(column)

    def _on_header(self, column: int) -> None:
        """Sort up, then down, then in the order of the list again."""
        key = self.page.grid.key_of(column)
        if self._layout.sorted_by != key:
            self._sort(column, False)
        elif not self._layout.backwards:
            self._sort(column, True)
        else:
            self._layout.sorted_by = None
            self._show()

    def _sort(self, column: int, backwards: bool) -> None:
        self._layout.sorted_by = self.page.grid.key_of(column)
        self._layout.backwards = backwards
        self._show()

    def _toggle(self, study_id: str) -> None:
        self._unfolded = self._unfolded ^ {study_id}
        self._show()

    def _unfold_all(self, on: bool) -> None:
        self._unfolded = frozenset(s.study_id for s in self._studies if s.folds and on)
        self._show()

    def _keep(self) -> None:
        """Remember how the table looks."""
        if not self._is_read:
            return
        self._layout.widths |= self.page.grid.widths()
        self._layout.frozen = int(self.page.frozen.currentData() or 1)
        self._layout.wrapped = self.page.wrap.isChecked()
        keep_layout(self._desk.settings, str(self._desk.review.folder), self._layout)
