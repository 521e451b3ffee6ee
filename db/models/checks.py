"""Tables of the checks: findings that may stand, and pages that were on the screen."""

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, Key, Moment, PrimaryKey, Sha256, points_to


class WaiverRow(Base):
    """A finding that its reviewer lets stand; an empty reason means that it is asked again."""

    __tablename__ = "check_waiver"
    __table_args__ = (UniqueConstraint("extraction_id", "mark"),)

    id: Mapped[PrimaryKey]
    extraction_id: Mapped[Key] = mapped_column(points_to("extraction.id"))
    mark: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    updated_at: Mapped[Moment]


class ViewedPageRow(Base):
    """A page (index from 0) that a reviewer had on the screen; kept, not audited."""

    __tablename__ = "viewed_page"

    reviewer_id: Mapped[PrimaryKey] = mapped_column(points_to("reviewer.id"))
    paper_sha256: Mapped[Sha256] = mapped_column(points_to("paper.sha256"), primary_key=True)
    page: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
