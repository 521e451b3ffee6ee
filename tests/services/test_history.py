"""How an answer came to be can be read, and an old value put back; the log shows tampering."""

import sqlite3
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import text

from app.bootstrap import Review, open_review
from app.domain.answers import NO_ANSWER, Answer, Cell, Status
from app.domain.edits import FillAnswer, SetExtractionStatus, Together
from app.domain.errors import NotFound
from app.domain.records import Record
from app.domain.studies import ExtractionStatus
from app.jobs import JobContext
from app.services.codec import answer_checksum
from app.services.tampering import altered_log
from tests.services.reviews import FIELD, add_study, fill, filled


@pytest.fixture
def cell(review: Review, record: Record) -> Cell:
    """An answer that was given, and then changed together with another one."""
    place = Cell(record.extraction_id, FIELD)
    other = FillAnswer(Cell(record.extraction_id, "design.aims"), NO_ANSWER, filled("to see"))
    changed = FillAnswer(place, filled("Sweden"), filled("Norway", note="abroad"))
    review.extraction.apply(fill(record), label="Fill Country")
    review.extraction.apply(Together((other, changed)), label="Paste")
    return place


def test_every_value_of_an_answer_is_listed(review: Review, record: Record, cell: Cell) -> None:
    told = review.history.of_answer(record, cell)
    assert [(entry.answer.value, entry.label) for entry in told] == [
        ("Norway", "Paste"),
        ("Sweden", "Fill Country"),
    ]
    assert {entry.who for entry in told} == {"Ana Ortiz"}


def test_a_value_that_the_form_does_not_ask_any_more_is_refused(
    review: Review, record: Record
) -> None:
    with pytest.raises(NotFound, match="does not ask this any more"):
        review.history.restored(record, Cell(record.extraction_id, "source.gone"), filled("x"))


def test_an_old_value_comes_back_as_a_new_edit(review: Review, record: Record, cell: Cell) -> None:
    old = review.history.of_answer(record, cell)[-1]
    now = review.records.record(record.study.study_id)
    review.extraction.apply(review.history.restored(now, cell, old.answer), label="Restore")
    assert review.records.record(record.study.study_id).answer(cell) == filled("Sweden")
    assert len(review.history.of_answer(record, cell)) == 3


def test_what_stands_there_is_not_restored(review: Review, record: Record, cell: Cell) -> None:
    now = review.records.record(record.study.study_id)
    with pytest.raises(NotFound, match="as it is now"):
        review.history.restored(now, cell, Answer("Norway", Status.FILLED, "abroad"))


def test_a_colleague_has_a_history_of_their_own(
    review: Review, record: Record, cell: Cell, folder: Path
) -> None:
    review.close()
    with open_review(folder, "Ben Kim") as bens:
        assert bens.history.of_study(bens.records.record(record.study.study_id)) == ()


TAMPERING = {
    "UPDATE audit SET edit = replace(edit, 'Sweden', 'Swedem') WHERE seq = 2": (
        "Entry 2 of the log was changed"
    ),
    "UPDATE audit SET reviewer_id = NULL WHERE seq = 2": "(it says: nobody who is known, ",
    "UPDATE audit SET at = '2020-01-01T00:00:00+00:00' WHERE seq = 2": (
        "Entry 2 of the log was changed outside the program (it says: Ana Ortiz, 2020-01-01 00:00"
    ),
    "DELETE FROM audit WHERE seq = 2": "Entry 2 of the log was removed",
    "DELETE FROM audit WHERE seq = (SELECT max(seq) FROM audit)": "of the log was removed",
    "DELETE FROM audit WHERE seq = (SELECT max(seq) FROM audit); UPDATE sqlite_sequence "
    "SET seq = (SELECT max(seq) FROM audit)": "The latest entries of the log are missing",
    "INSERT INTO audit (seq, id, at, utc_offset, device, kind, label, previous_hash, hash, "
    "counter) VALUES (99, 'x', '2020', 0, '', 'FillAnswer', '', '', '', 99)": "Entry 99 of the log",
    "UPDATE audit SET seq = CASE seq WHEN 2 THEN -3 WHEN 3 THEN -2 END "
    "WHERE seq IN (2, 3); UPDATE audit SET seq = -seq WHERE seq < 0": (
        "Entry 3 of the log stands in another place"
    ),
}


