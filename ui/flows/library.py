"""Verbs of the library that can be chosen from anywhere: they open it first."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.main_window import MainWindow


def import_references(window: MainWindow) -> None:
    """Ask for the export files of a database."""
    window.show_workspace("library", "import")


def find_duplicates(window: MainWindow) -> None:
    """Look for copies of one report."""
    window.show_workspace("library", "duplicates")


def note_search(window: MainWindow) -> None:
    """Ask about a search or source that brings no file."""
    window.show_workspace("library", "search")


def save_appendix(window: MainWindow) -> None:
    """Ask for a file and write the search log as Appendix I."""
    window.show_workspace("library", "appendix")


def match_papers(window: MainWindow) -> None:
    """Ask for PDFs and find the records they are of."""
    window.show_workspace("library", "match")
