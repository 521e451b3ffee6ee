"""Drafts and revisits of the form, waived checks, viewed pages."""

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing to change yet."""
