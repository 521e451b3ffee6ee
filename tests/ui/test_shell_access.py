"""Every control of the shell can be named, reached and hit."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.domain.fields import Field, FieldType, Form, Scope, Section
from ui.home.home_view import HomeView
from ui.home.new_review_dialog import NewReviewDialog
from ui.home.values import Template
from ui.project.project_view import ProjectView
from ui.settings import Choices, RecentReview
from ui.settings_dialog import SettingsDialog
from ui.studies.study_list import StudyList
from ui.theme import ThemeController, load_tokens

CONTROLS = (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QPlainTextEdit)
SMALLEST = 24  # pixels, WCAG 2.5.8
FIELDS = (
    Field("r.title", "title", "Title", FieldType.SHORT_TEXT),
    Field("r.types", "types", "Types", FieldType.MULTI, options=("RCT", "Cohort", "Other")),
)


def home() -> QWidget:
    view = HomeView(load_tokens(dark=False))
    view.show_recent((RecentReview(str(Path.cwd()), "Pain", "2026-11-22T21:40:00+00:00"),))
    return view


def project() -> QWidget:
    view = ProjectView(load_tokens(dark=False))
    section = Section("r", "About", Scope.REVIEW, False, FIELDS)
    view.show_review(Form("f", "v", 1, "Form", "", (section,)), {})
    return view


def studies() -> QWidget:
    return StudyList(load_tokens(dark=False))


def settings() -> QWidget:
    return SettingsDialog(Choices())


def new_review() -> QWidget:
    return NewReviewDialog((Template("jbi", "JBI"),), Path.cwd())


MAKERS = (home, project, studies, settings, new_review)


@pytest.fixture(params=MAKERS, ids=lambda make: make.__name__)
def view(request: pytest.FixtureRequest, qtbot: QtBot, qapp: QApplication) -> Iterator[QWidget]:
    """A part of the shell in the style that the window has."""
    before = (qapp.palette(), qapp.font(), qapp.styleSheet())
    controller = ThemeController(qapp)
    controller.apply("light")
    made = request.param()
    qtbot.addWidget(made)
    made.resize(1093, 534)
    made.show()
    yield made
    qapp.setStyleSheet(before[2])
    qapp.setFont(before[1])
    qapp.setPalette(before[0])
    controller.deleteLater()


def controls(view: QWidget) -> list[QWidget]:
    return [
        widget
        for widget in view.findChildren(QWidget)
        if isinstance(widget, CONTROLS)
        and widget.isVisibleTo(view)
        and not isinstance(widget.parent(), QLineEdit | QComboBox)
    ]


def test_every_control_has_a_name(view: QWidget) -> None:
    name = QAccessible.Text.Name
    found = controls(view)
    nameless = [w for w in found if not QAccessible.queryAccessibleInterface(w).text(name)]
    assert nameless == []


def test_every_control_can_be_hit(view: QWidget) -> None:
    small = [w for w in controls(view) if min(w.width(), w.height()) < SMALLEST]
    assert small == []


def test_every_control_can_be_reached_by_tab(view: QWidget) -> None:
    found = controls(view)
    unreachable = [w for w in found if not w.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert unreachable == []
