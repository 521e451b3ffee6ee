"""What two laptops need: stamps, packets, seals, checks, and roles that can be taken back."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

KEY, MOMENT = sa.String(36), sa.String(40)


def upgrade() -> None:
    """Add the tables, and the columns of log, decisions and assignments."""
    with op.batch_alter_table("audit") as batch:
        batch.add_column(sa.Column("counter", sa.BigInteger(), server_default="0", nullable=False))
    op.create_index(op.f("ix_audit_counter"), "audit", ["counter"])
    with op.batch_alter_table("decision") as batch:
        batch.add_column(sa.Column("anchors", sa.JSON(none_as_null=True), nullable=True))
        batch.add_column(_flag("removed"))
    with op.batch_alter_table("assignment") as batch:
        batch.add_column(_flag("audited"))
        batch.add_column(_flag("removed"))
    _create_exchange()
    _create_checks()


def _create_exchange() -> None:
    op.create_table(
        "stamp",
        sa.Column("table_name", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("counter", sa.BigInteger(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("table_name", "key", name=op.f("pk_stamp")),
    )
    op.create_index(op.f("ix_stamp_counter"), "stamp", ["counter"])
    op.create_table(
        "exchange",
        sa.Column("id", KEY, nullable=False),
        sa.Column("packet_id", KEY, nullable=False),
        sa.Column("direction", sa.Text(), nullable=False),
        sa.Column("reviewer_id", KEY, nullable=False),
        sa.Column("counter", sa.BigInteger(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("summary", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        _link("exchange", "reviewer_id", "reviewer.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exchange")),
    )
    _index("exchange", "packet_id", "reviewer_id")
    op.create_table(
        "seal",
        sa.Column("id", KEY, nullable=False),
        sa.Column("extraction_id", KEY, nullable=False),
        sa.Column("reviewer_id", KEY, nullable=False),
        sa.Column("seal", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        _flag("withdrawn"),
        _link("seal", "extraction_id", "extraction.id"),
        _link("seal", "reviewer_id", "reviewer.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seal")),
    )
    _index("seal", "extraction_id", "reviewer_id")


def _create_checks() -> None:
    op.create_table(
        "verification",
        sa.Column("id", KEY, nullable=False),
        sa.Column("extraction_id", KEY, nullable=False),
        sa.Column("field_id", sa.Text(), nullable=False),
        sa.Column("row_key", sa.Text(), nullable=False),
        sa.Column("reviewer_id", KEY, nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("value", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("checked", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        _flag("removed"),
        _link("verification", "extraction_id", "extraction.id"),
        _link("verification", "reviewer_id", "reviewer.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verification")),
    )
    _index("verification", "extraction_id", "reviewer_id")
    op.create_table(
        "row_alignment",
        sa.Column("id", KEY, nullable=False),
        sa.Column("study_id", KEY, nullable=False),
        sa.Column("form_id", KEY, nullable=False),
        sa.Column("section_key", sa.Text(), nullable=False),
        sa.Column("pairs", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("reviewer_id", KEY, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        _link("row_alignment", "study_id", "study.id"),
        _link("row_alignment", "form_id", "form.id"),
        _link("row_alignment", "reviewer_id", "reviewer.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_row_alignment")),
        sa.UniqueConstraint(
            "study_id",
            "form_id",
            "section_key",
            name=op.f("uq_row_alignment_study_id_form_id_section_key"),
        ),
    )
    _index("row_alignment", "form_id", "reviewer_id")


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), server_default=sa.false(), nullable=False)


def _link(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column],
        [target],
        name=op.f(f"fk_{table}_{column}"),
        deferrable=True,
        initially="DEFERRED",
    )


def _index(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
