"""Tables of content analysis: codes, where reviewers put them, and whose coding is done."""

from sqlalchemy import UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, Key, Moment, PrimaryKey, points_to


class CodeRow(Base):
    """A code of the framework; one that was removed stays, for packets and history.

    `merged_into` is the code that took its place.
    """

    __tablename__ = "code"

    id: Mapped[PrimaryKey]
    label: Mapped[str]
    definition: Mapped[str] = mapped_column(default="")
    parent_id: Mapped[Key | None]
    position: Mapped[int] = mapped_column(default=0)
    origin: Mapped[str] = mapped_column(default="inductive")
    merged_into: Mapped[Key | None]
    removed: Mapped[bool] = mapped_column(default=False, server_default=false())


class SegmentRow(Base):
    """A code on an answer of a study (`row_id` "": no repeating group), or on a quote of it."""

    __tablename__ = "coded_segment"

    id: Mapped[PrimaryKey]
    code_id: Mapped[Key] = mapped_column(points_to("code.id"), index=True)
    reviewer_id: Mapped[Key] = mapped_column(points_to("reviewer.id"))
    study_id: Mapped[Key] = mapped_column(points_to("study.id"), index=True)
    field_id: Mapped[str]
    row_id: Mapped[str] = mapped_column(default="")
    quote: Mapped[str] = mapped_column(default="")
    anchor_id: Mapped[str] = mapped_column(default="")
    removed: Mapped[bool] = mapped_column(default=False, server_default=false())


class CodingRow(Base):
    """Whether a reviewer's coding of a field is done."""

    __tablename__ = "coding"
    __table_args__ = (UniqueConstraint("reviewer_id", "field_id"),)

    id: Mapped[PrimaryKey]
    reviewer_id: Mapped[Key] = mapped_column(points_to("reviewer.id"))
    field_id: Mapped[str]
    is_done: Mapped[bool] = mapped_column(default=False)
    updated_at: Mapped[Moment]
