"""The flows that an action of the window starts: one row an action, imported when first used."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.main_window import MainWindow


class Needs(Enum):
    """What must be there before a flow can start."""

    NOTHING = auto()
    REVIEW = auto()
    WRITING = auto()


@dataclass(frozen=True, slots=True)
class FlowRow:
    """An action, and the function `start(window)` of a module that carries it out."""

    action: str
    module: str
    start: str
    needs: Needs

    def run(self, window: MainWindow) -> None:
        """Import the module and start the flow on the window."""
        getattr(import_module(self.module), self.start)(window)


DIALOGS = "ui.flows.dialogs"
SEALING = "ui.flows.sealing"
LIBRARY = "ui.flows.library"
FLOWS: tuple[FlowRow, ...] = (
    FlowRow("app.prefs", DIALOGS, "show_settings", Needs.NOTHING),
    FlowRow("app.help", DIALOGS, "show_help", Needs.NOTHING),
    FlowRow("app.shortcuts", DIALOGS, "show_shortcuts", Needs.NOTHING),
    FlowRow("app.messages", DIALOGS, "show_messages", Needs.NOTHING),
    FlowRow("app.about", DIALOGS, "show_about", Needs.NOTHING),
    FlowRow("study.seal", SEALING, "seal_shown", Needs.WRITING),
    FlowRow("study.sealall", SEALING, "seal_all", Needs.WRITING),
    FlowRow("study.history", "ui.flows.history", "show", Needs.REVIEW),
    FlowRow("study.breakseal", SEALING, "break_shown", Needs.WRITING),
    FlowRow("study.lookearly", "ui.flows.blinding", "look_early", Needs.REVIEW),
    FlowRow("review.again", "ui.flows.charting_again", "start", Needs.WRITING),
    FlowRow("review.blinding", "ui.flows.blinding", "turn", Needs.WRITING),
    FlowRow("file.packet", DIALOGS, "save_packet", Needs.WRITING),
    FlowRow("file.merge", DIALOGS, "merge_packet", Needs.WRITING),
    FlowRow("file.verify", "ui.flows.verifying", "start", Needs.REVIEW),
    FlowRow("file.merges", "ui.flows.merge_report", "show", Needs.REVIEW),
    FlowRow("file.importtable", "ui.flows.importing_table", "start", Needs.WRITING),
    FlowRow("file.report", "ui.report.flow", "start", Needs.REVIEW),
    FlowRow("lib.import", LIBRARY, "import_references", Needs.WRITING),
    FlowRow("lib.duplicates", LIBRARY, "find_duplicates", Needs.WRITING),
    FlowRow("file.export", "ui.flows.exporting", "export", Needs.REVIEW),
    FlowRow("file.export_dialog", "ui.flows.exporting", "choose", Needs.REVIEW),
    FlowRow("file.import_workbook", "ui.flows.reading_back", "start", Needs.WRITING),
    FlowRow("lib.match", LIBRARY, "match_papers", Needs.WRITING),
    FlowRow("lib.search", LIBRARY, "note_search", Needs.WRITING),
    FlowRow("lib.appendix", LIBRARY, "save_appendix", Needs.REVIEW),
    FlowRow("study.join", "ui.flows.joining_studies", "start", Needs.WRITING),
)
"""Every flow that needs no more of the window than the window itself."""
