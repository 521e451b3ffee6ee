"""Sources excluded after full-text review with their primary reasons: JBI's Appendix II."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.domain.sentence import Sentence
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
            citation(line),
            line.reason or Sentence("Reason not agreed yet"),
            line.further,
            line.note,
        )
        for line in lines
        if line.full_outcome == "exclude" and line.title_outcome == "include"
    ]
    return tuple(sorted(found, key=lambda one: (one.reason.casefold(), one.source.casefold())))


def citation(line: ScreeningLine) -> str:
    """Return a source as "Lee A; Kim B (2020). Title. DOI"."""
    who, year = line.authors or Sentence("No author"), line.year or Sentence("n.d.")
    doi = f" https://doi.org/{line.doi}" if line.doi else ""
    return Sentence("{0} ({1}). {2}.{3}", who, year, line.title.rstrip("."), doi)


def write_excluded(sources: Sequence[ExcludedSource], path: Path, made_at: datetime) -> None:
    """Write the appendix as .docx, else as CSV; never over a file."""
    is_word = path.suffix.casefold() == ".docx"
    content = _word(sources, made_at) if is_word else _csv(sources)
    with written_whole(path) as file:
        file.write(content)


def _csv(sources: Sequence[ExcludedSource]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(HEADER)
    writer.writerows([safe(cell) for cell in one.cells] for one in sources)
    return text.getvalue().encode("utf-8-sig")


def _word(sources: Sequence[ExcludedSource], made_at: datetime) -> bytes:
    from app.export.word.excluded import write_excluded_table
    from app.export.word.paper import Paper

    paper = Paper(TITLE, made_at)
    paper.turn(across=True)
    write_excluded_table(paper, sources)
    return paper.save()
