"""Settings and window places survive a restart; damaged values fall back to the defaults."""

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QRect
from PySide6.QtWidgets import QCheckBox, QComboBox
from pytestqt.qtbot import QtBot

from ui.screens import rescued
from ui.settings import Choices, RecentReview, Settings
from ui.settings_dialog import SettingsDialog
from ui.theme import ThemeMode

LAPTOP, MONITOR = QRect(0, 0, 1366, 728), QRect(1366, 0, 1920, 1040)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "chartdesk.ini"


def reopened(settings: Settings, file: Path) -> Settings:
    settings.sync()
    return Settings(file)


def test_choices_come_back(file: Path) -> None:
    chosen = Choices(ThemeMode.DARK, 1.3, "stay", False, True, "Ana Pérez; MSc, “AP”")
    settings = Settings(file)
    settings.choices = chosen
    assert reopened(settings, file).choices == chosen


def test_a_new_file_has_the_defaults(file: Path) -> None:
    assert Settings(file).choices == Choices()


def test_damaged_values_fall_back_to_the_defaults(file: Path) -> None:
    file.write_text("[choices]\ntheme=purple\ntext_scale=big\nafter_fill=jump\n")
    assert Settings(file).choices == Choices()


def test_the_latest_review_is_listed_first_and_once(file: Path) -> None:
    settings = Settings(file)
    for path in ("/r/a", "/r/b", "/r/a"):
        settings.remember_review(RecentReview(path, path[-1].upper(), "2026-11-23T14:02"))
    assert [r.title for r in reopened(settings, file).recent_reviews] == ["A", "B"]


def test_a_review_found_again_keeps_its_place_in_the_list(file: Path) -> None:
    settings = Settings(file)
    settings.remember_review(RecentReview("/r/a", "A", ""))
    settings.move_review(Path("/r/a"), Path("/s/a"))
    assert [r.folder for r in settings.recent_reviews] == [Path("/s/a")]


def test_a_damaged_list_of_reviews_is_empty(file: Path) -> None:
    file.write_text("[recent]\nreviews=nonsense\n")
    assert Settings(file).recent_reviews == ()


def test_pane_sizes_are_kept_for_each_set_of_screens(file: Path) -> None:
    settings = Settings(file)
    settings.keep_splitter("extract", "1366x768at0_0", [40, 768, 555])
    again = reopened(settings, file)
    assert again.splitter("extract", "1366x768at0_0") == (40, 768, 555)
    assert again.splitter("extract", "other") == ()


def test_window_geometry_comes_back_byte_for_byte(file: Path) -> None:
    settings = Settings(file)
    settings.geometry = QByteArray(b"\x00\x01geometry")
    assert reopened(settings, file).geometry == QByteArray(b"\x00\x01geometry")


def test_places_and_switches_come_back(file: Path) -> None:
    settings = Settings(file)
    settings.keep_place("review/study", '{"page": 3}')
    settings.keep_flag("rail", True)
    again = reopened(settings, file)
    assert again.place("review/study") == '{"page": 3}'
    assert again.flag("rail")


def test_a_window_on_a_screen_stays_where_it_is() -> None:
    window = QRect(1500, 50, 1200, 800)
    assert rescued(window, [LAPTOP, MONITOR]) == window


def test_a_window_left_on_a_screen_that_is_gone_comes_home() -> None:
    home = rescued(QRect(1500, 50, 1600, 900), [LAPTOP])
    assert LAPTOP.contains(home)
    assert home.size().width() == 1366


def test_a_window_above_all_screens_can_be_grasped_again() -> None:
    assert rescued(QRect(100, -500, 900, 600), [LAPTOP]).top() >= 0


def test_a_choice_takes_effect_at_once(qtbot: QtBot) -> None:
    dialog = SettingsDialog(Choices())
    qtbot.addWidget(dialog)
    theme = next(b for b in dialog.findChildren(QComboBox) if b.accessibleName() == "Theme")
    with qtbot.waitSignal(dialog.chosen) as chosen:
        theme.setCurrentIndex(theme.findData("dark"))
    assert chosen.args == [Choices(theme=ThemeMode.DARK)]


def test_showing_choices_says_nothing_back(qtbot: QtBot) -> None:
    dialog = SettingsDialog(Choices())
    qtbot.addWidget(dialog)
    with qtbot.assertNotEmitted(dialog.chosen):
        dialog.show_choices(Choices(ThemeMode.DARK, 1.6, "stay", False, True, "B"))
    assert [box.isChecked() for box in dialog.findChildren(QCheckBox)] == [False, True]
