"""Tables of anchors in papers and what they support."""

from sqlalchemy import false
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, JsonValue, Key, Moment, PrimaryKey, Sha256, points_to


class AnchorRow(Base):
    """A place in a paper.

    `places` is [[page, [[left, top, right, bottom], ...]], ...] in points of the upright
    page, origin at the top left, y downwards; `page` is the first page, from 0.
    """

    __tablename__ = "anchor"

    id: Mapped[PrimaryKey]
    paper_sha256: Mapped[Sha256] = mapped_column(points_to("paper.sha256"), index=True)
    kind: Mapped[str]
    page: Mapped[int] = mapped_column(default=0)
    places: Mapped[list[JsonValue]] = mapped_column(default=list)
    quote: Mapped[str] = mapped_column(default="")
    prefix: Mapped[str] = mapped_column(default="")
    suffix: Mapped[str] = mapped_column(default="")
    created_at: Mapped[Moment]


class EvidenceRow(Base):
    """An anchor linked to a cell, or kept by an extraction without a field."""

    __tablename__ = "evidence"

    id: Mapped[PrimaryKey]
    extraction_id: Mapped[Key] = mapped_column(points_to("extraction.id"), index=True)
    field_id: Mapped[str | None]
    row_id: Mapped[Key | None] = mapped_column(points_to("group_row.id"), index=True)
    anchor_id: Mapped[Key] = mapped_column(points_to("anchor.id"), index=True)
    removed: Mapped[bool] = mapped_column(default=False, server_default=false())
    checksum: Mapped[str] = mapped_column(default="")
