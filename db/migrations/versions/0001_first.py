"""The tables of the first release."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create every table; a table comes after the ones it points to."""
    _create_review()
    _create_papers()
    _create_studies()
    _create_forms()
    _create_searches()
    _create_extractions()
    _create_answers()
    _create_decisions_and_log()


def _create_review() -> None:
    op.create_table(
        "review",
        *_columns(
            "id:key title:text details:json settings:json created_at:moment app_version:text"
        ),
        _primary("review", "id"),
    )
    op.create_table(
        "reviewer",
        *_columns("id:key name:text initials:text colour:number is_here:flag"),
        _primary("reviewer", "id"),
    )


def _create_papers() -> None:
    op.create_table(
        "paper",
        *_columns(
            "sha256:sha256 file_name:text size:big pages:number has_text:boolean "
            "labels:json sizes:json title:text doi:text? added_at:moment"
        ),
        _primary("paper", "sha256"),
    )
    op.create_table(
        "page_text",
        *_columns("paper_sha256:sha256 page:number text:text boxes:bytes?"),
        *_links("page_text", paper_sha256="paper.sha256"),
        _primary("page_text", "paper_sha256", "page"),
    )
    op.create_table(
        "paper_blob",
        *_columns("sha256:sha256 content:bytes"),
        *_links("paper_blob", sha256="paper.sha256"),
        _primary("paper_blob", "sha256"),
    )


def _create_studies() -> None:
    op.create_table(
        "study",
        *_columns("id:key label:text title:text position:number removed:flag"),
        _primary("study", "id"),
    )
    op.create_table(
        "report",
        *_columns(
            "id:key study_id:key role:text citation:json paper_sha256:sha256? "
            "position:number removed:flag"
        ),
        *_links("report", study_id="study.id", paper_sha256="paper.sha256"),
        _primary("report", "id"),
    )
    _index("report", "study_id", "paper_sha256")


def _create_forms() -> None:
    op.create_table(
        "form",
        *_columns("id:key key:text name:text kind:text"),
        _primary("form", "id"),
        _unique("form", "key"),
    )
    op.create_table(
        "form_version",
        *_columns(
            "id:key form_id:key number:number document:json reason:text reviewer_id:key? "
            "created_at:moment"
        ),
        *_links("form_version", form_id="form.id", reviewer_id="reviewer.id"),
        _primary("form_version", "id"),
        _unique("form_version", "form_id", "number"),
    )


def _create_searches() -> None:
    op.create_table(
        "search",
        *_columns(
            "id:key database:text platform:text searched_on:text? strategy:text "
            "limits:text files:json counts:json"
        ),
        _primary("search", "id"),
    )
    op.create_table(
        "record",
        *_columns(
            "id:key search_id:key? raw:text csl:json cluster_id:key? title:text "
            "year:number? doi:text? pmid:text?"
        ),
        *_links("record", search_id="search.id"),
        _primary("record", "id"),
    )
    _index("record", "search_id", "cluster_id", "doi", "pmid")
    op.create_table(
        "screening_decision",
        *_columns(
            "id:key record_id:key? report_id:key? stage:text reviewer_id:key "
            "judgements:json decision:text primary_reason:text? secondary_reasons:json "
            "note:text quote:text page:number? decided_at:moment criteria_version:number"
        ),
        *_links(
            "screening_decision",
            record_id="record.id",
            report_id="report.id",
            reviewer_id="reviewer.id",
        ),
        _primary("screening_decision", "id"),
    )
    _index("screening_decision", "record_id", "report_id", "reviewer_id")


def _create_extractions() -> None:
    op.create_table(
        "extraction",
        *_columns(
            "id:key study_id:key reviewer_id:key form_id:key status:text "
            "status_reason:text sealed_at:moment?"
        ),
        *_links("extraction", study_id="study.id", reviewer_id="reviewer.id", form_id="form.id"),
        _primary("extraction", "id"),
        _unique("extraction", "study_id", "reviewer_id", "form_id"),
    )
    _index("extraction", "reviewer_id", "form_id")
    op.create_table(
        "group_row",
        *_columns("id:key extraction_id:key section_key:text position:number removed:flag"),
        *_links("group_row", extraction_id="extraction.id"),
        _primary("group_row", "id"),
    )
    _index("group_row", "extraction_id")
    op.create_table(
        "assignment",
        *_columns("id:key study_id:key reviewer_id:key role:text"),
        *_links("assignment", study_id="study.id", reviewer_id="reviewer.id"),
        _primary("assignment", "id"),
        _unique("assignment", "study_id", "reviewer_id", "role"),
    )
    _index("assignment", "reviewer_id")
    op.create_table(
        "reading_place",
        *_columns("reviewer_id:key study_id:key place:json"),
        *_links("reading_place", reviewer_id="reviewer.id", study_id="study.id"),
        _primary("reading_place", "reviewer_id", "study_id"),
    )


