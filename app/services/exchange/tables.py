"""What of each table goes into a packet, whose it is, and by what its rows are recognised."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, Table, select

from db.models import Base


class Owner(StrEnum):
    """Whose the rows of a table are."""

    REVIEW = "review"
    REVIEWER = "reviewer_id"
    EXTRACTION = "extraction_id"
    QUOTED = "quoted"


@dataclass(frozen=True, slots=True)
class Carried:
    """A table that packets carry.

    `same_by` are columns that make two rows one thing even when two laptops gave them other
    ids. `local` are columns of this copy alone: never sent, kept as they are at a merge.
    """

    name: str
    owner: Owner = Owner.REVIEW
    same_by: tuple[str, ...] = ()
    local: tuple[str, ...] = ()

    @property
    def table(self) -> Table:
        """The table itself."""
        return Base.metadata.tables[self.name]

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that a packet carries."""
        return tuple(c.name for c in self.table.columns if c.name not in self.local)


# A table comes after those that it points to: ids that differ are known when they are needed.
CARRIED = (
    Carried("reviewer", local=("is_here",)),
    Carried("paper"),
    Carried("study"),
    Carried("report"),
    Carried("form", same_by=("key",), local=("current_id",)),
    Carried("form_version"),
    Carried("form_pilot"),
    Carried("search"),
    Carried("record"),
    Carried("record_pair"),
    Carried("assignment", same_by=("study_id", "reviewer_id", "role")),
    Carried("screening_decision", Owner.REVIEWER),
    Carried(
        "extraction",
        Owner.REVIEWER,
        same_by=("study_id", "reviewer_id", "form_id"),
        local=("settled_id",),
    ),
    Carried("group_row", Owner.EXTRACTION),
    Carried("answer", Owner.EXTRACTION, same_by=("extraction_id", "field_id", "row_id")),
    Carried("anchor", Owner.QUOTED),
    Carried("evidence", Owner.EXTRACTION),
    Carried("check_waiver", Owner.EXTRACTION, same_by=("extraction_id", "mark")),
    Carried("seal", Owner.REVIEWER),
    Carried("decision"),
    Carried("row_alignment", same_by=("study_id", "form_id", "section_key")),
    Carried("verification", Owner.REVIEWER),
    Carried("code"),
    Carried("coded_segment", Owner.REVIEWER),
    Carried("coding", Owner.REVIEWER, same_by=("reviewer_id", "field_id")),
)
BY_NAME: Mapping[str, Carried] = {carried.name: carried for carried in CARRIED}

NOT_CARRIED: Mapping[str, str] = {
    "audit": "goes as its own part: entries are joined, never replaced",
    "review": "goes as its own part, key by key",
    "form_draft": "a draft is not shared before it is published",
    "exchange": "the log of this copy",
    "shelved_record": "waits here for its import to be applied or redone",
    "stamp": "goes with its row",
    "reading_place": "where this reviewer was reading",
    "viewed_page": "what this reviewer had on this screen",
    "page_text": "read again from the papers",
    "paper_blob": "papers go as files",
}


def rows_of(carried: Carried, reviewer_id: str) -> Select[tuple[object, ...]]:
    """Return the query for the rows of a table that a reviewer's packet carries."""
    table = carried.table
    chosen = select(*(table.c[name] for name in carried.columns))
    condition = _owned(carried, reviewer_id)
    return chosen if condition is None else chosen.where(condition)


def _owned(carried: Carried, reviewer_id: str) -> ColumnElement[bool] | None:
    table = carried.table
    extraction = Base.metadata.tables["extraction"]
    own = select(extraction.c.id).where(extraction.c.reviewer_id == reviewer_id)
    if carried.owner is Owner.REVIEWER:
        return table.c.reviewer_id == reviewer_id
    if carried.owner is Owner.EXTRACTION:
        return table.c.extraction_id.in_(own)
    if carried.owner is Owner.QUOTED:
        evidence = Base.metadata.tables["evidence"]
        return table.c.id.in_(select(evidence.c.anchor_id).where(evidence.c.extraction_id.in_(own)))
    return None
