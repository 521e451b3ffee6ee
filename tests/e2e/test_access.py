"""Everything on the window can be named, hit and seen, at every size a laptop has."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from tests.e2e.driver import Driver
from ui.form.body import FormBody
from ui.form.chips import Chip

SIZES = [(1366, 688), (1093, 534), (960, 520), (1920, 1000)]
CONTROLS = (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QPlainTextEdit)
SMALLEST = 24  # pixels, WCAG 2.5.8
SECTIONS = ("Evidence source details and characteristics", "Participant groups")


def controls(root: QWidget) -> Iterator[QWidget]:
    """Walk over what can be used now; parts of a control count with it."""
    for widget in root.findChildren(QWidget):
        is_label = isinstance(widget, Chip) and not widget.focusPolicy().value
        is_part = isinstance(widget.parentWidget(), QComboBox | QLineEdit)
        is_used = widget.isVisible() and widget.isEnabled() and widget.width() > 0
        if isinstance(widget, CONTROLS) and is_used and not (is_label or is_part):
            yield widget


def told(widget: QWidget) -> str:
    """Return what a screen reader is told about a control."""
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or text


def nameless(root: QWidget) -> list[str]:
    return [f"{type(w).__name__} {w.objectName()}" for w in controls(root) if not told(w)]


def tiny(root: QWidget) -> list[str]:
    small = [w for w in controls(root) if min(w.width(), w.height()) < SMALLEST]
    return [f"{told(w)} {w.width()}x{w.height()}" for w in small]


def clipped(root: QWidget) -> list[str]:
    """Name the buttons whose words need more room than they have."""
    buttons = [w for w in controls(root) if isinstance(w, QAbstractButton) and w.text()]
    return [f"{told(w)} {w.width()} < {w.minimumSizeHint().width()}" for w in buttons if short(w)]


def short(button: QAbstractButton) -> bool:
    """Tell whether words that cannot be elided lack room."""
    elides = button.sizePolicy().horizontalPolicy() == QSizePolicy.Policy.Ignored
    style = button.toolButtonStyle() if isinstance(button, QToolButton) else None
    is_icon = style == Qt.ToolButtonStyle.ToolButtonIconOnly
    return not (elides or is_icon) and button.width() < button.minimumSizeHint().width()


def outside(root: QWidget, part: QWidget) -> bool:
    """Tell whether a control reaches over an edge of the window at its side."""
    frame = QRect(part.mapTo(root, QPoint()), part.size())
    return frame.left() < 0 or frame.right() > root.width()


@pytest.mark.parametrize("section", SECTIONS)
def test_every_control_says_what_it_is(driver: Driver, section: str) -> None:
    driver.show_section(section)
    assert nameless(driver.window) == []


@pytest.mark.parametrize("section", SECTIONS)
def test_every_control_is_large_enough_to_hit(driver: Driver, section: str) -> None:
    driver.show_section(section)
    driver.press("Ctrl+F")
    assert tiny(driver.window) == []


def test_the_selection_bar_is_named_and_large_enough(driver: Driver) -> None:
    driver.select_text(1, "adolescents from Lebanon")
    bar = driver.named("Selection actions")
    assert nameless(bar) == []
    assert tiny(bar) == []


@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize("size", SIZES)
def test_the_form_fits_its_width(driver: Driver, size: tuple[int, int], section: str) -> None:
    driver.window.resize(*size)
    driver.extract.focus_pane(driver.extract.form)  # below 1000 pixels it stands behind a tab
    driver.show_section(section)
    driver.qtbot.wait(1)
    body = driver.extract.form.findChild(FormBody)
    assert body.horizontalScrollBar().maximum() == 0
    assert body.widget().width() <= body.viewport().width()
    assert clipped(driver.extract.form) == []


@pytest.mark.parametrize("size", SIZES)
def test_nothing_reaches_over_the_edge(driver: Driver, size: tuple[int, int]) -> None:
    driver.window.resize(*size)
    driver.select_text(1, "adolescents from Lebanon")
    over = [told(w) for w in controls(driver.window) if outside(driver.window, w)]
    assert over == []
    driver.qtbot.waitUntil(lambda: clipped(driver.window) == [])


def test_text_of_160_percent_still_fits(driver: Driver) -> None:
    driver.theme.apply("light", 1.6)
    driver.settle()
    body = driver.extract.form.findChild(FormBody)
    driver.wait(lambda: body.widget().width() <= body.viewport().width())
    assert clipped(driver.extract.form) == []
    driver.theme.apply("light", 1.0)
