"""Answers about pairs of records in a table of their own; who searched, batches of one search."""

import uuid
from collections.abc import Iterable, Sequence

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

KEY, MOMENT = sa.String(36), sa.String(40)
SETTING = "library.apart"
NAMESPACE = uuid.UUID("6f1c0d4e-6a0b-5a43-9d0f-43686172746b")  # app.domain.ids, as it was


def upgrade() -> None:
    """Add table and columns; pairs that were kept apart in a setting move to the table."""
    op.create_table(
        "record_pair",
        sa.Column("id", KEY, nullable=False),
        sa.Column("first_id", KEY, nullable=False),
        sa.Column("second_id", KEY, nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("reviewer_id", KEY, nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["reviewer_id"],
            ["reviewer.id"],
            name=op.f("fk_record_pair_reviewer_id"),
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record_pair")),
    )
    for column in ("first_id", "second_id", "reviewer_id"):
        op.create_index(op.f(f"ix_record_pair_{column}"), "record_pair", [column])
    with op.batch_alter_table("search") as batch:
        batch.add_column(sa.Column("searched_by", sa.Text(), server_default="", nullable=False))
        batch.add_column(sa.Column("note", sa.Text(), server_default="", nullable=False))
        batch.add_column(sa.Column("reported", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("batch_of", KEY, nullable=True))
    _move_pairs()


def _move_pairs() -> None:
    stored = sa.column("settings", sa.JSON(none_as_null=True))
    review = sa.table("review", sa.column("id", sa.Text()), stored)
    connection = op.get_bind()
    for key, settings in connection.execute(sa.select(review.c.id, review.c.settings)).all():
        if not settings or SETTING not in settings:
            continue
        _add_pairs(connection, settings.pop(SETTING) or ())
        changed = sa.update(review).where(review.c.id == key).values(settings=settings)
        connection.execute(changed)


def _add_pairs(connection: sa.Connection, kept: Iterable[Sequence[str]]) -> None:
    names = ("id", "first_id", "second_id", "answer", "at")
    pair = sa.table("record_pair", *(sa.column(name, sa.Text()) for name in names))
    rows = {}
    for one in kept:
        first, second = sorted(map(str, one))
        own = str(uuid.uuid5(NAMESPACE, "\x1f".join(("record pair", first, second))))
        rows[own] = {"id": own, "first_id": first, "second_id": second, "answer": "two", "at": ""}
    if rows:
        connection.execute(pair.insert(), list(rows.values()))