class _RolledBack(Exception):
    """Ends a transaction in which a file was tampered with."""


def said_of(review: Review, tampering: str) -> str:
    """Return what verify says of the log after statements were run, and take them back."""
    sentences = []
    with suppress(_RolledBack), review._store.writing() as session:
        for statement in tampering.split(";"):
            session.execute(text(statement))
        found = altered_log(session, review.reviewer.reviewer_id)
        sentences = [finding.sentence for finding in found]
        raise _RolledBack
    return " ".join(sentences)


def test_verify_names_what_was_done_to_the_log(review: Review, record: Record, cell: Cell) -> None:
    add_study(review, "Later 2024")
    said = {tampering: said_of(review, tampering) for tampering in TAMPERING}
    assert [words for tampering, words in TAMPERING.items() if words not in said[tampering]] == []
    assert review.verify(JobContext()) == ()


ALTERED = "UPDATE answer SET value = replace(value, 'Norway', 'Narnia') WHERE value LIKE '%Norway%'"


def test_verify_names_study_and_reviewer_of_an_altered_answer(
    review: Review, record: Record, cell: Cell, folder: Path
) -> None:
    (sentence,) = after(review, folder, ALTERED)
    asked = record.form.field(FIELD).label
    told = f"An answer of Ana Ortiz in “{asked}” of “{record.study.label}” was changed outside"
    assert sentence.startswith(told)


def test_answer_that_was_altered_with_its_checksum_is_not_what_the_log_says(
    review: Review, record: Record, cell: Cell, folder: Path
) -> None:
    checksum = answer_checksum(cell, filled("Narnia", note="abroad"))
    where = f"WHERE field_id = '{FIELD}'"
    (sentence,) = after(
        review, folder, f"{ALTERED}; UPDATE answer SET checksum = '{checksum}' {where}"
    )
    assert "An answer of Ana Ortiz" in sentence


def test_answer_that_was_taken_out_of_sealed_work_is_told(
    review: Review, record: Record, cell: Cell, folder: Path
) -> None:
    key = record.extraction_id
    done = (ExtractionStatus.OPEN, ExtractionStatus.COMPLETE)
    review.extraction.apply(SetExtractionStatus(key, *done))
    review.extraction.apply(review.seals.sealed(key))
    (sentence,) = after(review, folder, "DELETE FROM answer WHERE field_id = 'design.aims'")
    assert f"of Ana Ortiz to “{record.study.label}” are not those that were sealed" in sentence


def test_a_seal_that_was_given_another_date_is_told(
    review: Review, record: Record, cell: Cell, folder: Path
) -> None:
    done = (ExtractionStatus.OPEN, ExtractionStatus.COMPLETE)
    review.extraction.apply(SetExtractionStatus(record.extraction_id, *done))
    edit = review.seals.all_sealed()
    assert edit is not None
    review.extraction.apply(edit)
    earlier = "2020-01-01T10:00:00.000000+00:00"
    (sentence,) = after(review, folder, f"UPDATE seal SET at = '{earlier}'")
    assert sentence.startswith(
        f"The seal of Ana Ortiz on “{record.study.label}” says 2020-01-01 10"
    )


def after(review: Review, folder: Path, tampering: str) -> list[str]:
    """Return what verify says after statements were run on the file of a sound review."""
    assert review.verify(JobContext()) == ()
    review.close()
    with sqlite3.connect(folder / "review.sqlite") as database:
        database.executescript(tampering)
    database.close()
    with open_review(folder) as opened:
        return [finding.sentence for finding in opened.verify(JobContext())]
