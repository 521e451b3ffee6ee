"""Who somebody is belongs to the computer: a copied folder asks, and shows nothing before."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from app.bootstrap import Review, open_review
from app.cli.main import main
from app.creating import create_review
from app.domain.errors import AppError, ReviewReadOnly
from app.domain.identity import Claim, WhoAreYou, WorksElsewhere
from app.profile import IdentityFile, profile_folder
from app.services.sight import Blinded
from db.engine import open_engine, writing
from db.models import ReviewerRow
from tests.services.computers import computer
from tests.services.reviews import add_study, fill

ANA, BEN = "Ana Ortiz", "Ben Kim"
MOVING = Claim(ANA, because="my old laptop broke")


@pytest.fixture
def copied(folder: Path, tmp_path: Path) -> Iterator[Path]:
    """Ana's review with an answer, copied to another computer, where the test then is."""
    with open_review(folder) as review:
        review.extraction.apply(fill(review.records.record(add_study(review))))
    copy = Path(shutil.copytree(folder, tmp_path / "copied"))
    with computer(tmp_path / "bens laptop"):
        yield copy


def answers(review: Review) -> int:
    return sum(len(record.answers) for record in review.records.records())


def test_a_copied_folder_asks_who_opens_it(copied: Path) -> None:
    with pytest.raises(WhoAreYou, match="Nothing was shown") as asked:
        open_review(copied)
    assert [(p.reviewer.name, p.has_worked) for p in asked.value.people] == [
        (ANA, True),
        (BEN, False),
    ]


def test_who_was_said_once_is_remembered_on_that_computer(copied: Path) -> None:
    with open_review(copied, BEN) as review:
        assert answers(review) == 0
    with open_review(copied) as again:
        assert again.reviewer.name == BEN


def test_what_is_remembered_is_not_in_the_folder(copied: Path, tmp_path: Path) -> None:
    open_review(copied, BEN).close()
    with computer(tmp_path / "third laptop"), pytest.raises(WhoAreYou):
        open_review(copied)


def test_somebody_elses_work_is_gone_on_with_for_a_reason_only(copied: Path) -> None:
    with pytest.raises(WorksElsewhere, match="Only Ana Ortiz may go on"):
        open_review(copied, ANA)
    with open_review(copied, MOVING) as review:
        assert answers(review) == 1
        (kept,) = review.people.moves()
    assert (kept.reviewer.name, kept.device) == (ANA, "bens laptop")
    assert kept.reason == MOVING.because


def test_two_computers_of_one_name_are_told_apart(copied: Path, tmp_path: Path) -> None:
    with open_review(copied, MOVING) as review:
        first = review.view().device
    with computer(tmp_path / "another profile", first):
        with open_review(copied, MOVING) as review:
            second = review.view().device
        with open_review(copied) as again:
            assert again.view().device == second
    assert first == "bens laptop"
    assert re.fullmatch(r"bens laptop \([0-9a-f]{4}\)", second)


def test_where_a_colleague_works_nobody_takes_on_the_other(copied: Path) -> None:
    with open_review(copied, BEN) as review:
        add_study(review)
        ana = review.people.all()[0].reviewer.reviewer_id
        with pytest.raises(Blinded, match="stays hidden"):
            review.people.be(ana, "curious")
    with pytest.raises(Blinded):
        open_review(copied, MOVING)


def test_a_wrong_choice_is_put_right_before_any_work(copied: Path) -> None:
    open_review(copied, BEN).close()
    open_review(copied, MOVING).close()
    with open_review(copied) as review:
        assert review.reviewer.name == ANA


def test_a_person_who_is_not_in_the_list_adds_themself(copied: Path) -> None:
    open_review(copied, Claim("Cleo Diaz", "CD", is_new=True)).close()
    with open_review(copied) as review:
        assert (review.reviewer.name, answers(review)) == ("Cleo Diaz", 0)
        assert len({person.reviewer.colour for person in review.people.all()}) == 3


def test_what_can_not_be_logged_is_refused(copied: Path) -> None:
    with pytest.raises(ReviewReadOnly, match="kept in the log"):
        open_review(copied, MOVING, read_only=True)


def marked(folder: Path, name: str) -> None:
    """Mark a folder as older versions did, and let this computer know nobody."""
    with open_review(folder) as review:
        IdentityFile(review.addresses.review_id()).forget()
    engine = open_engine(folder / "review.sqlite")
    with writing(engine) as session:
        for person in session.scalars(select(ReviewerRow)):
            person.is_here = person.name == name
    engine.dispose()


def test_an_old_review_goes_on_where_it_was_made_and_asks_elsewhere(
    folder: Path, tmp_path: Path
) -> None:
    with open_review(folder) as review:
        add_study(review)
    marked(folder, ANA)
    copy = shutil.copytree(folder, tmp_path / "copied")
    open_review(folder, "AO").close()
    with open_review(folder) as review:
        assert review.reviewer.name == ANA
        assert not any(row for row in marks(folder))
    with computer(tmp_path / "bens laptop"), pytest.raises(WhoAreYou):
        open_review(copy)


def marks(folder: Path) -> list[bool]:
    engine = open_engine(folder / "review.sqlite", read_only=True)
    with engine.connect() as connection:
        found = list(connection.execute(select(ReviewerRow.is_here)).scalars())
    engine.dispose()
    return found


def test_a_profile_that_can_not_be_written_is_a_warning(copied: Path) -> None:
    profile_folder().parent.mkdir(parents=True)
    profile_folder().write_text("a file where the folder should be")
    with open_review(copied, BEN) as review:
        assert "will ask again" in review.warnings[0]
    new = copied.parent / "new"
    create_review(new, title="New", reviewer="Dan Roth")
    with open_review(new) as review:
        add_study(review)
    with open_review(new, "Dan Roth") as review:
        assert len(review.records.studies()) == 1


def test_the_command_line_asks_once(copied: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["info", str(copied)]) == 2
    assert "--as NAME (Ana Ortiz, Ben Kim)" in capsys.readouterr().err
    assert main(["info", str(copied), "--as", "BK"]) == 0
    assert main(["whoami", str(copied)]) == 0
    assert "On this computer you are Ben Kim (BK)." in capsys.readouterr().out


def test_the_command_line_moves_somebody_for_a_reason(
    copied: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["whoami", str(copied), "--as", ANA]) == 2
    assert "--because" in capsys.readouterr().err
    assert main(["whoami", str(copied), "--as", ANA, "--because", "new laptop"]) == 0
    with open_review(copied) as review:
        assert review.reviewer.name == ANA


def test_a_name_that_is_taken_is_not_taken_twice(copied: Path) -> None:
    with pytest.raises(AppError, match="name of their own"):
        open_review(copied, Claim("ana ortiz", "AO", is_new=True))
