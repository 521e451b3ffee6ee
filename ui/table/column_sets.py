"""The sets of columns of the charting table: of the form, and those the reviewer named."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from app.domain.charting import columns_of
from app.domain.fields import Field, Form
from ui.table.layout_memory import Layout

ALL, CHARACTERISTICS, CHOSEN = "", "*characteristics", "*chosen"
NAMED = "*named "  # before the name of a set that the reviewer made


def offered(form: Form, layout: Layout) -> list[tuple[str, str]]:
    """Return the key and the words of every set, in the order in which they are offered."""
    found = [(ALL, _tr("All fields"))]
    if any(field.in_characteristics for field in form.study_fields):
        found.append((CHARACTERISTICS, _tr("Characteristics")))
    found += [(section.key, section.label) for section in form.study_sections]
    found += [(f"{NAMED}{name}", name) for name in sorted(layout.sets)]
    found.append((CHOSEN, _tr("Chosen columns")))
    return found


def fields_of(form: Form, layout: Layout) -> tuple[Field, ...]:
    """Return the fields of the set that is shown; all when it is not there any more."""
    chosen = layout.chosen
    if chosen == CHARACTERISTICS:
        return tuple(field for field in columns_of(form) if field.in_characteristics)
    named: Sequence[str] | None = layout.fields if chosen == CHOSEN else None
    if chosen.startswith(NAMED):
        named = layout.sets.get(chosen.removeprefix(NAMED))
    if named is not None:
        found = tuple(field for field in columns_of(form) if field.field_id in named)
        return found or columns_of(form)
    sections = {section.key for section in form.study_sections}
    return columns_of(form, chosen if chosen in sections else "")


def _tr(text: str) -> str:
    return QCoreApplication.translate("TablePage", text)
