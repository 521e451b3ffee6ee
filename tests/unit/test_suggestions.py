"""The selection bar suggests few cells, always the same ones."""

from app.domain.answers import Answer, Cell, Status
from app.domain.fields import FieldType
from app.domain.reading import suggest_cells
from app.domain.records import Row
from tests.unit.form_makers import field_of, filled, form_of, record_of, section_of

KEYS = ("a", "b", "c", "d", "e")
TEXTS = tuple(field_of(FieldType.SHORT_TEXT, key) for key in KEYS)
OTHERS = (
    field_of(FieldType.INTEGER, "size"),
    field_of(FieldType.COUNTRY, "where"),
    field_of(FieldType.YEAR, "year"),
    field_of(FieldType.IDENTIFIER, "doi"),
)
FORM = form_of(section_of("first", *TEXTS), section_of("second", *OTHERS))


def cell(key: str, row: str | None = None) -> Cell:
    return Cell("e", f"s.{key}", row)


def suggested(target: str | None, quote: str, answers: dict[Cell, Answer] | None = None) -> str:
    """Keys of the cells suggested, as one text."""
    record = record_of(FORM, answers)
    found = suggest_cells(record, cell(target) if target else None, quote)
    return " ".join(entry.field_id.removeprefix("s.") for entry in found)


def test_next_empty_cells_of_the_section_come_first() -> None:
    assert suggested("b", "some words of text").startswith("c d e")


def test_cells_before_the_target_follow_those_behind() -> None:
    assert suggested("d", "some words").startswith("e a b")


def test_target_itself_is_not_suggested() -> None:
    assert "b" not in suggested("b", "some words").split()


def test_lone_number_suggests_number_fields() -> None:
    assert suggested("a", "412") == "b c d size e where"


def test_country_suggests_country_fields() -> None:
    assert suggested("a", "in Lebanon").split()[3] == "where"


def test_year_suggests_year_and_number_fields() -> None:
    assert suggested("a", "2019").split()[3:5] == ["size", "year"]


def test_doi_suggests_identifier_fields() -> None:
    assert suggested("a", "doi: 10.3389/fpsyt.2018.00653").split()[3] == "doi"


def test_field_filled_before_the_target_is_offered_again() -> None:
    done = {cell("a"): filled("x"), cell("b"): filled("y")}
    assert suggested("c", "some words", done) == "d e b size where year"


def test_reported_as_absent_is_not_empty() -> None:
    assert "b" not in suggested("a", "words", {cell("b"): Answer(status=Status.NOT_REPORTED)})[:5]


def test_never_more_than_six() -> None:
    assert len(suggested(None, "412").split()) == 6


def test_row_of_the_target_comes_before_other_rows() -> None:
    group = section_of("group", *TEXTS[:3], repeating=True)
    rows = (Row("r1", "group", 0), Row("r2", "group", 1))
    found = suggest_cells(record_of(form_of(group), rows=rows), cell("a", "r2"), "words")
    assert found[:2] == (cell("b", "r2"), cell("c", "r2"))
