"""Filling from several reports of a study, and their values side by side on the card."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.domain.anchors import Anchor, AnchorKind, Place, Rect
from app.domain.answers import Answer, Said, Status
from app.domain.edits import FillAnswer
from app.domain.records import Evidence, Record
from app.domain.studies import Paper, PaperState, Report, ReportRole
from app.domain.validation import objections
from app.services.reports import role_of_name
from tests.ui.form_desk import OpenForm, is_shown, named, open_form
from tests.ui.form_record import PAPER, cell, filled, make_record, quote
from ui.extract import filling
from ui.reader.values import Selected

__all__ = ["open_form"]
OTHER = "b" * 64
SIZE = cell("study.sample_size")
FIRST = Evidence(quote("a1", 2), SIZE)


def with_protocol(record: Record) -> Record:
    """The record of a study with a main report and a protocol."""
    main = Report("r1", ReportRole.PRIMARY, "", record.study.paper, PaperState.READY)
    paper = Paper(OTHER, "protocol.pdf", 10, 4, True)
    protocol = Report("r2", ReportRole.PROTOCOL, "", paper, PaperState.READY)
    return replace(record, study=replace(record.study, reports=(main, protocol)))


def selected(words: str, paper: str = OTHER) -> Selected:
    """A selection on the second page of a paper."""
    return Selected(paper, (Place(1, (Rect(1, 1, 2, 2),)),), words, "", "")


def fill(record: Record, words: str, paper: str = OTHER) -> FillAnswer:
    """The edit that fills the sample size from a selection."""
    edit = filling.fill(record, SIZE, selected(words, paper)).edit
    assert isinstance(edit, FillAnswer)
    return edit


@pytest.fixture
def record() -> Record:
    """412 from the main report, with its quote."""
    return with_protocol(make_record(answers={SIZE: filled(412)}, evidence=(FIRST,)))


def test_value_remembers_the_report_it_is_filled_from() -> None:
    edit = fill(with_protocol(make_record()), "400 people")
    assert (edit.after.value, edit.after.report_id) == (400, "r2")


def test_other_value_of_another_report_keeps_both_with_their_quotes(record: Record) -> None:
    edit = fill(record, "400 people")
    assert edit.after.others == (Said("", 412),)
    assert (edit.after.report_id, edit.unlink) == ("r2", ())


def test_same_value_in_another_report_confirms_it(record: Record) -> None:
    edit = fill(record, "we enrolled 412")
    assert (edit.before, len(edit.link), edit.unlink) == (edit.after, 1, ())


def test_new_quote_of_the_same_report_replaces_only_its_own(record: Record) -> None:
    place = (Place(0, (Rect(1, 1, 2, 2),)),)
    theirs = Evidence(Anchor("a2", OTHER, AnchorKind.TEXT, place, "412"), SIZE)
    edit = fill(replace(record, evidence=(FIRST, theirs)), "410 people", PAPER)
    assert [anchor.anchor_id for anchor in edit.unlink] == ["a1"]


def test_difference_is_said_and_does_not_keep_the_study_open(record: Record) -> None:
    differing = replace(record, answers={SIZE: fill(record, "400 people").after})
    said = objections(differing, SIZE)
    assert [(one.sentence, one.is_soft) for one in said] == [
        ("The reports differ – protocol: 400; main report: 412.", True)
    ]


def test_card_shows_both_and_takes_the_other(
    qtbot: QtBot, open_form: OpenForm, record: Record
) -> None:
    answer = Answer(400, Status.FILLED, report_id="r2", others=(Said("", 412),))
    desk = open_form(replace(record, answers={SIZE: answer}))
    assert is_shown(desk.pane, "From protocol")
    chip = named(desk.pane, "Sample size: use what main report says, 412")
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert desk.record.answer(SIZE) == Answer(412, Status.FILLED, others=(Said("r2", 400),))


def test_what_another_report_says_is_left_out(
    qtbot: QtBot, open_form: OpenForm, record: Record
) -> None:
    answer = Answer(400, Status.FILLED, report_id="r2", others=(Said("", 412),))
    desk = open_form(replace(record, answers={SIZE: answer}))
    drop = named(desk.pane, "Sample size: leave out what main report says")
    qtbot.mouseClick(drop, Qt.MouseButton.LeftButton)
    assert desk.record.answer(SIZE).others == ()


def test_quote_of_another_report_says_so(open_form: OpenForm, record: Record) -> None:
    desk = open_form(record.at_report("r2"))
    card = desk.pane.card(SIZE)
    assert card is not None
    assert "Main report, p. 3" in [chip.text() for chip in card.head.chips()]


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("Lee 2020 protocol.pdf", ReportRole.PROTOCOL),
        ("12888_MOESM1_ESM.pdf", ReportRole.SUPPLEMENT),
        ("Appendix B.pdf", ReportRole.SUPPLEMENT),
        ("Lee 2022.pdf", ReportRole.SECONDARY),
    ],
)
def test_role_is_guessed_from_the_name_of_the_file(name: str, role: ReportRole) -> None:
    assert role_of_name(name) is role
