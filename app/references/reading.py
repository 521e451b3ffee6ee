"""Opens an export file, finds its format and encoding, and gives its references one by one."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from app.domain.errors import ImportRefused
from app.references import bibtex, json_records, ovid_text, ris, tables, tagged_fields, xml_records
from app.references.columns import is_known
from app.references.decoding import blocks_of, encoding_of, lines_of, opened
from app.references.sniffing import HEAD, format_of, refuse_binary
from app.references.values import Format, Lines, Notice, Reference

WHOLE_LIMIT = 300 * 1024 * 1024  # bytes of a file that is read whole (BibTeX, JSON)
_FIRST = 30  # lines in which a header is looked for
_CHECKED = ("title", "author", "issued", "container-title", "DOI", "PMID", "abstract")


def _unwatched() -> None:
    """Nobody waits for it."""


class Reading:
    """One pass over a file. After iterating it knows what it met.

    `read` counts references, `starts` the starts of records seen in the text, `filled` how many
    references have each CSL field.
    """

    def __init__(
        self,
        path: Path,
        look: Callable[[], None] = _unwatched,
        known: tables.Known = tables.NO_HEADER,
    ) -> None:
        """Look at the beginning of a file; raises ImportRefused with one sentence.

        `look` is called while the encoding of a large file is found; it may raise. `known` says
        what the columns of tables hold whose header a person explained.
        """
        self.path = path
        self._known = known
        self._look = look
        self.notices: list[Notice] = []
        self.read = 0
        self.starts = 0
        self.filled: Counter[str] = Counter()
        try:
            with path.open("rb") as file:
                head = file.read(HEAD)
            refuse_binary(head)
            self.format, self.encoding = self._recognised(head)
        except OSError as error:
            raise ImportRefused(f"{path.name} could not be read: {error.strerror}.") from error

    def __iter__(self) -> Iterator[Reference]:
        """Yield the references; what is wrong with the file is in `notices` afterwards."""
        filled = self.filled
        for reference in self._references():
            self.read += 1
            for name in reference.csl:
                filled[name] += 1
            yield reference
        self.starts = max(self.starts, self.read)
        if not self.read:
            self._note(0, "No record was found in the file.")

    def fill_rates(self) -> dict[str, int]:
        """Return in percent how many references have each of the important fields."""
        return {name: round(100 * self.filled[name] / max(self.read, 1)) for name in _CHECKED}

    def _recognised(self, head: bytes) -> tuple[Format, str]:
        if head.startswith(b"PK\x03\x04"):
            return Format.WORKBOOK, ""
        encoding = encoding_of(self.path, self._note, self._look)
        with opened(self.path, encoding) as file:
            text = file.read(HEAD)
        if is_known(text.splitlines()[:_FIRST], self._known):
            return Format.TABLE, encoding
        return format_of(text), encoding

    def _references(self) -> Iterator[Reference]:
        match self.format:
            case Format.WORKBOOK:
                return tables.read_workbook(self.path, self._note, self._known)
            case Format.TABLE:
                return tables.read_csv(self.path, self.encoding, self._note, self._known)
            case Format.PUBMED_XML | Format.ENDNOTE_XML:
                return xml_records.read(self.path, self.format, self._note)
            case Format.BIBTEX:
                return bibtex.read(self._whole(), self._note)
            case Format.JSON:
                return json_records.read(self._whole(), self._note)
            case Format.RIS:
                blocks = blocks_of(self.path, self.encoding, self._note)
                return ris.read(blocks, self._note, self._started)
            case Format.OVID_TEXT:
                return ovid_text.read(self._lines(), self._note)
            case _:
                return tagged_fields.read(self._lines(), self.format, self._note)

    def _lines(self) -> Lines:
        return lines_of(self.path, self.encoding, self._note)

    def _started(self, records: int) -> None:
        self.starts += records

    def _whole(self) -> str:
        if self.path.stat().st_size > WHOLE_LIMIT:
            raise ImportRefused(
                f"{self.path.name} is larger than 300 MB. Export it in parts, or as RIS;"
                " nothing was read."
            )
        with opened(self.path, self.encoding) as file:
            return file.read()

    def _note(self, line: int, text: str) -> None:
        self.notices.append(Notice(line, text))
