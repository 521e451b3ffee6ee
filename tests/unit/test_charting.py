"""The grid over all studies: what cells show, how studies are found, what pasting means."""

import pytest

from app.domain.answers import NO_ANSWER, Answer, Cell, Status
from app.domain.blocks import read_block
from app.domain.charting import Charted, Tone, cell_at, charted, copied, look
from app.domain.charting_edits import Plan, Wish, planned, spread
from app.domain.charting_find import Narrowing, counted_texts, narrowed, ordered
from app.domain.fields import FieldType
from app.domain.html_blocks import read_html_block, write_html_block
from app.domain.records import Record, Row
from tests.unit.form_makers import cell_of, field_of, filled, form_of, record_of, section_of
from ui.table.spoken import spoken

N = field_of(FieldType.INTEGER, "n")
WORDS = field_of(FieldType.REPEATING_TEXT, "words")
FORM = form_of(section_of("s", N, WORDS))
ROWS = form_of(section_of("s", N, repeating=True))
TWO = (Row("r1", "s", 0), Row("r2", "s", 1))


def study(answer: Answer = NO_ANSWER) -> Charted:
    return charted(record_of(FORM, {cell_of("n"): answer}), {})


def two_rows() -> Charted:
    record = record_of(ROWS, {cell_of("n", "r1"): filled(3), cell_of("n", "r2"): filled(4)}, TWO)
    return charted(record, {cell_of("n", "r2"): 2})


def plan_of(record: Record, text: str, cell: Cell | None = cell_of("n")) -> Plan:  # noqa: B008
    return planned([Wish("study", "Berg 2021", "Asked", cell, text)], lambda _id: record)


def test_group_of_several_rows_folds_into_one_line() -> None:
    seen = look(two_rows(), N, 0, unfolded=False)
    assert (seen.cell, seen.tone, seen.quotes) == (None, Tone.FOLDED, 2)
    assert seen.text == "2 rows ▸ 3 · 4"


def test_unfolded_group_has_a_line_for_each_row() -> None:
    shown = two_rows()
    lines = [look(shown, N, line, unfolded=True) for line in range(3)]
    assert [line.text for line in lines] == ["3", "4", ""]
    assert [line.cell for line in lines] == [cell_of("n", "r1"), cell_of("n", "r2"), None]


def test_group_of_one_row_is_edited_in_its_line() -> None:
    shown = charted(record_of(ROWS, {}, TWO[:1]), {})
    assert cell_at(shown, N, 0, unfolded=False) == cell_of("n", "r1")


def test_cell_is_spoken_with_field_study_value_and_quotes() -> None:
    shown = two_rows()
    seen = look(shown, N, 1, unfolded=True)
    assert spoken(shown, N, seen) == "Asked, Berg 2021, 4, 2 quotes"


@pytest.mark.parametrize("backwards", [False, True])
def test_marks_and_blanks_follow_the_values_either_way(backwards: bool) -> None:
    marked = study(Answer(None, Status.NOT_REPORTED))
    small, large, blank = study(filled(9)), study(filled(10)), study()
    values = [large, small] if backwards else [small, large]
    found = ordered([blank, large, marked, small], N, backwards=backwards)
    assert list(found) == [*values, marked, blank]


def test_filter_wants_every_word_in_any_cell_or_the_name() -> None:
    studies = [study(filled(412)), study(filled(15))]
    assert narrowed(studies, {}, Narrowing("BERG 412")) == (studies[0],)


def test_column_filter_keeps_studies_with_one_of_its_texts() -> None:
    studies = [study(filled(412)), study(filled(15)), study()]
    by = Narrowing(columns={N.field_id: frozenset({"15", ""})})
    assert narrowed(studies, {N.field_id: N}, by) == tuple(studies[1:])


def test_texts_of_a_column_are_counted_with_the_blank_last() -> None:
    studies = [study(), study(filled(15)), study(filled(15))]
    assert counted_texts(studies, N) == (("15", 2), ("", 1))


def test_pasted_text_becomes_a_value_or_a_mark() -> None:
    record = record_of(FORM)
    assert plan_of(record, "1,204").edits[0].after == filled(1204)
    assert plan_of(record, "NR").edits[0].after.status is Status.NOT_REPORTED


def test_pasted_text_that_is_no_value_is_refused_with_the_reason() -> None:
    (reject,) = plan_of(record_of(FORM), "many").rejects
    assert "is not a whole number" in reject.sentence


def test_text_for_a_place_without_a_cell_is_refused() -> None:
    assert "no such row" in plan_of(record_of(FORM), "3", None).rejects[0].sentence


def test_text_that_is_there_already_changes_nothing() -> None:
    plan = plan_of(record_of(FORM, {cell_of("n"): filled(3)}), "3")
    assert (plan.edits, plan.rejects, plan.same) == ((), (), 1)


def test_value_from_the_authors_stays_marked_so() -> None:
    record = record_of(FORM, {cell_of("n"): Answer(3, Status.FROM_AUTHORS, "by mail")})
    after = plan_of(record, "4").edits[0].after
    assert after == Answer(4, Status.FROM_AUTHORS, "by mail")


def test_copied_list_means_the_same_when_it_is_pasted() -> None:
    value = ["one; two", "three"]
    cell = cell_of("words")
    record = record_of(FORM, {cell: filled(value)})
    text = copied(record, WORDS, cell)
    assert plan_of(record_of(FORM), text, cell).edits[0].after.value == value


def test_block_is_repeated_over_a_multiple_of_itself() -> None:
    block = read_block("1\t2\n")
    assert spread(block, 2, 4) == (("1", "2", "1", "2"), ("1", "2", "1", "2"))
    assert spread(block, 2, 3) == block


def test_html_of_a_spreadsheet_keeps_the_lines_of_a_cell() -> None:
    html = """<html><head><style>td {x}</style></head><body><table><colgroup width="85"></colgroup>
    <tr><td height="17"><font face="Sans">peer<br>support</font></td><td sdval="12">1,204</td></tr>
    <tr><td rowspan=2>one
      &amp; two</td><td></td></tr><tr><td>last</td></tr></table>
    <table><tr><td>no</td></tr></table>"""
    assert read_html_block(html) == (
        ("peer\nsupport", "1,204"),
        ("one & two", ""),
        ("", "last"),
    )


def test_written_html_is_read_as_the_same_cells() -> None:
    block = (("a <b> & c", "two\nlines"), ("", "NR"))
    assert read_html_block(write_html_block(block)) == block


def test_page_without_a_table_is_no_block() -> None:
    assert read_html_block("<p>words</p>") == ()
