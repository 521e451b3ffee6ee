"""The window's way to write: steps of undo, and text that the disk refuses."""

import itertools
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.bootstrap import Review
from app.domain.answers import NO_ANSWER, Answer, Cell, Status
from app.domain.edits import FillAnswer
from app.domain.records import Record
from tests.services.reviews import (
    FIELD,
    _empty_folder,
    _sample_folder,
    filled,
    folder,
    record,
    review,
    sample,
    sample_folder,
)
from ui.drafts import DraftJournal
from ui.editor import Editor
from ui.extract.controller import ExtractController

__all__ = [  # fixtures
    "_empty_folder",
    "_sample_folder",
    "folder",
    "record",
    "review",
    "sample",
    "sample_folder",
]


@pytest.fixture
def editor(review: Review, record: Record, qtbot: QtBot) -> Iterator[Editor]:
    """An editor at Ana's only record; its clock goes a tenth of a second a step."""
    ticks = itertools.count()
    made = Editor(review.extraction, clock=lambda: next(ticks) / 10)
    made.show_record(record.extraction_id)
    yield made
    made.deleteLater()


@pytest.fixture
def controller(sample: Review, qtbot: QtBot) -> Iterator[ExtractController]:
    """The complete study of the sample, open."""
    editor = Editor(sample.extraction)
    made = ExtractController(sample, editor, editor)
    made.open_study(sample.records.find_study("Malejko").study_id)
    yield made
    editor.deleteLater()


def type_text(editor: Editor, cell: Cell, before: Answer, text: str) -> Answer:
    edit = FillAnswer(cell, before, filled(text))
    editor.submit(edit, "Type ‘Country’", typing=True)
    return edit.after


def test_typing_on_is_one_step(editor: Editor, record: Record, review: Review) -> None:
    cell = Cell(record.extraction_id, FIELD)
    half = type_text(editor, cell, NO_ANSWER, "Swe")
    type_text(editor, cell, half, "Sweden")
    editor.group.undo()
    assert review.records.record(record.study.study_id).answer(cell) == NO_ANSWER


def test_a_mark_right_after_typing_is_a_step_of_its_own(
    editor: Editor, record: Record, review: Review
) -> None:
    cell = Cell(record.extraction_id, FIELD)
    typed = type_text(editor, cell, NO_ANSWER, "Sweden")
    mark = FillAnswer(cell, typed, replace(typed, value=None, status=Status.NOT_REPORTED))
    editor.submit(mark, "Mark ‘Country’ not reported", typing=True)
    editor.group.undo()
    assert review.records.record(record.study.study_id).answer(cell) == typed


def test_a_refused_edit_is_no_step(editor: Editor, record: Record) -> None:
    cell = Cell(record.extraction_id, FIELD)
    editor.submit(FillAnswer(cell, filled("Norway"), filled("Sweden")), "Type ‘Country’")
    assert not editor.group.canUndo()


def test_a_quote_of_a_complete_study_stays(controller: ExtractController, qtbot: QtBot) -> None:
    shown = controller.record
    assert shown is not None
    with qtbot.waitSignal(controller.refused):
        controller.remove_highlight(shown.evidence[0].anchor.anchor_id)
    assert controller.record == shown


def test_a_draft_that_the_disk_refuses_stays_in_memory(tmp_path: Path) -> None:
    blocked = tmp_path / "drafts"
    blocked.touch()
    drafts = DraftJournal(blocked, tmp_path / "review")
    cell = Cell("e", FIELD)
    drafts.keep(cell, "half a")
    assert drafts.of("e") == {cell: "half a"}


def test_a_draft_is_there_again_in_the_next_session(tmp_path: Path) -> None:
    cell = Cell("e", FIELD, "r")
    DraftJournal(tmp_path, tmp_path / "review").keep(cell, "half \ud800")
    assert DraftJournal(tmp_path, tmp_path / "review").of("e") == {cell: "half \ud800"}
