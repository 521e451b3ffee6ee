"""Countries by any usual name, stored by their ISO 3166-1 code."""

import pytest

from app.domain import countries, values
from app.domain.errors import ValueDoesNotParse
from app.domain.fields import FieldType
from tests.unit.form_makers import field_of

WHERE = field_of(FieldType.COUNTRY)


def test_every_country_of_iso_3166_is_there_once_and_kosovo() -> None:
    known = countries.all_countries()
    assert (len(known), len({c.alpha2 for c in known}), len({c.alpha3 for c in known})) == (
        250,
        250,
        250,
    )


@pytest.mark.parametrize("country", countries.all_countries(), ids=lambda c: c.alpha2)
def test_name_and_codes_lead_to_the_same_country(country: countries.Country) -> None:
    spellings = (country.name, country.alpha2, country.alpha3, country.name.upper())
    assert {countries.code_of(text) for text in spellings} == {country.alpha2}


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("England", "GB"),
        ("Scotland", "GB"),
        ("Northern Ireland", "GB"),
        ("U.K.", "GB"),
        ("uk", "GB"),
        ("USA", "US"),
        ("United States of America", "US"),
        ("the Netherlands", "NL"),
        ("Holland", "NL"),
        ("Korea", "KR"),
        ("Republic of Korea", "KR"),
        ("Korea, Republic of", "KR"),
        ("North Korea", "KP"),
        ("Democratic People's Republic of Korea", "KP"),
        ("Türkiye", "TR"),
        ("Turkey", "TR"),
        ("TÜRKİYE", "TR"),
        ("Cote d’Ivoire", "CI"),
        ("Ivory Coast", "CI"),
        ("Curacao", "CW"),
        ("Viet Nam", "VN"),
        ("Czech Republic", "CZ"),
        ("Kingdom of Sweden", "SE"),
        ("Islamic Republic of Afghanistan", "AF"),
        ("Congo", "CG"),
        ("DR Congo", "CD"),
        ("Republic of China", "TW"),
        ("Bosnia & Herzegovina", "BA"),
    ],
)
def test_other_names_in_use(typed: str, code: str) -> None:
    assert countries.code_of(typed) == code


def test_name_that_two_states_share_is_not_guessed() -> None:
    assert countries.code_of("Democratic Republic of Korea") is None


@pytest.mark.parametrize(
    "typed",
    ["Sweden; Japan; USA", "Sweden, Japan and USA", "Sweden\nJapan\nUnited States", "SE/JP/US"],
)
def test_several_countries_are_a_list_of_codes(typed: str) -> None:
    assert values.parse(WHERE, typed) == ["SE", "JP", "US"]


def test_name_with_and_or_a_comma_is_one_country() -> None:
    typed = "Bosnia and Herzegovina; Tanzania, United Republic of"
    assert values.parse(WHERE, typed) == ["BA", "TZ"]


def test_country_named_twice_counts_once() -> None:
    assert values.parse(WHERE, "England; Wales; UK") == ["GB"]


def test_misspelt_country_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(ValueDoesNotParse, match=r"“Swedn” is not a country.*such as Sweden"):
        values.parse(WHERE, "Norway; Swedn")


def test_countries_are_shown_by_name() -> None:
    assert values.display(WHERE, ["TR", "GB"]) == "Türkiye; United Kingdom"


def test_editor_holds_one_country_a_line() -> None:
    assert values.edit_text(WHERE, ["TR", "GB"]) == "Türkiye\nUnited Kingdom"


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("adolescents from Lebanon and Sweden", ("LB", "SE")),
        ("in Papua New Guinea, New Jersey and New South Wales", ("PG", "US", "AU")),
        ("Guinea-Bissau, then Guinea", ("GW", "GN")),
        ("a UK-based team in Northern Ireland", ("GB",)),
        ("Latin America; the jersey of a guinea pig; Romans in Ulm", ()),
        ("Côte d'Ivoire and the U.S.", ("CI", "US")),
    ],
)
def test_names_are_found_in_running_text(text: str, codes: tuple[str, ...]) -> None:
    assert countries.in_text(text) == codes
