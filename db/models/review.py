"""Tables of the review itself and of the people who work on it."""

from sqlalchemy import UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, JsonValue, Key, Moment, PrimaryKey, points_to


class ReviewRow(Base):
    """The one review of the file: protocol answers by field_id, and settings."""

    __tablename__ = "review"

    id: Mapped[PrimaryKey]
    title: Mapped[str] = mapped_column(default="")
    details: Mapped[dict[str, JsonValue]] = mapped_column(default=dict)
    settings: Mapped[dict[str, JsonValue]] = mapped_column(default=dict)
    created_at: Mapped[Moment]
    app_version: Mapped[str]


class ReviewerRow(Base):
    """A person; `is_here` is a mark of older versions, see app.services.identity."""

    __tablename__ = "reviewer"

    id: Mapped[PrimaryKey]
    name: Mapped[str]
    initials: Mapped[str] = mapped_column(default="")
    colour: Mapped[int] = mapped_column(default=0)
    is_here: Mapped[bool] = mapped_column(default=False, server_default=false())


class AssignmentRow(Base):
    """Who does what for a study: first, second, checker, third or consensus.

    `audited` says that a study of single extraction was drawn for a second one.
    """

    __tablename__ = "assignment"
    __table_args__ = (UniqueConstraint("study_id", "reviewer_id", "role"),)

    id: Mapped[PrimaryKey]
    study_id: Mapped[Key] = mapped_column(points_to("study.id"))
    reviewer_id: Mapped[Key] = mapped_column(points_to("reviewer.id"), index=True)
    role: Mapped[str]
    audited: Mapped[bool] = mapped_column(default=False, server_default=false())
    removed: Mapped[bool] = mapped_column(default=False, server_default=false())


class ReadingPlaceRow(Base):
    """Where a reviewer left a study: page, zoom, section, target; kept, not audited."""

    __tablename__ = "reading_place"

    reviewer_id: Mapped[PrimaryKey] = mapped_column(points_to("reviewer.id"))
    study_id: Mapped[PrimaryKey] = mapped_column(points_to("study.id"))
    place: Mapped[dict[str, JsonValue]] = mapped_column(default=dict)
