"""Accents are taken off without moving a letter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.accents import bare


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Müller", "Muller"),
        ("señal", "senal"),
        ("Ångström", "Angstrom"),
        ("cafe\u0301", "cafe\u00ad"),
        ("peer", "peer"),
        ("Łódź", "Łodz"),
        ("ﬁn", "ﬁn"),
        ("社会", "社会"),
    ],
)
def test_accents_go_and_letters_stay(text: str, expected: str) -> None:
    assert bare(text) == expected


@given(st.text())
def test_every_letter_stays_in_its_place(text: str) -> None:
    assert len(bare(text)) == len(text)
