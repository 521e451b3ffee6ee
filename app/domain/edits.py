"""Edits: small frozen values that say what to change, from what, to what.

The service applies an edit in one transaction; undo applies its inverse. Edits of other areas
stand in modules of their own (`*_edits.py`); all of them look like `Edit`.
"""

from dataclasses import Field, dataclass
from typing import Any, ClassVar, Protocol

from app.domain.anchors import Anchor
from app.domain.answers import Answer, Cell, Json
from app.domain.exchanging import Exchanging
from app.domain.studies import ExtractionStatus, StudyDraft


class Edit(Protocol):
    """A frozen dataclass of ids and values that one writer in `app.services.writing` applies."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    @property
    def subject(self) -> str | None:
        """The id the audit log files the edit under: an extraction, a study, or None (review)."""
        ...

    def inverse(self) -> "Edit":
        """Return the edit that takes this one back."""
        ...


@dataclass(frozen=True, slots=True)
class FillAnswer:
    """Set a cell, and link or unlink evidence in the same step."""

    cell: Cell
    before: Answer
    after: Answer
    link: tuple[Anchor, ...] = ()
    unlink: tuple[Anchor, ...] = ()

    @property
    def subject(self) -> str:
        """What the audit log files it under."""
        return self.cell.extraction_id

    def inverse(self) -> "FillAnswer":
        """Return the edit that takes this one back."""
        return FillAnswer(self.cell, self.after, self.before, self.unlink, self.link)


@dataclass(frozen=True, slots=True)
class KeepQuote:
    """Keep a quote of the study as evidence that belongs to no field."""

    extraction_id: str
    anchor: Anchor

    @property
    def subject(self) -> str:
        """What the audit log files it under."""
        return self.extraction_id

    def inverse(self) -> "DropQuote":
        """Return the edit that takes this one back."""
        return DropQuote(self.extraction_id, self.anchor)


@dataclass(frozen=True, slots=True)
class DropQuote:
    """Remove a quote that belongs to no field."""

    extraction_id: str
    anchor: Anchor

    @property
    def subject(self) -> str:
        """What the audit log files it under."""
        return self.extraction_id

    def inverse(self) -> KeepQuote:
        """Return the edit that takes this one back."""
        return KeepQuote(self.extraction_id, self.anchor)


@dataclass(frozen=True, slots=True)
class AddRow:
    """Add a row to a repeating group, or bring a removed one back with its answers."""

    extraction_id: str
    section_key: str
    row_id: str
    position: int

    @property
    def subject(self) -> str:
        """What the audit log files it under."""
        return self.extraction_id

    def inverse(self) -> "RemoveRow":
        """Return the edit that takes this one back."""
        return RemoveRow(self.extraction_id, self.section_key, self.row_id, self.position)


@dataclass(frozen=True, slots=True)
class RemoveRow:
    """Hide a row of a repeating group; its answers and evidence stay in the file."""

    extraction_id: str
    section_key: str
    row_id: str
    position: int

    @property
    def subject(self) -> str:
        """What the audit log files it under."""
        return self.extraction_id

    def inverse(self) -> AddRow:
        """Return the edit that takes this one back."""
        return AddRow(self.extraction_id, self.section_key, self.row_id, self.position)


@dataclass(frozen=True, slots=True)
class MoveRow(Exchanging):
    """Move a row of a repeating group to another position, counted from 0."""

    extraction_id: str
    section_key: str
    row_id: str
    before: int
    after: int

    @property
    def subject(self) -> str:
        """What the audit log files it under."""
        return self.extraction_id


@dataclass(frozen=True, slots=True)
class SetExtractionStatus:
    """Mark an extraction complete, or open it again."""

    extraction_id: str
    before: ExtractionStatus
    after: ExtractionStatus
    reason: str = ""

    @property
    def subject(self) -> str:
        """What the audit log files it under."""
        return self.extraction_id

    def inverse(self) -> "SetExtractionStatus":
        """Return the edit that takes this one back."""
        return SetExtractionStatus(self.extraction_id, self.after, self.before)


@dataclass(frozen=True, slots=True)
class AddStudy:
    """Add a study with its report (and paper), or bring a removed one back."""

    study: StudyDraft

    @property
    def subject(self) -> str:
        """What the audit log files it under."""
        return self.study.study_id

    def inverse(self) -> "RemoveStudy":
        """Return the edit that takes this one back."""
        return RemoveStudy(self.study)


@dataclass(frozen=True, slots=True)
class RemoveStudy:
    """Take a study out of the review; its answers stay in the file."""

    study: StudyDraft

    @property
    def subject(self) -> str:
        """What the audit log files it under."""
        return self.study.study_id

    def inverse(self) -> AddStudy:
        """Return the edit that takes this one back."""
        return AddStudy(self.study)


@dataclass(frozen=True, slots=True)
class RelabelStudy(Exchanging):
    """Change the name under which a study is listed."""

    study_id: str
    before: str
    after: str

    @property
    def subject(self) -> str:
        """What the audit log files it under."""
        return self.study_id


@dataclass(frozen=True, slots=True)
class LinkPaper(Exchanging):
    """Give a report a paper (None: none), by the paper's SHA-256."""

    report_id: str
    before: str | None
    after: str | None

    @property
    def subject(self) -> str:
        """What the audit log files it under."""
        return self.report_id


