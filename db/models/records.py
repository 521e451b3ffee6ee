"""Tables of what a reviewer extracted: extraction, rows of groups, answers."""

from sqlalchemy import Index, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import JSON_TEXT, Base, JsonValue, Key, Moment, PrimaryKey, points_to


class ExtractionRow(Base):
    """One reviewer's extraction of one study with one form.

    `settled_id` is the version of the form whose decisions its answers have been taken through.
    """

    __tablename__ = "extraction"
    __table_args__ = (UniqueConstraint("study_id", "reviewer_id", "form_id"),)

    id: Mapped[PrimaryKey]
    study_id: Mapped[Key] = mapped_column(points_to("study.id"))
    reviewer_id: Mapped[Key] = mapped_column(points_to("reviewer.id"), index=True)
    form_id: Mapped[Key] = mapped_column(points_to("form.id"), index=True)
    status: Mapped[str] = mapped_column(default="open")
    status_reason: Mapped[str] = mapped_column(default="")
    sealed_at: Mapped[Moment | None]
    settled_id: Mapped[Key | None]


class GroupRow(Base):
    """One instance of a repeating group; a removed row keeps its answers."""

    __tablename__ = "group_row"

    id: Mapped[PrimaryKey]
    extraction_id: Mapped[Key] = mapped_column(points_to("extraction.id"), index=True)
    section_key: Mapped[str]
    position: Mapped[int] = mapped_column(default=0)
    removed: Mapped[bool] = mapped_column(default=False, server_default=false())


class AnswerRow(Base):
    """Content of one cell; `checksum` is over the content and finds a flipped bit."""

    __tablename__ = "answer"

    id: Mapped[PrimaryKey]
    extraction_id: Mapped[Key] = mapped_column(points_to("extraction.id"))
    row_id: Mapped[Key | None] = mapped_column(points_to("group_row.id"), index=True)
    field_id: Mapped[str]
    value: Mapped[JsonValue] = mapped_column(JSON_TEXT, nullable=True)
    status: Mapped[str] = mapped_column(default="empty")
    note: Mapped[str] = mapped_column(default="")
    flagged: Mapped[bool] = mapped_column(default=False, server_default=false())
    form_version_id: Mapped[Key] = mapped_column(points_to("form_version.id"))
    report_id: Mapped[Key | None] = mapped_column(points_to("report.id"))
    others: Mapped[JsonValue] = mapped_column(JSON_TEXT, nullable=True)
    updated_at: Mapped[Moment]
    checksum: Mapped[str] = mapped_column(default="")


# NULLs are distinct in a unique index: cells outside a group need an index of their own.
Index(
    "uq_answer_cell_in_row",
    AnswerRow.extraction_id,
    AnswerRow.field_id,
    AnswerRow.row_id,
    unique=True,
)
Index(
    "uq_answer_cell",
    AnswerRow.extraction_id,
    AnswerRow.field_id,
    unique=True,
    sqlite_where=AnswerRow.row_id.is_(None),
    postgresql_where=AnswerRow.row_id.is_(None),
)
