"""Carries out what the pilot page asks for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from app.domain.edits import Edit
    from app.domain.pilots import Pilot
    from ui.designer.pilot_page import PilotPage
    from ui.workspaces import Desk


class Piloting(QObject):
    """Begins, answers and closes the pilot of the form."""

    def __init__(self, desk: Desk, page: PilotPage) -> None:
        """Write through the desk."""
        super().__init__(page)
        self._desk = desk
        self._page = page
        self._service = desk.review.pilots
        page.begin_requested.connect(self._begin)
        page.minutes_typed.connect(self._took)
        page.answered.connect(self._answer)
        page.outcome_typed.connect(self._agree)
        page.close_requested.connect(self._close)

    def show(self) -> None:
        """Show the latest pilot, or the offer to begin one."""
        pilot = self._pilot()
        if pilot is None:
            self._page.show_pilot(None, {}, {}, {})
            return
        self._page.show_pilot(
            self._as_it_is(pilot),
            self._service.debrief_of(pilot),
            self._service.minutes_of(pilot),
            self._service.minutes_worked(pilot),
        )

    def _as_it_is(self, pilot: Pilot) -> Pilot:
        """Return the pilot with what was charted since it began: types of evidence, agreement."""
        blank = any(not one.evidence_type for one in pilot.sources)
        charted = self._service.sources() if blank else ()
        kinds = {source.study_id: source.evidence_type for source in charted}
        sources = tuple(
            replace(one, evidence_type=kinds.get(one.study_id) or one.evidence_type)
            for one in pilot.sources
        )
        agreed = pilot.agreement if pilot.closed_at else self._service.agreement(pilot)
        return replace(pilot, sources=sources, agreement=dict(agreed))

    def _pilot(self) -> Pilot | None:
        found = self._service.pilots()
        return found[0] if found else None

    def _begin(self, per_type: int) -> None:
        self._submit(self._service.begun(per_type), self.tr("Begin a pilot"))

    def _took(self, study_id: str, minutes: int) -> None:
        pilot = self._pilot()
        if pilot is not None:
            edit = self._service.took(pilot, study_id, minutes)
            self._submit(edit, self.tr("Minutes of the pilot"))

    def _answer(self, question: str, text: str) -> None:
        pilot = self._pilot()
        if pilot is not None:
            edit = self._service.said(pilot, question, text)
            self._submit(edit, self.tr("Debrief of the pilot"))

    def _agree(self, text: str) -> None:
        pilot = self._pilot()
        if pilot is not None:
            self._submit(self._service.agreed(pilot, text), self.tr("Outcome of the pilot"))

    def _close(self) -> None:
        pilot = self._pilot()
        if pilot is not None:
            self._submit(self._service.closed(pilot), self.tr("Close the pilot"))

    def _submit(self, edit: Edit, label: str) -> None:
        if self._desk.editor.submit(edit, label):
            self.show()
