"""The reviewer's story on a real paper: selections fill fields, by mouse and by key."""

from collections.abc import Callable

import pytest

from app.domain.answers import Status
from tests.e2e.driver import Driver
from ui.form.choice_list import ChoiceList
from ui.form.field_finder import FieldFinder

CITATION = "Citation details (authors, date, title, journal, volume, issue, pages)"
SOURCE = "Evidence source details and characteristics"
CONTEXT = "Context (setting, care level, geography, culture)"
FINDINGS = "Key findings related to the review question/s"
LIMITS = "Limitations stated by the authors"
BASIS = "Basis of diagnosis"
PRINTED = "Child Adolesc Psychiatry Ment Health (2017) 11:20"
LIVING = ("living in Beirut", "December 2012")
LIVED = "living in Beirut between March 2012 and December 2012"


@pytest.fixture
def at_context(driver: Driver) -> Driver:
    """The half-done study with the empty field Context as the target."""
    driver.press("F8")
    assert driver.target() == f"6 {CONTEXT}"
    return driver


def test_f_fills_the_target_from_the_selection_and_goes_on(driver: Driver) -> None:
    driver.select_text(1, PRINTED)
    driver.press("F")
    assert driver.value_of(CITATION) == PRINTED
    assert driver.chips_of(CITATION) == ["p. 1"]
    assert driver.target() == f"6 {CONTEXT}"


def test_return_fills_over_a_line_break(at_context: Driver) -> None:
    at_context.select_text(2, *LIVING)
    at_context.press("Return")
    at_context.show_section(SOURCE)
    assert at_context.value_of(CONTEXT) == LIVED
    assert at_context.selection() == ""


def test_a_hyphenated_word_is_joined_in_the_answer(at_context: Driver) -> None:
    at_context.select_text(2, "households were sampled", "rut. Sampling")
    at_context.press("F")
    at_context.show_section(SOURCE)
    assert at_context.value_of(CONTEXT).startswith("households were sampled within Beirut")


def test_an_empty_card_that_was_clicked_is_filled_by_the_next_selection(driver: Driver) -> None:
    driver.click_card(CONTEXT)
    driver.select_text(2, *LIVING)
    assert driver.target() == "10 n"
    driver.show_section(SOURCE)
    assert driver.value_of(CONTEXT) == LIVED


def test_t_finds_another_field_by_typing(at_context: Driver) -> None:
    at_context.select_text(2, *LIVING)
    at_context.press("T")
    at_context.write("limit")
    assert at_context.found_fields() == [LIMITS]
    at_context.press("Return")
    assert at_context.target() == f"6 {CONTEXT}"
    at_context.show_section("Gaps, limitations and implications")
    assert at_context.value_of(LIMITS) == LIVED


def test_a_appends_to_an_answer_with_both_quotes(at_context: Driver) -> None:
    at_context.select_text(2, *LIVING)
    at_context.press("F")
    at_context.show_section(SOURCE)
    at_context.click_editor(CONTEXT)
    at_context.select_text(2, "multistage", "technique")
    at_context.press("A")
    at_context.show_section(SOURCE)
    assert at_context.value_of(CONTEXT).split("\n") == [
        LIVED,
        "multistage cluster sampling technique",
    ]
    assert at_context.chips_of(CONTEXT)[-2:] == ["p. 2", "+1"]


def test_f_replaces_answer_and_quote_in_one_step(at_context: Driver) -> None:
    at_context.select_text(2, *LIVING)
    at_context.press("F")
    at_context.show_section(SOURCE)
    at_context.click_editor(CONTEXT)
    at_context.select_text(1, "adolescents from Lebanon")
    at_context.press("F")
    at_context.show_section(SOURCE)
    assert at_context.value_of(CONTEXT) == "adolescents from Lebanon"
    assert at_context.chips_of(CONTEXT) == ["p. 1"]
    at_context.undo()
    assert at_context.value_of(CONTEXT) == LIVED


def test_e_links_a_quote_and_leaves_the_answer_alone(at_context: Driver) -> None:
    at_context.select_text(2, *LIVING)
    at_context.press("E")
    assert at_context.value_of(CONTEXT) == ""
    assert "p. 2" in at_context.chips_of(CONTEXT)


def test_a_digit_fills_a_suggested_field(at_context: Driver) -> None:
    at_context.select_text(2, *LIVING)
    shown = at_context.named("Selection actions")
    assert shown.isVisible()
    at_context.press("1")
    assert at_context.value_of(CITATION) == LIVED


def test_a_choice_is_picked_by_its_digit(driver: Driver) -> None:
    driver.show_section("Participant groups")
    driver.click_card(BASIS)
    driver.select_text(2, "Clinical diagnoses", "masters-level psychologist")
    options = driver.choices()
    assert options[0] == "Clinical diagnosis"
    driver.press("1")
    driver.show_section("Participant groups")
    assert driver.value_of(BASIS) == "Clinical diagnosis"
    assert driver.chips_of(BASIS) == ["p. 2"]


