"""The Word document of a report, and the sentences of its methods."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as Read
from docx.enum.section import WD_ORIENT

from app.domain.answers import Answer, Status
from app.domain.errors import AppError
from app.export.methods import paragraph, sentences
from app.export.model import ExportedStudy
from app.export.places import Contents
from app.export.prisma_scr import ITEMS
from app.export.review_log import ReviewLog, Working
from app.export.word.parts import Part, shares
from app.export.word.writing import Wanted, contents_of, write_word
from tests.unit.export_data import entry, quoted, table
from tests.unit.log_data import log


@pytest.fixture
def charted() -> ExportedStudy:
    answers = {"source.country": ["SE"], "results.n": 412, "results.found": "=1+1\x00 \ud800ok"}
    rows = {"groups": [{"name": "Adults", "size": 20}, {"name": "Youth", "size": 30}]}
    return quoted(entry(answers, rows), "results.n", "412 people")  # type: ignore[arg-type]


@pytest.fixture
def contents(charted: ExportedStudy) -> Contents:
    return contents_of(table(charted), log())


def written(contents: Contents, folder: Path, *parts: Part, methods: str = "") -> Read:
    path = folder / "report.docx"
    write_word(contents, path, Wanted(parts, methods))
    return Document(str(path))


def headings(document: Read, level: int = 1) -> list[str]:
    return [p.text for p in document.paragraphs if p.style and p.style.name == f"Heading {level}"]


def cells(document: Read, table_number: int = 0) -> list[tuple[str, ...]]:
    rows = document.tables[table_number].rows
    return [tuple(cell.text for cell in row.cells) for row in rows]


def texts(found: Sequence[object]) -> str:
    return " ".join(str(one) for one in found)


def test_every_part_there_is_has_its_heading(contents: Contents, tmp_path: Path) -> None:
    assert headings(written(contents, tmp_path)) == [
        "Methods: selection and data charting",
        "Flow diagram",
        "Appendix I: Search strategy",
        "Appendix II: Sources excluded following full-text review",
        "Appendix III: Data extraction instrument",
        "PRISMA-ScR checklist",
    ]


def test_a_part_that_is_empty_is_refused_by_name(tmp_path: Path) -> None:
    nothing = contents_of(table(entry({})), ReviewLog())
    with pytest.raises(AppError, match="the search log is empty"):
        written(nothing, tmp_path, Part.SEARCHES)
    assert list(tmp_path.iterdir()) == []


def test_strategies_keep_their_lines(contents: Contents, tmp_path: Path) -> None:
    found = written(contents, tmp_path, Part.SEARCHES)
    assert headings(found, 2) == ["MEDLINE", "Embase"]
    assert ("Strategy", contents.log.searches[0].strategy) in cells(found)


def test_excluded_sources_lie_across_with_a_header_that_repeats(
    contents: Contents, tmp_path: Path
) -> None:
    found = written(contents, tmp_path, Part.EXCLUDED)
    assert found.sections[-1].orientation is WD_ORIENT.LANDSCAPE
    assert found.tables[0].rows[0]._tr.xpath("w:trPr/w:tblHeader")
    assert cells(found)[2][0] == "Kim B (2021). =1+1"


def test_properties_say_nothing_of_the_template(contents: Contents, tmp_path: Path) -> None:
    told = written(contents, tmp_path, Part.CHECKLIST).core_properties
    assert (told.title, told.comments, told.author) == (contents.table.title, "", "")
    assert told.modified is not None
    assert told.modified.replace(tzinfo=None) == contents.table.made_at


def test_the_checklist_has_twenty_two_items(contents: Contents, tmp_path: Path) -> None:
    lines = cells(written(contents, tmp_path, Part.CHECKLIST))[1:]
    assert [line[0] for line in lines] == [str(item.number) for item in ITEMS]
    assert len(lines) == 22


def test_the_instrument_prints_what_the_review_entered(contents: Contents, tmp_path: Path) -> None:
    found = written(contents, tmp_path, Part.INSTRUMENT)
    assert ("1.1", "Title", "Peer support", "Short text", "") in cells(found)


def test_characteristics_hold_rows_and_no_forbidden_character(
    charted: ExportedStudy, tmp_path: Path
) -> None:
    fields = {"results.found", "groups.name", "groups.size"}
    chosen = contents_of(table(charted), ReviewLog())
    chosen = replace(chosen, options=replace(chosen.options, characteristics=frozenset(fields)))
    found = cells(written(chosen, tmp_path, Part.CHARACTERISTICS))
    assert found[1][1] == "=1+1 ok"
    assert found[1][2] == "1. Group: Adults; Size: 20\n2. Group: Youth; Size: 30"


def test_the_flow_is_drawn_as_boxes_of_text(contents: Contents, tmp_path: Path) -> None:
    found = written(contents, tmp_path, Part.FLOW)
    boxes = found.element.body.xpath("//*[local-name()='txbxContent']")
    assert any("80" in "".join(box.itertext()) for box in boxes)


def test_own_methods_replace_the_programs(contents: Contents, tmp_path: Path) -> None:
    found = written(contents, tmp_path, Part.METHODS, methods="Ours.\n\nTwo blocks.")
    said = [paragraph.text for paragraph in found.paragraphs]
    assert said[-2:] == ["Ours.", "Two blocks."]


def test_methods_tell_search_selection_pilot_and_people(contents: Contents) -> None:
    said = paragraph(sentences(contents))
    assert "We searched MEDLINE (Ovid) and Embase; the last search was run on 2025-03-02." in said
    assert "Titles and abstracts were screened by 2 people independently" in said
    assert "The form was piloted on 3 sources (2025-02-01), 87.5 % agreement." in said
    assert "Anna Berg and Ben Ort charted 1 study." in said


def test_every_sentence_names_what_it_rests_on(contents: Contents) -> None:
    assert all(one.rests_on and one.text.endswith(".") for one in sentences(contents))


def test_what_is_not_known_has_no_sentence() -> None:
    bare = contents_of(table(entry({})), ReviewLog(working=Working()))
    said = paragraph(sentences(bare))
    assert "searched" not in said
    assert "piloted" not in said
    assert "marked" not in said


def test_missing_answers_and_quotes_are_counted() -> None:
    nothing = Answer(None, Status.NOT_REPORTED)
    one = quoted(entry({"results.n": 3, "results.age": nothing}), "results.n", "3 people")
    said = paragraph(sentences(contents_of(table(one), ReviewLog())))
    assert "What was not reported by a source is marked NR." in said
    assert "1 of 1 charted answers (100%) are linked" in said


def test_columns_of_characteristics_are_as_wide_as_their_texts_and_no_word_is_broken() -> None:
    found = shares(
        ("Country", "Findings"), [("US", "word " * 60), ("Otolaryngology", "word " * 40)], 700.0
    )
    assert sum(found) == pytest.approx(700)
    assert found[1] > 2 * found[0]


def test_the_longest_word_of_each_of_eight_columns_has_room() -> None:
    long = ("word " * 60,) * 7
    narrow, *_ = shares(("Country", *"ABCDEFG"), [("Lebanon", *long)], 760.0)
    assert narrow >= 7 * 5.6 + 12  # letters in bold of 9 points, and the edges of the cell
