"""What is done to the framework: codes added, defined, moved, merged, taken in from a list."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QInputDialog

from app.domain.code_moves import Entry, Place, Way, next_place
from app.domain.codes import Code, Origin, labels
from app.jobs import JobContext
from ui.counting import counted

if TYPE_CHECKING:
    from app.domain.edits import Edit
    from ui.coding.framework_pane import FrameworkPane
    from ui.widgets.banner import Banner
    from ui.workspaces import Desk


class Framing(QObject):
    """Turns what is wanted of the codes into edits."""

    def __init__(self, desk: Desk, pane: FrameworkPane, banner: Banner) -> None:
        """Work on the framework of the open review."""
        super().__init__(pane)
        self._desk = desk
        self._coding = desk.review.coding
        self._pane, self._banner = pane, banner
        self._origin = Origin.INDUCTIVE  # of the next new code
        pane.view.selectionModel().currentRowChanged.connect(
            lambda _new, _old: pane.show_definition(pane.current_code())
        )
        pane.add_wanted.connect(self._add)
        pane.define_wanted.connect(self.define)
        pane.origin_chosen.connect(lambda name: self._on_origin(Origin(name)))
        pane.rename_wanted.connect(self._rename)
        pane.merge_wanted.connect(self._merge)
        pane.remove_wanted.connect(self._remove)
        pane.step_wanted.connect(lambda way: self._step(Way(way)))
        pane.codes.move_wanted.connect(self._move)
        pane.import_wanted.connect(self._ask_for_list)

    def show(self) -> None:
        """Show the codes as they are, and stay at the chosen one."""
        code = self._pane.current_code()
        self._pane.codes.show(self._coding.counts())
        if code is not None:
            self._pane.choose(code.code_id)
        self._pane.show_definition(self._pane.current_code())

    def define(self, text: str) -> None:
        """Keep what the chosen code means."""
        code = self._pane.current_code()
        if code is not None and text.strip() != code.definition:
            after = replace(code, definition=text.strip())
            self._submit(
                self._coding.changed(code, after), self.tr("Define “{0}”").format(code.label)
            )

    def merge(self, code: Code, into: Code) -> None:
        """Let one code take the place of another."""
        label = self.tr("Merge “{0}” into “{1}”").format(code.label, into.label)
        self._submit(self._coding.merged(code, into), label)

    def take_in(self, path: Path) -> None:
        """Read a list of codes in a job and add what is new."""
        from app.sheets.code_lists import read_codes

        def work(_ctx: JobContext) -> tuple[Entry, ...]:
            return read_codes(path)

        job = self._desk.jobs.start(self.tr("Reading the codes"), work)
        job.finished.connect(self._on_list)
        job.failed.connect(lambda problem: self._banner.tell(problem.message, "danger"))

    def _submit(self, edit: Edit | None, label: str) -> bool:
        return edit is not None and self._desk.editor.submit(edit, label)

    def _add(self, label: str, under: bool) -> None:
        above = self._pane.current_code()
        parent = above.code_id if under and above else ""
        edit = self._coding.new_code(label, parent, self._origin)
        self._submit(edit, self.tr("Add code “{0}”").format(label))
        self._pane.label.clear()

    def _on_origin(self, origin: Origin) -> None:
        """Say where the current code comes from; the next new one comes from there too."""
        self._origin = origin
        code = self._pane.current_code()
        if code is not None and code.origin is not origin:
            edit = self._coding.changed(code, replace(code, origin=origin))
            self._submit(edit, self.tr("Origin of “{0}”").format(code.label))

    def _rename(self) -> None:
        code = self._pane.current_code()
        if code is None:
            return
        text, accepted = QInputDialog.getText(
            self._desk.window, self.tr("Rename code"), self.tr("Name"), text=code.label
        )
        if accepted and text.strip() and text.strip() != code.label:
            after = replace(code, label=text.strip())
            self._submit(
                self._coding.changed(code, after), self.tr("Rename “{0}”").format(code.label)
            )

    def _merge(self) -> None:
        code = self._pane.current_code()
        if code is None:
            return
        called = labels(self._coding.codes())
        others = {name: key for key, name in called.items() if key != code.code_id}
        if not others:
            return
        name, accepted = QInputDialog.getItem(
            self._desk.window,
            self.tr("Merge code"),
            self.tr("“{0}” becomes part of").format(code.label),
            list(others),
            editable=False,
        )
        if accepted:
            into = next(c for c in self._coding.codes() if c.code_id == others[name])
            self.merge(code, into)

    def _remove(self) -> None:
        code = self._pane.current_code()
        if code is not None:
            self._submit(self._coding.removed(code), self.tr("Remove “{0}”").format(code.label))

    def _step(self, way: Way) -> None:
        code = self._pane.current_code()
        place = next_place(self._coding.codes(), code.code_id, way) if code else None
        if code is not None and place is not None:
            self._move(code.code_id, place)

    def _move(self, code_id: str, place: Place) -> None:
        code = next((one for one in self._coding.codes() if one.code_id == code_id), None)
        if code is not None:
            self._pane.choose(code_id)
            self._submit(self._coding.moved(code, place), self.tr("Move “{0}”").format(code.label))

    def _ask_for_list(self) -> None:
        chosen, _used = QFileDialog.getOpenFileName(
            self._desk.window,
            self.tr("Take in a list of codes"),
            "",
            self.tr("Lists of codes (*.csv *.tsv *.xlsx *.qdc);;All files (*)"),
        )
        if chosen:
            self.take_in(Path(chosen))

    def _on_list(self, entries: tuple[Entry, ...]) -> None:
        edit, found = self._coding.taken_in(entries)
        added = counted(len(found.added), self.tr("1 code added"), self.tr("{n} codes added"))
        said = self.tr("{0}, {1} defined, {2} there already.").format(
            added, len(found.defined), found.known
        )
        if edit is None or self._submit(edit, self.tr("Take in a list of codes")):
            self._desk.say(said, "success" if edit else "info")