def test_other_asks_what_it_is(driver: Driver) -> None:
    driver.show_section("Participant groups")
    driver.click_editor("Group")
    driver.select_text(2, "adolescents, aged")
    driver.press("F")
    driver.popup(ChoiceList)
    driver.press(str(driver.choices().index("Other") + 1))
    driver.write("Adolescents")
    driver.press("Return")
    assert driver.value_of("Group") == "Other: Adolescents"


def test_a_number_is_read_out_of_the_quote(driver: Driver) -> None:
    driver.show_section("Participant groups")
    driver.click_card("n")
    driver.select_text(3, "Among the total sample of 510")
    assert driver.value_of("n") == "510"


def test_a_quote_without_a_number_is_refused_in_a_sentence(driver: Driver) -> None:
    driver.show_section("Participant groups")
    driver.click_card("n")
    driver.select_text(3, "Ethical considerations")
    assert driver.value_of("n") == ""
    assert "Nothing was changed" in driver.message()


@pytest.mark.parametrize(
    ("keys", "status", "chip"),
    [
        ("Ctrl+Shift+N", Status.NOT_REPORTED, "Not reported"),
        ("Ctrl+Shift+A", Status.NOT_APPLICABLE, "Not applicable"),
        ("Ctrl+Shift+L", Status.UNCLEAR, "Unclear"),
    ],
)
def test_a_key_marks_the_target(at_context: Driver, keys: str, status: Status, chip: str) -> None:
    target = at_context.extract.controller.target
    assert target is not None
    at_context.press(keys)
    assert at_context.record.answer(target).status is status
    assert chip in at_context.chips_of(CONTEXT)


def test_a_note_is_written_and_shown_on_the_card(at_context: Driver) -> None:
    at_context.press("Shift+F2")
    at_context.write("Ask the authors")
    at_context.press("Ctrl+Return")
    target = at_context.extract.controller.target
    assert target is not None
    assert at_context.record.answer(target).note == "Ask the authors"


def test_unsure_flags_the_target_and_again_takes_it_back(at_context: Driver) -> None:
    at_context.press("Ctrl+Shift+U")
    assert "Unsure" in at_context.chips_of(CONTEXT)
    at_context.press("Ctrl+Shift+U")
    assert "Unsure" not in at_context.chips_of(CONTEXT)


def test_rows_of_a_group_are_added_and_filled(driver: Driver) -> None:
    driver.show_section("Outcomes")
    driver.click("Add outcome to Outcomes")
    driver.choose("Domain", "Prevalence / comorbidity")
    driver.click("Add outcome to Outcomes")
    driver.choose("Domain", "Treatment seeking / service use", row=2)
    driver.click_card("Result as reported", row=2)
    driver.select_text(1, "10.20% of the adolescents were diagnosed with ADHD")
    rows = driver.record.rows_of("outcomes")
    assert [row.position for row in rows] == [0, 1]
    driver.show_section("Outcomes")
    assert driver.value_of("Domain", row=1) == "Prevalence / comorbidity"
    assert driver.value_of("Result as reported", row=2).startswith("10.20%")


def test_the_page_of_a_card_shows_its_quote_at_one_third(driver: Driver) -> None:
    driver.show_section("Study design")
    driver.click_chip("Study design", "p. 2")
    driver.settle()
    top = driver.rects(2, "BEI-PSY is a cross-sectional survey")[0].top
    height = driver.extract.reader.canvas.viewport().height()
    assert driver.point(2, 0, top).y() == pytest.approx(height / 3, abs=2)


def test_a_clicked_highlight_leads_to_its_field(driver: Driver) -> None:
    driver.click_text(2, "aged 11–17 years and 11 months")
    assert driver.target() == "11 Age (mean, SD, range)"
    assert driver.card("Age (mean, SD, range)").isVisible()


def test_ctrl_j_steps_through_the_quotes_of_the_target(driver: Driver) -> None:
    driver.show_section("Study design")
    driver.click_editor("Study design")
    driver.press("Ctrl+J")
    driver.settle()
    assert driver.place().page == 2


def test_the_finder_closes_on_escape_and_nothing_changes(at_context: Driver) -> None:
    before = at_context.record
    at_context.select_text(2, *LIVING)
    at_context.press("T")
    at_context.popup(FieldFinder)
    at_context.press("Esc")
    assert at_context.record == before
    assert at_context.selection() == LIVED


def _steps(driver: Driver) -> tuple[Callable[[], None], ...]:
    def fill() -> None:
        driver.select_text(1, PRINTED)
        driver.press("F")

    def mark() -> None:
        driver.press("Ctrl+Shift+N")

    def add_row() -> None:
        driver.show_section("Outcomes")
        driver.click("Add outcome to Outcomes")
        driver.choose("Domain", "Substance use")

    return fill, mark, add_row


def test_everything_is_undone_to_the_start_and_redone(driver: Driver) -> None:
    start = driver.record
    fill, mark, add_row = _steps(driver)
    fill()
    mark()
    add_row()
    end = driver.record
    for _ in range(4):
        driver.undo()
    assert driver.record == start
    for _ in range(4):
        driver.redo()
    assert driver.record == end
