"""The figures at work: counts in a job, draws, keeps choices by edits, writes files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from app.domain.charting_find import StudySet
from app.domain.flow import is_begun
from app.export.charts.choices import Choices, Kind, countable, suggested
from app.export.choices import Whose
from app.jobs import JobContext
from ui.figures.drawing import Drawn, Painter
from ui.figures.page import FiguresPage, kind_names
from ui.figures.saving import Saving
from ui.screening.page import FLOW

if TYPE_CHECKING:
    from app.domain.edits import ChangeSet
    from app.domain.errors import AppError
    from app.domain.fields import Form
    from app.export.charts.figure import Figure
    from app.export.charts.numbers import Numbers
    from ui.theme import Tokens
    from ui.workspaces import Desk


class FiguresWorkspace(QObject):
    """One page of the window: every figure of the review."""

    def __init__(self, desk: Desk) -> None:
        """Build the page for the open review."""
        super().__init__(desk.window)
        self._desk = desk
        self._figures: list[Choices] = []
        self._current = 0
        self._numbers: Numbers | None = None
        self._is_stale, self._is_final, self._is_reading = True, False, False
        self._figure: Figure | None = None
        self.page = FiguresPage(desk.tokens)
        self.page.dress(desk.tokens)
        self.painter = Painter(desk.jobs, self)
        self._saving = Saving(desk, self.page.banner)
        self._connect()

    @property
    def widget(self) -> QWidget:
        """The page itself."""
        return self.page

    def enter(self) -> None:
        """Read what changed while the page was away."""
        self.page.tabs.setFocus()
        self._read_choices()
        if self._is_stale:
            self._read()
        else:
            self._draw()

    def go_to(self, target: object) -> None:
        """Show the figure of this kind."""
        for place, choices in enumerate(self._figures):
            if choices.kind.value == target:
                self.page.tabs.setCurrentIndex(place)
                return

    def step_pane(self, by: int) -> None:
        """Move the focus to the next of the panes that are there."""
        panes = [pane for pane in self.page.panes() if pane.isVisible()]
        focused = QApplication.focusWidget()
        held = [n for n, p in enumerate(panes) if focused in (p, *p.findChildren(QWidget))]
        panes[((held or [-1])[0] + by) % len(panes)].setFocus()

    def flush(self) -> bool:
        """Store the words being typed."""
        self.page.caption.finish()
        self.page.alt.finish()
        return True

    def dress(self, tokens: Tokens) -> None:
        """Use the colours of another theme."""
        self.page.dress(tokens)

    def close(self) -> None:
        """Let go of the review."""
        self._desk.editor.changed.disconnect(self._on_changed)
        self.painter.stop()
        self.deleteLater()

    def _connect(self) -> None:
        page = self.page
        self._desk.editor.changed.connect(self._on_changed)
        page.chosen.connect(self._on_chosen)
        page.moved.connect(self._on_moved)
        page.added.connect(self._on_added)
        page.data_chosen.connect(self._on_data)
        page.words_changed.connect(self._on_words)
        page.settings.changed.connect(self._on_settings)
        page.settings.remove_requested.connect(self._on_removed)
        page.settings.save_requested.connect(self._save)
        page.settings.copy_requested.connect(self._copy)
        page.all_requested.connect(self._save_all)
        page.flow_requested.connect(lambda: self._desk.go("screening", FLOW))
        page.picture.clicked.connect(self._on_mark)
        page.numbers.activated.connect(lambda index: self._on_row(index.row()))
        self.painter.drawn.connect(self._on_drawn)
        self.painter.failed.connect(self._on_failed)

    # reading

    def _read_choices(self) -> None:
        self._figures = list(self._desk.review.charts.figures())
        self._current = min(self._current, max(len(self._figures) - 1, 0))
        self._show_tabs()

    def _form(self) -> Form:
        """Return the form of the answers that are counted, codes among its fields."""
        return self._numbers.table.form if self._numbers else self._desk.review.forms.current()

    def _show_tabs(self) -> None:
        names = kind_names(self.page)
        self.page.settings.use_fields(countable(self._form()))
        self.page.show_figures([names[one.kind] for one in self._figures], self._current)
        has_one = bool(self._figures)
        self.page.settings.setVisible(has_one)
        if has_one:
            writable = not self._desk.review.read_only
            self.page.flow.setVisible(self._figures[self._current].kind is Kind.FLOW)
            self.page.settings.show_choices(self._figures[self._current], writable=writable)

    def _read(self) -> None:
        """Read the answers in a job; the picture is drawn when they are there."""
        if self._is_reading:
            return
        self._is_reading, self._is_stale = True, False
        review, is_final = self._desk.review, self._is_final

        def work(ctx: JobContext) -> Numbers:
            table = review.exports.table(Whose.FINAL if is_final else Whose.OWN, ctx)
            return review.charts.numbers(table)

        self.page.picture.show_old()
        job = self._desk.jobs.start(self.tr("Counting the studies"), work)
        job.finished.connect(self._on_read)
        job.failed.connect(self._on_failed)
        job.ended.connect(self._on_read_ended)

    def _on_read(self, numbers: Numbers) -> None:
        is_first, self._numbers = self._numbers is None, numbers
        if is_first and not is_begun(numbers.flow):
            self._pass_flow()
        self._show_tabs()  # coded fields have a neighbour that can be counted
        self._draw()

    def _pass_flow(self) -> None:
        """Begin with another figure than a flow diagram that has no numbers yet."""
        kinds = [choices.kind for choices in self._figures]
        if kinds[self._current : self._current + 1] == [Kind.FLOW]:
            others = (place for place, kind in enumerate(kinds) if kind is not Kind.FLOW)
            self._current = next(others, self._current)

    def _on_read_ended(self) -> None:
        self._is_reading = False
        if self._is_stale and self.page.isVisible():
            self._read()

    def _draw(self) -> None:
        if self._numbers is None or not self._figures:
            self._show_nothing(self.tr("There is no figure. “New” makes one."))
            return
        self.page.picture.show_old()
        choices = self._figures[self._current]
        self.painter.draw(self._numbers, choices)

    def _on_drawn(self, drawn: Drawn) -> None:
        figure = self._figure = drawn.figure
        self.page.banner.clear()
        self.page.picture.show_picture(drawn.picture, figure.own_alt)
        self.page.model.show(figure.table)
        self.page.numbers.resizeColumnsToContents()
        own = figure.choices
        self.page.show_words((own.caption, figure.caption), (own.alt, figure.alt))
        self.page.settings.allow_saving(True)

    def _on_failed(self, problem: AppError) -> None:
        self._show_nothing(problem.message)

    def _show_nothing(self, sentence: str) -> None:
        self._figure = None
        self.page.banner.tell(sentence, "info")
        self.page.picture.show_picture(None)
        self.page.model.show(())
        self.page.show_words(("", ""), ("", ""))
        self.page.settings.allow_saving(False)

    # choosing

    def _on_chosen(self, place: int) -> None:
        if 0 <= place < len(self._figures):
            self._current = place
            self._show_tabs()
            self._draw()

    def _on_settings(self, choices: Choices) -> None:
        self._keep(self.tr("Change the figure"), choices)

    def _on_words(self, caption: str, alt: str) -> None:
        if self._figures:
            after = self._figures[self._current].with_(caption=caption, alt=alt)
            self._keep(self.tr("Words of the figure"), after)

    def _keep(self, label: str, choices: Choices) -> None:
        if self._figures and choices != self._figures[self._current]:
            figures = list(self._figures)
            figures[self._current] = choices
            self._submit(figures, label)

    def _on_added(self, name: str) -> None:
        kind = Kind(name)
        form = self._form()
        fits = next((one for one in suggested(form) if one.kind is kind), None)
        fields = tuple(field.field_id for field in countable(form)[: kind.needs])
        self._current = len(self._figures)
        self._submit([*self._figures, fits or Choices(kind, fields)], self.tr("New figure"))

    def _on_removed(self) -> None:
        figures = [one for place, one in enumerate(self._figures) if place != self._current]
        self._submit(figures, self.tr("Remove a figure"))

    def _on_moved(self, before: int, after: int) -> None:
        figures = list(self._figures)
        figures.insert(after, figures.pop(before))
        self._current = self.page.tabs.currentIndex()
        self._submit(figures, self.tr("Move a figure"))

    def _submit(self, figures: list[Choices], label: str) -> None:
        self._desk.editor.submit(self._desk.review.charts.keep(figures), label)

    def _on_data(self, is_final: bool) -> None:
        self._is_final = is_final
        self._read()

    def _on_changed(self, changes: ChangeSet) -> None:
        """Read again what was written, by this page or another one."""
        if not changes.cells and not changes.studies and self.page.isVisible():
            self._read_choices()
            self._draw()
            return
        self._is_stale = True
        if self.page.isVisible():
            self._read()

    # using

    def _on_mark(self, labels: tuple[str, ...]) -> None:
        """Show the studies of a mark in the charting table."""
        if self._figure is None:
            return
        studies = self._figure.studies(labels)
        if self._figure.choices.kind is Kind.FLOW:
            self._go_from_flow(studies)
        elif studies:
            self._desk.go("table", StudySet(" · ".join(labels), studies))

    def _go_from_flow(self, studies: frozenset[str]) -> None:
        """Show what is included in the charting table, other numbers where they are counted."""
        if studies:
            self._desk.go("table", StudySet(self.tr("Flow diagram"), studies))
        else:
            self._desk.go("screening", FLOW)

    def _on_row(self, row: int) -> None:
        if self._figure is not None:
            self._on_mark(self._figure.marks[row].labels)

    def _save(self, kind: str) -> None:
        if self._figure is not None:
            self._saving.one(self._figure, kind)

    def _save_all(self) -> None:
        if self._numbers is not None:
            self._saving.all(self._numbers, self._figures)

    def _copy(self) -> None:
        if not self.page.picture.image.isNull():
            QApplication.clipboard().setImage(self.page.picture.image)
            self._desk.say(self.tr("Copied the picture"), "success")
