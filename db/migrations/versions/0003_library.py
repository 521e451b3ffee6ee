"""Imports of references, decisions on duplicates, screening and flow."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

KEY = sa.String(36)


def upgrade() -> None:
    """Say how records were found, what became of them, and who settled a decision."""
    _screening()
    _imports()


def _screening() -> None:
    with op.batch_alter_table("search") as batch:
        batch.add_column(sa.Column("kind", sa.Text(), server_default="database", nullable=False))
    with op.batch_alter_table("record") as batch:
        batch.add_column(sa.Column("left_out", sa.Text(), server_default="", nullable=False))
        batch.add_column(sa.Column("retrieval", sa.Text(), server_default="", nullable=False))
        batch.add_column(sa.Column("report_id", KEY, nullable=True))
        batch.add_column(sa.Column("paper_sha256", sa.String(64), nullable=True))
        batch.create_index(op.f("ix_record_report_id"), ["report_id"])
    with op.batch_alter_table("screening_decision") as batch:
        batch.add_column(sa.Column("role", sa.Text(), server_default="own", nullable=False))


def _imports() -> None:
    """Add the shelf where records wait until their import is applied, or after its undo."""
    op.create_table(
        "shelved_record",
        sa.Column("id", KEY, nullable=False),
        sa.Column("search_id", KEY, nullable=False),
        sa.Column("raw", sa.Text(), nullable=False),
        sa.Column("csl", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("doi", sa.Text(), nullable=True),
        sa.Column("pmid", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shelved_record")),
    )
    op.create_index(op.f("ix_shelved_record_search_id"), "shelved_record", ["search_id"])
