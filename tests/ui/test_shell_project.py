"""The project page: review-level answers become edits; backups are asked for, never made here."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QPushButton, QTableView, QWidget
from pytestqt.qtbot import QtBot

from app.domain.edits import SetReviewAnswer
from app.domain.fields import Field, FieldType, Form, Scope, Section
from app.domain.studies import Reviewer
from app.services.backup import Backup
from ui.project.backups_page import BackupModel, size_words
from ui.project.project_view import ProjectView
from ui.theme import load_tokens

FIELDS = (
    Field("review.title", "title", "Title", FieldType.SHORT_TEXT, required=True),
    Field("review.questions", "questions", "Questions", FieldType.REPEATING_TEXT),
    Field("review.years", "years", "Years", FieldType.YEAR_RANGE),
    Field("review.types", "types", "Types", FieldType.MULTI, options=("RCT", "Cohort", "Other")),
)
FORM = Form(
    "f", "v1", 1, "Form", "2024", (Section("review", "About", Scope.REVIEW, False, FIELDS),)
)
DETAILS: dict[str, object] = {"review.title": "Pain", "review.types": ["RCT", "Other: theses"]}


def copy(name: str, hour: int, studies: int | None = 3) -> Backup:
    made_at = datetime(2026, 11, 23, hour, tzinfo=UTC)
    return Backup(Path(name), made_at, "session start", studies, studies, 2000)


@pytest.fixture
def project(qtbot: QtBot) -> ProjectView:
    view = ProjectView(load_tokens(dark=False))
    qtbot.addWidget(view)
    view.show_review(FORM, DETAILS)
    view.show()
    return view


def named(view: QWidget, kind: type[QWidget], name: str) -> QWidget:
    return next(w for w in view.findChildren(kind) if name in (w.accessibleName(), _text(w)))


def _text(widget: QWidget) -> str:
    return widget.text() if isinstance(widget, QPushButton) else ""


def test_a_changed_title_is_one_edit_with_what_was_there(
    project: ProjectView, qtbot: QtBot
) -> None:
    named(project, QLineEdit, "Title").setText("Pain apps")
    with qtbot.waitSignal(project.edit_requested) as asked:
        project.flush()
    assert asked.args == [SetReviewAnswer("review.title", "Pain", "Pain apps"), "Change Title"]


def test_nothing_is_asked_for_when_nothing_changed(project: ProjectView, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(project.edit_requested):
        project.flush()


def test_a_list_is_kept_one_item_a_line(project: ProjectView, qtbot: QtBot) -> None:
    named(project, QPlainTextEdit, "Questions").setPlainText("What?\n\nWho?")
    with qtbot.waitSignal(project.edit_requested) as asked:
        project.flush()
    assert asked.args[0].after == ["What?", "Who?"]


def test_a_value_that_does_not_read_stays_typed_and_is_explained(
    project: ProjectView, qtbot: QtBot
) -> None:
    years = named(project, QLineEdit, "Years")
    years.setText("soon")
    with qtbot.assertNotEmitted(project.edit_requested):
        project.flush()
    assert years.text() == "soon"
    assert years.accessibleDescription() != ""


def test_choices_keep_words_of_their_own(project: ProjectView, qtbot: QtBot) -> None:
    assert named(project, QLineEdit, "Types, other").text() == "theses"
    with qtbot.waitSignal(project.edit_requested) as asked:
        named(project, QCheckBox, "Cohort").click()
    assert asked.args[0].after == ["RCT", "Cohort", "Other: theses"]


def test_undone_elsewhere_shows_the_former_value(project: ProjectView, qtbot: QtBot) -> None:
    named(project, QLineEdit, "Title").setText("Pain apps")
    project.flush()
    project.show_review(FORM, DETAILS)
    assert named(project, QLineEdit, "Title").text() == "Pain"


def test_undo_is_left_to_the_review_while_a_title_is_typed(
    project: ProjectView, qtbot: QtBot
) -> None:
    undo = QAction(project)
    undo.setShortcut(QKeySequence("Ctrl+Z"))
    project.addAction(undo)
    project.activateWindow()
    title = named(project, QLineEdit, "Title")
    title.setFocus()
    title.insert(" apps")
    with qtbot.waitSignal(undo.triggered):
        qtbot.keyClick(title, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)


def test_the_latest_copy_is_chosen_and_restore_names_it(project: ProjectView, qtbot: QtBot) -> None:
    early, late = copy("a", 1), copy("b", 2)
    project.show_backups((early, late))
    with qtbot.waitSignal(project.restore_requested) as asked:
        named(project, QPushButton, "Restore…").click()
    assert asked.args == [late]


def test_an_unreadable_copy_can_be_copied_but_not_restored(project: ProjectView) -> None:
    project.show_backups((copy("a", 1, studies=None),))
    assert named(project, QPushButton, "Copy to…").isEnabled()
    assert not named(project, QPushButton, "Restore…").isEnabled()


def test_backup_model_keeps_the_rules_of_item_models() -> None:
    model = BackupModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    model.show((copy("a", 1), copy("b", 2)))
    assert tester.model() is model
    assert model.rowCount() == 2


def test_the_table_of_copies_has_a_name_for_screen_readers(project: ProjectView) -> None:
    names = [table.accessibleName() for table in project.findChildren(QTableView)]
    assert "Backups" in names
    assert all(names)


def test_another_name_of_the_reviewer_is_asked_for(project: ProjectView, qtbot: QtBot) -> None:
    project.show_reviewer(Reviewer("r", "A. Berg", "AB"))
    name = named(project, QLineEdit, "Name")
    name.setText("Anna Berg")
    with qtbot.waitSignal(project.reviewer_renamed) as asked:
        name.editingFinished.emit()
    assert asked.args == ["Anna Berg", "AB"]


@pytest.mark.parametrize(
    ("size", "words"), [(12, "12 bytes"), (229_000, "229 kB"), (2_140_000_000, "2.1 GB")]
)
def test_sizes_are_told_in_round_numbers(size: int, words: str) -> None:
    assert size_words(size) == words
