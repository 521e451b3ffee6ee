"""Writes the counts of the codes and what is coded where the reviewer says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.flows.saving import FileSaving

if TYPE_CHECKING:
    from app.export.model import ReviewTable
    from ui.widgets.banner import Banner
    from ui.workspaces import Desk

CSV = {"csv": "CSV"}


class CodesSaving(QObject):
    """Writes tables of the content analysis as the acting reviewer may see them."""

    def __init__(self, desk: Desk, banner: Banner) -> None:
        """Write for the review of `desk`."""
        super().__init__(banner)
        self._desk = desk
        self._saving = FileSaving(desk, banner)

    def counts(self) -> None:
        """Ask for a file and write how often each code is used."""
        from app.export.coded import write_counts

        path = self._saving.ask(self.tr("Save the counts"), "codes", CSV)
        if path is not None:
            counted = self._desk.review.coding.counts()
            self._saving.write(
                self.tr("Writing the counts"), path, lambda beside: write_counts(counted, beside)
            )

    def framework(self) -> None:
        """Ask for a file and write the codes with their definitions."""
        from app.export.coded import write_framework

        kinds = {"csv": "CSV", "qdc": self.tr("REFI-QDA codebook")}
        path = self._saving.ask(self.tr("Save the codes"), "codebook", kinds)
        if path is not None:
            codes = self._desk.review.coding.codes()
            self._saving.write(
                self.tr("Writing the codes"), path, lambda beside: write_framework(codes, beside)
            )

    def segments(self, table: ReviewTable) -> None:
        """Ask for a file and write every coded piece with its code and who put it."""
        from app.export.coded import write_segments

        path = self._saving.ask(self.tr("Save what is coded"), "coded answers", CSV)
        if path is not None:
            review = self._desk.review
            coding = review.coding.coding()
            names = {person.reviewer_id: person.name for person in review.info().reviewers}
            self._saving.write(
                self.tr("Writing what is coded"),
                path,
                lambda beside: write_segments(table, coding, names, beside),
            )
