"""Decisions of other programs are taken over: HEDCO's table, Rayyan's notes, Covidence's lists."""

from pathlib import Path

import pytest

from app.bootstrap import Review
from app.domain.errors import AppError
from app.domain.flow import Flow, warnings
from app.domain.screening import Stage, Verdict
from app.domain.screening_files import Standing
from app.services.screening_import import Plan, read_decisions
from tests.services.screening import add_records

HEDCO = "data/charting/four_day_school_week/4dsw_eligibility_data.xlsx"
RAYYAN = """TY  - JOUR
TI  - Peer support on wards
N1  - RAYYAN-INCLUSION: {"Ana"=>"Included", "Ben"=>"Excluded"} | RAYYAN-LABELS: to read
ER  -
TY  - JOUR
TI  - Telehealth at home
N1  - RAYYAN-INCLUSION: {"Emily"=>"Maybe"}
ER  -
"""
TITLES = Standing()


def take(review: Review, path: Path, standing: Standing = TITLES, adds: bool = False) -> Plan:
    plan = review.decision_import().plan(read_decisions(path, standing), path.stem, adds=adds)
    if plan.edit:
        review.extraction.apply(plan.edit)
    return plan


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "decisions.csv"
    path.write_text("Title,Year,Decision,Reason\nPeer support on WARDS.,2020,Exclude,Wrong dose\n")
    return path


def test_flow_of_hedco_is_reproduced_from_its_file(review: Review, shared: Path) -> None:
    plan = take(review, shared / HEDCO, adds=True)
    flow = review.flow.counted()
    assert (plan.added, plan.not_found, plan.odd_words) == (4513, (), ())
    assert (flow.screened, flow.sought, flow.assessed, flow.reports) == (4513, 552, 533, 158)
    assert (flow.excluded, flow.not_retrieved, flow.ineligible) == (3961, 19, 375)
    assert sorted(number for _, number in flow.reasons) == [3, 9, 16, 159, 188]
    assert warnings(flow) == ()


def test_import_is_one_step_that_can_be_undone(review: Review, table: Path) -> None:
    plan = take(review, table, adds=True)
    assert plan.edit is not None
    review.extraction.apply(plan.edit.inverse())
    assert review.flow.counted() == Flow()
    assert review.screening.records(Stage.TITLE) == ()
    review.extraction.apply(plan.edit)
    assert review.flow.counted().excluded == 1


def test_decision_finds_its_record_by_title_and_year(review: Review, table: Path) -> None:
    add_records(review)
    plan = take(review, table)
    assert (plan.matched, plan.decisions, plan.not_found) == (1, 1, ())
    assert review.flow.counted().excluded == 1


def test_reason_that_is_new_joins_the_list(review: Review, table: Path) -> None:
    add_records(review)
    take(review, table)
    assert review.screening.reasons()[-1].label == "Wrong dose"


def test_importing_again_changes_nothing(review: Review, table: Path) -> None:
    add_records(review)
    take(review, table)
    assert take(review, table).edit is None


def test_row_that_replaces_a_decision_is_named(review: Review, table: Path) -> None:
    add_records(review)
    first = take(review, table)
    table.write_text(table.read_text().replace("Exclude,Wrong dose", "Include,"))
    assert (first.replaced, take(review, table).replaced) == ((), ("2: Peer support on WARDS.",))


def test_record_that_is_not_there_is_named(review: Review, table: Path) -> None:
    assert take(review, table).not_found == ("2: Peer support on WARDS.",)


def test_rayyan_decisions_go_to_the_reviewers_named(review: Review, tmp_path: Path) -> None:
    first, second, _ = add_records(review)
    path = tmp_path / "rayyan.ris"
    path.write_text(RAYYAN)
    take(review, path)
    found = {item.record_id: item for item in review.screening.records(Stage.TITLE)}
    assert found[first].own.verdict is Verdict.INCLUDE
    assert {c.record_id for c in review.screening.conflicts(Stage.TITLE)} == {first, second}


def test_list_of_covidence_is_one_decision_with_its_reasons(review: Review, tmp_path: Path) -> None:
    add_records(review)
    path = tmp_path / "excluded.csv"
    path.write_text(
        "Title,Authors,Published Year,Covidence #,Notes\n"
        "Telehealth at home,Lee,2020,#3,Exclusion reason: Wrong context; \n"
    )
    take(review, path, Standing(Stage.TITLE, Verdict.EXCLUDE))
    assert review.flow.counted().excluded == 1


def test_table_without_decisions_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "plain.csv"
    path.write_text("Title,Year\nA,2020\n")
    with pytest.raises(AppError, match="no decision"):
        read_decisions(path, Standing())
