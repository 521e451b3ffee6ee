"""Content analysis: codes, where they are put, and whose coding is done."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

KEY, MOMENT = sa.String(36), sa.String(40)


def upgrade() -> None:
    """Add three tables."""
    op.create_table(
        "code",
        sa.Column("id", KEY, nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("parent_id", KEY, nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("merged_into", KEY, nullable=True),
        sa.Column("removed", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code")),
    )
    op.create_table(
        "coded_segment",
        sa.Column("id", KEY, nullable=False),
        sa.Column("code_id", KEY, nullable=False),
        sa.Column("reviewer_id", KEY, nullable=False),
        sa.Column("study_id", KEY, nullable=False),
        sa.Column("field_id", sa.Text(), nullable=False),
        sa.Column("row_id", sa.Text(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("anchor_id", sa.Text(), nullable=False),
        sa.Column("removed", sa.Boolean(), server_default=sa.false(), nullable=False),
        _points("coded_segment", "code_id", "code.id"),
        _points("coded_segment", "reviewer_id", "reviewer.id"),
        _points("coded_segment", "study_id", "study.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coded_segment")),
    )
    for column in ("code_id", "study_id"):
        op.create_index(op.f(f"ix_coded_segment_{column}"), "coded_segment", [column])
    op.create_table(
        "coding",
        sa.Column("id", KEY, nullable=False),
        sa.Column("reviewer_id", KEY, nullable=False),
        sa.Column("field_id", sa.Text(), nullable=False),
        sa.Column("is_done", sa.Boolean(), nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        _points("coding", "reviewer_id", "reviewer.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coding")),
        sa.UniqueConstraint("reviewer_id", "field_id", name=op.f("uq_coding_reviewer_id_field_id")),
    )


def _points(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column],
        [target],
        name=op.f(f"fk_{table}_{column}"),
        deferrable=True,
        initially="DEFERRED",
    )
