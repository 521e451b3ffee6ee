"""Writes the document of a report: the chosen parts, each on pages of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.domain.errors import AppError
from app.export.files import written_whole
from app.export.model import ExportOptions, ReviewTable, with_earlier_fields
from app.export.places import Contents, places
from app.export.review_log import ReviewLog
from app.export.word.paper import Paper
from app.export.word.parts import NOTHING, Part, is_there, write_part
from app.jobs import JobContext


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a document holds: parts (none: all there are), and own words of the methods."""

    parts: tuple[Part, ...] = ()
    methods: str = ""


def contents_of(
    table: ReviewTable, log: ReviewLog, options: ExportOptions | None = None
) -> Contents:
    """Return what the parts are written from."""
    chosen = options or ExportOptions()
    full = with_earlier_fields(table, chosen.words)
    return Contents(full, places(full, chosen.words), chosen, log)


def write_word(
    contents: Contents, path: Path, wanted: Wanted | None = None, ctx: JobContext | None = None
) -> tuple[Part, ...]:
    """Write a new .docx; returns the parts that it holds.

    Raises AppError when a part that was asked for has nothing to print, ExportExists, DiskFull or
    FolderNotWritable, and Cancelled; then nothing is left.
    """
    asked, context = wanted or Wanted(), ctx or JobContext()
    chosen = _chosen(contents, asked.parts)
    options = contents.options
    paper = Paper(
        contents.table.title,
        contents.table.made_at,
        letter=options.letter_paper,
        language=options.language,
    )
    paper.document.add_heading(_title(contents), 0)
    with written_whole(path) as stream:
        for done, part in enumerate(chosen):
            context.step(done, len(chosen))
            write_part(part, paper, contents, asked.methods)
        stream.write(paper.save())
        context.step(len(chosen), len(chosen))
    return chosen


def _chosen(contents: Contents, asked: Sequence[Part]) -> tuple[Part, ...]:
    for part in asked:
        if not is_there(part, contents):
            raise AppError(f"“{part.value}” is empty: {NOTHING[part.value]}. Nothing was written.")
    return tuple(part for part in Part if (part in asked if asked else is_there(part, contents)))


def _title(contents: Contents) -> str:
    from app.export.word.words import plain

    return plain(contents.table.title)
