"""Notices of the services in the user's language."""

from PySide6.QtCore import QCoreApplication

from app.domain.notices import Notice


def said(told: str) -> str:
    """Return a notice in the user's language; a plain sentence stays as it is."""
    if not isinstance(told, Notice):
        return told
    return QCoreApplication.translate("notices", told.sentence).format(**told.words)
