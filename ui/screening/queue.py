"""Which records are shown: by stage and choice, or those that have to be settled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.errors import AppError
from app.domain.screened import Conflict, Screened
from app.domain.screening import Stage
from ui.screening.page import ALL, PILOT, TO_DO

if TYPE_CHECKING:
    from app.services.screening import ScreeningService


class Queue:
    """Reads the records of a stage and counts what is done there."""

    def __init__(self, screening: ScreeningService) -> None:
        """Read from the service of screening."""
        self._screening = screening
        self.stage = Stage.TITLE
        self.choice = TO_DO
        self.is_settling = False
        self.total = 0
        self.done = 0
        self.settled = 0
        self.problem = ""
        self.conflicts: dict[str, Conflict] = {}
        self._stages: dict[str, Stage] = {}

    def read(self) -> list[Screened]:
        """Return the records to show; none when they can't be read, and `problem` says why."""
        self.problem = ""
        try:
            return self._to_settle() if self.is_settling else self._chosen()
        except AppError as error:
            self.problem = error.message
            return []

    def take(self, reading: Queue) -> None:
        """Take over what a copy of this queue has read and counted."""
        self.total, self.done, self.settled = reading.total, reading.done, reading.settled
        self.problem, self.conflicts = reading.problem, reading.conflicts
        self._stages = reading._stages

    def lack(self) -> str:
        """Return why nothing is shown: a key of ScreeningPage.show_empty."""
        if self.problem:
            return "problem"
        if self.is_settling:
            return "settled"
        if not self.total:
            return "no_full_text" if self.stage is Stage.FULL else "no_record"
        return "all_done" if self.choice == TO_DO else "no_match"

    def stage_for(self, item: Screened) -> Stage:
        """Return the stage at which a shown record is decided."""
        return self._stages.get(item.record_id, self.stage) if self.is_settling else self.stage

    def conflict(self, item: Screened) -> Conflict | None:
        """Return what has to be settled on a record; None where each decides alone."""
        return self.conflicts.get(item.record_id) if self.is_settling else None

    def _chosen(self) -> list[Screened]:
        everything = self._screening.records(self.stage)
        self.total = len(everything)
        self.done = sum(item.own.is_made for item in everything)
        left = [item for item in everything if item.is_open]
        self.settled = self.total - self.done - len(left)
        if self.choice == TO_DO:
            return left
        if self.choice == PILOT:
            pilot = self._screening.pilot()
            wanted = set(pilot.records) if pilot else set()
            return [item for item in everything if item.record_id in wanted]
        if self.choice == ALL:
            return list(everything)
        return [item for item in everything if item.own.verdict.value == self.choice]

    def _to_settle(self) -> list[Screened]:
        """Return the records of both stages that have to be settled."""
        found = []
        self.conflicts, self._stages = {}, {}
        for stage in Stage:
            for conflict in self._screening.conflicts(stage):
                item = self._screening.one(conflict.record_id, stage)
                if item is not None and conflict.record_id not in self.conflicts:
                    self.conflicts[conflict.record_id] = conflict
                    self._stages[conflict.record_id] = stage
                    found.append(item)
        return found
