"""The study list: filter, opening, renaming, rail, words for screen readers."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLineEdit, QListView
from pytestqt.qtbot import QtBot

from app.domain.studies import ExtractionStatus, PaperState, Study
from ui.action_table import Scope
from ui.actions import build_actions
from ui.studies.model import StudyModel
from ui.studies.study_list import StudyList
from ui.studies.values import spoken
from ui.theme import load_tokens


def study(number: int, label: str, answered: int = 0) -> Study:
    return Study(
        study_id=f"s{number}",
        report_id=f"r{number}",
        label=label,
        title=f"Title of {label}",
        position=number,
        paper=None,
        paper_state=PaperState.NONE,
        status=ExtractionStatus.OPEN,
        answered=answered,
        asked=34,
        flagged=1,
    )


STUDIES = (study(1, "Abbott 2019"), study(2, "Chen 2022", 3), study(3, "Moreno 2023"))


@pytest.fixture
def studies(qtbot: QtBot) -> StudyList:
    shown = StudyList(load_tokens(dark=False))
    qtbot.addWidget(shown)
    shown.show_studies(STUDIES)
    shown.show()
    return shown


def view_of(studies: StudyList) -> QListView:
    return next(v for v in studies.findChildren(QListView) if v.accessibleName() == "Studies")


def filter_of(studies: StudyList) -> QLineEdit:
    lines = studies.findChildren(QLineEdit)
    return next(line for line in lines if line.accessibleName() == "Filter studies")


def test_model_keeps_the_rules_of_item_models() -> None:
    model = StudyModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    model.show(STUDIES)
    model.show(STUDIES[:1])
    assert tester.model() is model
    assert model.rowCount(QModelIndex()) == 1


def test_filter_holds_every_word_of_label_and_title(studies: StudyList) -> None:
    filter_of(studies).setText("title chen")
    assert view_of(studies).model().rowCount() == 1
    assert studies.current_id == "s2"


def test_filter_without_a_hit_says_so(studies: StudyList) -> None:
    filter_of(studies).setText("nobody")
    assert not view_of(studies).isVisible()
    assert studies.current_id == ""


def test_return_opens_the_study_under_the_keyboard(studies: StudyList, qtbot: QtBot) -> None:
    filter_of(studies).setText("moreno")
    with qtbot.waitSignal(studies.study_opened) as opened:
        qtbot.keyClick(filter_of(studies), Qt.Key.Key_Return)
    assert opened.args == ["s3"]


def test_renaming_is_a_request_and_changes_nothing_by_itself(
    studies: StudyList, qtbot: QtBot
) -> None:
    studies.show_current("s2")
    studies.rename_current()
    editor = view_of(studies).findChild(QLineEdit)
    editor.setText("Chen 2021")
    with qtbot.waitSignal(studies.rename_requested) as asked:
        qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert asked.args == ["s2", "Chen 2021"]
    assert view_of(studies).currentIndex().data() == "Chen 2022"


def test_keys_of_the_list_leave_a_label_that_is_being_edited_alone(
    studies: StudyList, qtbot: QtBot
) -> None:
    actions = build_actions(studies, load_tokens(dark=False), mac=False)
    actions.attach(Scope.LIST, studies)
    actions["list.open"].triggered.connect(studies.open_current)
    studies.activateWindow()
    studies.show_current("s2")
    studies.rename_current()
    editor = view_of(studies).findChild(QLineEdit)
    with qtbot.assertNotEmitted(studies.study_opened):
        qtbot.keyClick(editor, Qt.Key.Key_Return)


def test_return_on_the_list_reaches_its_action(studies: StudyList, qtbot: QtBot) -> None:
    actions = build_actions(studies, load_tokens(dark=False), mac=False)
    actions.attach(Scope.LIST, studies)
    actions["list.open"].triggered.connect(studies.open_current)
    studies.activateWindow()
    view_of(studies).setFocus()
    with qtbot.waitSignal(studies.study_opened) as opened:
        qtbot.keyClick(view_of(studies), Qt.Key.Key_Return)
    assert opened.args == ["s1"]


def test_a_re_read_keeps_the_row_under_the_keyboard(studies: StudyList) -> None:
    studies.show_current("s3")
    studies.show_studies((*STUDIES[:1], *STUDIES[2:]))
    assert studies.current_id == "s3"


def test_rail_is_forty_pixels_wide(studies: StudyList) -> None:
    studies.set_rail(True)
    assert studies.maximumWidth() == 40
    assert not filter_of(studies).isVisible()


def test_dropped_pdfs_are_passed_on_and_other_files_are_not(
    studies: StudyList, qtbot: QtBot, tmp_path: Path
) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / name)) for name in ("a.PDF", "b.docx")])
    drop = QDropEvent(
        QPointF(9, 9),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    with qtbot.waitSignal(studies.files_dropped) as dropped:
        studies.dropEvent(drop)
    assert dropped.args == [[tmp_path / "a.PDF"]]


def test_a_row_is_spoken_as_one_sentence() -> None:
    assert spoken(STUDIES[1]) == (
        "Chen 2022, Title of Chen 2022, started, 3 of 34 answered, 1 flagged, no PDF"
    )
