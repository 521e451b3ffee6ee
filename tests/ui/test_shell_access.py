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
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.domain.fields import Field, FieldType, Form, Scope, Section
from app.domain.flow import Found
from app.domain.library import Search
from app.domain.library_list import Line, Standing
from app.references.duplicates import Certainty, Pair
from ui.home.home_view import HomeView
from ui.home.new_review_dialog import NewReviewDialog
from ui.home.values import Template
from ui.library.list_model import ListModel
from ui.library.pair_model import PairModel
from ui.library.pairs_page import PairsPage
from ui.library.records_page import RecordsPage
from ui.library.searches_page import SearchesPage, SearchModel
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


def records() -> QWidget:
    page = RecordsPage(ListModel(load_tokens(dark=False), lambda _keys: {}))
    page.model.show((Line("a", "Sleep", 2020, ("s",), 2, Standing.TO_SCREEN, False),), {"s": "M"})
    page.show_lines()
    return page


def searches() -> QWidget:
    page = SearchesPage(SearchModel())
    log = (Search("s", "MEDLINE", Found.DATABASE, "Ovid", "2025-01-02", "x", "", ("a.ris",), 3),)
    page.show_searches(log, writable=True)
    return page


def pairs() -> QWidget:
    page = PairsPage(PairModel(load_tokens(dark=False)))
    pair = Pair("a", "b", Certainty.POSSIBLE, 80.0, ("same DOI",))
    page.model.show((pair,), {"a": "Sleep"})
    page.show_pairs(0, (pair,))
    return page


MAKERS = (home, project, studies, settings, new_review, records, searches, pairs)


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
        and not isinstance(widget, QHeaderView)  # a part of its table, which has keys for it
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
