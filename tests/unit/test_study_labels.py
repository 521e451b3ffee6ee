"""Studies are named after their first author and year, with letters where two are alike."""

import pytest

from app.domain.study_labels import base_label, free_label


@pytest.mark.parametrize(
    ("csl", "label"),
    [
        ({"author": [{"family": "Lee", "given": "A."}]}, "Lee 2020"),
        ({"author": [{"literal": "World Health  Organization"}]}, "World Health Organization 2020"),
        ({"author": ["Van der Berg, K."]}, "Van der Berg 2020"),
        ({}, "Anon 2020"),
    ],
)
def test_label_is_author_and_year(csl: dict[str, object], label: str) -> None:
    assert base_label(csl, 2020) == label


def test_source_without_a_year_says_so() -> None:
    assert base_label({}, None) == "Anon n.d."


def test_letters_go_on_after_z() -> None:
    taken = ["Lee 2020", *(f"Lee 2020{letter}" for letter in "bcdefghijklmnopqrstuvwxyz")]
    assert free_label("Lee 2020", []) == "Lee 2020"
    assert free_label("Lee 2020", taken[:1]) == "Lee 2020b"
    assert free_label("Lee 2020", taken) == "Lee 2020aa"