@dataclass(frozen=True, slots=True)
class SetReviewAnswer(Exchanging):
    """Answer a review-level field (title, objective, question, criterion)."""

    field_id: str
    before: Json
    after: Json

    @property
    def subject(self) -> None:
        """What the audit log files it under."""
        return None


@dataclass(frozen=True, slots=True)
class RenameReviewer(Exchanging):
    """Change the acting reviewer's name and initials; answers stay theirs."""

    reviewer_id: str
    before: tuple[str, str]
    after: tuple[str, str]

    @property
    def subject(self) -> None:
        """What the audit log files it under."""
        return None


@dataclass(frozen=True, slots=True)
class SetReviewSetting(Exchanging):
    """Set an agreement of the whole review by its key; None forgets it.

    Settings are JSON: exclusion reasons, numbers typed for the flow diagram, policies.
    """

    key: str
    before: Json
    after: Json

    @property
    def subject(self) -> None:
        """What the audit log files it under."""
        return None


@dataclass(frozen=True, slots=True)
class Together:
    """Several edits as one step: all of them are written, in this order, or none.

    `reason` says why, for the history; edits inside may be together for reasons of their own.
    """

    edits: tuple[Edit, ...]
    reason: str = ""

    @property
    def subject(self) -> str | None:
        """What the audit log files it under."""
        return self.edits[0].subject if self.edits else None

    def inverse(self) -> "Together":
        """Return the edit that takes this one back, last edit first."""
        return Together(tuple(edit.inverse() for edit in reversed(self.edits)), self.reason)


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """What an applied edit changed; the one notification that views listen to.

    `areas` names what else changed ("library", "screening", "form", "pairs", "codes", ...).
    `origin` is whoever submitted the edit, so that it can leave its own caret alone.
    """

    cells: frozenset[Cell] = frozenset()
    extractions: frozenset[str] = frozenset()
    studies: frozenset[str] = frozenset()
    review: bool = False
    rows: bool = False
    evidence: bool = False
    areas: frozenset[str] = frozenset()
    origin: object | None = None

    def united(self, other: "ChangeSet") -> "ChangeSet":
        """Return what both changed; the origin is this one's."""
        return ChangeSet(
            self.cells | other.cells,
            self.extractions | other.extractions,
            self.studies | other.studies,
            self.review or other.review,
            self.rows or other.rows,
            self.evidence or other.evidence,
            self.areas | other.areas,
            self.origin,
        )
