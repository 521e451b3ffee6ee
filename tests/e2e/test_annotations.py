"""Annotations go out into copies of the papers, and come in from other programs."""

from pathlib import Path

from pypdf import PdfReader

from tests.e2e.driver import TIMEOUT, Driver


def test_papers_are_written_with_their_quotes(driver: Driver) -> None:
    with driver.qtbot.waitSignal(driver.window.exporting.exported, timeout=TIMEOUT) as written:
        driver.window.actions_by_id["file.exportpdf"].trigger()
    copy = PdfReader(Path(written.args[1]) / "Ghossoub 2017.pdf")
    said = [str(note.get_object().get("/Contents")) for note in copy.pages[0]["/Annots"]]
    assert "Country of origin: Lebanon" in said
    assert driver.message().startswith("Wrote 3 papers with ")


def test_a_paper_that_is_gone_is_named(driver: Driver) -> None:
    paper = driver.record.study.paper
    assert paper is not None
    driver.review.papers.path_of(paper.sha256).unlink()
    with driver.qtbot.waitSignal(driver.window.exporting.exported, timeout=TIMEOUT):
        driver.window.actions_by_id["file.exportpdf"].trigger()
    assert "Left out: Ghossoub 2017: " in driver.message()
