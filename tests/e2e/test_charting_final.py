"""The charting table of two who have sealed: one's own answers, or the final ones."""

from pathlib import Path

import pytest

from app.bootstrap import open_review
from tests.e2e.driver import Driver
from tests.services.reviews import _empty_folder, add_study, folder
from tests.services.sealed import Charted, chart
from ui.table.answers import Whose
from ui.table.workspace import TableWorkspace

__all__ = ["_empty_folder", "folder"]  # fixtures
CONTEXT = "source.context"


@pytest.fixture
def table(start: Driver, folder: Path) -> TableWorkspace:
    """The table of a study that Ana and Ben charted alike but for one field."""
    with open_review(folder) as review:
        study_id = add_study(review, "Lee 2020")
    for name, context in (("Ana Ortiz", "rural"), ("Ben Kim", "urban")):
        chart(folder, name, study_id, Charted({"source.country": ["SE"], CONTEXT: context}))
    start.window.open_folder(folder)
    start.wait(lambda: start.window.extract is not None)
    start.trigger("view.table")
    assert start.window.opened is not None
    found = start.window.opened._workspace("table")
    assert isinstance(found, TableWorkspace)
    return found


def texts(table: TableWorkspace) -> dict[str, str]:
    """Return what the line of the study shows, by field."""
    model = table.model
    fields = enumerate(model.fields, start=1)
    return {field.field_id: model.look_at(0, column).text for column, field in fields}


def test_final_answers_hold_what_both_say_and_no_side(start: Driver, table: TableWorkspace) -> None:
    assert texts(table)[CONTEXT] == "rural"
    start.wait(table.page.whose.isVisible)
    table.page.whose_chosen.emit(Whose.FINAL.value)
    assert texts(table)["source.country"] == "Sweden"
    assert texts(table)[CONTEXT] == ""


def test_final_answers_are_not_typed_over(start: Driver, table: TableWorkspace) -> None:
    table.page.whose_chosen.emit(Whose.FINAL.value)
    column = next(n for n, f in enumerate(table.model.fields, 1) if f.field_id == CONTEXT)
    table.page.grid.choose(table.model.index(0, column))
    table.page.grid.setFocus()
    start.write("x")
    assert table.page.grid.editing[0].editing is None
    start.press("Delete")
    assert "decided in the consensus" in start.message()
    assert texts(table)[CONTEXT] == ""
