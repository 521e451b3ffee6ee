"""The steps that can be taken back: one order for all answers, seen from a record or from all."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Signal

from app.domain.consensus_edits import AlignRows, Decide
from app.domain.edits import Edit

KEPT = 200  # steps of a place
EVERY_RECORD = "*"
"""The place from which the steps of all records are taken back, the latest first."""


@dataclass(slots=True, eq=False)
class Step:
    """Edits that were written as one step: where it was made, and whose answers it changed.

    `records` are ids of extractions, `page` the workspace it was made in ("" for a record),
    `parts` the studies whose consensus it changed. `typed_at` is the second (of the editor's
    clock) of the last key; None is not typing.
    """

    label: str
    edits: list[Edit] = field(default_factory=list)
    records: set[str] = field(default_factory=set)
    page: str = ""
    parts: set[str] = field(default_factory=set)
    typed_at: float | None = None


class Steps(QObject):
    """Takes back and does again the steps of the place that is shown.

    A step may change several records (a block pasted in the charting table). It is one step
    in each of them; taken back in one, it is taken back in all.
    """

    undo_changed = Signal(bool, str)  # whether there is a step to take back, and its label
    redo_changed = Signal(bool, str)

    def __init__(self, apply: Callable[[Edit, str], bool], parent: QObject) -> None:
        """Write by `apply(edit, label)`, which is False when the edit was refused."""
        super().__init__(parent)
        self._apply = apply
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._place = ""
        self._part = ""
        self._is_page = False
        self._told = ((False, ""), (False, ""))

    def show_record(self, record_id: str) -> None:
        """Act on the steps that changed a record, or (EVERY_RECORD) any of them."""
        self._place, self._is_page = record_id, False
        self._tell()

    def show_page(self, page: str, part: str = "") -> None:
        """Act on the steps that were made in a workspace, or for one study of it."""
        self._place, self._is_page, self._part = page, True, part
        self._tell()

    @property
    def place(self) -> tuple[str, str, bool]:
        """Where undo acts: record or workspace, the study of it, and whether it is a workspace."""
        return self._place, self._part, self._is_page

    def return_to(self, place: tuple[str, str, bool]) -> None:
        """Act again where `place` said."""
        self._place, self._part, self._is_page = place
        self._tell()

    def begun(self, label: str, typed_at: float | None = None) -> Step:
        """Return a new step of the place that is shown, not yet among those done."""
        step = Step(label, typed_at=typed_at)
        if self._is_page:
            step.page = self._place
        elif self._place != EVERY_RECORD:
            step.records.add(self._place)
        return step

    def push(self, step: Step) -> None:
        """Take a step that was written; what was taken back in its records is forgotten."""
        if not self._place:
            return
        step.records |= _records_of(step.edits)
        step.parts |= _parts_of(step.edits)
        self._undone = [old for old in self._undone if not _meet(old, step)]
        self._done.append(step)
        mine = [old for old in self._done if self._shows(old)]
        if len(mine) > KEPT:
            self._done.remove(mine[0])
        self._tell()

    def last(self) -> Step | None:
        """Return the step that would be taken back, unless one could be done again."""
        return None if self.can_redo() else self._last(self._done)

    def forget_page(self, page: str) -> None:
        """Drop the steps of a workspace that can't be taken back any more."""
        self._done = [step for step in self._done if step.page != page]
        self._undone = [step for step in self._undone if step.page != page]
        self._tell()

    def can_undo(self) -> bool:
        """Tell whether there is a step to take back."""
        return self._last(self._done) is not None

    def can_redo(self) -> bool:
        """Tell whether there is a step to do again."""
        return self._last(self._undone) is not None

    def coming(self, *, back: bool) -> Step | None:
        """Return the step that undo would take back, or that redo would do again."""
        return self._last(self._done if back else self._undone)

    def stepped(self, step: Step) -> None:
        """Note that a step was taken back, or done again, by somebody else's writing."""
        source, target = self._done, self._undone
        if step in self._undone:
            source, target = target, source
        if step in source:
            source.remove(step)
            target.append(step)
        self._tell()

    def undo(self) -> None:
        """Take back the last step of the place that is shown.

        A step that is refused is dropped: the data changed meanwhile. It stays when it was a
        later step of another record that changed them, which can be taken back first.
        """
        step = self._last(self._done)
        if step is None:
            return
        later = self._done[self._done.index(step) + 1 :]
        back = [edit.inverse() for edit in reversed(step.edits)]
        if self._wrote(back, f"Undo {step.label}"):
            self._done.remove(step)
            self._undone.append(step)
        elif not any(_meet(step, other) for other in later):
            self._done.remove(step)
        self._tell()

    def redo(self) -> None:
        """Do again what was taken back last in the place that is shown.

        As with undo, a step that is refused stays when one of another record comes before it.
        """
        step = self._last(self._undone)
        if step is None:
            return
        later = self._undone[self._undone.index(step) + 1 :]
        if self._wrote(step.edits, f"Redo {step.label}"):
            self._undone.remove(step)
            self._done.append(step)
        elif not any(_meet(step, other) for other in later):
            self._undone.remove(step)
        self._tell()

    def _wrote(self, edits: Iterable[Edit], label: str) -> bool:
        """Write edits one after the other; False at the first that is refused."""
        return all(self._apply(edit, label) for edit in edits)

    def _last(self, steps: list[Step]) -> Step | None:
        return next((step for step in reversed(steps) if self._shows(step)), None)

    def _shows(self, step: Step) -> bool:
        if self._is_page:
            whole = not self._part or not step.parts
            return step.page == self._place and (whole or self._part in step.parts)
        return bool(step.records) if self._place == EVERY_RECORD else self._place in step.records

    def _tell(self) -> None:
        """Say what can be taken back and done again, when that is something else now."""
        now = _said(self._last(self._done)), _said(self._last(self._undone))
        before, self._told = self._told, now
        if self._told[0] != before[0]:
            self.undo_changed.emit(*self._told[0])
        if self._told[1] != before[1]:
            self.redo_changed.emit(*self._told[1])


def _said(step: Step | None) -> tuple[bool, str]:
    return step is not None, "" if step is None else step.label


def _meet(one: Step, other: Step) -> bool:
    """Tell whether two steps changed the same record, or are of the same part of a workspace."""
    apart = one.parts and other.parts and not one.parts & other.parts
    same_page = bool(one.page and one.page == other.page)
    return bool(one.records & other.records) or (same_page and not apart)


def _parts_of(edits: Iterable[Edit]) -> set[str]:
    """Return the studies whose consensus edits change."""
    found: set[str] = set()
    for edit in edits:
        found |= _parts_of(getattr(edit, "edits", ()))
        if isinstance(edit, Decide | AlignRows):
            found.add(edit.study_id)
    return found


def _records_of(edits: Iterable[Edit]) -> set[str]:
    """Return the extractions whose answers edits change."""
    found: set[str] = set()
    for edit in edits:
        found |= _records_of(getattr(edit, "edits", ()))
        cell = getattr(edit, "cell", None)
        record = getattr(edit, "extraction_id", "") if cell is None else cell.extraction_id
        found |= {record} - {""}
    return found
