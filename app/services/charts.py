"""The figures of a review: which there are, kept as a setting, and the years of its references."""

import re
from collections.abc import Sequence

from app.domain.answers import Json
from app.domain.edits import SetReviewSetting
from app.export.charts.choices import Choices, from_json, suggested
from app.export.charts.numbers import Numbers
from app.export.model import ReviewTable
from app.export.prisma_words import Wording
from app.services.citations import CitationService
from app.services.flow import FlowService
from app.services.forms import FormService
from app.services.screening_rows import setting_in
from app.services.store import Store

FIGURES = "figures"
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


class ChartService:
    """Reads and keeps the choices of the figures; the numbers come from an export table."""

    def __init__(
        self, store: Store, forms: FormService, citations: CitationService, flow: FlowService
    ) -> None:
        """Read through `store`."""
        self._store = store
        self._forms = forms
        self._citations = citations
        self._flow = flow

    def figures(self) -> tuple[Choices, ...]:
        """Return the figures that are kept, else those that the form suggests."""
        kept = self._kept()
        if not isinstance(kept, list):
            return suggested(self._forms.current())
        return tuple(from_json(one) for one in kept if isinstance(one, dict))

    def keep(self, figures: Sequence[Choices]) -> SetReviewSetting:
        """Return the edit that keeps these figures in this order."""
        return SetReviewSetting(FIGURES, self._kept(), [one.to_json() for one in figures])

    def numbers(self, table: ReviewTable) -> Numbers:
        """Return what figures of these answers are made of."""
        flow = self._flow.flow()
        return Numbers(table, self.years(), flow, Wording(self._flow.wording()))

    def years(self) -> dict[str, int]:
        """Return the year of each study by its id: of its first dated report, else of its label."""
        found: dict[str, int] = {}
        cited = self._citations.included()
        for one in cited:
            parts = ((one.csl.get("issued") or {}).get("date-parts") or [[]])[0]
            if parts and str(parts[0]).isdigit():
                found.setdefault(one.study_id, int(parts[0]))
        for one in cited:
            named = _YEAR.search(one.study)
            if named and one.study_id not in found:
                found[one.study_id] = int(named[0])
        return found

    def _kept(self) -> Json:
        with self._store.reading() as session:
            kept: Json = setting_in(session, FIGURES)
        return kept
