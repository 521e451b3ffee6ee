"""Sentences of the services in the user's language."""

from functools import partial

from PySide6.QtCore import QCoreApplication

from app.domain.sentence import Sentence

_translated = partial(QCoreApplication.translate, "notices")


def said(told: str) -> str:
    """Return a sentence with its parts in the user's language; a plain one stays as it is."""
    return told.again(_translated) if isinstance(told, Sentence) else told
