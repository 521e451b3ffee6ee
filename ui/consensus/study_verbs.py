"""What is done with a study as a whole: accept, pair rows, close, open again."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QInputDialog

from app.domain.consensus import Compared, State
from app.domain.edits import Together
from app.domain.errors import AppError
from ui.consensus.rows_dialog import RowsDialog, sections_with_rows, unsure_sections

if TYPE_CHECKING:
    from ui.consensus.page import ConsensusPage
    from ui.workspaces import Desk


class StudyVerbs(QObject):
    """Carries the verbs out through the editor, and says which are possible."""

    def __init__(self, desk: Desk, page: ConsensusPage) -> None:
        """Write through the editor of the desk."""
        super().__init__(page)
        self._desk = desk
        self._page = page
        self._consensus = desk.review.consensus

    def enable(self, compared: Compared) -> None:
        """Name and enable the actions for a study."""
        actions = self._desk.actions
        identical = compared.count(State.AGREED)
        is_writable = not self._desk.review.read_only
        accept, close = actions["cons.agreeall"], actions["cons.close"]
        accept.setText(self.tr("Accept {0} &identical").format(identical))
        accept.setEnabled(is_writable and not compared.is_complete and identical > 0)
        actions["cons.rows"].setEnabled(bool(sections_with_rows(compared)))
        closed = compared.is_complete
        close.setText(self.tr("&Reopen study…") if closed else self.tr("C&lose study"))
        close.setEnabled(is_writable)

    def onward(self, compared: Compared) -> tuple[str, Callable[[], None]]:
        """Return what to do when nothing is listed, in words and as an act; "" without one.

        A study without open lines is closed, which goes on to the next; another one is left for
        the next that waits for decisions, at the end for the questions to the third.
        """
        is_writable = not self._desk.review.read_only
        if is_writable and not compared.is_complete and not compared.open_lines:
            return self.tr("Close study"), self._desk.actions["cons.close"].trigger
        items, own = self._page.standing.items, compared.study.study_id
        at = self._page.standing.row_of(own)
        order = (*items[at + 1 :], *items[:at])
        waiting = next((one for one in order if one.to_decide and not one.is_complete), None)
        if waiting is None and any(one.deferred for one in items):
            third = self._desk.actions["cons.third"]
            return self.tr("Save questions for the third…"), third.trigger
        if waiting is None:
            return "", lambda: None
        words = self.tr("Go on with {0}").format(waiting.label)
        return words, partial(self._page.study_chosen.emit, waiting.study_id)

    def tell_rows(self, compared: Compared) -> None:
        """Ask to look at the pairs of rows before their answers are compared."""
        self._page.banner.clear()
        if compared.is_complete:
            return
        if compared.adrift:
            text = self.tr(
                "Decisions on rows that are paired otherwise now, or on fields that are not asked "
                "any more: {0}. They are kept, and count again once the rows are paired as before."
            )
            self._page.banner.tell(text.format(compared.adrift), "warning")
            self._offer_rows()
            return
        if compared.changed:
            self._tell_changed(compared)
            return
        unsure = unsure_sections(compared)
        if not unsure:
            return
        text = self.tr(
            "Look at which rows are the same before you compare them: {0} has rows that are "
            "alone or not alike."
        )
        self._page.banner.tell(text.format(", ".join(unsure)), "info")
        self._offer_rows()

    def _offer_rows(self) -> None:
        self._page.banner.offer(
            self.tr("Look at the rows…"), self._desk.actions["cons.rows"].trigger
        )

    def _tell_changed(self, compared: Compared) -> None:
        """Say which fields were asked differently when one of the two answered them."""
        form = compared.form
        names = sorted(compared.changed, key=form.number_of)
        fields = ", ".join(f"{form.number_of(one)} {form.field(one).label}" for one in names[:4])
        more = self.tr(" and {0} more").format(len(names) - 4) if len(names) > 4 else ""
        text = self.tr(
            "The form was changed after this study was charted. These fields may not mean the "
            "same to both: {0}{1}. Type a value where neither fits."
        )
        self._page.banner.tell(text.format(fields, more), "warning")

    def accept_all(self, compared: Compared | None) -> None:
        """Accept all that both answered alike, as one step."""
        edit = self._consensus.accept_identical(compared) if compared else None
        if edit is not None:
            label = self.tr("Accept {0} identical answers").format(len(edit.edits))
            self._desk.editor.submit(edit, label, self)

    def show_rows(self, compared: Compared | None) -> None:
        """Show which rows are the same, and store what is corrected."""
        if compared is None:
            return
        dialog = RowsDialog(compared, self._desk.window)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        changed = dialog.changed()
        dialog.deleteLater()
        if not accepted:
            return
        self._page.banner.clear()
        if changed and not compared.is_complete:
            edits = tuple(
                self._consensus.align(compared, key, pairs) for key, pairs in changed.items()
            )
            self._desk.editor.submit(Together(edits), self.tr("Pair rows by hand"))

    def close_study(self, compared: Compared) -> bool:
        """Close a study, or open a closed one again; True when it was closed."""
        if compared.is_complete:
            self._reopen(compared)
            return False
        try:
            edit = self._consensus.complete(compared)
        except AppError as problem:
            self._page.banner.tell(problem.message, "warning")
            return False
        label = self.tr("Close the consensus of {0}").format(compared.study.label)
        return self._desk.editor.submit(edit, label, self)

    def _reopen(self, compared: Compared) -> None:
        reason, accepted = QInputDialog.getText(
            self._desk.window,
            self.tr("Reopen {0}").format(compared.study.label),
            self.tr("Why is the consensus opened again? The reason is kept."),
        )
        if not accepted:
            return
        label = self.tr("Reopen the consensus of {0}").format(compared.study.label)
        try:
            self._desk.editor.submit(self._consensus.reopen(compared, reason), label, self)
        except AppError as problem:
            self._page.banner.tell(problem.message, "warning")
