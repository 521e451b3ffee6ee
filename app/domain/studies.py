"""Studies, their reports and papers, as read models."""

from dataclasses import dataclass
from enum import StrEnum

from app.domain.blinding import Role


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


class ReportRole(StrEnum):
    """What a report is to its study."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    SUPPLEMENT = "supplement"
    PROTOCOL = "protocol"


@dataclass(frozen=True, slots=True)
class ReportDraft:
    """What is needed to give a study a further report; `paper` is a SHA-256."""

    study_id: str
    report_id: str
    role: ReportRole
    title: str = ""
    paper: str | None = None


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
class Report:
    """One document about a study, with its paper when there is one."""

    report_id: str
    role: ReportRole
    title: str
    paper: Paper | None
    paper_state: PaperState

    @property
    def name(self) -> str:
        """What it is called: its title, else the file's name, else its role."""
        file_name = self.paper.file_name if self.paper is not None else ""
        return self.title or file_name or self.role.value.capitalize()


@dataclass(frozen=True, slots=True)
class Study:
    """One line of the study list, as the acting reviewer may see it.

    `answered` and `asked` count the reviewer's own cells (rows included). `report_id` and
    `paper` are of the report that is looked at, usually the main one, the first of `reports`.
    `is_sealed` says that the reviewer sealed the complete work, `is_shared` that there are
    others in the review to compare it with, `is_others` that it was given to others only.
    `roles` are the reviewer's.
    `origin_id` is the report with which the study began ("": the first of `reports`); answers
    that name no report are of that one, whichever is the main one now.
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
    reports: tuple[Report, ...] = ()
    is_sealed: bool = False
    is_shared: bool = False
    roles: tuple[Role, ...] = ()
    is_others: bool = False
    origin_id: str = ""

    @property
    def origin(self) -> Report | None:
        """The report with which the study began."""
        begun = (r for r in self.reports if r.report_id == self.origin_id)
        return next(begun, self.reports[0] if self.reports else None)

    @property
    def has_paper(self) -> bool:
        """Tell whether a PDF of any of its reports was added."""
        return any((self.paper, *(report.paper for report in self.reports)))

    @property
    def has_several_reports(self) -> bool:
        """Tell whether there is more than one document about the study."""
        return len(self.reports) > 1

    @property
    def source(self) -> str:
        """What answers given now remember: the report looked at, "" for the first one."""
        return self.source_of(self.report_id)

    def source_of(self, report_id: str) -> str:
        """Return how answers name a report: "" for the one with which the study began."""
        begun = self.origin
        return "" if begun is None or begun.report_id == report_id else report_id

    def report(self, report_id: str) -> Report | None:
        """Return a report; "" is the first one, None one that is not there any more."""
        if not report_id:
            return self.origin
        return next((r for r in self.reports if r.report_id == report_id), None)

    def paper_named(self, sha256: str) -> Paper | None:
        """Return the paper with this SHA-256, of whichever report."""
        papers = (self.paper, *(report.paper for report in self.reports))
        return next((p for p in papers if p is not None and p.sha256 == sha256), None)

    def report_of_paper(self, sha256: str) -> Report | None:
        """Return the report that has this paper."""
        return next((r for r in self.reports if r.paper and r.paper.sha256 == sha256), None)


@dataclass(frozen=True, slots=True)
class Reviewer:
    """A person who extracts; `colour` is a slot of the reviewer colours (0 = A)."""

    reviewer_id: str
    name: str
    initials: str
    colour: int = 0
