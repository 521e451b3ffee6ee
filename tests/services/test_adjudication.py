"""The third reviewer: asked without names, in an order drawn by lot, and taken at their word."""

import random
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from app.bootstrap import Review, open_review
from app.domain import deciding
from app.domain.adjudication import questions
from app.domain.consensus import Compared, State
from app.domain.errors import AppError
from app.export.adjudication import CHOICE, REASON
from tests.services.reviews import add_study, anchor
from tests.services.sealed import Charted, chart

ALIKE = {"participants.age": "adults"}
ASKED = ("source.context", "findings.findings")


@pytest.fixture(scope="module")
def _deferred_folder(_empty_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study with two lines that Ana and Ben left to the third reviewer."""
    made = Path(shutil.copytree(_empty_folder, tmp_path_factory.mktemp("third") / "review"))
    with open_review(made) as review:
        study = add_study(review)
    quotes = {"source.context": anchor("in a ward")}
    rows = [
        {"participants": [{"participants.group": who, "participants.n": 12, **ALIKE}]}
        for who in ("Service users", "Family and carers")
    ]
    chart(made, "Ana Ortiz", study, Charted(dict.fromkeys(ASKED, "ward"), rows[0], quotes))
    chart(made, "Ben Kim", study, Charted(dict.fromkeys(ASKED, "=clinic"), rows[1]))
    with open_review(made) as review:
        for field_id in ASKED:
            compared = review.consensus.compared(study)
            line = compared.line((field_id, ""))
            assert line is not None
            edit = review.consensus.decide(compared, line, deciding.deferred(line))
            review.extraction.apply(edit)
    return made


@pytest.fixture
def review(_deferred_folder: Path, tmp_path: Path) -> Iterator[Review]:
    """A copy of it, open for Ana."""
    with open_review(Path(shutil.copytree(_deferred_folder, tmp_path / "review"))) as opened:
        yield opened


@pytest.fixture
def sent(review: Review, tmp_path: Path) -> Path:
    """The file for the third reviewer."""
    path = tmp_path / "third.xlsx"
    packet = review.adjudication.prepared()
    review.adjudication.write(packet, path)
    review.extraction.apply(packet.edit)
    return path


def reply(path: Path, *choices: str) -> None:
    """Write choices into the file, as the third reviewer does."""
    book = load_workbook(path)
    for row, choice in enumerate(choices, start=2):
        book["Questions"].cell(row, CHOICE + 1).value = choice or None
        book["Questions"].cell(row, REASON + 1).value = "As in the abstract"
    book.save(path)


def shown(path: Path, row: int = 2) -> list[object]:
    book = load_workbook(path)
    found = [cell.value for cell in book["Questions"][row]]
    book.close()
    return found


def compared(review: Review) -> Compared:
    return review.consensus.compared(review.records.studies()[0].study_id)


def test_no_name_is_in_the_file(sent: Path) -> None:
    book = load_workbook(sent)
    texts = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [text for text in texts if "Ana" in text or "Ben" in text or "Ortiz" in text]
    assert (book.properties.creator, book.properties.lastModifiedBy) == ("Chartdesk", "Chartdesk")
    assert {str(shown(sent)[5]), str(shown(sent)[7])} == {"ward", "=clinic"}


def test_no_byte_of_the_file_tells_whose_an_answer_is(review: Review, tmp_path: Path) -> None:
    now = compared(review)
    line = next(one for one in now.lines if one.field_id == "participants.n")
    review.extraction.apply(review.consensus.decide(now, line, deciding.deferred(line)))
    path = tmp_path / "all.xlsx"
    review.adjudication.write(review.adjudication.prepared(), path)
    with ZipFile(path) as file:
        content = b"".join(file.read(name) for name in file.namelist()).decode()
    people = (one.reviewer for one in review.people.all())
    told = [word for one in people for word in (*one.name.split(), one.reviewer_id)]
    told += [one.extraction_id for one in now.records]
    told += [row.row_id for one in now.records for row in one.rows]
    told += [item.anchor.anchor_id for one in now.records for item in one.evidence]
    assert len(told) > 10
    assert [word for word in told if re.search(rf"\b{word}\b", content)] == []
    assert "Family and carers / Service users" in content
    assert {*re.findall('fgColor rgb="([0-9A-F]+)"', content)} == {"00E8EEF5", "00FFF7D6"}


def test_the_order_is_drawn_anew_for_each_question(review: Review) -> None:
    draws = (questions([compared(review)], random.Random(seed)) for seed in range(20))
    assert len({tuple(q.asked.turned for q in drawn) for drawn in draws}) == 4


def test_a_choice_goes_back_to_whose_answer_it_was(review: Review, sent: Path) -> None:
    place = "1" if shown(sent)[5] == "=clinic" else "2"
    reply(sent, place, "")
    came = review.adjudication.returned(sent, "Eve Fox")
    assert (came.taken, came.problems) == (1, ())
    assert came.edit is not None
    review.extraction.apply(came.edit)
    line = compared(review).line((ASKED[0], ""))
    assert line is not None
    assert line.decision is not None
    ben, eve = (
        next(p.reviewer.reviewer_id for p in review.people.all() if p.reviewer.name == name)
        for name in ("Ben Kim", "Eve Fox")
    )
    assert (line.final.value, line.decision.taken, line.decision.by) == ("=clinic", ben, eve)
    assert line.decision.reason == "As in the abstract"
    assert compared(review).count(State.DEFERRED) == 1


def test_a_value_of_the_third_is_taken_and_comes_once(review: Review, sent: Path) -> None:
    reply(sent, "NR", "both")
    came = review.adjudication.returned(sent, "Ben Kim")
    assert came.taken == 2
    assert came.edit is not None
    review.extraction.apply(came.edit)
    again = review.adjudication.returned(sent, "Ben Kim")
    assert again.taken == 0
    assert all("in the meantime" in problem for problem in again.problems)
    review.extraction.apply(came.edit.inverse())
    assert compared(review).count(State.DEFERRED) == 2


def test_a_file_of_another_kind_is_refused(review: Review, tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("No.,Study\n1,Lee", encoding="utf-8")
    with pytest.raises(AppError, match="no file of questions"):
        review.adjudication.returned(path, "Eve Fox")


def test_without_a_deferred_line_there_is_nothing_to_ask(review: Review, sent: Path) -> None:
    reply(sent, "1", "2")
    came = review.adjudication.returned(sent, "Eve Fox")
    assert came.edit is not None
    review.extraction.apply(came.edit)
    with pytest.raises(AppError, match="No line is left"):
        review.adjudication.prepared()
