"""A quote gives a field its value, and says what else it could be."""

import pytest

from app.domain import identifiers, mentions, reading
from app.domain.answers import Json
from app.domain.fields import FieldType
from tests.unit.form_makers import field_of

SIZE = field_of(FieldType.INTEGER)
DESIGN = field_of(
    FieldType.SINGLE,
    options=(
        "Cohort",
        "Randomised controlled trial",
        "Non-randomised controlled",
        "Other",
        "Cross-sectional survey",
    ),
)


@pytest.mark.parametrize(
    ("quote", "value", "alternatives"),
    [
        ("We recruited 412 adults (mean age 63.2 years, 44 % women)", 412, (44,)),
        ("In 2019, 1,204 adults took part", 1204, (2019,)),
        ("31% of 2500 patients", 2500, (31,)),
        ("as shown before [12, 13] for 48 females", 48, (12, 13)),
        ("48 females (15 BPD, 16 MD and 17 HC)", 48, (15, 16, 17)),
        ("Five hundred and ten adolescents", 510, ()),
        ("One of the twenty-four patients", 24, (1,)),
        ("two thousand, three hundred and one", 2301, ()),
        ("a hundred\nand five", 105, ()),
        ("BSL-23 and DSM-5 in 60 people, the 2nd wave", 60, ()),
        ("aged 20–30", 20, (30,)),
        ("a change of −5 points", -5, ()),
        ("1.204 Patienten", 1204, ()),
        ("1.204 Patienten, 12 Wochen", 12, (1204,)),
        ("n=1\u202f204.", 1204, ()),
        ("１２ people", 12, ()),
        ("mean 3.5 (SD 0.2)", None, ()),
        ("nobody", None, ()),
    ],
)
def test_whole_number_of_a_quote(quote: str, value: Json, alternatives: tuple[Json, ...]) -> None:
    found = reading.from_quote(SIZE, quote)
    assert (found.value, found.alternatives) == (value, alternatives)


def test_number_before_the_unit_of_the_field_comes_first() -> None:
    minutes = field_of(FieldType.INTEGER, unit="min")
    assert reading.from_quote(minutes, "10 sessions of 60 minutes").value == 60


def test_note_says_where_the_number_comes_from() -> None:
    assert reading.from_quote(SIZE, "We  recruited\n412 adults").note == (
        "412 from “We recruited 412 adults”"
    )


def test_note_of_a_long_quote_shows_the_words_around_the_number() -> None:
    quote = f"{'Before this, nobody was asked. ' * 5}Then 412 adults {'were asked again ' * 9}"
    note = reading.from_quote(SIZE, quote).note
    assert "412 adults were asked" in note
    assert len(note) <= len("412 from “”") + 60


def test_quote_without_a_number_says_what_to_do() -> None:
    assert reading.from_quote(SIZE, "adults").note == (
        "No whole number stands in “adults”. Type the answer; the quote is kept with it."
    )


@pytest.mark.parametrize(
    ("kind", "quote", "value", "alternatives"),
    [
        (FieldType.DECIMAL, "mean 63.2 (range −3.5 to 12)", "63.2", ("-3.5", "12")),
        (FieldType.DECIMAL, "cost 1,204 euros", "1204", ("1.204",)),
        (FieldType.DECIMAL, "12,50 €", "12.50", ()),
        (FieldType.YEAR, "412 adults in 2018 and 2020", 2018, (2020,)),
        (FieldType.YEAR_RANGE, "March 2019 – June 2021", "2019-2021", ("2019", "2021")),
        (FieldType.YEAR_RANGE, "between 2019 and 2021", "2019-2021", ("2019", "2021")),
        (FieldType.YEAR_RANGE, "in 2019–21", "2019-2021", ("2019",)),
        (FieldType.DATE, "on 24 October 2017 (2018)", "24 October 2017", ("2018",)),
        (FieldType.DATE, "on 03/04/2019", None, ()),
        (FieldType.COUNTRY, "from Lebanon", ["LB"], ()),
        (FieldType.COUNTRY, "Lebanon and the UK", ["LB", "GB"], (["LB"], ["GB"])),
        (FieldType.COUNTRY, "in Ulm", None, ()),
        (FieldType.TEXT_LIST, "English; French", ["English", "French"], ()),
        (FieldType.QUOTE, "two  words", "two words", ()),
        (FieldType.IDENTIFIER, "no number here", "no number here", ()),
        (FieldType.REVIEWER, "AB", None, ()),
        (FieldType.LONG_TEXT, " ", None, ()),
    ],
)
def test_value_by_type(
    kind: FieldType, quote: str, value: Json, alternatives: tuple[Json, ...]
) -> None:
    found = reading.from_quote(field_of(kind), quote)
    assert (found.value, found.alternatives) == (value, alternatives)


def test_text_is_the_clean_quote() -> None:
    text = field_of(FieldType.LONG_TEXT)
    assert reading.from_quote(text, "a peer pro-\ngram ").value == "a peer program"


def test_option_is_never_chosen_by_the_program() -> None:
    found = reading.from_quote(DESIGN, "a cohort")
    assert (found.value, found.alternatives[0]) == (None, "Cohort")


def test_options_of_several_are_lists() -> None:
    several = field_of(FieldType.MULTI, options=("A", "B"))
    assert reading.from_quote(several, "b").alternatives == (["B"], ["A"])


@pytest.mark.parametrize(
    ("quote", "best"),
    [
        ("We conducted a randomized, controlled trial", "Randomised controlled trial"),
        ("an RCT in two hospitals", "Randomised controlled trial"),
        ("a non-randomised controlled study", "Non-randomised controlled"),
        ("a cross sectional survey of adolescents", "Cross-sectional survey"),
        ("COHORTS", "Cohort"),
    ],
)
def test_best_option_comes_first(quote: str, best: str) -> None:
    assert reading.rank_options(DESIGN, quote)[0].option == best


def test_every_option_is_ranked_and_other_is_last() -> None:
    ranked = [entry.option for entry in reading.rank_options(DESIGN, "another thing")]
    assert (sorted(ranked), ranked[-1]) == (sorted(DESIGN.options), "Other")


def test_yes_no_has_options_too() -> None:
    agreed = field_of(FieldType.YES_NO)
    found = reading.from_quote(agreed, "no consent was asked")
    assert found.alternatives == ("no", "yes", "unclear")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("doi: 10.3389/fpsyt.2018.00653.", ("10.3389/fpsyt.2018.00653",)),
        ("(https://doi.org/10.1016/S0140-6736(12)60240-2)", ("10.1016/S0140-6736(12)60240-2",)),
        ("see 10.1002/1097(199706).", ("10.1002/1097(199706)",)),
        ("PMID: 30559681, PMC6287007", ("PMID 30559681", "PMC6287007")),
        ("registered as nct01234567 (ISRCTN12345678)", ("NCT01234567", "ISRCTN12345678")),
        ("NCT0123", ()),
    ],
)
def test_identifiers_of_a_text(text: str, found: tuple[str, ...]) -> None:
    assert identifiers.in_text(text) == found


def test_numbers_keep_their_place_in_the_text() -> None:
    text = "ten of １２ (n = 3)"
    found = mentions.numbers_in(text)
    assert [(text[m.start :][:2], m.readings) for m in found] == [
        ("te", ("10",)),
        ("１２", ("12",)),
        ("3)", ("3",)),
    ]
