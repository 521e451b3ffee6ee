"""Tables of searches, imported references and screening decisions."""

from sqlalchemy import text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, JsonValue, Key, Moment, PrimaryKey, Sha256, points_to


class SearchRow(Base):
    """One search of one database, as PRISMA-S reports it.

    `kind` is the box of the flow diagram it counts in: see app.domain.flow.Found. `reported`
    is how many results the source itself told; `batch_of` is the search that this is a part of.
    """

    __tablename__ = "search"

    id: Mapped[PrimaryKey]
    database: Mapped[str]
    platform: Mapped[str] = mapped_column(default="")
    searched_on: Mapped[str | None]
    strategy: Mapped[str] = mapped_column(default="")
    limits: Mapped[str] = mapped_column(default="")
    files: Mapped[list[JsonValue]] = mapped_column(default=list)
    counts: Mapped[dict[str, JsonValue]] = mapped_column(default=dict)
    kind: Mapped[str] = mapped_column(default="database", server_default="database")
    searched_by: Mapped[str] = mapped_column(default="", server_default=text("''"))
    note: Mapped[str] = mapped_column(default="", server_default=text("''"))
    reported: Mapped[int | None]
    batch_of: Mapped[Key | None]


class RecordRow(Base):
    """One imported reference: raw text as it came, CSL-JSON fields, duplicate cluster.

    `left_out` says why it was removed before screening (see app.domain.screening.LeftOut),
    `retrieval` whether its full text was got; `report_id` is the report it became.
    """

    __tablename__ = "record"

    id: Mapped[PrimaryKey]
    search_id: Mapped[Key | None] = mapped_column(points_to("search.id"), index=True)
    raw: Mapped[str]
    csl: Mapped[dict[str, JsonValue]] = mapped_column(default=dict)
    cluster_id: Mapped[Key | None] = mapped_column(index=True)
    title: Mapped[str] = mapped_column(default="")
    year: Mapped[int | None]
    doi: Mapped[str | None] = mapped_column(index=True)
    pmid: Mapped[str | None] = mapped_column(index=True)
    left_out: Mapped[str] = mapped_column(default="", server_default=text("''"))
    retrieval: Mapped[str] = mapped_column(default="", server_default=text("''"))
    report_id: Mapped[Key | None] = mapped_column(index=True)
    paper_sha256: Mapped[Sha256 | None]


class ShelvedRecordRow(Base):
    """A record whose import is not applied: being read, or taken back and kept for redo."""

    __tablename__ = "shelved_record"

    id: Mapped[PrimaryKey]
    search_id: Mapped[Key] = mapped_column(index=True)
    raw: Mapped[str]
    csl: Mapped[dict[str, JsonValue]] = mapped_column(default=dict)
    title: Mapped[str] = mapped_column(default="")
    year: Mapped[int | None]
    doi: Mapped[str | None]
    pmid: Mapped[str | None]


class RecordPairRow(Base):
    """What was answered about two records that are alike: see app.domain.library.PairAnswer.

    `first_id` sorts before `second_id`; either may wait on the shelf. `answer` is empty once it
    was taken back.
    """

    __tablename__ = "record_pair"

    id: Mapped[PrimaryKey]
    first_id: Mapped[Key] = mapped_column(index=True)
    second_id: Mapped[Key] = mapped_column(index=True)
    answer: Mapped[str]
    reviewer_id: Mapped[Key | None] = mapped_column(points_to("reviewer.id"), index=True)
    at: Mapped[Moment]


class ScreeningDecisionRow(Base):
    """What a reviewer decided on a record at a stage.

    `role` is "own" for a reviewer's decision and "final" for what settles a disagreement (then
    `reviewer_id` is who settled it); `decision` is empty once it was taken back.
    """

    __tablename__ = "screening_decision"

    id: Mapped[PrimaryKey]
    record_id: Mapped[Key | None] = mapped_column(points_to("record.id"), index=True)
    report_id: Mapped[Key | None] = mapped_column(points_to("report.id"), index=True)
    stage: Mapped[str]
    reviewer_id: Mapped[Key] = mapped_column(points_to("reviewer.id"), index=True)
    judgements: Mapped[dict[str, JsonValue]] = mapped_column(default=dict)
    decision: Mapped[str]
    primary_reason: Mapped[str | None]
    secondary_reasons: Mapped[list[JsonValue]] = mapped_column(default=list)
    note: Mapped[str] = mapped_column(default="")
    quote: Mapped[str] = mapped_column(default="")
    page: Mapped[int | None]
    decided_at: Mapped[Moment]
    criteria_version: Mapped[int] = mapped_column(default=1)
    role: Mapped[str] = mapped_column(default="own", server_default="own")
