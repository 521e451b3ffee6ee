"""Files that ship."""

import pytest

import resources


def test_shipped_file_is_found() -> None:
    assert resources.path("forms/jbi_scoping_generic.json").is_file()


def test_name_that_does_not_ship_is_refused() -> None:
    with pytest.raises(FileNotFoundError, match=r"icons/none\.svg does not ship"):
        resources.path("icons/none.svg")
