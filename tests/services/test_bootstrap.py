"""Reviews are made, opened for a reviewer, told about, and closed."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.bootstrap import Review, open_review
from app.creating import create_review, create_sample, initials_of
from app.domain.edits import RenameReviewer
from app.domain.errors import AppError, DiskFull, NotFound, ReviewReadOnly
from app.domain.ids import new_id
from tests.services.reviews import add_study


def tree(folder: Path) -> list[str]:
    """Return every path below a folder."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def test_new_review_has_its_folders_and_form(tmp_path: Path) -> None:
    create_review(tmp_path / "r", title="Peer support", reviewer="Ana Ortiz")
    with open_review(tmp_path / "r") as review:
        info = review.info()
    assert (info.title, info.studies, info.papers, info.answers) == ("Peer support", 0, 0, 0)
    assert [(form.number, form.form_id) for form in info.forms] == [(1, "jbi_scoping_generic")]
    assert (info.reviewer.name, info.reviewer.initials) == ("Ana Ortiz", "AO")
    assert {"papers", "figures", "backups", "exports"} <= set(tree(tmp_path / "r"))


def test_new_review_goes_into_an_empty_folder(tmp_path: Path) -> None:
    create_review(tmp_path, title="Peer support")
    assert (tmp_path / "review.sqlite").is_file()


def test_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.odt").write_text("all of it", encoding="utf-8")
    with pytest.raises(AppError, match="not empty"):
        create_review(tmp_path, title="Peer support")
    assert tree(tmp_path) == ["thesis.odt"]


def test_file_is_no_folder_for_a_review(tmp_path: Path) -> None:
    (tmp_path / "thesis.odt").write_text("all of it", encoding="utf-8")
    with pytest.raises(AppError, match="is a file"):
        create_review(tmp_path / "thesis.odt", title="Peer support")


def test_unknown_template_makes_no_folder(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="nope"):
        create_review(tmp_path / "r", title="Peer support", template_id="nope")
    assert tree(tmp_path) == []


def test_full_disk_leaves_nothing_of_a_new_review(small_disk: Path) -> None:
    (small_disk / "film").write_bytes(bytes(900_000))
    with pytest.raises(DiskFull):
        create_review(small_disk / "r", title="Peer support")
    assert tree(small_disk) == ["film"]


def test_new_review_in_a_read_only_folder_is_refused(read_only_folder: Path) -> None:
    with pytest.raises(ReviewReadOnly):
        create_review(read_only_folder / "r", title="Peer support")


@pytest.mark.parametrize("name", ["Ben Kim", "bk", " BEN KIM "])
def test_review_opens_for_the_reviewer_named(folder: Path, name: str) -> None:
    with open_review(folder, name) as review:
        assert review.reviewer.name == "Ben Kim"


def test_review_opens_for_the_reviewer_of_this_machine(review: Review) -> None:
    assert review.reviewer.name == "Ana Ortiz"


def test_unknown_reviewer_is_told_who_there_is(folder: Path) -> None:
    with pytest.raises(NotFound, match="Ana Ortiz, Ben Kim"):
        open_review(folder, "Cem")
    open_review(folder).close()  # the lock was given back


def test_folder_without_a_review_is_said_to_be_none(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no review"):
        open_review(tmp_path)
    assert tree(tmp_path) == []


def test_renamed_reviewer_is_told_of_under_the_new_name(review: Review) -> None:
    old = review.reviewer
    names = ((old.name, old.initials), ("Ana Vega", "AV"))
    review.extraction.apply(RenameReviewer(old.reviewer_id, *names))
    assert review.info().reviewer.name == "Ana Vega"


def test_removed_studies_are_not_counted(review: Review) -> None:
    add_study(review)
    assert review.info().studies == 1


def test_review_is_backed_up_once_an_hour(folder: Path) -> None:
    with open_review(folder) as review:
        add_study(review)
    later = datetime.now(UTC).replace(year=datetime.now(UTC).year + 1)
    with open_review(folder, now=lambda: later) as review:
        assert [backup.reason for backup in review.backups.list()] == ["opened", "opened"]
    with open_review(folder, now=lambda: later) as review:
        assert len(review.backups.list()) == 2


def test_closed_review_can_be_closed_again(folder: Path) -> None:
    review = open_review(folder)
    review.close()
    review.close()
    assert (folder / "review.lock").read_bytes() == b""


def test_closed_review_leaves_one_file(folder: Path) -> None:
    with open_review(folder) as review:
        add_study(review)
    assert [p.name for p in folder.iterdir() if p.name.startswith("review.sqlite")] == [
        "review.sqlite"
    ]


def test_read_only_review_writes_nothing(folder: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}
    with open_review(folder, read_only=True) as review:
        assert review.info().read_only
        review.places.put(new_id(), {"page": 3})
    after = {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}
    assert before.items() <= after.items()
    # SQLite makes an empty journal to read a WAL file
    assert {path.name for path in set(after) - set(before)} <= {
        "review.sqlite-shm",
        "review.sqlite-wal",
    }


def test_review_on_a_read_only_medium_can_be_read(
    sample_folder: Path, read_only_folder: Path
) -> None:
    with open_review(read_only_folder / sample_folder.name, read_only=True) as review:
        assert len(review.records.studies()) == 3


def test_synced_folder_is_warned_about(tmp_path: Path) -> None:
    folder = tmp_path / "Dropbox" / "r"
    (tmp_path / "Dropbox" / ".dropbox.cache").mkdir(parents=True)
    create_review(folder, title="Peer support")
    with open_review(folder) as review:
        (warning,) = review.info().warnings
    assert "Dropbox" in warning
    assert "two people must not open it at once" in warning


@pytest.mark.parametrize(
    ("name", "initials"),
    [("Ana Ortiz", "AO"), ("ana maria de souza", "AMD"), ("Ana", "A"), ("", "")],
)
def test_initials_are_the_first_letters(name: str, initials: str) -> None:
    assert initials_of(name) == initials


def test_other_review_is_not_reset_to_the_sample(folder: Path) -> None:
    before = tree(folder)
    with pytest.raises(AppError, match="not the sample"):
        create_sample(folder, reset=True)
    assert tree(folder) == before
