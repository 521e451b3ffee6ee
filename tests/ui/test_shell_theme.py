"""Colours: every pair that carries words or edges has the contrast WCAG asks for."""

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import resources
from ui.fonts import BUNDLED
from ui.style_sheet import CONTROLS, PARTS
from ui.theme import SLOTS, ThemeController, load_tokens, palette

pytestmark = pytest.mark.usefixtures("qapp")
PLAIN = ("window", "surface", "surface_alt", "elevated")
THEMES = pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])


def luminance(colour: QColor) -> float:
    """Relative luminance of WCAG 2.2."""
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: QColor, other: QColor) -> float:
    lights = sorted((luminance(one), luminance(other)), reverse=True)
    return (lights[0] + 0.05) / (lights[1] + 0.05)


def too_weak(dark: bool, pairs: list[tuple[str, str]], least: float) -> list[tuple[str, str]]:
    tokens = load_tokens(dark)
    return [pair for pair in pairs if contrast(tokens[pair[0]], tokens[pair[1]]) < least]


@THEMES
def test_words_can_be_read_on_every_ground(dark: bool) -> None:
    inks = ("text_muted", "placeholder", "link", "danger", "warning", "success", "target")
    pairs = [(ink, ground) for ink in inks for ground in PLAIN]
    pairs += [(tone, f"{tone}_bg") for tone in ("success", "warning", "danger", "info", "neutral")]
    pairs += [("on_accent", "accent"), ("on_selection", "selection"), ("target", "target_subtle")]
    assert too_weak(dark, pairs, 4.5) == []


@THEMES
def test_edges_and_focus_can_be_seen(dark: bool) -> None:
    pairs = [(edge, ground) for edge in ("border_strong", "focus") for ground in PLAIN]
    assert too_weak(dark, pairs, 3.0) == []


def test_black_on_white_has_the_contrast_of_the_standard() -> None:
    assert contrast(QColor("black"), QColor("white")) == pytest.approx(21.0)


def test_every_section_slot_has_fill_edge_and_tag() -> None:
    tokens = load_tokens(dark=True)
    assert len(tokens.fills) == len(tokens.edges) == len(tokens.tags) == len(SLOTS)
    assert tokens.fill(7) == tokens.fill(2)


@THEMES
def test_disabled_words_differ_from_enabled_ones(dark: bool) -> None:
    made = palette(load_tokens(dark))
    role = QPalette.ColorRole.ButtonText
    enabled = made.color(QPalette.ColorGroup.Normal, role)
    assert made.color(QPalette.ColorGroup.Disabled, role) != enabled


def test_icons_take_the_colour_they_are_asked_for() -> None:
    tokens = load_tokens(dark=False)
    image = tokens.icon("plus", "danger").pixmap(24, 24).toImage()
    assert image.pixelColor(12, 12) == tokens["danger"]


def test_an_icon_is_drawn_once() -> None:
    tokens = load_tokens(dark=False)
    assert tokens.icon("plus") is tokens.icon("plus")


def test_a_wrong_icon_name_is_a_bug() -> None:
    with pytest.raises(FileNotFoundError):
        load_tokens(dark=False).icon("no-such-icon")


@pytest.fixture
def controller(qapp: QApplication) -> ThemeController:
    before = (qapp.palette(), qapp.font(), qapp.styleSheet())
    made = ThemeController(qapp)
    yield made
    qapp.setStyleSheet(before[2])
    qapp.setFont(before[1])
    qapp.setPalette(before[0])
    made.deleteLater()


def test_theme_and_text_size_change_live(
    controller: ThemeController, qapp: QApplication, qtbot: QtBot
) -> None:
    normal = qapp.font().pointSizeF()
    with qtbot.waitSignal(controller.changed) as changed:
        controller.apply("dark", 1.3)
    assert changed.args[0].is_dark
    assert qapp.palette().color(QPalette.ColorRole.Window) == load_tokens(True)["window"]
    assert qapp.font().pointSizeF() == pytest.approx(normal * 1.3)


def test_text_size_is_measured_from_the_system_font(
    controller: ThemeController, qapp: QApplication
) -> None:
    normal = qapp.font().pointSizeF()
    controller.apply("light", 1.6)
    controller.apply("light", 1.0)
    assert qapp.font().pointSizeF() == pytest.approx(normal)


@THEMES
def test_the_style_sheet_names_only_known_colours(dark: bool) -> None:
    sizes = {"caption", "heading1", "heading2", "heading3", "check"}
    names = set(re.findall(r"(?<!\{)\{([a-z_0-9]+)\}", CONTROLS + PARTS))
    assert names - sizes <= set(load_tokens(dark).colours)


def test_combo_boxes_are_left_to_the_palette() -> None:
    rules = re.findall(r"QComboBox[^{]*\{\{([^}]*)\}\}", CONTROLS)
    assert [rule for rule in rules if "border:" in rule and "none" not in rule] == []


def test_colours_are_those_of_the_specification(qapp: QApplication) -> None:
    specified = Path(__file__).resolve().parents[3] / "shared/ux/tokens.json"
    if not specified.exists():
        pytest.skip("the specification is not beside the project")
    assert resources.path("themes/tokens.json").read_bytes() == specified.read_bytes()


def test_the_bundled_font_can_be_read(qapp: QApplication) -> None:
    number = QFontDatabase.addApplicationFont(str(resources.path(BUNDLED)))
    families = QFontDatabase.applicationFontFamilies(number)
    QFontDatabase.removeApplicationFont(number)
    assert families == ["Noto Sans"]
