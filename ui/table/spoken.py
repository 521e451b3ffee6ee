"""How a screen reader says a cell of the charting table."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from app.domain.charting import Charted, Look, Tone
from app.domain.fields import Field
from app.domain.folding import one_line


def spoken(study: Charted, field: Field, seen: Look, pages: Sequence[str] = ()) -> str:
    """Return a cell in words: "Sample size, Lindqvist 2021, 412, evidence page 3"."""
    said = seen.text or (_tr("not asked") if seen.tone is Tone.NOT_ASKED else _tr("empty"))
    parts = [field.label, study.record.study.label, one_line(said)]
    if pages:
        words = _tr("evidence page {0}") if len(pages) == 1 else _tr("evidence pages {0}")
        parts.append(words.format(", ".join(pages)))
    elif seen.quotes:
        words = _tr("1 quote") if seen.quotes == 1 else _tr("{0} quotes")
        parts.append(words.format(seen.quotes))
    if seen.flagged:
        parts.append(_tr("unsure"))
    return ", ".join(parts)


def _tr(text: str) -> str:
    return QCoreApplication.translate("table", text)
