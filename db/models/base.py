"""What all tables share: naming of constraints, types of keys and JSON."""

from typing import Annotated, Any, TypeAlias

from sqlalchemy import JSON, ForeignKey, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase, mapped_column

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

JsonValue: TypeAlias = Any
# A value of None is stored as SQL NULL, so that both databases hold the same.
JSON_TEXT = JSON(none_as_null=True)

Key = Annotated[str, mapped_column(String(36))]
PrimaryKey = Annotated[str, mapped_column(String(36), primary_key=True)]
Sha256 = Annotated[str, mapped_column(String(64))]
# Times are ISO 8601 text in UTC ("2025-01-31T09:05:00.000000+00:00"): text sorts by time
# and reads the same from both databases.
Moment = Annotated[str, mapped_column(String(40))]


class Base(DeclarativeBase):
    """Base of every table; text has no length, JSON is kept in the order it was written."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {str: Text(), dict[str, JsonValue]: JSON_TEXT, list[JsonValue]: JSON_TEXT}  # noqa: RUF012


def points_to(target: str) -> ForeignKey:
    """Return a foreign key checked at commit, so that rows may be written in any order."""
    return ForeignKey(target, deferrable=True, initially="DEFERRED")
