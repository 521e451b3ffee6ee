"""Messages: what stays, what goes, what a screen reader hears."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QEvent, QPointF
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from ui.messages import MessageCenter
from ui.theme import load_tokens
from ui.widgets.banner import Banner
from ui.widgets.recent_messages import RecentMessages
from ui.widgets.save_clock import SaveClock

SHORT = 30  # milliseconds


def entered() -> QEnterEvent:
    return QEnterEvent(QPointF(), QPointF(), QPointF())


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(600, 400)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def messages(window: QWidget) -> MessageCenter:
    return MessageCenter(window, load_tokens(dark=False), shown_ms=SHORT)


def test_a_message_goes_by_itself(messages: MessageCenter, qtbot: QtBot) -> None:
    messages.say("Filled Sample size")
    assert messages.text == "Filled Sample size"
    qtbot.waitUntil(lambda: messages.text == "")


def test_an_error_stays_until_it_is_closed(messages: MessageCenter, qtbot: QtBot) -> None:
    messages.say("Not saved: disk full.", "danger")
    qtbot.wait(3 * SHORT)
    assert messages.text == "Not saved: disk full."
    messages.findChild(QToolButton).click()
    assert messages.text == ""


def test_a_message_stays_under_the_pointer(messages: MessageCenter, qtbot: QtBot) -> None:
    messages.say("Filled")
    messages.enterEvent(entered())
    qtbot.wait(3 * SHORT)
    assert messages.text == "Filled"
    messages.leaveEvent(QEvent(QEvent.Type.Leave))
    qtbot.waitUntil(lambda: messages.text == "")


def test_the_button_of_a_message_does_what_it_says(messages: MessageCenter) -> None:
    done = []
    messages.say("Filled", action="Undo", act=lambda: done.append("undone"))
    button = messages.findChild(QPushButton)
    assert button.text() == "Undo"
    button.click()
    assert done == ["undone"]
    assert messages.text == ""


def test_messages_can_be_read_again(messages: MessageCenter, qtbot: QtBot) -> None:
    messages.say("First")
    messages.say("Second", "warning")
    assert [m.text for m in messages.recent] == ["Second", "First"]
    listed = RecentMessages(messages.recent)
    qtbot.addWidget(listed)


def test_a_long_message_stays_inside_a_narrow_window(
    messages: MessageCenter, window: QWidget
) -> None:
    messages.say("The PDF could not be opened. " * 8, action="Retry")
    assert window.rect().contains(messages.geometry())
    assert messages.height() > 2 * messages.fontMetrics().lineSpacing() + 12


def test_a_message_follows_the_window(messages: MessageCenter, window: QWidget) -> None:
    messages.say("Filled")
    window.resize(900, 700)
    assert messages.geometry().bottom() > 600


def test_a_banner_says_what_can_be_done(qtbot: QtBot, window: QWidget) -> None:
    done = []
    banner = Banner(load_tokens(dark=False), window)
    banner.tell("The PDF is missing. Your answers are safe.", "warning")
    banner.offer("Find file…", lambda: done.append("find")).click()
    assert done == ["find"]
    assert banner.accessibleName() == "The PDF is missing. Your answers are safe."


def test_a_new_notice_forgets_the_buttons_of_the_former(window: QWidget, qtbot: QtBot) -> None:
    banner = Banner(load_tokens(dark=False), window)
    banner.tell("One")
    banner.offer("Do one", window.update)
    banner.tell("Two")
    qtbot.waitUntil(lambda: not banner.findChildren(QPushButton))


@pytest.fixture
def clock(window: QWidget) -> SaveClock:
    return SaveClock(load_tokens(dark=False), window)


def test_the_clock_tells_when_all_was_saved(clock: SaveClock) -> None:
    clock.show_saved(datetime(2026, 11, 23, 14, 2, tzinfo=UTC))
    assert clock.text == "Saved 14:02"


def test_a_failed_save_gives_the_reason_and_a_way_out(clock: SaveClock, qtbot: QtBot) -> None:
    clock.show()
    clock.show_failed("The disk is full.")
    assert clock.text == "Not saved"
    assert clock.toolTip() == "The disk is full."
    with qtbot.waitSignal(clock.retry_requested):
        clock.findChild(QPushButton).click()
