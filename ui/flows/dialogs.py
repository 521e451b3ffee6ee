"""The small windows that the menus open: settings, help, keys, messages, about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app import __version__

if TYPE_CHECKING:
    from ui.main_window import MainWindow


def show_help(window: MainWindow) -> None:
    """Show the help pages."""
    from ui.help.help_window import HelpWindow

    HelpWindow(window).show()


def show_shortcuts(window: MainWindow) -> None:
    """Show every key."""
    from ui.help.shortcut_sheet import ShortcutSheet

    ShortcutSheet(window.actions_by_id, window).show()


def show_messages(window: MainWindow) -> None:
    """Show what the program said lately."""
    from ui.widgets.recent_messages import RecentMessages

    RecentMessages(window.messages.recent, window).show()


def show_about(window: MainWindow) -> None:
    """Show the version and where settings and reports are kept."""
    from ui.crash import reports_folder
    from ui.help.about_dialog import About, AboutDialog
    from ui.settings import settings_file

    about = About(__version__, settings_file(), reports_folder())
    AboutDialog(about, window).open()


def show_settings(window: MainWindow) -> None:
    """Let the reviewer choose the settings, and use them at once."""
    from ui.settings_dialog import SettingsDialog

    dialog = SettingsDialog(window.settings.choices, window)
    dialog.chosen.connect(window.use_choices)
    dialog.open()


def save_packet(window: MainWindow) -> None:
    """Save one's work for a colleague."""
    window.exchanging.save()


def merge_packet(window: MainWindow) -> None:
    """Take in a colleague's work."""
    window.exchanging.merge()
