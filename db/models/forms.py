"""Tables of extraction forms: immutable versions, the draft of the next one, pilots."""

from sqlalchemy import text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, JsonValue, Key, Moment, PrimaryKey, points_to


class FormRow(Base):
    """A form under a key; `kind` tells extraction, appraisal and checklist apart.

    `current_id` is the version in use. It is no foreign key: versions point to forms already.
    """

    __tablename__ = "form"

    id: Mapped[PrimaryKey]
    key: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    kind: Mapped[str] = mapped_column(default="extraction")
    current_id: Mapped[Key | None]


class FormVersionRow(Base):
    """One published version, numbered from 1; its document is never changed.

    Numbers repeat when two computers publish apart. `parent_id` is the version it was made
    from and `merged_id` a colleague's version that it takes in. `resolutions` says what was
    decided about the answers that each change touches.
    """

    __tablename__ = "form_version"

    id: Mapped[PrimaryKey]
    form_id: Mapped[Key] = mapped_column(points_to("form.id"), index=True)
    number: Mapped[int]
    document: Mapped[dict[str, JsonValue]]
    reason: Mapped[str] = mapped_column(default="")
    reviewer_id: Mapped[Key | None] = mapped_column(points_to("reviewer.id"))
    created_at: Mapped[Moment]
    parent_id: Mapped[Key | None]
    merged_id: Mapped[Key | None]
    device: Mapped[str] = mapped_column(default="", server_default=text("''"))
    resolutions: Mapped[list[JsonValue] | None]


class FormDraftRow(Base):
    """The draft of the next version of a form, begun from the version `base_id`."""

    __tablename__ = "form_draft"

    form_id: Mapped[Key] = mapped_column(points_to("form.id"), primary_key=True)
    base_id: Mapped[Key] = mapped_column(points_to("form_version.id"))
    document: Mapped[dict[str, JsonValue]]


class FormPilotRow(Base):
    """A pilot of a form; its document is that of app.domain.pilots."""

    __tablename__ = "form_pilot"

    id: Mapped[PrimaryKey]
    form_id: Mapped[Key] = mapped_column(points_to("form.id"), index=True)
    document: Mapped[dict[str, JsonValue]]
