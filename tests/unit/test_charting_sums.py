"""Sums over cells of the charting table."""

from decimal import Decimal

from app.domain.answers import NO_ANSWER, Answer, Status
from app.domain.charting import Charted, charted
from app.domain.charting_sums import summary, told
from app.domain.fields import FieldType
from app.domain.quantities import quantity
from app.domain.records import Row
from tests.unit.form_makers import cell_of, field_of, filled, form_of, record_of, section_of

N = field_of(FieldType.INTEGER, "n")
YEAR = field_of(FieldType.YEAR, "year")
WORDS = field_of(FieldType.SHORT_TEXT, "words")
DOSE = field_of(FieldType.QUANTITY, "dose")
FORM = form_of(section_of("s", N, YEAR, WORDS, DOSE))


def study(key: str, answer: Answer) -> Charted:
    return charted(record_of(FORM, {cell_of(key): answer}), {})


def test_numbers_have_sum_mean_median_and_ends() -> None:
    cells = [told(study("n", filled(n)), N)[0] for n in (1, 2, 9)]
    numbers = summary(cells).numbers
    assert numbers is not None
    assert (numbers.total, numbers.mean, numbers.median) == (12, 4, 2)
    assert (numbers.least, numbers.most) == (1, 9)


def test_marks_and_blanks_are_counted_and_never_summed() -> None:
    answers = (filled(5), Answer(None, Status.NOT_REPORTED), NO_ANSWER, NO_ANSWER)
    found = summary(told(study("n", answer), N)[0] for answer in answers)
    assert (found.values, found.marks, found.blanks) == (1, (("NR", 1),), 2)
    assert found.numbers is not None
    assert found.numbers.total == 5


def test_years_have_ends_but_no_sum() -> None:
    numbers = summary(told(study("year", filled(y)), YEAR)[0] for y in (2001, 2019)).numbers
    assert numbers is not None
    assert (numbers.least, numbers.most, numbers.total, numbers.mean) == (2001, 2019, None, None)


def test_numbers_of_two_units_are_not_summed() -> None:
    doses = [quantity("5", "mg"), quantity("2", "g")]
    cells = [told(study("dose", filled(dose)), DOSE)[0] for dose in doses]
    assert summary(cells).numbers is None
    same = summary([cells[0], cells[0]]).numbers
    assert same is not None
    assert (same.total, same.unit) == (Decimal(10), "mg")


def test_words_are_counted_the_most_frequent_first() -> None:
    found = summary(told(study("words", filled(w)), WORDS)[0] for w in ("UK", "USA", "UK"))
    assert (found.common, found.different, found.numbers) == ((("UK", 2), ("USA", 1)), 2, None)


def test_every_row_of_a_group_counts() -> None:
    form = form_of(section_of("s", N, repeating=True))
    answers = {cell_of("n", "r1"): filled(3), cell_of("n", "r2"): filled(4)}
    rows = (Row("r1", "s", 0), Row("r2", "s", 1))
    found = summary(told(charted(record_of(form, answers, rows), {}), N))
    assert found.numbers is not None
    assert found.numbers.total == 7
