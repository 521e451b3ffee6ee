"""What a reader yields: references with their raw text, and notices with line numbers."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum

from app.domain.answers import Json

Tags = tuple[tuple[str, str], ...]
ByTag = dict[str, list[str]]  # the values of each tag in their order; empty ones do not count
Csl = dict[str, Json]
Line = tuple[int, str]  # number in the file, from 1, and text without its line end
Lines = Iterable[Line]
Note = Callable[[int, str], None]  # number of the line and the sentence about it


class Format(Enum):
    """The formats that are told apart by content, with the name a reviewer knows."""

    RIS = "RIS"
    MEDLINE = "PubMed or MEDLINE text (NBIB)"
    CIW = "Web of Science tagged text"
    OVID_TAGGED = "Ovid tagged text"
    OVID_TEXT = "Ovid labelled text"
    ENW = "EndNote or Refer tagged text (ENW)"
    COCHRANE_TEXT = "Cochrane Library text"
    REFWORKS = "RefWorks tagged text"
    NOTEEXPRESS = "NoteExpress text"
    BIBTEX = "BibTeX"
    JSON = "JSON"
    PUBMED_XML = "PubMed XML"
    ENDNOTE_XML = "EndNote XML"
    TABLE = "table"
    WORKBOOK = "Excel workbook"


@dataclass(frozen=True, slots=True)
class Reference:
    """One record of a file: every tag and repeat as it came, and its CSL-JSON reading.

    `line` is where it starts (from 1; for XML and JSON the place among the records), `raw` the text
    of the file.
    """

    line: int
    raw: str
    tags: ByTag
    csl: Csl


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a reviewer should know about a file: `line` counts from 1, 0 is the whole file."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class RawRecord:
    """A record of tags before it is understood."""

    line: int
    raw: str
    tags: Tags


def by_tag(tags: Iterable[tuple[str, str]]) -> ByTag:
    """Gather the values of each tag."""
    known: ByTag = {}
    for tag, value in tags:
        if value:
            known.setdefault(tag, []).append(value)
    return known
