"""Sections of a form cut into pages that stay quick to build and to read aloud."""

from dataclasses import dataclass

from app.domain.fields import Field, Form, Section

CARDS = 25  # live cards on a page: ux.md, decision 12


@dataclass(frozen=True, slots=True)
class Page:
    """A section, or one part of a long one. `part` counts from 1 to `parts`."""

    section: Section
    fields: tuple[Field, ...]
    part: int
    parts: int

    @property
    def title(self) -> str:
        """What the page is called in the section picker."""
        if self.parts == 1:
            return self.section.label
        return f"{self.section.label}, part {self.part} of {self.parts}"


def pages_of(form: Form) -> tuple[Page, ...]:
    """Return the pages of the sections answered for each study."""
    return tuple(page for section in form.study_sections for page in _parts(section))


def page_index(pages: tuple[Page, ...], field_id: str) -> int:
    """Return the index of the page with the field; raises KeyError."""
    for index, page in enumerate(pages):
        if any(field.field_id == field_id for field in page.fields):
            return index
    raise KeyError(field_id)


def open_rows(order: tuple[str, ...], current: str | None, fields: int) -> tuple[str, ...]:
    """Return the rows shown open: all while they fit on a page, else the current one."""
    if len(order) * fields <= CARDS:
        return order
    return (current,) if current in order and current is not None else order[:1]


def _parts(section: Section) -> list[Page]:
    fields = section.fields
    cuts = [fields[start : start + CARDS] for start in range(0, len(fields), CARDS)] or [()]
    return [Page(section, cut, index + 1, len(cuts)) for index, cut in enumerate(cuts)]
