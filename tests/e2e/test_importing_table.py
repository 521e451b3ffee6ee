"""A table of two reviewers and their consensus, taken in through the window and taken back."""

from pathlib import Path

from app.creating import create_review
from app.domain.studies import ExtractionStatus
from tests.e2e.driver import Driver
from ui.consensus.page import ConsensusPage
from ui.flows.importing_table import take

TABLE = (
    "Study ID,Reviewer Name,Setting\n"
    "Lee 2020,Ana,ward\nLee 2020,Ben,clinic\nLee 2020,Consensus,clinic\n"
)


def test_two_reviewers_come_in_and_go_again_with_undo(start: Driver, tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text(TABLE, encoding="utf-8")
    folder = tmp_path / "review"
    create_review(folder, title="T", template_id=str(table), reviewer="Lena")
    start.window.open_folder(folder)
    start.wait(lambda: start.window.extract is not None)
    told: list[str] = []
    take(start.window, table, lambda text, _more: told.append(text) is None)
    start.wait(start.review.consensus.sealed_studies)
    start.wait(lambda: not start.window.jobs.is_busy)
    start.wait(start.window.editor.steps.can_undo)
    assert "Ana and Ben charted 1 study apart" in told[0]
    assert start.review.consensus.all()[0].lines[0].final.value == "clinic"
    (page,) = start.window.findChildren(ConsensusPage)
    start.wait(page.isVisible)
    assert not page.paper.isVisible()
    start.undo()
    assert start.review.consensus.sealed_studies() == frozenset()
    assert start.review.records.studies() == ()
    start.redo()
    final = start.review.consensus.final_records()[0]
    assert final.status is ExtractionStatus.COMPLETE
    assert [answer.value for answer in final.answers.values()] == ["clinic"]
