"""Decisions of the consensus: what each copy of the review said, and what it knew then."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

LINE = ("study_id", "form_id", "field_id", "row_key")


def upgrade() -> None:
    """Let every copy have a decision of its own for a line; those of before belong to no copy."""
    with op.batch_alter_table("decision") as batch:
        for name in ("origin", "mark"):
            batch.add_column(
                sa.Column(name, sa.Text(), server_default=sa.text("''"), nullable=False)
            )
        batch.add_column(sa.Column("knew", sa.JSON(none_as_null=True), nullable=True))
        batch.drop_constraint(op.f(f"uq_decision_{'_'.join(LINE)}"), type_="unique")
        batch.create_unique_constraint(
            op.f(f"uq_decision_{'_'.join(LINE)}_origin"), [*LINE, "origin"]
        )
