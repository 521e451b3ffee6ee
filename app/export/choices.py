"""What is remembered of an export: whose answers, which sheets, how cells are written, where to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.domain.answers import STATUS_CODES, Json
from app.export.model import ExportOptions

LONGEST_CODE = 40  # characters of a word that stands for "not reported"
LONGEST_SEPARATOR = 5


class Whose(StrEnum):
    """Whose answers are exported: one's own, what is agreed, or those of both beside each other."""

    OWN = "own"
    FINAL = "final"
    BOTH = "both"


class Format(StrEnum):
    """What the dialog writes: files, folders of files, and all of them."""

    WORKBOOK = "xlsx"
    BLANK = "blank"
    WIDE = "csv"
    TIDY = "tidy"
    JSON = "json"
    WORD = "docx"
    BUNDLE = "zip"
    ANNOTATED = "pdf"
    FIGURES = "figures"
    FLOW = "flow"
    RIS = "ris"
    CSL = "csl"
    ALL = "all"

    @property
    def is_of_answers(self) -> bool:
        """Tell whether it prints what was charted, so that it matters whose answers."""
        return self not in (Format.BLANK, Format.FLOW, Format.RIS, Format.CSL)


@dataclass(frozen=True, slots=True)
class ExportChoices:
    """Everything the export dialog shows; `folder` "" is the review's own folder of exports.

    `sheets` and `characteristics` are None as long as nothing was chosen: all sheets, and the
    columns that the form names. `with_open` takes studies in that are not complete, marked;
    `has_bom` begins CSV with a byte order mark, by which Excel knows UTF-8.
    """

    format: Format = Format.WORKBOOK
    whose: Whose = Whose.OWN
    with_open: bool = True
    sheets: frozenset[str] | None = None
    characteristics: frozenset[str] | None = None
    page_after_value: bool = False
    list_separator: str = ";"
    codes: Mapping[str, str] = field(default_factory=dict)
    has_bom: bool = True
    letter_paper: bool = False
    language: str = "en"
    folder: str = ""

    def options(self) -> ExportOptions:
        """Return what the writer of the workbook needs of them."""
        return ExportOptions(
            self.page_after_value,
            f"{self.list_separator.strip() or ';'} ",
            self.codes,
            self.characteristics,
            self.sheets,
            self.letter_paper,
            self.language,
        )

    def to_json(self) -> dict[str, Json]:
        """Return them as a setting of the review."""
        return {
            "format": self.format.value,
            "whose": self.whose.value,
            "with_open": self.with_open,
            "sheets": None if self.sheets is None else _listed(self.sheets),
            "characteristics": (
                None if self.characteristics is None else _listed(self.characteristics)
            ),
            "page_after_value": self.page_after_value,
            "list_separator": self.list_separator,
            "codes": dict(self.codes),
            "has_bom": self.has_bom,
            "letter_paper": self.letter_paper,
            "language": self.language,
            "folder": self.folder,
        }


def choices_from_json(document: object) -> ExportChoices:
    """Read what `to_json` wrote; what does not read is as usual."""
    said = document if isinstance(document, Mapping) else {}
    usual = ExportChoices()
    codes = said.get("codes")
    return ExportChoices(
        Format(said["format"]) if said.get("format") in set(Format) else usual.format,
        Whose(said["whose"]) if said.get("whose") in set(Whose) else usual.whose,
        said.get("with_open") is not False,
        _chosen(said.get("sheets")),
        _chosen(said.get("characteristics")),
        said.get("page_after_value") is True,
        str(said.get("list_separator", usual.list_separator))[:LONGEST_SEPARATOR],
        _codes(codes) if isinstance(codes, Mapping) else {},
        said.get("has_bom") is not False,
        said.get("letter_paper") is True,
        str(said.get("language", usual.language)),
        str(said.get("folder", "")),
    )


def _listed(words: frozenset[str]) -> list[Json]:
    return list[Json](sorted(words))


def _chosen(words: object) -> frozenset[str] | None:
    return frozenset(map(str, words)) if isinstance(words, list) else None


def _codes(said: Mapping[object, object]) -> dict[str, str]:
    known = set(STATUS_CODES.values())
    return {
        str(code): str(word)[:LONGEST_CODE]
        for code, word in said.items()
        if code in known and str(word).strip()
    }
