"""Typed years, ranges and dates; a day and a month are never swapped silently."""

import pytest

from app.domain import dates, values
from app.domain.errors import ValueDoesNotParse
from app.domain.fields import FieldType
from tests.unit.form_makers import field_of

DATE = field_of(FieldType.DATE)
YEAR = field_of(FieldType.YEAR)
YEARS = field_of(FieldType.YEAR_RANGE)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("March 2012 to June 2014", "2012-2014"),
        ("2012–14", "2012-2014"),
        ("between March 2012 and December 2012", "2012"),
    ],
)
def test_range_of_months_is_typed_as_it_is_printed(typed: str, stored: str) -> None:
    assert values.parse(YEARS, typed) == stored


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("2019-03-14", "2019-03-14"),
        ("2019/3/14", "2019-03-14"),
        ("14 March 2019", "2019-03-14"),
        ("14th of March, 2019", "2019-03-14"),
        ("14-Mar-2019", "2019-03-14"),
        ("March 14, 2019", "2019-03-14"),
        ("14/03/2019", "2019-03-14"),
        ("03/14/2019", "2019-03-14"),
        ("14.03.2019", "2019-03-14"),
        ("03/03/2019", "2019-03-03"),
        ("29 February 2020", "2020-02-29"),
        ("March 2019", "2019-03"),
        ("Sept. 2020", "2020-09"),
        ("2019-03", "2019-03"),
        ("03/2019", "2019-03"),
        ("2019", "2019"),
        ("２０１９", "2019"),
    ],
)
def test_date_is_understood(typed: str, iso: str) -> None:
    assert dates.iso(typed) == iso


@pytest.mark.parametrize("typed", ["14  March 2019", "14/03/2019", "March 2019"])
def test_date_is_kept_as_typed(typed: str) -> None:
    assert values.parse(DATE, f" {typed} ") == typed


@pytest.mark.parametrize(
    "typed",
    [
        "31 February 2019",
        "29 February 2019",
        "2019-13-01",
        "32/01/2019",
        "14 Foo 2019",
        "14/03/19",
        "yesterday",
        "14 March",
        "20190314",
        "9999-01-01",
    ],
)
def test_what_is_no_day_of_the_calendar_is_refused(typed: str) -> None:
    with pytest.raises(ValueDoesNotParse, match="is not a date of the calendar"):
        values.parse(DATE, typed)


@pytest.mark.parametrize("typed", ["03/04/2019", "3.4.2019", "12-11-2019"])
def test_day_and_month_that_may_be_swapped_are_refused(typed: str) -> None:
    with pytest.raises(ValueDoesNotParse, match=r"may mean two different days.*month in words"):
        values.parse(DATE, typed)


def test_date_that_reads_two_ways_is_no_date() -> None:
    assert dates.iso("12/11/2019") is None


@pytest.mark.parametrize(("typed", "stored"), [("2021", 2021), ("1500", 1500), (" ٢٠٢١ ", 2021)])
def test_year_is_a_number(typed: str, stored: int) -> None:
    assert values.parse(YEAR, typed) == stored


@pytest.mark.parametrize("typed", ["21", "1499", "2101", "2,021", "about 2021", "2019-2021"])
def test_year_out_of_range_is_refused(typed: str) -> None:
    with pytest.raises(ValueDoesNotParse, match="is not a year"):
        values.parse(YEAR, typed)


@pytest.mark.parametrize(
    "typed",
    [
        "2019-2025",
        "2019–2025",
        "2019 — 2025",
        "2019 to 2025",
        "from 2019 to 2025",
        "between 2019 and 2025",
        "Between 2019 and 2025",
    ],
)
def test_year_range_has_one_form(typed: str) -> None:
    assert values.parse(YEARS, typed) == "2019-2025"


def test_single_year_is_a_range() -> None:
    assert values.parse(YEARS, "2019") == "2019"


@pytest.mark.parametrize("typed", ["2025-2019", "2019-12", "2019 2025", "1400-2019", "since 2019"])
def test_other_year_ranges_are_refused(typed: str) -> None:
    with pytest.raises(ValueDoesNotParse, match="earlier one first"):
        values.parse(YEARS, typed)


def test_running_text_gives_its_dates_as_printed() -> None:
    text = "Received: 24 October 2017; accepted November 16, 2018, online in May 2019 (2020)"
    found = ("24 October 2017", "November 16, 2018", "May 2019", "2020")
    assert dates.in_text(text) == found


def test_running_text_gives_its_years_but_no_parts_of_numbers() -> None:
    assert dates.years_in_text("in 2019–2021, n = 12019, 2018.5 mg, DOI 10.1/x.2017.00653") == (
        2019,
        2021,
    )
