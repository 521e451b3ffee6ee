"""Studies, their reports and papers, as read models."""

from dataclasses import dataclass
from enum import StrEnum


class ExtractionStatus(StrEnum):
    """State of one reviewer's extraction of one study."""

    OPEN = "open"
    COMPLETE = "complete"


class PaperState(StrEnum):
    """What is known of the PDF behind a study."""

    NONE = "none"
    READY = "ready"
    MISSING = "missing"
    IMAGE_ONLY = "image_only"


@dataclass(frozen=True, slots=True)
class StudyDraft:
    """What is needed to add a study with its first report; `paper` is a SHA-256."""

    study_id: str
    report_id: str
    label: str
    title: str = ""
    paper: str | None = None
    position: int = 0


@dataclass(frozen=True, slots=True)
class Paper:
    """A PDF of the review. `sha256` names the file in papers/; `size` is in bytes."""

    sha256: str
    file_name: str
    size: int
    pages: int
    has_text: bool
    labels: tuple[str, ...] = ()

    def label_of(self, page: int) -> str:
        """Return the printed label of a page (index from 0), else its number from 1."""
        if page < len(self.labels) and self.labels[page]:
            return self.labels[page]
        return str(page + 1)


@dataclass(frozen=True, slots=True)
class Study:
    """One line of the study list, as the acting reviewer may see it.

    `answered` and `asked` count the reviewer's own cells (rows included).
    """

    study_id: str
    report_id: str
    label: str
    title: str
    position: int
    paper: Paper | None
    paper_state: PaperState
    status: ExtractionStatus
    answered: int
    asked: int
    flagged: int = 0


@dataclass(frozen=True, slots=True)
class Reviewer:
    """A person who extracts; `colour` is a slot of the reviewer colours (0 = A)."""

    reviewer_id: str
    name: str
    initials: str
    colour: int = 0
