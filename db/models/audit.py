"""Table of the append-only log of edits."""

from sqlalchemy import BigInteger, Integer
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import JSON_TEXT, Base, JsonValue, Key, Moment, points_to

COUNTER = BigInteger().with_variant(Integer, "sqlite")


class AuditRow(Base):
    """One applied edit. `seq` orders the log, not the clock; hashes chain its entries.

    `subject_id` is the extraction the edit belongs to, or the study, or the review.
    `utc_offset` is the device's offset in minutes at `at` (UTC). `counter` is the Lamport clock
    of the edit (db.models.exchange); an entry that came in a packet keeps its id and counter.
    `before` and `after` are left over: no hash was on them, and the edit has both.
    """

    __tablename__ = "audit"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012

    seq: Mapped[int] = mapped_column(COUNTER, primary_key=True, autoincrement=True)
    id: Mapped[Key] = mapped_column(unique=True)
    subject_id: Mapped[Key | None] = mapped_column(index=True)
    at: Mapped[Moment]
    utc_offset: Mapped[int] = mapped_column(default=0)
    device: Mapped[str] = mapped_column(default="")
    reviewer_id: Mapped[Key | None] = mapped_column(points_to("reviewer.id"), index=True)
    kind: Mapped[str]
    label: Mapped[str] = mapped_column(default="")
    edit: Mapped[JsonValue] = mapped_column(JSON_TEXT, nullable=True)
    before: Mapped[JsonValue] = mapped_column(JSON_TEXT, nullable=True)
    after: Mapped[JsonValue] = mapped_column(JSON_TEXT, nullable=True)
    previous_hash: Mapped[str] = mapped_column(default="")
    hash: Mapped[str] = mapped_column(default="")
    counter: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0", index=True)
