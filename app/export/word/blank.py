"""An empty Word document without the leftovers of the template that python-docx begins with."""

from datetime import datetime
from typing import Any

from app.export.word.words import plain

_DATES = ("created", "modified")


def blank_document(title: str, made_at: datetime | None = None) -> Any:  # noqa: ANN401 - untyped
    """Return a document with its properties; without a moment it has no dates."""
    from docx import Document
    from docx.oxml.ns import qn

    document = Document()
    told = document.core_properties
    told.title, told.author, told.comments = plain(title), "", ""
    for name in _DATES:
        if made_at is not None:
            setattr(told, name, made_at.replace(tzinfo=None))
            continue
        for element in told._element.findall(qn(f"dcterms:{name}")):  # noqa: SLF001 - no public way
            told._element.remove(element)  # noqa: SLF001
    for zoom in document.settings.element.findall(qn("w:zoom")):
        zoom.set(qn("w:percent"), "100")  # which ECMA-376 demands
    return document
