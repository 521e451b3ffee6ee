"""Publishing a version, using a colleague's, and bringing two together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget

from app.domain.errors import AppError
from app.domain.fields import FieldType
from app.domain.form_draft import form_of
from ui.counting import counted
from ui.designer.join_dialog import JoinDialog
from ui.designer.publish_dialog import PublishDialog, Question

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from app.domain.edits import ChangeSet
    from app.domain.form_changes import FormChange, Resolution
    from app.domain.form_versions import VersionInfo
    from app.jobs import JobContext
    from ui.workspaces import Desk


class Publishing(QObject):
    """Asks and carries out, off the window's thread."""

    def __init__(self, desk: Desk, page: QWidget) -> None:
        """Work on the open review; dialogs belong to the page."""
        super().__init__(page)
        self._desk = desk
        self._page = page
        self._design = desk.review.design
        self._dialog: QDialog | None = None

    def publish(self) -> None:
        """Ask about the changes of the draft, then publish it."""
        if self._design.draft() is None:
            self._desk.say(self.tr("The form has no changes to publish."), "info")
            return
        self._ask(self._design.changes(), "", None)

    def discard(self) -> None:
        """Drop the draft; undo brings it back."""
        if self._design.draft() is not None:
            self._desk.editor.submit(self._design.replaced(None), self.tr("Discard the draft"))

    def use(self, version: VersionInfo) -> None:
        """Put a newer version of a colleague into use."""
        title = self.tr("Taking over version {0}").format(version.number)
        self._run(title, lambda ctx: self._design.use(version.version_id, ctx))

    def join(self, version: VersionInfo) -> None:
        """Bring a version that was made apart together with the one in use."""
        if self._design.draft() is not None:
            said = self.tr("You have a draft. Publish it or discard it, then bring them together.")
            self._desk.say(said, "warning")
            return
        try:
            joining = self._design.joining(version.version_id)
        except AppError as problem:
            self._desk.say(problem.message, "warning")
            return
        dialog = JoinDialog(version, joining.clashes, self._page)
        self._show(dialog)
        dialog.chosen.connect(lambda keys: self._joined(version, keys))
        if not joining.clashes:
            dialog.accept_all()

    def _joined(self, version: VersionInfo, prefer_theirs: object) -> None:
        keys = prefer_theirs if isinstance(prefer_theirs, frozenset) else frozenset()
        document = self._design.joining(version.version_id, keys).document
        label = self.tr("Bring two versions together")
        if not self._desk.editor.submit(self._design.replaced(document), label):
            return
        reason = self.tr("Brings together two versions {n}: {why}")
        told = reason.format(n=version.number, why=version.reason)
        self._ask(self._design.new_to_both(version.version_id), told, version.version_id)

    def _ask(self, changes: Sequence[FormChange], reason: str, merged_id: str | None) -> None:
        new = form_of(self._design.document())
        questions = []
        for change in changes:
            touched = self._design.touched(change)
            targets: tuple[str, ...] = ()
            if change.option and new.has(change.subject):
                field = new.field(change.subject)
                choice = field.type in (FieldType.SINGLE, FieldType.MULTI)
                targets = field.options if choice else ()
            questions.append(Question(change, touched.studies, touched.cells, targets))
        wrong = [problem.sentence for problem in self._design.problems()]
        number = 1 + max(info.number for info in self._design.versions().values())
        dialog = PublishDialog(number, questions, wrong, self._page)
        dialog.reason.setPlainText(reason)
        dialog.publish_requested.connect(
            lambda why, said: self._publish(number, why, said, merged_id)
        )
        self._show(dialog)

    def _publish(
        self, number: int, why: str, said: tuple[Resolution, ...], merged_id: str | None
    ) -> None:
        title = self.tr("Publishing version {0}").format(number)
        self._run(title, lambda ctx: self._design.publish(why, said, ctx, merged_id))

    def _run(self, title: str, work: Callable[[JobContext], ChangeSet]) -> None:
        job = self._desk.jobs.start(title, work)
        job.finished.connect(self._on_done)
        job.failed.connect(lambda problem: self._desk.say(problem.message, "danger"))

    def _on_done(self, changes: ChangeSet) -> None:
        self._desk.editor.forget_steps("form")
        self._desk.editor.take_written((), "", changes)
        number = self._desk.review.forms.current().number
        waiting = len(self._design.revisits())
        said = self.tr("Version {0} is in use.").format(number)
        if waiting:
            one = self.tr("1 answer is to be looked at again.")
            many = self.tr("{n} answers are to be looked at again.")
            said += " " + counted(waiting, one, many)
        self._desk.say(said, "success")

    def _show(self, dialog: QDialog) -> None:
        self._dialog = dialog
        dialog.open()
