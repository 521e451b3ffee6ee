"""Table of consensus decisions between two extractions, as each copy of the review made them."""

from sqlalchemy import UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import JSON_TEXT, Base, JsonValue, Key, Moment, PrimaryKey, points_to


class DecisionRow(Base):
    """What one copy of the review decided for a field of a study.

    `row_key` is "" outside a group. `rows` names the rows of the extractions that were taken to
    be the same one; `anchors` the quotes that the decided value rests on. `origin` is the copy
    ("" before copies were told apart), `mark` names the writing and `knew` the earlier ones
    that it was made over: see app.domain.decided.
    """

    __tablename__ = "decision"
    __table_args__ = (UniqueConstraint("study_id", "form_id", "field_id", "row_key", "origin"),)

    id: Mapped[PrimaryKey]
    study_id: Mapped[Key] = mapped_column(points_to("study.id"))
    form_id: Mapped[Key] = mapped_column(points_to("form.id"), index=True)
    field_id: Mapped[str]
    row_key: Mapped[str] = mapped_column(default="")
    rows: Mapped[list[JsonValue]] = mapped_column(default=list)
    side: Mapped[str]
    value: Mapped[JsonValue] = mapped_column(JSON_TEXT, nullable=True)
    status: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    reviewer_id: Mapped[Key] = mapped_column(points_to("reviewer.id"), index=True)
    decided_at: Mapped[Moment]
    anchors: Mapped[JsonValue] = mapped_column(JSON_TEXT, nullable=True)
    removed: Mapped[bool] = mapped_column(default=False, server_default=false())
    origin: Mapped[str] = mapped_column(default="", server_default=text("''"))
    mark: Mapped[str] = mapped_column(default="", server_default=text("''"))
    knew: Mapped[JsonValue] = mapped_column(JSON_TEXT, nullable=True)
