"""Sentences with a number in them."""

import pytest

from ui.counting import counted


@pytest.mark.parametrize(
    ("number", "sentence"), [(0, "0 PDFs added."), (1, "1 PDF added."), (2, "2 PDFs added.")]
)
def test_one_is_said_in_the_singular(number: int, sentence: str) -> None:
    assert counted(number, "1 PDF added.", "{n} PDFs added.") == sentence
