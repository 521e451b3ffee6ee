"""Drafts and revisits of the form, waived checks, viewed pages."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

KEY = sa.String(36)
JSON = sa.JSON(none_as_null=True)


def upgrade() -> None:
    """Let versions branch, and give forms drafts and pilots."""
    _versions()
    _drafts()
    _pilots()
    op.add_column("answer", sa.Column("others", JSON, nullable=True))


def _versions() -> None:
    """Two computers may both publish a version 3, so numbers alone tell no version apart."""
    with op.batch_alter_table("form_version") as batch:
        batch.add_column(sa.Column("parent_id", KEY, nullable=True))
        batch.add_column(sa.Column("merged_id", KEY, nullable=True))
        batch.add_column(sa.Column("device", sa.Text(), server_default="", nullable=False))
        batch.add_column(sa.Column("resolutions", JSON, nullable=True))
        batch.drop_constraint("uq_form_version_form_id_number", type_="unique")
        batch.create_index(op.f("ix_form_version_form_id"), ["form_id"])
    with op.batch_alter_table("form") as batch:
        batch.add_column(sa.Column("current_id", KEY, nullable=True))
    with op.batch_alter_table("extraction") as batch:
        batch.add_column(sa.Column("settled_id", KEY, nullable=True))
    op.execute(
        "UPDATE form SET current_id = (SELECT id FROM form_version "
        "WHERE form_version.form_id = form.id ORDER BY number DESC LIMIT 1)"
    )
    op.execute(
        "UPDATE extraction SET settled_id = "
        "(SELECT current_id FROM form WHERE form.id = extraction.form_id)"
    )


def _drafts() -> None:
    op.create_table(
        "form_draft",
        sa.Column("form_id", KEY, nullable=False),
        sa.Column("base_id", KEY, nullable=False),
        sa.Column("document", JSON, nullable=False),
        _link("form_draft", "form_id", "form.id"),
        _link("form_draft", "base_id", "form_version.id"),
        sa.PrimaryKeyConstraint("form_id", name=op.f("pk_form_draft")),
    )


def _pilots() -> None:
    op.create_table(
        "form_pilot",
        sa.Column("id", KEY, nullable=False),
        sa.Column("form_id", KEY, nullable=False),
        sa.Column("document", JSON, nullable=False),
        _link("form_pilot", "form_id", "form.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_pilot")),
    )
    op.create_index(op.f("ix_form_pilot_form_id"), "form_pilot", ["form_id"])


def _link(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    """Return a foreign key that is checked at commit."""
    return sa.ForeignKeyConstraint(
        [column],
        [target],
        name=op.f(f"fk_{table}_{column}"),
        deferrable=True,
        initially="DEFERRED",
    )
