"""Deciding otherwise on what was agreed: deliberate, with a reason, for everybody."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QLabel, QLineEdit, QVBoxLayout

from app.domain.errors import AppError
from app.domain.screening import NO_DECISION, Decision, Outcome, Reason, Stage, Verdict
from ui.widgets.accepting import accepting_buttons

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.domain.screened import Screened
    from ui.screening.page import ScreeningPage
    from ui.screening.queue import Queue
    from ui.workspaces import Desk

AGREED = (Outcome.INCLUDED, Outcome.EXCLUDED)


class AnewDialog(QDialog):
    """Asks what is decided now, and why."""

    def __init__(
        self, title: str, words: dict[str, str], reasons: Sequence[Reason], parent: QWidget
    ) -> None:
        """Ask about a record; `words` are the verdicts by their keys."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Settle anew"))
        self.verdict = QComboBox()
        self.verdict.setAccessibleName(self.tr("Decision for everybody"))
        for key, word in words.items():
            self.verdict.addItem(word, key)
        self.reason = QComboBox()
        self.reason.setAccessibleName(self.tr("Reason for exclusion"))
        self.reason.addItem(self.tr("no reason"), None)
        for reason in reasons:
            self.reason.addItem(reason.label, reason.key)
        self.why = QLineEdit()
        self.why.setAccessibleName(self.tr("Why it is settled anew"))
        self.buttons, self.ok = accepting_buttons(self, self.tr("Settle"))
        self._told = QLabel(
            self.tr(
                "What was agreed on “{0}” stays in the log, and so do the reviewers' own decisions."
                " What you choose here counts for everybody; undo takes it back."
            ).format(title)
        )
        self._told.setWordWrap(True)
        form = QFormLayout()
        form.addRow(self.tr("&Decision"), self.verdict)
        form.addRow(self.tr("&Reason for exclusion"), self.reason)
        form.addRow(self.tr("&Why"), self.why)
        column = QVBoxLayout(self)
        column.addWidget(self._told)
        column.addLayout(form)
        column.addWidget(self.buttons)
        self.verdict.currentIndexChanged.connect(lambda _row: self._allow())
        self.why.textChanged.connect(lambda _text: self._allow())
        self.resize(520, self.sizeHint().height())
        self._allow()

    def tell_of_study(self) -> None:
        """Say what becomes of the study that the record is a report of."""
        words = self.tr(
            "Its study and what was charted of it stay. If you exclude the record, take the study "
            "out as well (“Remove from review” in the list of studies): until then the flow "
            "diagram warns that its sums differ."
        )
        self._told.setText(f"{self._told.text()}\n\n{words}")
        self.resize(520, self.sizeHint().height())

    def decision(self) -> Decision:
        """Return what was chosen."""
        verdict = Verdict(self.verdict.currentData())
        reason = self.reason.currentData() if verdict is Verdict.EXCLUDE else None
        return Decision(verdict, reason, note=self.why.text().strip())

    def _allow(self) -> None:
        self.reason.setEnabled(self.verdict.currentData() == Verdict.EXCLUDE.value)
        self.ok.setEnabled(bool(self.why.text().strip()))


class Anew(QObject):
    """Settles the record that is shown anew."""

    def __init__(
        self, desk: Desk, page: ScreeningPage, shown: Callable[[], Screened | None], queue: Queue
    ) -> None:
        """Work on the record that `shown` returns, at the stage that `queue` says."""
        super().__init__(page)
        self._desk = desk
        self._page = page
        self._shown = shown
        self._queue = queue

    def acts(self) -> dict[str, Callable[..., None]]:
        """Return what the action does."""
        return {"screen.anew": self._on_asked}

    def above(self, item: Screened) -> str:
        """Return as HTML what was settled for everybody, where one had decided oneself."""
        final = item.final
        if not final.is_made or not item.own.is_made or self._queue.is_settling:
            return ""
        labels = {reason.key: reason.label for reason in self._desk.review.screening.reasons()}
        said = (
            self._page.verdict_words()[final.verdict.value],
            labels.get(final.reason or "", ""),
            final.note,
        )
        told = self.tr("Settled for everybody: {0}").format(" · ".join(filter(None, said)))
        return f"<p><b>{escape(told)}</b></p><hr/>"

    def _on_asked(self, _on: bool = False) -> None:
        item = self._shown()
        if item is None or self._desk.review.read_only:
            return
        if item.outcome not in AGREED:
            text = self.tr("Nothing has been agreed on this record yet: decide on it instead.")
            self._page.pane.show_error(text)
            return
        screening = self._desk.review.screening
        dialog = AnewDialog(item.title, self._page.verdict_words(), screening.reasons(), self._page)
        if item.report_id is not None:
            dialog.tell_of_study()
        other = Verdict.EXCLUDE if item.outcome is Outcome.INCLUDED else Verdict.INCLUDE
        dialog.verdict.setCurrentIndex(dialog.verdict.findData(other.value))
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        decision = dialog.decision() if accepted else NO_DECISION
        dialog.deleteLater()
        if accepted:
            self._settle(item, self._queue.stage_for(item), decision)

    def _settle(self, item: Screened, stage: Stage, decision: Decision) -> None:
        try:
            edit = self._desk.review.screening.settle_anew(item.record_id, stage, decision)
        except AppError as problem:
            self._page.pane.show_error(problem.message)
            return
        label = self.tr("Settle ‘{0}’ anew").format(item.title[:40])
        self._desk.editor.submit(edit, label)
