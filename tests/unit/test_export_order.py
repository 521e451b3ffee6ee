"""The columns of the charting table follow the JBI instrument."""

import json

import pytest

import resources
from app.domain.fields import Form
from app.domain.templates import form_from_json
from app.export.order import charted, instrument, review_level
from tests.unit.export_data import FORM

SHIPPED = ["jbi_scoping_generic.json", "peer_support_bpd.json", "sample_bpd.json"]


def shipped(name: str) -> Form:
    return form_from_json(json.loads((resources.path("forms") / name).read_text("utf-8")))


@pytest.mark.parametrize("name", SHIPPED)
def test_charting_begins_with_the_characteristics_of_the_source(name: str) -> None:
    columns = charted(shipped(name))
    named = sorted(c.field.basis for c in columns if c.field.basis.startswith("JBI 3."))
    assert len(named) >= 3
    assert [column.field.basis for column in columns][: len(named)] == named


@pytest.mark.parametrize("name", SHIPPED)
def test_fields_that_jbi_numbers_have_its_numbers(name: str) -> None:
    columns = [c for c in instrument(shipped(name)) if c.field.basis.startswith("JBI ")]
    given = {
        c.number: c.field.basis for c in columns if c.field.basis[4:7] in "1.1 1.2 1.3 2.1 2.2"
    }
    assert {number: f"JBI {number}" for number in given} == given


@pytest.mark.parametrize("name", SHIPPED)
def test_own_rows_stand_between_source_and_record_keeping(name: str) -> None:
    parts = [column.part for column in charted(shipped(name))]
    assert parts == sorted(parts)


@pytest.mark.parametrize("name", SHIPPED)
def test_every_field_is_numbered_once(name: str) -> None:
    form = shipped(name)
    numbers = [column.number for column in instrument(form)]
    assert len(numbers) == len(set(numbers)) == sum(len(s.fields) for s in form.sections)


def test_own_rows_keep_the_order_of_the_form() -> None:
    own = [column.field.field_id for column in charted(FORM) if column.part == 4]
    assert own == ["results.n", "results.age", "results.found", "groups.name", "groups.size"]


def test_source_fields_that_jbi_does_not_name_stand_behind() -> None:
    source = [(c.number, c.field.key) for c in charted(FORM) if c.part == 3]
    assert source == [("3.1", "citation"), ("3.2", "country"), ("3.5", "doi"), ("3.6", "read")]


def test_reviewer_notes_are_not_charted() -> None:
    keys = {column.section.key for column in charted(shipped(SHIPPED[0]))}
    assert "notes" not in keys


def test_review_level_fields_are_numbered_one_and_two() -> None:
    numbers = [column.number for column in review_level(shipped(SHIPPED[0]))]
    assert numbers == ["1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "2.4", "2.5", "2.6", "2.7"]