def _create_answers() -> None:
    op.create_table(
        "answer",
        *_columns(
            "id:key extraction_id:key row_id:key? field_id:text value:json? status:text "
            "note:text flagged:flag form_version_id:key report_id:key? updated_at:moment "
            "checksum:text"
        ),
        *_links(
            "answer",
            extraction_id="extraction.id",
            row_id="group_row.id",
            form_version_id="form_version.id",
            report_id="report.id",
        ),
        _primary("answer", "id"),
    )
    _index("answer", "row_id")
    _index_cells()
    op.create_table(
        "anchor",
        *_columns(
            "id:key paper_sha256:sha256 kind:text page:number places:json quote:text "
            "prefix:text suffix:text created_at:moment"
        ),
        *_links("anchor", paper_sha256="paper.sha256"),
        _primary("anchor", "id"),
    )
    _index("anchor", "paper_sha256")
    op.create_table(
        "evidence",
        *_columns(
            "id:key extraction_id:key field_id:text? row_id:key? anchor_id:key "
            "removed:flag checksum:text"
        ),
        *_links(
            "evidence", extraction_id="extraction.id", row_id="group_row.id", anchor_id="anchor.id"
        ),
        _primary("evidence", "id"),
    )
    _index("evidence", "extraction_id", "row_id", "anchor_id")


def _create_decisions_and_log() -> None:
    op.create_table(
        "decision",
        *_columns(
            "id:key study_id:key form_id:key field_id:text row_key:text rows:json "
            "side:text value:json? status:text reason:text reviewer_id:key "
            "decided_at:moment"
        ),
        *_links("decision", study_id="study.id", form_id="form.id", reviewer_id="reviewer.id"),
        _primary("decision", "id"),
        _unique("decision", "study_id", "form_id", "field_id", "row_key"),
    )
    _index("decision", "form_id", "reviewer_id")
    op.create_table(
        "audit",
        *_columns(
            "seq:counter id:key subject_id:key? at:moment utc_offset:number device:text "
            "reviewer_id:key? kind:text label:text edit:json? before:json? after:json? "
            "previous_hash:text hash:text"
        ),
        *_links("audit", reviewer_id="reviewer.id"),
        _primary("audit", "seq"),
        _unique("audit", "id"),
        sqlite_autoincrement=True,
    )
    _index("audit", "subject_id", "reviewer_id")


def _columns(specification: str) -> list[sa.Column[Any]]:
    """Return the columns of "name:kind name:kind?"; a question mark allows NULL."""
    return [_column(*entry.split(":")) for entry in specification.split()]


def _column(name: str, kind: str) -> sa.Column[Any]:
    null = kind.endswith("?")
    if kind == "flag":
        return sa.Column(name, sa.Boolean(), server_default=sa.false(), nullable=False)
    if kind == "counter":
        counter = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
        return sa.Column(name, counter, autoincrement=True, nullable=False)
    return sa.Column(name, _types()[kind.rstrip("?")](), autoincrement=False, nullable=null)


def _types() -> dict[str, Callable[[], sa.types.TypeEngine[Any]]]:
    return {
        "key": lambda: sa.String(36),
        "sha256": lambda: sa.String(64),
        "moment": lambda: sa.String(40),
        "text": sa.Text,
        "number": sa.Integer,
        "big": sa.BigInteger,
        "boolean": sa.Boolean,
        "bytes": sa.LargeBinary,
        "json": lambda: sa.JSON(none_as_null=True),
    }


def _primary(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=op.f(f"pk_{table}"))


def _unique(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=op.f(f"uq_{table}_{'_'.join(columns)}"))


def _links(table: str, **targets: str) -> list[sa.ForeignKeyConstraint]:
    """Return foreign keys that are checked at commit."""
    return [
        sa.ForeignKeyConstraint(
            [column],
            [target],
            name=op.f(f"fk_{table}_{column}"),
            deferrable=True,
            initially="DEFERRED",
        )
        for column, target in targets.items()
    ]


def _index(table: str, *columns: str) -> None:
    """Create one index a column."""
    for column in columns:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _index_cells() -> None:
    """One answer a cell: NULLs are distinct, so a cell outside a row has its own index."""
    in_row = ["extraction_id", "field_id", "row_id"]
    op.create_index("uq_answer_cell_in_row", "answer", in_row, unique=True)
    op.create_index(
        "uq_answer_cell",
        "answer",
        ["extraction_id", "field_id"],
        unique=True,
        sqlite_where=sa.text("row_id IS NULL"),
        postgresql_where=sa.text("row_id IS NULL"),
    )
