"""Tables of studies, their reports and the papers behind them."""

from sqlalchemy import BigInteger, LargeBinary, String, false
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, JsonValue, Key, Moment, PrimaryKey, Sha256, points_to


class StudyRow(Base):
    """The unit of extraction; a removed study keeps everything said about it."""

    __tablename__ = "study"

    id: Mapped[PrimaryKey]
    label: Mapped[str]
    title: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)
    removed: Mapped[bool] = mapped_column(default=False, server_default=false())


class ReportRow(Base):
    """One reference of a study: primary, secondary, supplement or protocol.

    `position` is the order in which they came: answers without a report are of the first one.
    `rank` is the order that was chosen for looking at them, None for none.
    """

    __tablename__ = "report"

    id: Mapped[PrimaryKey]
    study_id: Mapped[Key] = mapped_column(points_to("study.id"), index=True)
    role: Mapped[str] = mapped_column(default="primary")
    citation: Mapped[dict[str, JsonValue]] = mapped_column(default=dict)
    paper_sha256: Mapped[Sha256 | None] = mapped_column(points_to("paper.sha256"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    rank: Mapped[int | None]
    removed: Mapped[bool] = mapped_column(default=False, server_default=false())


class PaperRow(Base):
    """A PDF by its hash; `size` in bytes, `sizes` one [width, height] in points a page."""

    __tablename__ = "paper"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    file_name: Mapped[str]
    size: Mapped[int] = mapped_column(BigInteger)
    pages: Mapped[int]
    has_text: Mapped[bool]
    labels: Mapped[list[JsonValue]] = mapped_column(default=list)
    sizes: Mapped[list[JsonValue]] = mapped_column(default=list)
    title: Mapped[str] = mapped_column(default="")
    doi: Mapped[str | None]
    added_at: Mapped[Moment]


class PageTextRow(Base):
    """Text of a page (index from 0) for the search.

    `boxes` is the box of the body text in points of the upright page: left, top, right, bottom
    as little-endian doubles; empty for a page without text, nothing where it was not looked at.
    """

    __tablename__ = "page_text"

    paper_sha256: Mapped[str] = mapped_column(
        String(64), points_to("paper.sha256"), primary_key=True
    )
    page: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    text: Mapped[str]
    boxes: Mapped[bytes | None] = mapped_column(LargeBinary)


class PaperBlobRow(Base):
    """The bytes of a paper, for a team server without a folder of papers."""

    __tablename__ = "paper_blob"

    sha256: Mapped[str] = mapped_column(String(64), points_to("paper.sha256"), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
