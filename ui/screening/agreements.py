"""What the reviewers agree on for screening: reasons, how many decide, words, the pilot."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog

from app.domain.edits import Edit, Together
from app.domain.errors import AppError
from app.domain.ids import new_id
from app.domain.screened import ScreeningPilot, Words
from app.domain.screening import Reason, Stage
from ui.screening.decision_files import DecisionFiles
from ui.screening.setup_dialogs import SetupDialog, WordsDialog

if TYPE_CHECKING:
    from ui.screening.page import ScreeningPage
    from ui.workspaces import Desk

FITS = 0.75  # share of agreement at which JBI lets a team begin (2020 manual, 11.2.5)


class Agreements(QObject):
    """Carries out the commands of the Screening menu that are no decisions."""

    def __init__(self, desk: Desk, page: ScreeningPage) -> None:
        """Dialogs stand before the window; notices on `page`."""
        super().__init__(page)
        self._desk = desk
        self._page = page
        self._screening = desk.review.screening
        self._is_pilot = False
        self.importing = DecisionFiles(desk, page)
        self._bound: dict[str, Callable[..., None]] = {
            "screen.setup": lambda _on=False: self._set_up(),
            "screen.words": lambda _on=False: self._choose_words(),
            "screen.import": lambda _on=False: self.importing.choose(),
            "screen.pilot": lambda _on=False: self._begin_pilot(),
        }

    def acts(self) -> dict[str, Callable[..., None]]:
        """Return what each action does."""
        return self._bound

    def count_pilot(self) -> None:
        """Say how the pilot stands after a decision, while there is one."""
        if self._is_pilot:
            self.show_pilot()

    def show_pilot(self) -> None:
        """Say how the pilot stands, and which included reports are no studies yet."""
        banner = self._page.banner
        banner.clear()
        pilot = self._screening.pilot()
        self._is_pilot = pilot is not None
        if pilot is not None:
            banner.tell(self._pilot_words(pilot), "info")
            banner.offer(self.tr("End the pilot"), self._end_pilot)
            return
        waiting = self._screening.studies_to_make()
        if waiting is not None and not self._desk.review.read_only:
            number = len(waiting.edits) // 2
            banner.tell(self.tr("{0} included reports are no studies yet.").format(number), "info")
            banner.offer(self.tr("Make them studies"), lambda: self._submit(waiting))

    def _submit(self, edit: Edit) -> None:
        self._desk.editor.submit(edit, self.tr("Make studies of what was included"))

    def _pilot_words(self, pilot: ScreeningPilot) -> str:
        text = self.tr("Pilot: you have screened {0} of {1}; all have screened {2}.").format(
            pilot.own_done, len(pilot.records), pilot.complete
        )
        value = pilot.agreement.value
        if value is None:
            return text
        said = self.tr(" Agreement {0} %").format(round(value * 100))
        if pilot.kappa.value is not None:
            said += f", κ {pilot.kappa.value:.2f}"
        if pilot.ac1.value is not None:
            said += f", AC1 {pilot.ac1.value:.2f}"
        if pilot.complete < len(pilot.records):
            return f"{text}{said}."
        enough = (
            self.tr(" – enough to begin (75 %).")
            if value >= FITS
            else self.tr(" – below 75 %: talk about the differences and draw another pilot.")
        )
        return text + said + enough

    def _begin_pilot(self) -> None:
        try:
            edit = self._screening.begin_pilot(Stage.TITLE, secrets.randbelow(1 << 31))
        except AppError as problem:
            self._page.banner.tell(problem.message, "warning")
            return
        if self._desk.editor.submit(edit, self.tr("Begin a pilot")):
            self._page.filter_chosen.emit("pilot")

    def _end_pilot(self) -> None:
        self._desk.editor.submit(self._screening.end_pilot(), self.tr("End the pilot"))

    def _set_up(self) -> None:
        reasons, policy = self._screening.reasons(), self._screening.policy()
        dialog = SetupDialog([reason.label for reason in reasons], policy, self._desk.window)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        labels, chosen = dialog.labels(), dialog.policy()
        dialog.deleteLater()
        if not accepted:
            return
        after = renamed(reasons, labels)
        edits: list[Edit] = []
        if after and after != reasons:
            edits.append(self._screening.set_reasons(after))
        if chosen != policy:
            edits.append(self._screening.set_policy(chosen))
        if edits:
            self._desk.editor.submit(Together(tuple(edits)), self.tr("Reasons and reviewers"))

    def _choose_words(self) -> None:
        dialog = WordsDialog(self._screening.words(), self._desk.window)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        words: Words = dialog.words()
        dialog.deleteLater()
        if accepted and words != self._screening.words():
            self._desk.editor.submit(self._screening.set_words(words), self.tr("Words to mark"))


def renamed(reasons: tuple[Reason, ...], labels: list[str]) -> tuple[Reason, ...]:
    """Return the reasons for these labels; those with a known label keep their key."""
    known = {reason.label: reason.key for reason in reasons}
    return tuple(Reason(known.get(label) or new_id(), label) for label in labels)
