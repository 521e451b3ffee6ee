"""Figures: how studies are counted, what is drawn, and that words, table and picture agree."""

import re
import zipfile
from collections import Counter
from dataclasses import replace
from io import BytesIO

import pytest

from app.domain.answers import Answer, Status
from app.domain.errors import AppError
from app.domain.fields import Field, FieldType, Form, Scope, Section
from app.export.charts import words
from app.export.charts.choices import (
    REFERENCE_YEAR,
    Blanks,
    Choices,
    Kind,
    Order,
    from_json,
    suggested,
)
from app.export.charts.drawing import preview, rendered
from app.export.charts.figure import figure_of
from app.export.charts.numbers import Numbers
from app.export.charts.tallies import Tally, tally
from app.export.charts.world import equal_earth, lands
from app.export.model import ReviewTable
from tests.unit.export_data import entry, table
from tests.unit.test_flow import FLOW

DESIGNS = ("Trial", "Cohort", "Case series", "Interview study")
PLAN = Section(
    "plan", "Plan", Scope.STUDY, repeating=False,
    fields=(
        Field("plan.country", "country", "Country", FieldType.COUNTRY, role="country"),
        Field("plan.design", "design", "Design", FieldType.SINGLE, options=DESIGNS, role="design"),
        Field("plan.year", "year", "Year", FieldType.YEAR),
        Field("plan.settings", "settings", "Settings", FieldType.MULTI, options=("A & B", "C")),
    ),
)  # fmt: skip
VISITS = Section(
    "visits", "Visits", Scope.STUDY, repeating=True,
    fields=(Field("visits.place", "place", "Place", FieldType.SHORT_TEXT),),
)  # fmt: skip
OUTCOMES = Section(
    "outcomes", "Outcomes", Scope.STUDY, repeating=True,
    fields=(
        Field("outcomes.domain", "domain", "Domain", FieldType.SHORT_TEXT),
        Field("outcomes.effect", "effect", "Effect", FieldType.YES_NO),
    ),
)  # fmt: skip
FORM = Form("f", "v", 1, "Form", "", (PLAN, OUTCOMES, VISITS))
NR = Answer(None, Status.NOT_REPORTED)
ALL = (
    Choices(Kind.YEARS, ("plan.year",)),
    Choices(Kind.COUNTRIES, ("plan.country",)),
    Choices(Kind.MAP, ("plan.country",)),
    Choices(Kind.BARS, ("plan.design",)),
    Choices(Kind.STACKED, ("plan.country", "plan.design")),
    Choices(Kind.HEAT, ("outcomes.domain", "outcomes.effect")),
    Choices(Kind.GAP, ("outcomes.domain", "plan.country", "plan.design")),
    Choices(Kind.UPSET, ("plan.settings",)),
)


@pytest.fixture(scope="module")
def review() -> ReviewTable:
    said: list[dict[str, object]] = [
        {"plan.country": ["SE", "SG"], "plan.design": "Trial", "plan.year": 2019},
        {"plan.country": ["SE"], "plan.design": "Cohort", "plan.year": 2021},
        {"plan.country": ["US"], "plan.design": NR, "plan.year": 2026},
        {"plan.design": "Trial", "plan.settings": ["A & B", "C"]},
    ]
    rows: list[dict[str, object]] = [
        {"domain": "Mood", "effect": "Yes"},
        {"domain": "Sleep", "effect": "No"},
    ]
    entries = [
        entry(answers, {"outcomes": rows if n < 2 else rows[:1]}, number=n, form=FORM)  # type: ignore[arg-type]
        for n, answers in enumerate(said)
    ]
    return table(*entries, form=FORM)


def counted(review: ReviewTable, kind: Kind, *fields: str, **more: object) -> dict[str, int]:
    found = tally(review, Choices(kind, fields).with_(**more))
    return {" + ".join(mark.labels): mark.count for mark in found.marks}


def test_a_study_counts_once_for_each_of_its_answers(review: ReviewTable) -> None:
    found = counted(review, Kind.COUNTRIES, "plan.country")
    assert found == {"Sweden": 2, "Singapore": 1, "United States": 1, "Not answered": 1}


def test_not_reported_is_an_answer_of_its_own_and_stands_last(review: ReviewTable) -> None:
    found = tally(review, Choices(Kind.BARS, ("plan.design",)))
    assert found.axes == (("Trial", "Cohort", "NR"),)


def test_blanks_can_be_left_out_and_are_then_said(review: ReviewTable) -> None:
    found = tally(review, Choices(Kind.BARS, ("plan.design",), blanks=Blanks.LEFT_OUT))
    assert (found.n, found.left_out) == (3, 1)
    assert "1 source without an answer is not shown." in words.caption(found)


def test_years_without_a_source_are_kept(review: ReviewTable) -> None:
    found = tally(review, ALL[0])
    assert found.axes == (tuple(map(str, range(2019, 2027))),)
    assert words.table(found)[2] == ("2020", "0", "0%")


