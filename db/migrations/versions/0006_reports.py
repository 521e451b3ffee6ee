"""The reports of a study in an order of choice."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; reports without a rank stand in the order in which they came."""
    with op.batch_alter_table("report") as batch:
        batch.add_column(sa.Column("rank", sa.Integer(), nullable=True))
