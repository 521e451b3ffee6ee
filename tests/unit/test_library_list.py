"""Where a report stands, which lines are wanted, how two records differ, what a file is."""

from pathlib import Path

import pytest

from app.domain.compared import compared
from app.domain.library_list import Chosen, Line, Standing, standing_of
from app.domain.screening import Outcome
from app.references.columns import grid_of, known_from_json
from app.references.previewing import preview

LINE = Line("a", "Sleep", 2020, ("s", "t"), 2, Standing.TO_SCREEN, has_paper=False)


@pytest.mark.parametrize(
    ("title", "full", "standing"),
    [
        (Outcome.OPEN, None, Standing.TO_SCREEN),
        (Outcome.EXCLUDED, None, Standing.EXCLUDED),
        (Outcome.CONFLICT, None, Standing.TO_SETTLE),
        (Outcome.INCLUDED, Outcome.OPEN, Standing.FULL_TEXT),
        (Outcome.INCLUDED, Outcome.REASONS_DIFFER, Standing.TO_SETTLE),
        (Outcome.INCLUDED, Outcome.EXCLUDED, Standing.EXCLUDED_FULL),
        (Outcome.INCLUDED, Outcome.INCLUDED, Standing.INCLUDED),
    ],
)
def test_a_report_stands_by_what_both_stages_came_to(
    title: Outcome, full: Outcome | None, standing: Standing
) -> None:
    assert standing_of(title, full) is standing


@pytest.mark.parametrize(
    ("chosen", "fits"),
    [
        (Chosen(), True),
        (Chosen(search_id="t"), True),
        (Chosen(search_id="u"), False),
        (Chosen(copies="one"), False),
        (Chosen(paper="without"), True),
        (Chosen(standing=Standing.INCLUDED), False),
    ],
)
def test_a_line_fits_every_choice_or_is_left_out(chosen: Chosen, fits: bool) -> None:
    assert chosen.fits(LINE) is fits


def test_words_that_differ_are_marked_on_both_sides() -> None:
    (one,) = compared({"title": "Sleep at school"}, {"title": "Sleep at home"})
    assert [text for text, differs in one.first if differs] == ["school"]
    assert [text for text, differs in one.second if differs] == ["home"]


def test_case_and_accents_are_no_difference() -> None:
    (one,) = compared({"title": "École"}, {"title": "ecole"})
    assert one.is_same


def test_a_preview_names_the_database_and_the_first_records(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text("TY  - JOUR\nTI  - Sleep\nDB  - cin20\nER  - \n")
    found = preview(path)
    assert (found.format, found.titles, found.database) == ("RIS", ("Sleep",), "CINAHL")


def test_a_preview_says_when_the_text_is_no_unicode(tmp_path: Path) -> None:
    path = tmp_path / "x.ris"
    path.write_bytes("TY  - JOUR\nTI  - Schlaf für alle\nER  - \n".encode("cp1252"))
    assert "Windows-1252" in preview(path).notices[0].text


def test_a_table_nobody_knows_is_offered_to_be_explained(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("Nummer;Titel der Arbeit\n1;Schlaf\n")
    found = preview(path)
    assert found.refused
    assert found.grid is not None
    assert found.grid.header == ("Nummer", "Titel der Arbeit")


def test_a_pdf_named_as_an_export_is_refused_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "x.ris"
    path.write_bytes(b"%PDF-1.7\n")
    found = preview(path)
    assert "is a PDF" in found.refused
    assert found.grid is None


def test_a_damaged_memory_of_columns_is_left_out() -> None:
    assert known_from_json({"a|b": {"0": "title", "x": "year", "1": "nonsense"}, "c": 3}) == {
        "a|b": {0: "title"}
    }


def test_a_sheet_is_looked_at_as_a_table(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("Titre,Année\nSommeil,2020\n", encoding="utf-8")
    grid = grid_of(path, "utf-8")
    assert grid is not None
    assert grid.rows == (("Sommeil", "2020"),)
