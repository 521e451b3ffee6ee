"""What the start screen shows and asks for."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDate, QLocale

NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
LONGEST_NAME = 80  # characters; leaves room for the files inside on Windows


@dataclass(frozen=True, slots=True)
class NewReview:
    """A review to make: its folder must not exist yet, or be empty."""

    folder: Path
    title: str
    template: str
    reviewer: str


@dataclass(frozen=True, slots=True)
class Template:
    """A form that ships with the program."""

    template_id: str
    name: str


def folder_name(title: str) -> str:
    """Return a title as a folder name that every system takes, or nothing."""
    name = NOT_IN_NAMES.sub(" ", title)
    return " ".join(name.split())[:LONGEST_NAME].rstrip(" .")


def opened_words(opened: str, today: date) -> str:
    """Return an ISO time as "today 14:02", "yesterday 21:40" or a short date."""
    try:
        at = datetime.fromisoformat(opened)
    except ValueError:
        return ""
    days = (today - at.date()).days
    if days == 0:
        return _tr("today {time}").format(time=f"{at:%H:%M}")
    if days == 1:
        return _tr("yesterday {time}").format(time=f"{at:%H:%M}")
    return QLocale().toString(QDate(at.year, at.month, at.day), "d MMM yyyy")


def _tr(text: str) -> str:
    return QCoreApplication.translate("home", text)
