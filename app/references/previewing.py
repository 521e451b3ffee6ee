"""Looks at the beginning of export files before they are imported: what each is and holds."""

from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from app.domain.errors import ImportRefused
from app.references import tables
from app.references.columns import Grid, grid_of
from app.references.decoding import encoding_of
from app.references.reading import Reading
from app.references.values import Format, Notice

LOOKED_AT = 3  # records
_BY_FORMAT = {
    Format.MEDLINE: "PubMed",
    Format.PUBMED_XML: "PubMed",
    Format.CIW: "Web of Science",
    Format.COCHRANE_TEXT: "Cochrane Library",
}
_CODES = {  # what exports call a database, folded, and what reviewers call it
    "medl": "MEDLINE", "medline": "MEDLINE", "medall": "MEDLINE", "cmedm": "MEDLINE",
    "mdc": "MEDLINE", "psyh": "PsycINFO", "psyc": "PsycINFO", "psycinfo": "PsycINFO",
    "apa psycinfo": "PsycINFO", "cin20": "CINAHL", "rzh": "CINAHL", "ccm": "CINAHL",
    "c8h": "CINAHL", "jlh": "CINAHL", "cinahl": "CINAHL", "eric": "ERIC", "embase": "Embase",
    "scopus": "Scopus", "aph": "Academic Search Premier", "ecn": "EconLit",
    "web of science": "Web of Science", "pubmed": "PubMed",
    "nlm": "PubMed",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Preview:
    """What the beginning of a file tells.

    `refused` says why nothing can be read; then `grid` may hold the table whose columns a person
    has to explain. `database` is what the file says it is from, or "".
    """

    path: Path
    format: str = ""
    encoding: str = ""
    titles: tuple[str, ...] = ()
    database: str = ""
    notices: tuple[Notice, ...] = ()
    refused: str = ""
    grid: Grid | None = field(default=None, repr=False)

    @property
    def is_pdf(self) -> bool:
        """Tell whether the file is a paper and no export, by its content."""
        return is_pdf(self.path)


def is_pdf(path: Path) -> bool:
    """Tell by its first bytes whether a file is a PDF."""
    try:
        with path.open("rb") as file:
            return file.read(5) == b"%PDF-"
    except OSError:
        return False


def preview(path: Path, known: tables.Known = tables.NO_HEADER) -> Preview:
    """Look at the beginning of a file."""
    try:
        reading = Reading(path, known=known)
        first = list(islice(iter(reading), LOOKED_AT))
    except ImportRefused as error:
        return Preview(path, refused=error.message, grid=_grid(path))
    is_table = reading.format in (Format.TABLE, Format.WORKBOOK)
    grid = grid_of(path, reading.encoding) if is_table else None
    if not first:
        rows = grid if grid is not None and grid.rows else None
        return Preview(path, refused="No record was found in the file.", grid=rows)
    return Preview(
        path,
        reading.format.value,
        reading.encoding,
        tuple(str(one.csl.get("title") or "–") for one in first),
        _database(reading.format, [one.csl for one in first]),
        tuple(reading.notices),
        grid=grid,
    )


def _grid(path: Path) -> Grid | None:
    """Return the table of a file that is not known; None for what is none."""
    try:
        encoding = encoding_of(path, lambda _line, _text: None, lambda: None)
        grid = grid_of(path, encoding)
    except OSError:
        return None
    return grid if grid is not None and not grid.header[0].startswith(("%PDF", "<")) else None


def _database(kind: Format, found: list[dict[str, Any]]) -> str:
    for csl in found:
        custom = csl.get("custom")
        told = str(custom.get("database") or "") if isinstance(custom, dict) else ""
        name = told.split(";")[0].split("<")[0].strip()
        if name:
            return _CODES.get(name.casefold(), name)
    return _BY_FORMAT.get(kind, "")
