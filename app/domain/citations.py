"""How the included reports are cited: CSL-JSON beside study, report and paper."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.studies import ReportRole


@dataclass(frozen=True, slots=True)
class Cited:
    """A report of an included study with its reference as CSL-JSON; `paper` is a SHA-256."""

    study_id: str
    study: str
    report_id: str
    role: ReportRole
    paper: str | None
    file_name: str
    pages: int
    csl: Mapping[str, Any]

    @property
    def title(self) -> str:
        """Title of the report."""
        return str(self.csl.get("title", ""))

    @property
    def doi(self) -> str:
        """DOI of the report, else nothing."""
        return str(self.csl.get("DOI", ""))
