"""Checks beyond the quote: zeros, choices, totals, shares, years, blanks, pages and tables."""

from dataclasses import replace

import pytest

from app.domain.answers import NO_ANSWER, Answer, Cell, Status
from app.domain.checks import findings
from app.domain.checks_reading import never_cited, never_viewed, tables_in
from app.domain.fields import Field, FieldType
from app.domain.findings import FindingKind, mark_of
from app.domain.records import Record, Row
from app.domain.spans import span_of
from app.domain.studies import ExtractionStatus
from tests.unit.form_makers import (
    cell_of,
    field_of,
    filled,
    form_of,
    quote_for,
    record_of,
    section_of,
)

AGES = ("Under 18 years", "18 to 64 years", "65 years and over", "Not stated")


def kinds(field: Field, answer: Answer, *quotes: str) -> list[FindingKind]:
    """Check one answer with its quotes."""
    cell = cell_of("asked")
    evidence = tuple(quote_for(cell, quote) for quote in quotes)
    record = record_of(form_of(section_of("s", field)), {cell: answer}, (), evidence)
    return [finding.kind for finding in findings(record, 2026)]


def labelled(kind: FieldType, label: str, key: str, **more: object) -> Field:
    return replace(field_of(kind, key, **more), label=label)


@pytest.mark.parametrize(
    ("quotes", "found"),
    [
        ((), [FindingKind.ZERO]),
        (("12 women took part",), [FindingKind.ZERO]),
        (("0 of 12 dropped out",), []),
        (("no participant dropped out",), []),
        (("zero dropouts",), []),
    ],
)
def test_zero_wants_words_that_report_it(quotes: tuple[str, ...], found: list[FindingKind]) -> None:
    assert kinds(field_of(FieldType.INTEGER), filled(0), *quotes) == found


def test_not_reported_beside_a_reported_zero_is_asked_about() -> None:
    marked = Answer(None, Status.NOT_REPORTED)
    number = field_of(FieldType.INTEGER)
    assert kinds(number, marked, "dropouts: 0") == [FindingKind.ZERO]
    assert kinds(number, marked, "dropouts are given in table 10") == []


@pytest.mark.parametrize(
    ("chosen", "quote", "found"),
    [
        ("18 to 64 years", "aged 71 years", [FindingKind.CHOICE]),
        ("65 years and over", "aged 71 years", []),
        ("18 to 64 years", "aged 18 to 70", []),
        ("Not stated", "aged 71 years", []),
        ("18 to 64 years", "adults of working age", []),
    ],
)
def test_choice_is_compared_with_the_number_of_its_quote(
    chosen: str, quote: str, found: list[FindingKind]
) -> None:
    field = field_of(FieldType.SINGLE, options=AGES)
    assert kinds(field, filled(chosen), quote) == found


@pytest.mark.parametrize(
    ("words", "inside", "outside"),
    [
        ("< 50", 49, 50),
        ("up to 50", 50, 51),
        ("More than 1,000 people", 1001, 1000),
        ("65+", 65, 64),
        ("18-64", 18, 65),
        ("17 or younger", 17, 18),
    ],
)
def test_span_of_an_option(words: str, inside: int, outside: int) -> None:
    span = span_of(words)
    assert span is not None
    assert (span.holds(inside), span.holds(outside)) == (True, False)


def test_option_without_a_span_has_none() -> None:
    assert span_of("Type 2 diabetes") is None


def test_more_analysed_than_enrolled_is_impossible() -> None:
    enrolled = labelled(FieldType.INTEGER, "Number enrolled", "a")
    analysed = labelled(FieldType.INTEGER, "Number analysed", "b")
    form = form_of(section_of("s", enrolled, analysed))
    record = record_of(form, {cell_of("a"): filled(40), cell_of("b"): filled(41)})
    (found,) = findings(record)
    assert (found.kind, found.cell) == (FindingKind.TOTAL, cell_of("b"))
    fine = record_of(form, {cell_of("a"): filled(41), cell_of("b"): filled(41)})
    assert findings(fine) == ()


def test_numbers_of_other_rows_are_not_compared() -> None:
    enrolled = labelled(FieldType.INTEGER, "N randomised", "a")
    analysed = labelled(FieldType.INTEGER, "N analysed", "b")
    form = form_of(section_of("s", enrolled, analysed, repeating=True))
    answers = {cell_of("a", "r1"): filled(20), cell_of("b", "r2"): filled(30)}
    rows = (Row("r1", "s", 0), Row("r2", "s", 1))
    assert findings(record_of(form, answers, rows)) == ()


@pytest.mark.parametrize(
    ("label", "value", "found"),
    [
        ("Women (%)", "104", [FindingKind.PERCENT]),
        ("Women (%)", "100", []),
        ("Change in score (%)", "140", []),
        ("Mean age", "104", []),
    ],
)
def test_share_of_more_than_everybody_is_impossible(
    label: str, value: str, found: list[FindingKind]
) -> None:
    field = labelled(FieldType.DECIMAL, label, "asked")
    assert kinds(field, filled(value)) == found


@pytest.mark.parametrize(("year", "found"), [(1899, True), (2027, False), (2028, True)])
def test_year_out_of_range_is_asked_about(year: int, found: bool) -> None:
    said = kinds(field_of(FieldType.YEAR), filled(year))
    assert (FindingKind.YEAR_RANGE in said) is found


def blank(field: Field, status: ExtractionStatus) -> Record:
    record = record_of(form_of(section_of("s", field)), {cell_of("asked"): NO_ANSWER})
    return replace(record, status=status)


def test_blank_is_silent_only_in_a_complete_study() -> None:
    text = field_of(FieldType.SHORT_TEXT)
    (found,) = findings(blank(text, ExtractionStatus.COMPLETE))
    assert found.kind is FindingKind.BLANK
    assert findings(blank(text, ExtractionStatus.OPEN)) == ()


def test_remark_of_the_team_may_be_blank() -> None:
    notes = labelled(FieldType.LONG_TEXT, "Notes of the reviewer", "asked")
    assert findings(blank(notes, ExtractionStatus.COMPLETE)) == ()


def test_pages_never_viewed_are_named_by_their_labels() -> None:
    (found,) = never_viewed(5, {0, 3}, {1: "201", 2: "202", 4: "204"})
    assert "Pages 201-202, 204 of the paper were never viewed" in found.sentence
    assert list(never_viewed(2, {0, 1}, {})) == []


def test_table_is_cited_by_anything_taken_from_its_page() -> None:
    texts = {3: "Table 2. Outcomes\nHope 12", 4: "Table 3 shows the results\nTable 3\nCosts"}
    assert tables_in(texts) == ((3, "Table 2", "Outcomes"), (4, "Table 3", "Costs"))
    (found,) = never_cited(texts, {4})
    assert found.sentence.startswith("Table 2 on page 4 of the file (“Outcomes”)")


def test_mark_is_another_when_the_answer_is() -> None:
    cell = Cell("e", "s.n")
    first = mark_of("e", "number_not_in_quote", cell, "“n” is 15")
    assert first == mark_of("e", "number_not_in_quote", cell, "“n” is 15")
    assert first != mark_of("e", "number_not_in_quote", cell, "“n” is 16")
