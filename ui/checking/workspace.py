"""Checking at work: shows a colleague's sealed answers, stores what is found, follows undo."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from app.domain.answers import Cell
from app.domain.errors import AppError
from app.domain.verification import Checked, Verdict
from app.domain.verification_edits import CheckAnswer
from ui.action_table import Scope
from ui.checking.answer_model import AnswerModel
from ui.checking.looking import Looking
from ui.checking.page import CheckingPage
from ui.checking.paper_side import PaperSide
from ui.messages import announce
from ui.reader.pages import PageSource
from ui.reader.paper_pane import PaperPane

if TYPE_CHECKING:
    from app.domain.edits import ChangeSet, Edit
    from ui.theme import Tokens
    from ui.workspaces import Desk

AREAS = frozenset({"checks of answers", "pairs", "assignments", "version"})


class CheckingWorkspace(QObject):
    """One page of the window: the answers of a study, one check after another."""

    def __init__(self, desk: Desk) -> None:
        """Build the page for the open review."""
        super().__init__(desk.window)
        self._desk = desk
        self._service = desk.review.verification
        self.model = AnswerModel(desk.tokens)
        self._source = PageSource(desk.review.pdf, parent=self)
        paper = PaperPane(self._source, desk.tokens)
        self.page = CheckingPage(self.model, paper)
        self._side = PaperSide(desk.review, paper)
        self._looking = Looking(desk, self.page)
        for pane in (self.page.answers, paper):
            desk.actions.attach(Scope.CHECKING, pane)
        self._bound: dict[str, Callable[..., None]] = {
            "ver.confirm": lambda _on=False: self._confirm(),
            "ver.correct": lambda _on=False: self._begin_typing(),
            "ver.clear": lambda _on=False: self._clear(),
            "ver.next": lambda _on=False: self._step(1),
            "ver.prev": lambda _on=False: self._step(-1),
        }
        self._connect()

    @property
    def widget(self) -> QWidget:
        """The page itself."""
        return self.page

    def enter(self) -> None:
        """Read what is to be checked, and show what was shown."""
        self._read()
        self.page.answers.setFocus()

    def go_to(self, target: object) -> None:
        """Show a study by its id."""
        self._open(str(target))

    def flush(self) -> bool:
        """Nothing is kept back: a check is stored when it is made."""
        return True

    def dress(self, tokens: Tokens) -> None:
        """Use the colours of another theme."""
        self.model.tokens = tokens
        self.page.paper.set_tokens(tokens)
        self.page.answers.viewport().update()

    def close(self) -> None:
        """Let go of the review."""
        self._desk.editor.changed.disconnect(self._on_changed)
        self._desk.editor.stepped.disconnect(self._on_stepped)
        for name, act in self._bound.items():
            self._desk.actions[name].triggered.disconnect(act)
        self._looking.stop()
        self._source.close()
        self.deleteLater()

    def _connect(self) -> None:
        page = self.page
        self._looking.looked.connect(self._on_looked)
        page.study_chosen.connect(self._open)
        page.row_chosen.connect(self._on_row)
        page.confirm_pressed.connect(self._confirm)
        page.clear_pressed.connect(self._clear)
        page.correction_typed.connect(self._correct)
        self._desk.editor.changed.connect(self._on_changed)
        self._desk.editor.stepped.connect(self._on_stepped)
        for name, act in self._bound.items():
            self._desk.actions[name].triggered.connect(act)

    # reading

    def _read(self) -> None:
        studies = self._service.to_check()
        shown = self.model.checked.study.study_id if self.model.checked else ""
        ready = [one for one in studies if one.is_sealed]
        if not ready:
            self.model.show(None)
            self.page.show_studies(studies, "")
            self.page.show_empty(self._nothing(bool(studies)))
            return
        ids = [one.study_id for one in ready]
        due = [one.study_id for one in ready if not one.is_done]
        self._open(shown if shown in ids else (due or ids)[0])

    def _nothing(self, has_some: bool) -> str:
        if has_some:
            return self.tr(
                "Nothing to check yet: the studies that you check are not complete and sealed. "
                "Merge your colleague's file when they have sealed their work."
            )
        return self.tr(
            "You were given no study to check. The page Assignments in Project says who checks "
            "what: “One charts, another checks”."
        )

    def _open(self, study_id: str) -> None:
        self._looking.stop()
        try:
            checked = self._service.glance(study_id)
        except AppError as problem:
            self._desk.say(problem.message, "warning")
            return
        if self._service.must_look(checked):
            self._looking.start(checked)
        else:
            self._take(self._service.placed(checked))

    def _take(self, checked: Checked) -> None:
        before = self.model.checked
        is_other = before is None or before.study.study_id != checked.study.study_id
        self.model.show(checked)
        self._tell(checked)
        if is_other:
            self.page.choose(max(self.model.row_of(checked.following(None)), 0))
        else:
            self._on_row(self.page.row)

    def _on_looked(self, checked: Checked) -> None:
        self._take(checked)
        self.page.answers.setFocus()

    def _tell(self, checked: Checked) -> None:
        studies = self._service.to_check()
        self.page.show_studies(studies, checked.study.study_id)
        ready = [one.study_id for one in studies if one.is_sealed]
        self._desk.name_study(checked.study, ready.index(checked.study.study_id), len(ready))
        told = self.tr("{done} of {n} checked").format(done=checked.done, n=len(checked.cells))
        if checked.corrected:
            told += self.tr(" · {n} corrected").format(n=checked.corrected)
        self.page.show_counts(
            told, self.tr("Charted by {name}").format(name=checked.charted_by.name)
        )

    def _on_row(self, row: int) -> None:
        checked, cell = self.model.checked, self.model.cell(row)
        if checked is None or cell is None:
            return
        quotes = [
            f"“{item.anchor.quote}”"
            for item in checked.record.evidence_of(cell)
            if item.anchor.quote
        ]
        self.page.show_answer(
            self.model.name_of(cell),
            self.model.words_of(cell, checked.record.answer(cell)),
            "\n".join(quotes),
            self._said(checked, cell),
        )
        self._side.show(checked, cell)

    def _said(self, checked: Checked, cell: Cell) -> tuple[str, str] | None:
        """Return what was found of an answer, to be gone on with."""
        check = checked.checks.get(cell)
        if check is None:
            return None
        is_right = check.verdict is Verdict.CONFIRMED
        return ("" if is_right else self.model.words_of(cell, check.answer)), check.note

    # checking

    @property
    def _current(self) -> tuple[Checked, Cell] | None:
        checked, cell = self.model.checked, self.model.cell(self.page.row)
        return None if checked is None or cell is None else (checked, cell)

    def _confirm(self) -> None:
        current = self._current
        if current is None:
            return
        check = current[0].checks.get(current[1])
        if check is not None and check.verdict is Verdict.CORRECTED:
            self._desk.say(self.tr("The correction was kept. Delete takes it back."), "info")
            self._go_on(current[1])
        elif self._store(self._service.confirmed(*current)):
            self._go_on(current[1])

    def _begin_typing(self) -> None:
        self.page.correction.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.page.correction.selectAll()

    def _correct(self, text: str, note: str) -> None:
        current = self._current
        if current is None:
            return
        try:
            edit = self._service.corrected(*current, text, note)
        except AppError as problem:
            self.page.show_problem(problem.message)
            announce(self.page, problem.message)
            return
        if self._store(edit):
            self._go_on(current[1])

    def _clear(self) -> None:
        current = self._current
        edit = None if current is None else self._service.taken_back(*current)
        if edit is not None:
            self._store(edit)

    def _store(self, edit: CheckAnswer) -> bool:
        label = self.tr("Check {0}") if edit.after else self.tr("Take the check of {0} back")
        name = self.model.name_of(edit.cell)
        return self._desk.editor.submit(edit, label.format(name), self)

    def _go_on(self, cell: Cell) -> None:
        """Go to the next answer that was not looked at; say when there is none."""
        checked = self.model.checked
        following = checked.following(cell) if checked else None
        self.page.answers.setFocus()
        if following is not None:
            self.page.choose(self.model.row_of(following))
        elif checked is not None:
            text = self.tr("Every answer of {study} is checked.")
            self._desk.say(text.format(study=checked.study.label), "success")

    def _step(self, by: int) -> None:
        row = self.page.row + by
        if 0 <= row < self.model.rowCount():
            self.page.choose(row)

    # what changes elsewhere

    def _on_changed(self, changes: ChangeSet) -> None:
        if not self.page.isVisible() or not (changes.areas & AREAS or changes.studies):
            return
        if self.model.checked is not None and "checks of answers" in changes.areas:
            self._open(self.model.checked.study.study_id)
        else:
            self._read()

    def _on_stepped(self, edit: Edit) -> None:
        """Show the answer that undo or redo changed."""
        if isinstance(edit, CheckAnswer) and self.page.isVisible():
            row = self.model.row_of(edit.cell)
            if row >= 0:
                self.page.choose(row)
