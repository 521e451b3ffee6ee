"""Every odd file of the corpus and every real paper is taken in and drawn, or refused in a line."""

import csv
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.bootstrap import Review, open_review
from app.jobs import JobContext
from app.pdf.errors import PdfError
from app.pdf.requests import OpenPaper, RenderTile
from app.services.papers import ADDED, PaperOutcome
from tests.leaks import alive, new_since

pytestmark = [
    pytest.mark.slow,
    pytest.mark.keeps("threads", "children"),  # the review is open as long as the module
]
FLAT = 20.0  # megabytes
PASSWORD = re.compile(r"(?:user|owner)=([^;\s(]+)")


@dataclass(frozen=True, slots=True)
class Run:
    """One review that was given every file; megabytes of the main process before and after."""

    review: Review
    outcomes: tuple[PaperOutcome, ...]
    passwords: dict[str, str]
    grew_by: float

    def kept(self) -> list[tuple[Path, str | None]]:
        """Return where each paper that was taken is kept, with its password."""
        return [
            (
                self.review.papers.path_of(outcome.sha256 or ""),
                self.passwords.get(outcome.path.name),
            )
            for outcome in self.outcomes
            if outcome.status == ADDED
        ]


@pytest.fixture(scope="module")
def run(
    shared: Path, _empty_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Run]:
    """All files added to one review."""
    folder = Path(shutil.copytree(_empty_folder, tmp_path_factory.mktemp("edge") / "review"))
    passwords = known_passwords(shared / "data" / "MANIFEST.tsv")
    files = [shared / "data" / "edge", shared / "data" / "papers"]
    with open_review(folder) as review:
        review.papers.add([next(files[1].glob("*.pdf"))], JobContext())
        before = resident()
        outcomes = review.papers.add(files, JobContext(), passwords)
        yield Run(review, outcomes, passwords, resident() - before)


def known_passwords(manifest: Path) -> dict[str, str]:
    """Return the passwords that the manifest gives, by file name: the first that is not empty."""
    with manifest.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    given = {row["file"].rpartition("/")[2]: row["password"] or "" for row in rows}
    found = {name: PASSWORD.findall(text) for name, text in given.items()}
    return {name: words[0] for name, words in found.items() if words}


def resident() -> float:
    """Return the resident memory of this process in megabytes, 0 where it is not told."""
    status = Path("/proc/self/statm")
    pages = int(status.read_text().split()[1]) if status.exists() else 0
    return pages * os.sysconf("SC_PAGE_SIZE") / (1 << 20) if pages else 0.0


def refused_to_draw(run: Run) -> list[BaseException]:
    """Draw the first page of every paper, one after the other; return what went wrong."""
    tiles = [
        RenderTile(path, password, page=0, scale=1, x=0, y=0, w=600, h=600)
        for path, password in run.kept()
    ]
    errors = (run.review.pdf.submit(tile).exception() for tile in tiles)
    return [error for error in errors if error is not None]


def is_one_sentence(message: str) -> bool:
    return bool(message.strip()) and "\n" not in message and message.endswith(".")


def test_every_file_has_an_outcome(run: Run, shared: Path) -> None:
    files = [*(shared / "data" / "edge").iterdir(), *(shared / "data" / "papers").iterdir()]
    assert {outcome.path for outcome in run.outcomes} == set(files)
    assert len(files) >= 238 + 32


def test_every_outcome_is_said_in_a_line(run: Run) -> None:
    assert [o for o in run.outcomes if not is_one_sentence(o.message)] == []


def test_every_real_paper_is_taken(run: Run) -> None:
    refused = [o for o in run.outcomes if o.path.parent.name == "papers" and o.has_failed]
    assert refused == []


def test_most_odd_files_are_taken(run: Run) -> None:
    odd = [outcome for outcome in run.outcomes if outcome.path.parent.name == "edge"]
    taken = [outcome for outcome in odd if not outcome.has_failed]
    assert len(taken) >= 190


def test_files_that_are_taken_are_studies_of_their_own(run: Run) -> None:
    studies = run.review.records.studies()
    assert len({study.label for study in studies}) == len(studies)
    assert {study.paper.sha256 for study in studies if study.paper} == {
        outcome.sha256 for outcome in run.outcomes if not outcome.has_failed
    }


def test_every_first_page_is_drawn_or_refused_in_a_line(run: Run) -> None:
    before = resident()
    errors = refused_to_draw(run)
    assert all(isinstance(error, PdfError) and is_one_sentence(str(error)) for error in errors)
    assert len(errors) <= 8
    assert resident() - before < FLAT


def test_taking_files_leaves_memory_flat(run: Run) -> None:
    assert run.grew_by < FLAT


def test_review_is_sound_and_can_read_papers_afterwards(run: Run, papers: Path) -> None:
    assert run.review.verify(JobContext()) == ()
    first = next(papers.glob("*.pdf"))
    assert run.review.pdf.submit(OpenPaper(first)).result().pages >= 1


def test_closing_ends_every_worker(folder: Path, shared: Path) -> None:
    before = alive()
    with open_review(folder) as review:
        review.papers.add(sorted((shared / "data" / "edge").iterdir())[:20], JobContext())
        assert set(alive()["children"]) - set(before["children"])
    assert new_since(before, set()) == []
