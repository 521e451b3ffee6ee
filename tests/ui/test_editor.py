"""The window's writer: one step of undo an edit, typing merged, refusals dropped."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.domain.answers import NO_ANSWER, Answer, Cell, Status
from app.domain.edits import ChangeSet, Edit, FillAnswer
from app.domain.errors import AppError, StaleEdit
from ui.editor import PAUSE, Editor

CELL = Cell("e1", "source.country")


class Writer:
    """Stands for the service: keeps one cell, refuses what does not follow from it."""

    def __init__(self) -> None:
        self.now = NO_ANSWER
        self.labels: list[str] = []

    def apply(self, edit: Edit, origin: object | None = None, label: str = "") -> ChangeSet:
        """Write, or raise StaleEdit."""
        assert isinstance(edit, FillAnswer)
        if edit.before != self.now:
            raise StaleEdit("The answer has changed meanwhile. Nothing was changed.")
        self.now = edit.after
        self.labels.append(label)
        return ChangeSet(cells=frozenset({edit.cell}), origin=origin)


class Clock:
    """Seconds that a test moves."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        """Return the seconds."""
        return self.seconds


@pytest.fixture
def writer() -> Writer:
    return Writer()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def editor(qapp: QObject, writer: Writer, clock: Clock) -> Iterator[Editor]:
    made = Editor(writer, clock=clock)
    made.show_record("e1")
    yield made
    made.deleteLater()


def filled(text: str) -> Answer:
    return Answer(text, Status.FILLED)


def write(editor: Editor, before: Answer, text: str, *, typing: bool = False) -> bool:
    edit = FillAnswer(CELL, before, filled(text))
    label = "Type “Country”" if typing else f"Fill {text}"
    return editor.submit(edit, label, typing=typing)


def test_an_edit_is_written_and_told(editor: Editor, writer: Writer, qtbot: QtBot) -> None:
    with qtbot.waitSignals([editor.saved, editor.changed]):
        write(editor, NO_ANSWER, "Sweden")
    assert writer.now == filled("Sweden")


def test_undo_and_redo_write_too(editor: Editor, writer: Writer) -> None:
    write(editor, NO_ANSWER, "Sweden")
    editor.steps.undo()
    assert writer.now == NO_ANSWER
    editor.steps.redo()
    assert writer.now == filled("Sweden")
    assert writer.labels == ["Fill Sweden", "Undo Fill Sweden", "Redo Fill Sweden"]


def test_a_refused_edit_never_enters_the_undo_stack(editor: Editor, qtbot: QtBot) -> None:
    with qtbot.waitSignal(editor.failed) as failed:
        accepted = write(editor, filled("Norway"), "Sweden")
    assert not accepted
    assert isinstance(failed.args[0], AppError)
    assert not editor.steps.can_undo()


def test_an_undo_that_is_refused_drops_its_step(
    editor: Editor, writer: Writer, qtbot: QtBot
) -> None:
    write(editor, NO_ANSWER, "Sweden")
    writer.now = filled("Norway")
    with qtbot.waitSignal(editor.failed):
        editor.steps.undo()
    assert writer.now == filled("Norway")
    assert not editor.steps.can_undo()
    assert not editor.steps.can_redo()


def test_typing_without_a_rest_is_one_step(editor: Editor, writer: Writer) -> None:
    write(editor, NO_ANSWER, "Swe", typing=True)
    write(editor, filled("Swe"), "Sweden", typing=True)
    editor.steps.undo()
    assert writer.now == NO_ANSWER


def test_typing_after_a_rest_is_another_step(editor: Editor, writer: Writer, clock: Clock) -> None:
    write(editor, NO_ANSWER, "Swe", typing=True)
    clock.seconds = PAUSE + 0.1
    write(editor, filled("Swe"), "Sweden", typing=True)
    editor.steps.undo()
    assert writer.now == filled("Swe")


def test_a_fill_is_not_merged_into_the_typing_before(editor: Editor, writer: Writer) -> None:
    write(editor, NO_ANSWER, "Swe", typing=True)
    write(editor, filled("Swe"), "Sweden")
    editor.steps.undo()
    assert writer.now == filled("Swe")


def test_steps_between_begin_and_end_are_undone_together(editor: Editor, writer: Writer) -> None:
    editor.begin_steps("Both")
    write(editor, NO_ANSWER, "Swe")
    write(editor, filled("Swe"), "Sweden")
    editor.end_steps()
    editor.steps.undo()
    assert writer.now == NO_ANSWER


def test_each_record_has_steps_of_its_own(editor: Editor) -> None:
    write(editor, NO_ANSWER, "Sweden")
    editor.show_record("e2")
    assert not editor.steps.can_undo()
    editor.show_record("e1")
    assert editor.steps.can_undo()


def test_steps_of_which_none_was_written_leave_nothing_to_undo(
    editor: Editor, qtbot: QtBot
) -> None:
    editor.begin_steps("Duplicate a row")
    with qtbot.waitSignal(editor.failed):
        write(editor, filled("never stored"), "new")
    editor.end_steps()
    assert not editor.steps.can_undo()


def test_what_a_job_wrote_is_one_step_of_undo(editor: Editor, writer: Writer) -> None:
    first = FillAnswer(CELL, NO_ANSWER, filled("a"))
    second = FillAnswer(CELL, filled("a"), filled("b"))
    writer.apply(first)
    writer.apply(second)
    editor.take_written((first, second), "Add PDFs", ChangeSet())
    editor.steps.undo()
    assert writer.now == NO_ANSWER
