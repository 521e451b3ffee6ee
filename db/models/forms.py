"""Tables of extraction forms and their immutable versions."""

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, JsonValue, Key, Moment, PrimaryKey, points_to


class FormRow(Base):
    """A form under a key; `kind` tells extraction, appraisal and checklist apart."""

    __tablename__ = "form"

    id: Mapped[PrimaryKey]
    key: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    kind: Mapped[str] = mapped_column(default="extraction")


class FormVersionRow(Base):
    """One published version, numbered from 1; its document is never changed."""

    __tablename__ = "form_version"
    __table_args__ = (UniqueConstraint("form_id", "number"),)

    id: Mapped[PrimaryKey]
    form_id: Mapped[Key] = mapped_column(points_to("form.id"))
    number: Mapped[int]
    document: Mapped[dict[str, JsonValue]]
    reason: Mapped[str] = mapped_column(default="")
    reviewer_id: Mapped[Key | None] = mapped_column(points_to("reviewer.id"))
    created_at: Mapped[Moment]
