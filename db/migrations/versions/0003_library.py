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
