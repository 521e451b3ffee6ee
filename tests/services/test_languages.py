"""What leaves in another language has no word of the program left in English."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from itertools import chain
from pathlib import Path
from typing import TypeAlias

import openpyxl
import pytest
from docx import Document
from openpyxl.utils import get_column_letter

import resources
from app.bootstrap import open_review
from app.domain.answers import Answer, Cell, Status
from app.domain.edits import FillAnswer
from app.domain.flow import Flow, warnings
from app.domain.form_changes import Decision
from app.domain.sentence import Sentence
from app.export.choices import Whose
from app.export.excluded import ExcludedSource
from app.export.methods import sentences
from app.export.model import ExportOptions, ReviewTable
from app.export.review_log import Checking, Pilot, ReviewLog
from app.export.word.writing import contents_of, write_word
from app.export.workbook import write_workbook
from tests.services.designs import add_field, change, publish
from tests.services.reviews import FIELD, add_study
from tests.services.sealed import Charted, chart
from tests.unit.log_data import log

ANA, BEN = "Ana Ortiz", "Ben Kim"
OTHER = "es"  # the one that shares the fewest words with English; all have the same texts
BROKEN = Flow(
    databases=(("MEDLINE", 60),), duplicates=5, screened=60, excluded=40, excluded_automation=50,
    sought=15, not_retrieved=2, assessed=10, ineligible=4, reasons=(("Wrong concept", 3),),
    others=(("Citation searching", 4),), other_sought=2, other_assessed=3, studies=5, reports=3,
    charted=4, previous_studies=1, previous_reports=1,
)  # fmt: skip
UNSAID = ExcludedSource(
    Sentence("{0} ({1}). {2}.", Sentence("No author"), Sentence("n.d."), "Xylo"),
    Sentence("Reason not agreed yet"),
)


Leaves: TypeAlias = tuple[list[str], list[str]]


@dataclass(frozen=True, slots=True)
class Leaving:
    """A review with something for every sheet, written by hand in no language at all."""

    table: ReviewTable
    log: ReviewLog


@pytest.fixture
def leaving(folder: Path) -> Leaving:
    """A review that two charted, whose form changed, whose blinding was broken."""
    with open_review(folder, ANA) as review:
        studies = [add_study(review, label) for label in ("Lee 2020", "Roe 2021")]
        own = Cell(review.records.record(studies[0]).extraction_id, "design.aims")
        answer = Answer("Xylo", Status.FROM_AUTHORS, note="Ylang", flagged=True)
        review.extraction.apply(FillAnswer(own, Answer(None, Status.EMPTY), answer))
        add_field(review)
        change(review, "source.doi", type="long_text", required=True)
        publish(review, Decision.REVISIT)
    for study in studies:
        chart(folder, ANA, study, Charted({FIELD: ["SE"]}))
    with open_review(folder, BEN) as review:
        review.extraction.apply(review.blinding.opened(studies[1], "Zirkon"))
    for study in studies:
        chart(folder, BEN, study, Charted({FIELD: ["NO"], "design.aims": "Wolof"}))
    with open_review(folder, ANA) as review:
        final, both = (review.exports.table(whose) for whose in (Whose.FINAL, Whose.BOTH))
        found = review.exports.log()
    working = replace(
        found.working, screening=(2, 1), pilots=(Pilot(3, "2025-02-01", 87.5),),
        checking=Checking(1, 2, 1),
    )  # fmt: skip
    log_of_all = replace(
        found, searches=log().searches, flow=BROKEN, excluded=(*log().excluded, UNSAID),
        warnings=tuple(one.sentence for one in warnings(BROKEN)), working=working,
    )  # fmt: skip
    return Leaving(replace(final, records=both.records), log_of_all)


def test_what_stays_as_it_is_in_english_are_words_of_the_reviewers(
    leaving: Leaving, tmp_path: Path
) -> None:
    english, other = (leaves(leaving, tmp_path, language) for language in ("en", OTHER))
    pairs = chain.from_iterable(zip(*two, strict=True) for two in zip(english, other, strict=True))
    assert left(dict.fromkeys(pairs), leaving) == []


def leaves(leaving: Leaving, folder: Path, language: str) -> Leaves:
    """Return the texts of the workbook and those of the document, in their order."""
    return cells(leaving, folder, language), paragraphs(leaving, folder, language)


def cells(leaving: Leaving, folder: Path, language: str) -> list[str]:
    """Return the text of every cell that is shown, and the names of the sheets."""
    options, path = ExportOptions(language=language), folder / f"{language}.xlsx"
    book = openpyxl.load_workbook(
        write_workbook(leaving.table, path, None, options, leaving.log), rich_text=False
    )
    return [
        str(cell.value or "")
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if not sheet.column_dimensions[get_column_letter(cell.column)].hidden
        and not sheet.row_dimensions[cell.row].hidden
    ] + [*book.sheetnames, str(book.properties.subject), str(book.properties.description)]


def paragraphs(leaving: Leaving, folder: Path, language: str) -> list[str]:
    """Return every paragraph of the document, those in its tables too."""
    contents = contents_of(leaving.table, leaving.log, ExportOptions(language=language))
    path = folder / f"{language}.docx"
    write_word(contents, path)
    found = Document(str(path))
    inside = [c.text for t in found.tables for row in t.rows for c in row.cells]
    rests = [text for one in sentences(contents) for text in (one.text, *one.rests_on)]
    return [*(p.text for p in found.paragraphs), *inside, *rests]


def left(pairs: Iterable[tuple[str, str]], leaving: Leaving) -> list[str]:
    """Return the texts in which something is left that no reviewer wrote.

    A pair is a text in English and in the language. Words that are the same in both don't count.
    """
    said = json.loads(resources.path(f"workbook/{OTHER}.json").read_text("utf-8"))
    known = {word for key, word in said.items() if key == word}
    phrases = {key for key, word in said.items() if " " in key.strip() and "{" not in key}
    own = {*known, *strings((leaving.table, leaving.log))}
    longest = sorted((text for text in own if len(text) > 2), key=len, reverse=True)
    pattern, english = (
        re.compile("|".join(map(re.escape, texts))) for texts in (longest, phrases - known)
    )
    rests = {there: pattern.sub("", there) for here, there in pairs if there not in own}
    same = {there for here, there in pairs if here == there and not there.startswith("=")}
    return sorted(
        text
        for text, rest in rests.items()
        if (text in same and re.search("[a-z]{2}", rest)) or english.search(rest)
    )


def strings(value: object) -> Iterator[str]:
    """Yield every text in values that hold each other, but sentences of the program."""
    if isinstance(value, str):
        yield from () if type(value) is not str else (value, *value.splitlines())
    elif isinstance(value, Mapping):
        yield from strings((*value.keys(), *value.values()))
    elif is_dataclass(value):
        yield from strings([getattr(value, one.name) for one in fields(value)])
    elif hasattr(value, "__iter__"):
        for one in value:
            yield from strings(one)
