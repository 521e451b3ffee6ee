"""The form designer at work: shows the draft, turns moves into edits, publishes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from app.domain.errors import AppError
from app.domain.fields import Form
from app.domain.form_draft import form_of
from app.domain.form_versions import Relation
from ui.counting import counted
from ui.designer.drafting import Drafting
from ui.designer.files import FormFiles
from ui.designer.outline_model import Part
from ui.designer.piloting import Piloting
from ui.designer.publishing import Publishing
from ui.designer.view import DesignerView

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.domain.edits import ChangeSet
    from app.services.designing import Arrived
    from ui.theme import Tokens
    from ui.workspaces import Desk

VERBS = ("bld.new", "bld.dup", "bld.rename", "bld.up", "bld.down", "bld.delete")


class DesignerWorkspace(QObject):
    """One page of the window: the form of the open review."""

    def __init__(self, desk: Desk) -> None:
        """Build the page for the open review."""
        super().__init__(desk.window)
        self._desk = desk
        self._design = desk.review.design
        self._form: Form = desk.review.forms.current()
        self._is_stale = True
        self._begun = 0
        self._problems: dict[str, str] = {}
        self.view = DesignerView(desk.tokens, desk.actions)
        self.view.use_verbs([desk.actions[name] for name in VERBS])
        self.view.set_writable(is_writable=not desk.review.read_only)
        self.files = FormFiles(desk, self.view)
        self.publishing = Publishing(desk, self.view)
        self.piloting = Piloting(desk, self.view.pilot)
        self.drafting = Drafting(desk, self.view, lambda: self._form, self._on_part)
        self._connect()

    @property
    def form(self) -> Form:
        """The draft as it is shown."""
        return self._form

    @property
    def widget(self) -> QWidget:
        """The page itself."""
        return self.view

    def enter(self) -> None:
        """Read the form again: the page comes to the front."""
        self.refresh()
        self.view.outline.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_to(self, target: object) -> None:
        """Show a part of the form, a page beside it, or carry out a verb of the menu."""
        if isinstance(target, Part):
            self.view.outline.choose(target)
        elif isinstance(target, str):
            self._carry_out(target)

    def flush(self) -> bool:
        """Store what is being typed."""
        self.view.flush()
        return True

    def dress(self, tokens: Tokens) -> None:
        """Use the colours of another theme."""
        self.view.dress(tokens)
        self.refresh()

    def close(self) -> None:
        """Let go of the review."""
        self._desk.editor.changed.disconnect(self._on_changed)
        for name, act in self.drafting.acts().items():
            self._desk.actions[name].triggered.disconnect(act)
        self.deleteLater()

    def _connect(self) -> None:
        view = self.view
        view.outline.part_chosen.connect(self._on_part)
        view.outline.move_requested.connect(self.drafting.on_move)
        view.field.changed.connect(self.drafting.on_field_changed)
        view.section.changed.connect(self.drafting.on_section_changed)
        view.field_wanted.connect(self.drafting.add_field)
        view.section_wanted.connect(self.drafting.add_section)
        view.again.open_requested.connect(self._open_again)
        view.again.confirm_requested.connect(self._confirm)
        view.versions.reinstate_requested.connect(self._reinstate)
        view.versions.log_requested.connect(self.files.save_log)
        self.files.draft_replaced.connect(self._replace)
        self.files.sections_given.connect(self.drafting.take_in)
        self._desk.editor.changed.connect(self._on_changed)
        for name, act in self.drafting.acts().items():
            self._desk.actions[name].triggered.connect(act)

    def _carry_out(self, verb: str) -> None:
        tabs = self.view.tabs
        verbs: dict[str, Callable[[], None]] = {
            "again": lambda: tabs.setCurrentWidget(self.view.again),
            "pilot": lambda: tabs.setCurrentWidget(self.view.pilot),
            "versions": lambda: tabs.setCurrentWidget(self.view.versions),
            "template": self.files.show_gallery,
            "appraise": self.files.choose_appraisal,
            "import": self.files.choose_file,
            "export": self.files.choose_target,
            "publish": self.publishing.publish,
            "discard": self.publishing.discard,
        }
        verbs[verb]()

    def _show(self) -> None:
        """Show the draft as it is, and what is beside it."""
        document = self._design.document()
        self._form = form_of(document)
        found: dict[str, str] = {}
        for problem in self._design.problems():
            found.setdefault(problem.field_id or problem.section_key, problem.sentence)
        self._problems = found
        self.view.outline.show_form(self._form, found)
        self.piloting.show()
        self._show_state()

    def _show_beside(self) -> None:
        """Show what no change of the draft changes: versions, answers to chart again."""
        self._is_stale = False
        waiting = self._design.revisits()
        self.view.again.show_revisits(waiting)
        self.view.show_waiting(len(waiting))
        current = self._desk.review.forms.current()
        versions = tuple(self._design.versions().values())
        labels = {f.field_id: f.label for s in current.sections for f in s.fields}
        self.view.versions.show_versions(versions, current.version_id, labels)
        self._begun = self._design.studies_begun()
        self._show_arrived()

    def _show_state(self) -> None:
        current = self._desk.review.forms.current()
        changes = len(self._design.changes()) if self._design.draft() is not None else 0
        used = counted(self._begun, self.tr("used in one study"), self.tr("used in {n} studies"))
        told = counted(changes, self.tr("one change"), self.tr("{n} changes"))
        version = self.tr("Version {0}").format(current.number)
        draft = self.tr("draft with {0}").format(told)
        self.view.show_state(f"{version}, {used} · {draft}" if changes else f"{version}, {used}")

    def _show_arrived(self) -> None:
        arrived = self._design.arrived()
        if not arrived:
            self.view.banner.clear()
            return
        first = arrived[0]
        info = first.version
        who = info.by or info.device or self.tr("another computer")
        if first.relation is Relation.BEHIND:
            words = self.tr("Version {n} of the form came from {who} ({why}).")
            self.view.banner.tell(words.format(n=info.number, who=who, why=info.reason))
            self.view.banner.offer(self.tr("Use it"), lambda: self._use(first))
        else:
            words = self.tr(
                "{who} published a version {n} apart from yours ({why}). Both are kept; bring "
                "them together before you exchange more work."
            )
            told = words.format(n=info.number, who=who, why=info.reason)
            self.view.banner.tell(told, "warning")
            self.view.banner.offer(self.tr("Bring together…"), lambda: self._join(first))

    def _on_part(self, part: object) -> None:
        if not isinstance(part, Part):
            return
        if part.field_id:
            field = self._form.field(part.field_id)
            self.view.field.show_field(self._form, field)
            self.view.field.show_problem(self._problems.get(part.field_id, ""))
            self.view.preview.show_field(self._form, field, self._design.given(part.field_id))
            self.view.show_field_page()
            return
        section = self._form.section(part.section_key)
        current = self._desk.review.forms.current()
        published = any(known.key == section.key for known in current.sections)
        self.view.section.show_section(self._form, section, is_published=published)
        self.view.section.show_problem(self._problems.get(section.key, ""))
        self.view.preview.show_section(self._form, section)
        self.view.show_section_page()

    def _replace(self, document: dict[str, Any], label: str) -> None:
        try:
            self._desk.editor.submit(self._design.replaced(document), label)
        except AppError as problem:
            self._desk.say(problem.message, "warning")

    def _reinstate(self, version_id: str) -> None:
        number = self._desk.review.forms.version(version_id).number
        label = self.tr("Reinstate version {0}").format(number)
        if self._desk.editor.submit(self._design.reinstated(version_id), label):
            said = self.tr("The draft is as version {0}. Publish it to put it into use.")
            self._desk.say(said.format(number), "info")

    def _use(self, arrived: Arrived) -> None:
        self.publishing.use(arrived.version)

    def _join(self, arrived: Arrived) -> None:
        self.publishing.join(arrived.version)

    def _open_again(self, revisit: Any) -> None:  # noqa: ANN401 - a Revisit
        self._desk.show_cell(revisit.study_id, revisit.cell)

    def _confirm(self, revisit: Any) -> None:  # noqa: ANN401 - a Revisit
        label = self.tr("Still right: {0}").format(revisit.field)
        self._desk.editor.submit(self._design.confirmed(revisit), label)

    def _on_changed(self, changes: ChangeSet) -> None:
        self._is_stale = self._is_stale or bool(changes.cells) or "version" in changes.areas
        if self.view.isVisible() and (self._is_stale or "form" in changes.areas):
            self.refresh()

    def refresh(self) -> None:
        """Read what is stale again, and leave the focus where it is."""
        if self._is_stale:
            self._show_beside()
        self._show()
