"""Authors are read from under the title, and only where it is plain that they are authors."""

import pytest

from app.pdf.byline import names_of, printed_authors
from tests.unit.pdf_pages import column, page

TITLE = "Peer support in borderline personality disorder"


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Jonathan G. Leung,1 Kirstin J. Kooda,1", ("Jonathan G. Leung", "Kirstin J. Kooda")),
        ("Mate Vamos1,2 | Hugh Calkins3 |", ("Mate Vamos", "Hugh Calkins")),
        ("Miriam Kos* and Danielle van den Brink", ("Miriam Kos", "Danielle van den Brink")),
        ("Lorie A. Kloda, AHIP; Jill T. Boruff, AHIP", ("Lorie A. Kloda", "Jill T. Boruff")),
        ("Łukasz Święcki, Zoë O’Brien-Smith", ("Łukasz Święcki", "Zoë O’Brien-Smith")),
    ],
)
def test_names_are_read_without_marks_and_degrees(line: str, names: tuple[str, ...]) -> None:
    assert names_of(line) == names


@pytest.mark.parametrize(
    "line",
    [
        "Mayo Clinic, Rochester, MN 55902, USA",
        "Department of Psychiatry, Ulm University, Ulm, Germany",
        "Original Research, Open Access",
        "BACKGROUND: Sodium-glucose cotransporter 2 inhibitors reduce the risk of",
        "Editorial, see p 526",
        "",
    ],
)
def test_other_lines_name_nobody(line: str) -> None:
    assert names_of(line) == ()


def test_authors_stand_below_the_title() -> None:
    above, below = "Ana Editor, Ben Reviewer", "Anna Berg, Bo Lind"
    shown = page(column(50, 50, above, TITLE, "A scoping review", below))
    assert printed_authors(shown, TITLE) == ("Anna Berg", "Bo Lind")


def test_title_of_two_lines_is_passed_over() -> None:
    shown = page(column(50, 50, *TITLE.split(" in "), "Anna Berg, Bo Lind"))
    assert printed_authors(shown, TITLE.replace(" in ", " ")) == ("Anna Berg", "Bo Lind")


def test_page_without_the_title_names_nobody() -> None:
    assert printed_authors(page(column(50, 50, "Anna Berg, Bo Lind")), TITLE) == ()