def test_the_year_under_way_is_said_to_be_incomplete(review: ReviewTable) -> None:
    assert "The year 2026 is not complete." in words.caption(tally(review, ALL[0]))


def test_the_year_of_the_reference_serves_where_no_field_asks(review: ReviewTable) -> None:
    found = tally(review, Choices(Kind.YEARS, (REFERENCE_YEAR,)), {"s0": 2001, "s3": 2002})
    assert {mark.labels[0]: mark.count for mark in found.marks} == {"2001": 1, "2002": 1}


def test_answers_of_a_group_belong_together_row_by_row(review: ReviewTable) -> None:
    found = counted(review, Kind.HEAT, "outcomes.domain", "outcomes.effect")
    assert found == {"Mood + Yes": 4, "Sleep + No": 2}


def test_answers_of_different_groups_are_paired_by_study_and_that_is_said() -> None:
    rows: dict[str, list[dict[str, object]]] = {
        "outcomes": [{"domain": "Mood", "effect": "Yes"}, {"domain": "Sleep", "effect": "No"}],
        "visits": [{"place": "Home"}, {"place": "Ward"}],
    }
    one = table(entry({}, rows, number=1, form=FORM), form=FORM)  # type: ignore[arg-type]
    fields = ("outcomes.domain", "visits.place", "outcomes.effect")
    found = tally(one, Choices(Kind.GAP, fields))
    assert {mark.labels for mark in found.marks} == {
        (domain, place, effect)
        for domain, effect in (("Mood", "Yes"), ("Sleep", "No"))
        for place in ("Home", "Ward")
    }
    assert "different groups are paired when one source gives both" in words.caption(found)


def test_bar_in_parts_says_how_many_sources_it_is(review: ReviewTable) -> None:
    found = tally(review, Choices(Kind.STACKED, ("plan.settings", "outcomes.domain")))
    assert ("A & B", "Total", "1") in words.table(found)
    assert len(found.mark("A & B", "Mood").studies) == 1


def test_one_bar_with_a_long_name_has_room_for_its_legend() -> None:
    long = "A name that explains everything about the design, and then some more of it"
    one = table(
        entry({"plan.country": ["SE"], "plan.settings": [long]}, number=1, form=FORM), form=FORM
    )
    found = tally(one, Choices(Kind.STACKED, ("plan.country", "plan.settings"), width=84))
    assert preview(found, 72).height > 90  # a layout that fails warns, and so fails here


def test_flow_is_a_figure_whose_svg_prints_the_numbers_of_its_table() -> None:
    made = figure_of(Numbers(table(form=FORM), flow=FLOW), Choices(Kind.FLOW, (), width=84))
    printed = Counter(re.findall(r"\(n\s=\s([\d\s]+)\)", " ".join(texts(made.rendered("svg")))))
    assert Counter(f"{int(row[1]):,}".replace(",", "\u202f") for row in made.table[1:]) >= printed
    assert len(printed) > 5


def colours(content: bytes, kind: str) -> set[bytes]:
    """Return the colours that are none of the greys."""
    if kind == "docx":
        content = zipfile.ZipFile(BytesIO(content)).read("word/document.xml")
    codes = re.findall(rb'(?:#|srgbClr val=")([0-9a-fA-F]{6})"', content)
    return {code for code in codes if len({code[:2], code[2:4], code[4:]}) > 1}


@pytest.mark.parametrize("kind", ["svg", "docx"])
def test_flow_in_black_and_white_has_no_colour(kind: str) -> None:
    numbers = Numbers(table(form=FORM), flow=FLOW)
    grey, plain = (
        figure_of(numbers, Choices(Kind.FLOW, (), grey=on)).rendered(kind) for on in (True, False)
    )
    assert colours(grey, kind) == set()
    assert len(colours(plain, kind)) == 2


def test_flow_without_a_number_says_what_is_missing() -> None:
    with pytest.raises(AppError, match="Nothing was identified yet"):
        figure_of(Numbers(table(form=FORM)), Choices(Kind.FLOW, ()))


def test_the_rarest_labels_are_joined(review: ReviewTable) -> None:
    found = tally(review, Choices(Kind.COUNTRIES, ("plan.country",), top=2))
    assert found.axes == (("Sweden", "2 others", "Not answered"),)
    assert found.mark("2 others").count == 2


@pytest.mark.parametrize(
    ("order", "first"), [(Order.COUNT, "Trial"), (Order.FORM, "Trial"), (Order.NAME, "Cohort")]
)
def test_bars_are_sorted_as_chosen(review: ReviewTable, order: Order, first: str) -> None:
    found = tally(review, Choices(Kind.BARS, ("plan.design",), order=order))
    assert found.axes[0][0] == first


def test_answers_given_together_are_sets(review: ReviewTable) -> None:
    found = counted(review, Kind.UPSET, "plan.settings", blanks=Blanks.LEFT_OUT)
    assert found == {"A & B + C": 1}


