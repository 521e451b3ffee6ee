"""The index answers as reading through does, and can be lost at any time."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from app.bootstrap import Review, open_review
from app.jobs import Cancelled, JobContext
from app.services.search_index import FILE

QUERIES = [
    "social inclusion",
    '"social inclusion"',
    "border* disorder",
    "a b",
    "“of the”",
    "p<.05",
    'say "so"',
    "zygomorphic",
]


def index_of(review: Review) -> Path:
    return review.folder / FILE


def is_sound(path: Path) -> bool:
    with closing(sqlite3.connect(path)) as connection:
        return bool(connection.execute("PRAGMA integrity_check").fetchone() == ("ok",))


@pytest.mark.parametrize("query", QUERIES)
def test_index_finds_what_reading_through_finds(sample: Review, query: str) -> None:
    read = sample.search.find(query, limit=10_000)
    sample.search.prepare()
    assert sample.search.is_prepared()
    assert sample.search.find(query, limit=10_000) == read


def test_index_is_kept_for_the_next_time(sample_folder: Path) -> None:
    with open_review(sample_folder) as review:
        review.search.prepare()
    with open_review(sample_folder) as review:
        assert review.search.is_prepared()


def test_index_can_be_deleted(sample: Review) -> None:
    found = sample.search.find("cortex")
    sample.search.prepare()
    sample.search.close()
    index_of(sample).unlink()
    assert sample.search.find("cortex") == found
    assert not sample.search.is_prepared()
    sample.search.prepare()
    assert sample.search.is_prepared()


@pytest.mark.parametrize("content", [b"", b"no database" * 900])
def test_file_that_is_no_index_is_begun_anew(sample: Review, content: bytes) -> None:
    index_of(sample).write_bytes(content)
    assert sample.search.find("cortex")
    sample.search.prepare()
    sample.search.close()
    assert sample.search.is_prepared()


def test_index_with_a_damaged_middle_is_made_again(sample: Review) -> None:
    found = sample.search.find("cortex")
    sample.search.prepare()
    sample.search.close()
    size = index_of(sample).stat().st_size
    with index_of(sample).open("r+b") as file:
        file.seek(size // 4)
        file.write(b"\xff" * (size - size // 4))
    assert sample.search.find("cortex") == found
    sample.search.prepare()
    assert sample.search.find("cortex") == found
    assert is_sound(index_of(sample))


def test_index_of_an_older_version_is_made_again(sample: Review) -> None:
    sample.search.prepare()
    sample.search.close()
    with closing(sqlite3.connect(index_of(sample))) as connection:
        connection.execute("PRAGMA user_version=99")
    assert sample.search.find("cortex")
    sample.search.prepare()
    assert sample.search.is_prepared()


def test_paper_whose_pages_changed_is_read_again(sample: Review) -> None:
    sample.search.prepare()
    sample.search.close()
    with closing(sqlite3.connect(index_of(sample))) as connection:
        connection.execute("UPDATE paper SET pages = 1")
        connection.commit()
    assert sample.search.find("cortex")
    sample.search.prepare()
    assert sample.search.is_prepared()


def test_new_paper_is_found_before_and_after_it_is_in_the_index(
    review: Review, papers: Path
) -> None:
    review.search.prepare()
    review.papers.add([papers / "effsize__PMC5393010.pdf"], JobContext())
    before = review.search.find("the")
    assert before
    review.search.prepare()
    assert review.search.find("the") == before


def test_review_open_for_reading_gets_an_index_that_is_not_kept(sample_folder: Path) -> None:
    with open_review(sample_folder, read_only=True) as review:
        found = review.search.find("cortex")
        review.search.prepare()
        assert review.search.is_prepared()
        assert review.search.find("cortex") == found
    assert not (sample_folder / FILE).exists()


def test_review_open_for_reading_uses_the_index_that_is_there(sample_folder: Path) -> None:
    with open_review(sample_folder) as review:
        review.search.prepare()
    with open_review(sample_folder, read_only=True) as review:
        assert review.search.is_prepared()


def test_review_open_for_reading_whose_index_lacks_a_paper_gets_another(
    folder: Path, papers: Path
) -> None:
    with open_review(folder) as review:
        review.search.prepare()
        review.papers.add([papers / "effsize__PMC5393010.pdf"], JobContext())
    with open_review(folder, read_only=True) as review:
        review.search.prepare()
        assert review.search.is_prepared()


def test_where_no_index_can_be_kept_one_serves_for_now(sample: Review) -> None:
    index_of(sample).mkdir()
    sample.search.prepare()
    assert sample.search.is_prepared()
    assert sample.search.find("cortex")


def test_building_stops_on_request_and_goes_on_later(sample: Review) -> None:
    ctx = JobContext()
    ctx.cancel()
    with pytest.raises(Cancelled):
        sample.search.prepare(ctx)
    sample.search.prepare()
    assert sample.search.is_prepared()


def test_building_counts_pages_and_stops_at_any(sample: Review) -> None:
    told: list[tuple[int, int]] = []

    def tell(done: int, total: int) -> None:
        told.append((done, total))
        ctx.cancel()

    ctx = JobContext(tell)
    with pytest.raises(Cancelled):
        sample.search.prepare(ctx)
    papers = {study.paper for study in sample.records.studies() if study.paper is not None}
    assert told == [(0, sum(paper.pages for paper in papers))]
    assert not sample.search.is_prepared()


def test_index_holds_no_answers_of_anybody(sample: Review) -> None:
    sample.search.prepare()
    with closing(sqlite3.connect(index_of(sample))) as connection:
        found = connection.execute("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE TABLE%'")
        own = {name for (name,) in found if not name.startswith("words")}
    assert own == {"paper", "page"}


def test_copy_of_a_review_brings_its_index(sample: Review, tmp_path: Path) -> None:
    sample.search.prepare()
    folder = sample.folder
    sample.close()
    copy = Path(shutil.copytree(folder, tmp_path / "copy"))
    with open_review(copy) as review:
        assert review.search.is_prepared()
