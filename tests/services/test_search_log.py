"""The search log: sources without files, batches of one search, what is said of each."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from app.bootstrap import Review
from app.cli.main import main
from app.domain.errors import AppError
from app.domain.flow import Found
from app.domain.library import SearchDraft

RECORD = "TY  - JOUR\nTI  - {title}\nAU  - Hale, R\nPY  - 2020\nER  -\n"
WEBSITE = SearchDraft(
    "site", "who.int", Found.WEBSITE, searched_on="2025-01-31", searched_by="M. Ruiz", reported=7
)


def taken(review: Review, folder: Path, draft: SearchDraft) -> None:
    path = folder / f"{draft.search_id}.ris"
    path.write_text(RECORD.format(title=draft.search_id))
    edit, _ = review.library.stage([path], draft)
    assert edit is not None
    review.extraction.apply(edit)


def test_source_without_a_file_is_noted_and_taken_out_again(review: Review) -> None:
    edit = review.search_log.add(WEBSITE)
    review.extraction.apply(edit)
    [search] = review.search_log.searches()
    assert (search.searched_by, search.reported, search.records) == ("M. Ruiz", 7, 0)
    review.extraction.apply(edit.inverse())
    assert review.search_log.searches() == ()


def test_batches_count_with_their_search(review: Review, tmp_path: Path) -> None:
    taken(review, tmp_path, SearchDraft("a", "MEDLINE", reported=1))
    taken(review, tmp_path, SearchDraft("b", "MEDLINE part 2", reported=2))
    edit = review.search_log.join("b", "a")
    review.extraction.apply(edit)
    [search] = review.search_log.searches()
    assert (search.records, search.reported, search.files) == (2, 3, ("a.ris", "b.ris"))
    assert review.flow.flow().databases == (("MEDLINE", 2),)
    review.extraction.apply(edit.inverse())
    assert len(review.search_log.searches()) == 2


def test_search_with_records_is_not_removed(review: Review, tmp_path: Path) -> None:
    taken(review, tmp_path, SearchDraft("a", "MEDLINE"))
    with pytest.raises(AppError, match="Undo their import"):
        review.search_log.remove("a")


def test_what_is_said_of_a_search_is_not_overwritten_unseen(review: Review) -> None:
    review.extraction.apply(review.search_log.add(WEBSITE))
    stale = review.search_log.describe(replace(WEBSITE, note="first"))
    review.extraction.apply(review.search_log.describe(replace(WEBSITE, note="second")))
    with pytest.raises(AppError, match="meantime"):
        review.extraction.apply(stale)


def test_command_line_notes_describes_and_lists(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = str(folder)
    assert main(["searches", where, "add", "--database", "OpenGrey", "--kind", "other"]) == 0
    assert main(["searches", where, "describe", "OpenGrey", "--by", "Ana", "--reported", "12"]) == 0
    capsys.readouterr()
    assert main(["searches", where, "list", "--json"]) == 0
    [search] = json.loads(capsys.readouterr().out)["searches"]
    assert (search["database"], search["searched_by"], search["reported"]) == (
        "OpenGrey",
        "Ana",
        12,
    )
