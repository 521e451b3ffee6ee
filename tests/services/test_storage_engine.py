"""Transactions and connections on a review file."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.exc import IntegrityError, OperationalError

from db.engine import open_engine, reading, write_json, writing
from db.models import AnswerRow, StudyRow
from tests.services.review_rows import answer


def labels(engine: Engine) -> list[str]:
    with reading(engine) as session:
        return list(session.scalars(select(StudyRow.label).order_by(StudyRow.label)))


def test_what_was_written_is_read_by_another_engine(database: Path, engine: Engine) -> None:
    with writing(engine) as session:
        session.add(StudyRow(id="new", label="Zhao 2021"))
    other = open_engine(database)
    assert labels(other) == ["Lee 2020", "Zhao 2021"]
    other.dispose()


def test_a_raise_takes_everything_back(engine: Engine) -> None:
    def interrupted() -> None:
        with writing(engine) as session:
            session.add(StudyRow(id="new", label="Zhao 2021"))
            session.flush()
            raise ValueError("stop")

    with pytest.raises(ValueError, match="stop"):
        interrupted()
    assert labels(engine) == ["Lee 2020"]


def test_reading_sees_one_state_and_does_not_hold_up_a_writer(engine: Engine) -> None:
    with reading(engine) as session:
        before = session.scalars(select(StudyRow.id)).all()
        with writing(engine) as other:
            other.add(StudyRow(id="new", label="Zhao 2021"))
        assert session.scalars(select(StudyRow.id)).all() == before


def test_a_write_while_reading_is_refused(engine: Engine) -> None:
    with reading(engine) as session, pytest.raises(OperationalError, match="readonly"):
        session.execute(text("DELETE FROM study"))


def test_writing_works_on_the_connection_that_was_read_from(engine: Engine) -> None:
    labels(engine)
    with writing(engine) as session:
        session.execute(text("UPDATE study SET label = 'Kim 2019'"))
    assert labels(engine) == ["Kim 2019"]


def count_up(engine: Engine) -> None:
    with writing(engine) as session:
        study = session.get_one(StudyRow, "study")
        study.position += 1


def test_writers_in_several_threads_lose_no_update(engine: Engine) -> None:
    with ThreadPoolExecutor(4) as pool:
        done = [pool.submit(count_up, engine) for _ in range(100)]
        assert [future.exception() for future in done] == [None] * 100
    with reading(engine) as session:
        assert session.get_one(StudyRow, "study").position == 100


def test_a_second_writer_is_refused_before_it_reads(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.sqlite.BUSY_SECONDS", 0.05)
    with writing(engine) as session:
        session.execute(select(StudyRow))
        with pytest.raises(OperationalError, match="locked"), writing(engine) as second:
            second.execute(select(StudyRow))


@pytest.mark.parametrize(
    ("pragma", "expected"),
    [
        ("foreign_keys", 1),
        ("synchronous", 2),
        ("journal_mode", "wal"),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
        ("busy_timeout", 5000),
    ],
)
def test_every_connection_is_set_up(engine: Engine, pragma: str, expected: object) -> None:
    with engine.connect(), engine.connect() as second:
        assert second.exec_driver_sql(f"PRAGMA {pragma}").scalar() == expected


def test_delete_journal_leaves_nothing_beside_the_file(database: Path) -> None:
    engine = open_engine(database, journal="delete")
    with writing(engine) as session:
        session.add(StudyRow(id="new", label="Zhao 2021"))
    assert [path.name for path in database.parent.iterdir()] == ["review.sqlite"]
    engine.dispose()


def test_rows_may_be_written_before_what_they_point_to(engine: Engine) -> None:
    with writing(engine) as session:
        session.execute(text("INSERT INTO report VALUES ('r','late','primary','{}',NULL,0,0,NULL)"))
        session.execute(text("INSERT INTO study VALUES ('late','Zhao 2021','',0,0)"))
    assert labels(engine) == ["Lee 2020", "Zhao 2021"]


def test_a_row_that_points_nowhere_is_refused_at_commit(engine: Engine) -> None:
    with pytest.raises(IntegrityError, match="FOREIGN KEY"), writing(engine) as session:
        session.execute(text("INSERT INTO report VALUES ('r','none','primary','{}',NULL,0,0,NULL)"))


def test_a_cell_outside_rows_has_one_answer(engine: Engine) -> None:
    with pytest.raises(IntegrityError, match="UNIQUE"), writing(engine) as session:
        session.add_all([answer("a1", "aim"), answer("a2", "aim")])


def test_a_cell_in_a_row_has_one_answer(engine: Engine) -> None:
    with pytest.raises(IntegrityError, match="UNIQUE"), writing(engine) as session:
        session.add_all([answer("a1", "n", 1, "row1"), answer("a2", "n", 2, "row1")])


def test_the_same_field_is_answered_in_every_row(engine: Engine) -> None:
    with writing(engine) as session:
        session.add_all([answer("a1", "n", 1, "row1"), answer("a2", "n", 2, "row2")])
    with reading(engine) as session:
        found = session.scalars(select(AnswerRow).order_by(AnswerRow.row_id))
        assert [row.value for row in found] == [1, 2]


@pytest.mark.parametrize("value", [None, "", "München", "\ud835", "a\x00b", [1, 2.5], {"a": None}])
def test_a_value_comes_back_as_it_was(engine: Engine, value: object) -> None:
    with writing(engine) as session:
        session.add(answer("a1", "aim", value))
    with reading(engine) as session:
        assert session.scalars(select(AnswerRow.value)).one() == value


def test_no_value_is_stored_as_null(engine: Engine) -> None:
    with writing(engine) as session:
        session.add(answer("a1", "aim", None))
    with reading(engine) as session:
        assert session.scalar(text("SELECT value IS NULL FROM answer")) == 1


def test_json_is_readable_in_the_file() -> None:
    assert write_json({"city": "München"}) == '{"city": "München"}'


def test_json_without_a_number_for_it_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        write_json(float("nan"))


def test_errors_hold_no_answers(engine: Engine) -> None:
    with pytest.raises(IntegrityError) as caught, writing(engine) as session:
        session.add_all([answer("a1", "aim", "secret"), answer("a2", "aim", "secret")])
    assert "secret" not in str(caught.value)


def test_a_missing_file_is_not_created(tmp_path: Path) -> None:
    engine = open_engine(tmp_path / "none.sqlite")
    with pytest.raises(OperationalError, match="unable to open"), engine.connect():
        pass
    assert not (tmp_path / "none.sqlite").exists()


def test_a_read_only_engine_refuses_writes(database: Path) -> None:
    engine = open_engine(database, read_only=True)
    with pytest.raises(OperationalError, match="readonly"), writing(engine) as session:
        session.execute(text("DELETE FROM study"))
    engine.dispose()


def test_text_in_double_quotes_is_a_name(engine: Engine) -> None:
    if not hasattr(sqlite3.Connection, "setconfig"):
        pytest.skip("this Python cannot turn double-quoted strings off (3.12 can)")
    with reading(engine) as session, pytest.raises(OperationalError, match="no such column"):
        session.execute(text('SELECT "no such name"'))
