"""Appendix II in a Word document: sources excluded by full text, a reason each."""

from collections.abc import Sequence

from app.export.excluded import HEADER, TITLE, ExcludedSource
from app.export.word.paper import Paper
from app.export.wording import ENGLISH, Words

SHARES = (3.0, 1.3, 1.3, 1.5)  # of the width of the page, a column


def write_excluded_table(
    paper: Paper, sources: Sequence[ExcludedSource], say: Words = ENGLISH
) -> None:
    """Write a heading, the number of sources and their table; empty columns are left out."""
    paper.heading(say(TITLE))
    paper.paragraph(f"n = {len(sources)}")
    columns = len(HEADER) if any(one.further or one.note for one in sources) else 2
    rows = (say.each(one.cells[:columns]) for one in sources)
    paper.table(say.all(HEADER[:columns]), rows, SHARES[:columns])