def test_a_field_that_is_gone_is_named(review: ReviewTable) -> None:
    with pytest.raises(AppError, match=r"plan\.gone"):
        tally(review, Choices(Kind.BARS, ("plan.gone",)))


def test_a_review_without_answers_says_so() -> None:
    nothing = table(entry({}, number=1, form=FORM), form=FORM)
    with pytest.raises(AppError, match="nothing to draw"):
        tally(nothing, Choices(Kind.MAP, ("plan.country",)))


def test_roles_tell_which_field_is_the_country() -> None:
    found = {one.kind: one.fields for one in suggested(FORM)}
    assert found[Kind.COUNTRIES] == ("plan.country",)
    assert found[Kind.YEARS] == ("plan.year",)
    assert found[Kind.BARS] == ("plan.design",)


@pytest.mark.parametrize("choices", ALL, ids=lambda one: one.kind.value)
def test_choices_are_kept_as_json(choices: Choices) -> None:
    kept = choices.with_(grey=True, caption="Mine", order=Order.NAME)
    assert from_json(kept.to_json()) == kept


def texts(svg: bytes) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)</text>", svg.decode())


def printed(svg: bytes) -> Counter[str]:
    """Count what is printed; the numbers of narrow parts stand in brackets."""
    narrow = (re.fullmatch(r"\(([\d, ]+)\)", text) for text in texts(svg))
    return Counter(texts(svg)) + Counter(
        n for found in narrow if found for n in found[1].split(", ")
    )


def numbers_of(found: Tally) -> Counter[str]:
    """Count the numbers that the picture must print: of bars with their shares."""
    head, *rows = words.table(found)
    places = {name: place for place, name in enumerate(head)}
    shares = found.choices.kind in (Kind.COUNTRIES, Kind.BARS)
    return Counter(
        f"{row[places['Sources']]} ({row[places['Share']]})" if shares else row[places["Sources"]]
        for row in rows
        if row[places["Sources"]] != "0"
    )


@pytest.mark.parametrize(
    "choices", [one for one in ALL if one.kind is not Kind.MAP], ids=lambda one: one.kind.value
)
def test_the_svg_prints_the_numbers_of_its_table(review: ReviewTable, choices: Choices) -> None:
    found = tally(review, choices.with_(grey=choices.kind is not Kind.BARS, width=84))
    svg = rendered(found, "svg")
    assert numbers_of(found) <= printed(svg)
    assert words.alt_text(found).encode() in svg.replace(b"&amp;", b"&")


def test_countries_too_small_for_the_map_are_named(review: ReviewTable) -> None:
    svg = rendered(tally(review, ALL[2]), "svg")
    assert "Not drawn: Singapore\N{NO-BREAK SPACE}1" in texts(svg)


def test_parts_of_a_country_are_shaded_together() -> None:
    named = enumerate(("UK", "England", "Scotland", "Atlantis"))
    entries = [entry({"plan.settings": [name]}, number=n, form=FORM) for n, name in named]
    found = tally(table(*entries, form=FORM), Choices(Kind.MAP, ("plan.settings",)))
    assert found.mark("United Kingdom").count == 3
    assert "Not drawn: Atlantis\N{NO-BREAK SPACE}1" in texts(rendered(found, "svg"))


def test_equal_counts_are_told_in_one_order_whatever_the_process() -> None:
    one = table(entry({"plan.settings": list("zyxwvutsrq")}, number=1, form=FORM), form=FORM)
    found = tally(one, Choices(Kind.BARS, ("plan.settings",)))
    assert [mark.labels[0] for mark in found.marks] == list("zyxwvutsrq")


@pytest.mark.parametrize("kind", ["svg", "pdf"])
def test_equal_numbers_give_equal_bytes(review: ReviewTable, kind: str) -> None:
    found = tally(review, ALL[1].with_(width=84))
    assert rendered(found, kind) == rendered(found, kind)


def test_a_click_finds_the_studies_of_a_bar(review: ReviewTable) -> None:
    found = tally(review, ALL[3])
    picture = preview(found, 72)
    spot = next(s for s in picture.spots if s.labels == ("Trial",))
    left, top, right, bottom = spot.box
    assert picture.labels_at((left + right) / 2, (top + bottom) / 2) == ("Trial",)
    assert picture.labels_at(0.999, 0.001) is None
    assert found.mark("Trial").studies == ("s0", "s3")


def test_own_caption_and_own_alternative_text_stand(review: ReviewTable) -> None:
    found = tally(review, replace(ALL[3], caption="My caption", alt="My words"))
    assert (words.caption(found), words.alt_text(found)) == ("My caption", "My words")


def test_the_projection_keeps_areas() -> None:
    (x, _), (_, y) = equal_earth(180, 0), equal_earth(0, 90)
    assert (round(x, 4), round(y, 4)) == (2.7066, 1.3174)


def test_most_countries_of_the_atlas_are_known() -> None:
    unknown = [land for land in lands() if not land.code]
    assert len(lands()) - len(unknown) >= 174
