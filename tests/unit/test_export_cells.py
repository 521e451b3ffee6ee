"""Names of sheets, and texts cut to fit cells."""

import pytest

from app.export.cells import LIMIT, escaped, pieces, sheet_name
from app.export.fit import height_for, width_for


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("Outcomes", "Outcomes"),
        ("a/b:c*?[d]\\e", "a b c d e"),
        ("'quoted'", "quoted"),
        ("", "Sheet"),
        ("History", "History sheet"),
        ("x" * 40, "x" * 31),
        ("😀" * 20, "😀" * 15),
    ],
)
def test_sheet_names_are_such_as_excel_takes(wanted: str, name: str) -> None:
    assert sheet_name(wanted, set()) == name


def test_sheet_name_differs_from_those_taken_in_any_case() -> None:
    assert sheet_name("Quotes", {"QUOTES", "quotes (2)"}) == "Quotes (3)"


def test_long_sheet_names_stay_apart() -> None:
    assert sheet_name("x" * 40, {"x" * 31}) == "x" * 27 + " (2)"


@pytest.mark.parametrize("text", ["a" * LIMIT, "a" * (LIMIT + 1), "😀" * 20_000, "\x01" * 9_000])
def test_pieces_fit_a_cell_and_are_the_whole_text(text: str) -> None:
    parts = pieces(text)
    assert "".join(parts) == text
    assert max(len(escaped(part).encode("utf-16-le")) // 2 for part in parts) <= LIMIT


def test_text_that_just_fits_is_not_cut() -> None:
    assert len(pieces("a" * LIMIT)) == 1


def test_wrapped_text_gets_a_line_more_than_a_short_one() -> None:
    assert height_for("word " * 20, 20) > height_for("word", 20)


def test_no_row_is_taller_than_excel_allows() -> None:
    assert height_for("word\n" * 500, 20) == 409


def test_columns_stay_between_narrow_and_wide() -> None:
    assert (width_for([]), width_for(["a"]), width_for(["a " * 900])) == (8, 8, 60)


def test_short_text_stays_on_one_line() -> None:
    assert height_for("Not complete (12 of 60)", width_for(["Not complete (12 of 60)"])) < 20
