"""Numbers, years and dates are looked for in their quotes; texts are not."""

import pytest

from app.domain.answers import Answer, Json, Status
from app.domain.checks import findings
from app.domain.fields import FieldType
from app.domain.findings import Finding, FindingKind
from tests.unit.form_makers import cell_of, field_of, filled, form_of, quote_for, record_of
from tests.unit.form_makers import section_of as section

CELL = cell_of("asked")


def found(kind: FieldType, value: Json, *quotes: str) -> list[FindingKind]:
    """Kinds of what is found for one answer with these quotes."""
    form = form_of(section("s", field_of(kind)))
    evidence = tuple(quote_for(CELL, quote) for quote in quotes)
    return [f.kind for f in findings(record_of(form, {CELL: filled(value)}, evidence=evidence))]


@pytest.mark.parametrize(
    ("kind", "value", "quote"),
    [
        (FieldType.INTEGER, 412, "We recruited 412 adults"),
        (FieldType.INTEGER, 1204, "1,204 adults"),
        (FieldType.INTEGER, 510, "Five hundred\nand ten adolescents"),
        (FieldType.INTEGER, 31, "31% of patients"),
        (FieldType.DECIMAL, "10.2", "10.20% of the adolescents"),
        (FieldType.DECIMAL, "1.204", "1,204 kg"),
        (FieldType.YEAR, 2018, "published in 2018"),
        (FieldType.YEAR_RANGE, "2019-2021", "March 2019 to June 2021"),
        (FieldType.YEAR_RANGE, "2019-2021", "from 2019, again in 2020 and last in 2021"),
        (FieldType.DATE, "14 March 2019", "on March 14, 2019"),
        (FieldType.DATE, "March 2019", "on 14/03/2019"),
        (FieldType.DATE, "2019", "in May 2019"),
        (FieldType.SHORT_TEXT, "12 weeks", "three months"),
        (FieldType.COUNTRY, ["SE"], "Lund"),
    ],
)
def test_value_that_stands_in_its_quote_passes(kind: FieldType, value: Json, quote: str) -> None:
    assert found(kind, value, quote) == []


@pytest.mark.parametrize(
    ("kind", "value", "quote", "what"),
    [
        (FieldType.INTEGER, 421, "We recruited 412 adults", FindingKind.NUMBER),
        (FieldType.INTEGER, 12, "1,204 adults and 412 children", FindingKind.NUMBER),
        (FieldType.DECIMAL, "15", "1,5 mg", FindingKind.NUMBER),
        (FieldType.YEAR, 2019, "published in 2018", FindingKind.YEAR),
        (FieldType.YEAR_RANGE, "2019-2022", "2019 to 2021", FindingKind.YEAR),
        (FieldType.DATE, "14 March 2019", "in March 2019", FindingKind.DATE),
    ],
)
def test_value_that_does_not_stand_in_its_quote_is_found(
    kind: FieldType, value: Json, quote: str, what: FindingKind
) -> None:
    assert found(kind, value, quote) == [what]


def test_one_of_several_quotes_is_enough() -> None:
    assert found(FieldType.INTEGER, 412, "adults", "n = 412") == []


def test_answer_without_a_quote_is_not_checked() -> None:
    assert found(FieldType.INTEGER, 412) == []


def test_absence_is_not_checked() -> None:
    form = form_of(section("s", field_of(FieldType.INTEGER)))
    answers = {CELL: Answer(status=Status.NOT_REPORTED)}
    assert findings(record_of(form, answers, evidence=(quote_for(CELL, "12"),))) == ()


def test_finding_says_what_to_do() -> None:
    form = form_of(section("s", field_of(FieldType.INTEGER)))
    evidence = (quote_for(None, "421"), quote_for(CELL, "412  adults"))
    assert findings(record_of(form, {CELL: filled(421)}, evidence=evidence)) == (
        Finding(
            CELL,
            FindingKind.NUMBER,
            "“Asked” is 421, which does not stand in its quote “412 adults”. "
            "Check the value, or say in a note how it was worked out.",
        ),
    )
