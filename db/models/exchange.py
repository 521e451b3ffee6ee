"""Tables of what two laptops need to exchange work without losing any."""

from sqlalchemy import BigInteger, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, JsonValue, Key, Moment, PrimaryKey, points_to


class StampRow(Base):
    """When a row (or a key of the review's JSON) was last written, for the merge.

    `counter` is a Lamport clock: it grows with every edit and beyond every counter that came
    in with a packet. `origin` names the copy of the program that wrote. The greater
    (counter, origin) is the later writing, on every laptop alike.
    """

    __tablename__ = "stamp"

    table_name: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    counter: Mapped[int] = mapped_column(BigInteger, index=True)
    origin: Mapped[str]


class ExchangeRow(Base):
    """A packet that was written here ("out") or merged here ("in").

    `counter` is the greatest counter in it; `summary` counts its contents.
    """

    __tablename__ = "exchange"

    id: Mapped[PrimaryKey]
    packet_id: Mapped[Key] = mapped_column(index=True)
    direction: Mapped[str]
    reviewer_id: Mapped[Key] = mapped_column(points_to("reviewer.id"), index=True)
    counter: Mapped[int] = mapped_column(BigInteger, default=0)
    file_name: Mapped[str] = mapped_column(default="")
    summary: Mapped[dict[str, JsonValue]] = mapped_column(default=dict)
    at: Mapped[Moment]


class SealRow(Base):
    """The hash of a complete extraction, published when its reviewer handed it over.

    `seal` is over every answer and quote of the extraction: contents that come later must
    have the same.
    """

    __tablename__ = "seal"

    id: Mapped[PrimaryKey]
    extraction_id: Mapped[Key] = mapped_column(points_to("extraction.id"), index=True)
    reviewer_id: Mapped[Key] = mapped_column(points_to("reviewer.id"), index=True)
    seal: Mapped[str]
    at: Mapped[Moment]
    withdrawn: Mapped[bool] = mapped_column(default=False, server_default=false())


class CheckRow(Base):
    """What a checker said of another reviewer's answer: confirmed, or corrected to a value."""

    __tablename__ = "verification"

    id: Mapped[PrimaryKey]
    extraction_id: Mapped[Key] = mapped_column(points_to("extraction.id"), index=True)
    field_id: Mapped[str]
    row_key: Mapped[str] = mapped_column(default="")
    reviewer_id: Mapped[Key] = mapped_column(points_to("reviewer.id"), index=True)
    verdict: Mapped[str]
    value: Mapped[dict[str, JsonValue]] = mapped_column(default=dict)
    checked: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    at: Mapped[Moment]
    removed: Mapped[bool] = mapped_column(default=False, server_default=false())


class AlignmentRow(Base):
    """Which rows of a repeating group two reviewers mean to be the same, corrected by hand.

    `pairs` is [[row of the first or null, row of the second or null], ...].
    """

    __tablename__ = "row_alignment"
    __table_args__ = (UniqueConstraint("study_id", "form_id", "section_key"),)

    id: Mapped[PrimaryKey]
    study_id: Mapped[Key] = mapped_column(points_to("study.id"))
    form_id: Mapped[Key] = mapped_column(points_to("form.id"), index=True)
    section_key: Mapped[str]
    pairs: Mapped[list[JsonValue]] = mapped_column(default=list)
    reviewer_id: Mapped[Key] = mapped_column(points_to("reviewer.id"), index=True)
    at: Mapped[Moment]
