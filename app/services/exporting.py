"""What an export prints: whose answers, and what is known of the review."""

from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum

from app.export.coded import Coding, with_codes
from app.export.model import ExportedStudy, ReviewTable
from app.export.review_log import ReviewLog
from app.jobs import JobContext
from app.services.records import RecordService
from app.services.review_log import ReviewLogService


class Whose(StrEnum):
    """Whose answers are exported: one's own, what is agreed, or those of both beside each other."""

    OWN = "own"
    FINAL = "final"
    BOTH = "both"


class ExportService:
    """Gives exporters their read models, as the acting reviewer may see them."""

    def __init__(
        self,
        records: RecordService,
        final: Callable[[JobContext | None], ReviewTable],
        log: ReviewLogService,
        coding: Callable[[], Coding],
    ) -> None:
        """Read own records, the final ones with what they came from, the log, and the codes."""
        self._records = records
        self._final = final
        self._log = log
        self._coding = coding

    def table(self, whose: Whose = Whose.OWN, ctx: JobContext | None = None) -> ReviewTable:
        """Return the studies with their answers, coded fields with their codes behind them."""
        return with_codes(self._table(whose, ctx), self._coding())

    def _table(self, whose: Whose, ctx: JobContext | None) -> ReviewTable:
        if whose is Whose.OWN:
            return self._records.export_table()
        final = self._final(ctx)
        return self._both(final) if whose is Whose.BOTH else final

    def log(self) -> ReviewLog:
        """Return what the sheets about the review print."""
        return self._log.log()

    def _both(self, final: ReviewTable) -> ReviewTable:
        """Return two rows for every study that two have sealed, one's own for the others."""
        own = self._records.export_table()
        pairs = {one.study.study_id: one for one in final.compared}
        entries: list[ExportedStudy] = []
        for entry in own.records:
            found = pairs.get(entry.study.study_id)
            if found is None:
                entries.append(entry)
                continue
            both = zip(found.reviewers, found.records, strict=True)
            entries += [ExportedStudy(entry.study, who, record) for who, record in both]
        names = tuple(dict.fromkeys(entry.reviewer.name for entry in entries))
        return replace(final, records=tuple(entries), reviewers=names, final=False)
