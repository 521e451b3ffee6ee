"""Addresses of highlights: written, read, refused."""

import pytest

from app.domain.addresses import LONGEST, Address, read_address
from app.domain.errors import AppError


@pytest.mark.parametrize(
    "address",
    [Address("r1", "a1"), Address("r1", "a1", "results.n"), Address("r 1", "a&=1", "größe.%")],
)
def test_written_address_is_read_as_it_was(address: Address) -> None:
    assert read_address(str(address)) == address


def test_address_begins_as_the_handler_is_registered() -> None:
    assert str(Address("r", "a")).startswith("chartdesk://review/answer?")


def test_field_that_makes_it_too_long_for_a_formula_is_left_out() -> None:
    written = str(Address("r", "a", "x" * 300))
    assert len(written) <= LONGEST
    assert read_address(written) == Address("r", "a")


@pytest.mark.parametrize(
    "text",
    [
        "", "chartdesk:", "chartdesk://review/answer", "chartdesk://review/answer?review=1",
        "https://review/answer?review=1&quote=2", "chartdesk://other?review=1&quote=2",
        "chartdesk://[::1", "/review/here",
    ],
)  # fmt: skip
def test_other_text_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(AppError, match="not an address"):
        read_address(text)
