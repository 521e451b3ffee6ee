"""Sources excluded after full-text review with their primary reasons: JBI's Appendix II."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from app.export.files import written_whole
from app.export.screening_csv import ScreeningLine, safe

TITLE = "Appendix II: Sources excluded following full-text review"
HEADER = ("Source", "Reason for exclusion", "Further reasons", "Note")
ENDINGS = (".docx", ".csv")


@dataclass(frozen=True, slots=True)
class ExcludedSource:
    """One line of the appendix."""

    source: str
    reason: str
    further: str = ""
    note: str = ""

    @property
    def cells(self) -> tuple[str, ...]:
        """The cells in the order of the header."""
        return (self.source, self.reason, self.further, self.note)


def excluded_sources(lines: Sequence[ScreeningLine]) -> tuple[ExcludedSource, ...]:
    """Return the sources excluded by full text, by reason and then by name."""
    found = [
        ExcludedSource(
            citation(line), line.reason or "Reason not agreed yet", line.further, line.note
        )
        for line in lines
        if line.full_outcome == "exclude" and line.title_outcome == "include"
    ]
    return tuple(sorted(found, key=lambda one: (one.reason.casefold(), one.source.casefold())))


def citation(line: ScreeningLine) -> str:
    """Return a source as "Lee A; Kim B (2020). Title. DOI"."""
    who = f"{line.authors or 'No author'} ({line.year or 'n.d.'})."
    doi = f" https://doi.org/{line.doi}" if line.doi else ""
    return f"{who} {line.title.rstrip('.')}.{doi}"


def write_excluded(sources: Sequence[ExcludedSource], path: Path) -> None:
    """Write the appendix as .docx, else as CSV; never over a file."""
    content = _word(sources) if path.suffix.casefold() == ".docx" else _csv(sources)
    with written_whole(path) as file:
        file.write(content)


def _csv(sources: Sequence[ExcludedSource]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(HEADER)
    writer.writerows([safe(cell) for cell in one.cells] for one in sources)
    return text.getvalue().encode("utf-8-sig")


def _word(sources: Sequence[ExcludedSource]) -> bytes:
    """Return a heading, the number of sources, and a table whose header repeats on every page."""
    from docx import Document
    from docx.oxml import OxmlElement

    document = Document()
    document.add_heading(TITLE, level=1)
    document.add_paragraph(f"n = {len(sources)}")
    has_more = any(one.further or one.note for one in sources)
    width = len(HEADER) if has_more else 2
    table = document.add_table(rows=1, cols=width, style="Table Grid")
    for cell, text in zip(table.rows[0].cells, HEADER, strict=False):
        cell.paragraphs[0].add_run(text).bold = True
    row_properties = table.rows[0]._tr.get_or_add_trPr()  # noqa: SLF001 - no public way
    row_properties.append(OxmlElement("w:tblHeader"))
    for one in sources:
        for cell, text in zip(table.add_row().cells, one.cells, strict=False):
            cell.text = _plain(text)
    document.core_properties.title = TITLE
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _plain(text: str) -> str:
    """Return text that XML can hold."""
    return "".join(sign for sign in text if sign.isprintable() or sign in "\n\t")
