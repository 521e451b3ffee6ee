"""What a workbook remembers of the cells it was written with, so that edits are told apart.

Each line of a charting sheet carries, in a hidden column, a short mark of every cell's field and
text. A cell whose mark is not among them was edited, wherever sorting put the line.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from zlib import crc32

from app.domain.answers import STATUS_CODES, Status

WAS = "@was "
"""What the key of the column of marks begins with; the settings of the export follow."""
_PLAIN_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Settings:
    """The choices of an export that cells depend on, kept in the workbook itself."""

    review_id: str = ""
    list_separator: str = "; "
    page_after_value: bool = False
    codes: Mapping[str, str] = field(default_factory=dict)
    language: str = "en"

    def key(self) -> str:
        """Return them as the key of the column of marks."""
        return f"{WAS}{json.dumps(asdict(self), ensure_ascii=False)}"


def read_settings(key: str) -> Settings:
    """Return the settings that a key holds; the usual ones where it does not read."""
    try:
        said = json.loads(key.removeprefix(WAS))
        return Settings(
            str(said["review_id"]),
            str(said["list_separator"]),
            bool(said["page_after_value"]),
            {str(code): str(word) for code, word in said["codes"].items()},
            str(said.get("language", "en")),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return Settings()


def plain(text: str) -> str:
    """Return a cell's text as every program gives it back: ends of lines, zeros of a number."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if _PLAIN_NUMBER.fullmatch(unified) and "." in unified:
        return unified.rstrip("0").rstrip(".")
    return unified


def mark(field_id: str, text: str) -> str:
    """Return the mark of a cell, eight hexadecimal digits."""
    said = f"{field_id}\x1f{plain(text)}".encode("utf-8", "surrogatepass")
    return f"{crc32(said):08x}"


def marks(cells: Iterable[tuple[str, str]]) -> str:
    """Return the marks of a line's cells (field and text), as its hidden column holds them."""
    return ",".join(mark(field_id, text) for field_id, text in cells)


def code_of(text: str, codes: Mapping[str, str]) -> str:
    """Return a code that the reviewer chose as the program's own ("NR"); other text as it is."""
    own = {codes.get(code, code): code for code in STATUS_CODES.values()}
    return own.get(text.strip(), text)


SOURCES = {Status.COMPUTED: "computed", Status.FROM_AUTHORS: "from authors"}
POINTED = " … [continues on sheet “{sheet}”, row {row}]"
"""What a cell ends with whose text is longer than a cell may be."""
PAGE = "p."
"""What stands before the pages behind a value."""


def bare(text: str, settings: Settings, words: Callable[[str], str] = str) -> str:
    """Return the text of a cell without the pages and the source that an export puts behind.

    `words` gives both in the language of the workbook.
    """
    sources = "|".join(re.escape(words(source)) for source in SOURCES.values())
    without = re.sub(rf"\s*\((?:{sources})\)$", "", text)
    if not settings.page_after_value:
        return without
    return re.sub(rf"\s*\({re.escape(words(PAGE))} [^()]*\)$", "", without)
