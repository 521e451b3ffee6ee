"""The search log as a file of its own: JBI's Appendix I in Word, or its table as CSV."""

import csv
import io
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from app.domain.library import Search
from app.export.files import written_whole
from app.export.screening_csv import safe
from app.export.sheets.search_log import HEADINGS, line_of
from app.export.word.paper import Paper
from app.export.word.strategies import TITLE, write_strategies


def write_appendix(searches: Sequence[Search], path: Path, made_at: datetime) -> None:
    """Write the appendix as .docx, else as CSV; never over a file."""
    is_word = path.suffix.casefold() == ".docx"
    content = _word(searches, made_at) if is_word else _csv(searches)
    with written_whole(path) as file:
        file.write(content)


def _csv(searches: Sequence[Search]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(HEADINGS)
    for search in searches:
        cells = ("" if said is None else str(said) for said in line_of(search))
        writer.writerow([safe(cell) for cell in cells])
    return text.getvalue().encode("utf-8-sig")


def _word(searches: Sequence[Search], made_at: datetime) -> bytes:
    paper = Paper(TITLE, made_at)
    write_strategies(paper, searches)
    return paper.save()
