"""The same tables and transactions on a team server."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, select, text
from sqlalchemy.exc import DBAPIError

from app.domain.library import SearchDraft
from app.domain.studies import Reviewer
from app.services.acting import Acting
from app.services.extraction import ExtractionService
from app.services.library import LibraryService
from app.services.store import Store
from db.engine import WRITER_LOCK, open_engine, reading, writing
from db.migrate import Migrated, NewerSchema, ensure_server_current, revisions
from db.models import AnswerRow, AuditRow, Base, StudyRow
from tests.services.review_rows import add_review, answer, entry


@pytest.fixture
def server(server_url: str) -> Iterator[Engine]:
    """A server with the tables and the rows of `add_review`."""
    engine = open_engine(server_url)
    ensure_server_current(engine)
    with writing(engine) as session:
        add_review(session)
    yield engine
    engine.dispose()


def test_tables_of_the_server_agree_with_the_models(server: Engine) -> None:
    with server.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        assert compare_metadata(context, Base.metadata) == []


def test_server_that_is_current_is_left_alone(server: Engine) -> None:
    assert ensure_server_current(server) == Migrated(revisions()[-1], revisions()[-1])


def test_server_of_a_newer_version_is_refused(server: Engine) -> None:
    with server.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerSchema):
        ensure_server_current(server)


def test_value_comes_back_from_the_server_as_it_was(server: Engine) -> None:
    value = ["München", 1, 2.5, None, {"b": 1, "a": 2}]
    with writing(server) as session:
        session.add(answer("a1", "aim", value))
    with reading(server) as session:
        assert session.scalars(select(AnswerRow.value)).one() == value


def test_a_cell_outside_rows_has_one_answer_on_the_server(server: Engine) -> None:
    with pytest.raises(DBAPIError, match="uq_answer_cell"), writing(server) as session:
        session.add_all([answer("a1", "aim"), answer("a2", "aim")])


def test_the_same_field_is_answered_in_every_row_on_the_server(server: Engine) -> None:
    with writing(server) as session:
        session.add_all([answer("a1", "n", 1, "row1"), answer("a2", "n", 2, "row2")])
    with reading(server) as session:
        assert len(session.scalars(select(AnswerRow)).all()) == 2


def test_rows_may_be_written_to_the_server_before_what_they_point_to(server: Engine) -> None:
    with writing(server) as session:
        values = "('r','late','primary','{}',NULL,0,false,NULL)"
        session.execute(text(f"INSERT INTO report VALUES {values}"))
        session.add(StudyRow(id="late", label="Zhao 2021"))
    with reading(server) as session:
        assert session.get(StudyRow, "late") is not None


def test_log_of_the_server_counts_by_itself(server: Engine) -> None:
    with writing(server) as session:
        session.add_all([entry("one"), entry("two")])
    with reading(server) as session:
        assert session.scalars(select(AuditRow.seq).order_by(AuditRow.seq)).all() == [1, 2]


def test_a_write_while_reading_the_server_is_refused(server: Engine) -> None:
    with reading(server) as session, pytest.raises(DBAPIError, match="read-only"):
        session.execute(text("DELETE FROM study"))


def test_writing_works_after_reading_the_server(server: Engine) -> None:
    with reading(server) as session:
        session.scalars(select(StudyRow)).all()
    with writing(server) as session:
        session.execute(text("UPDATE study SET label = 'Kim 2019'"))


def test_a_second_writer_waits_for_the_first_on_the_server(server: Engine) -> None:
    with writing(server) as session, server.connect() as second:
        session.scalars(select(StudyRow)).all()
        second.execute(text("SET LOCAL lock_timeout = '50ms'"))
        with pytest.raises(DBAPIError, match="timeout"):
            second.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": WRITER_LOCK})


def test_an_import_goes_in_and_out_again_on_the_server(server: Engine, tmp_path: Path) -> None:
    (tmp_path / "a.ris").write_text("TY  - JOUR\nTI  - Sleep\nAU  - Hale, R\nPY  - 2020\nER  -\n")
    store = Store(server, tmp_path)
    library = LibraryService(store)
    acting = Acting(Reviewer("reviewer", "Ana Ortiz", "AO"), "laptop", "form")
    edit, _ = library.stage([tmp_path / "a.ris"], SearchDraft("search", "MEDLINE"))
    assert edit is not None
    seen = []
    for step in (edit, edit.inverse(), edit):
        ExtractionService(store, acting).apply(step)
        seen.append([shown.csl["title"] for shown in library.records()])
    assert seen == [["Sleep"], [], ["Sleep"]]
