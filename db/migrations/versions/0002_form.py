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
    _checks()


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


def _checks() -> None:
    op.create_table(
        "check_waiver",
        sa.Column("id", KEY, nullable=False),
        sa.Column("extraction_id", KEY, nullable=False),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.String(40), nullable=False),
        _link("check_waiver", "extraction_id", "extraction.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_waiver")),
        sa.UniqueConstraint(
            "extraction_id", "mark", name=op.f("uq_check_waiver_extraction_id_mark")
        ),
    )
    op.create_table(
        "viewed_page",
        sa.Column("reviewer_id", KEY, nullable=False),
        sa.Column("paper_sha256", sa.String(64), nullable=False),
        sa.Column("page", sa.Integer(), autoincrement=False, nullable=False),
        _link("viewed_page", "reviewer_id", "reviewer.id"),
        _link("viewed_page", "paper_sha256", "paper.sha256"),
        sa.PrimaryKeyConstraint("reviewer_id", "paper_sha256", "page", name=op.f("pk_viewed_page")),
    )


def _link(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    """Return a foreign key that is checked at commit."""
    return sa.ForeignKeyConstraint(
        [column],
        [target],
        name=op.f(f"fk_{table}_{column}"),
        deferrable=True,
        initially="DEFERRED",
    )
