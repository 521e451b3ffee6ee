"""The line at the foot: page, target, the last step with Undo, and the job under way."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QStatusBar, QToolButton, QWidget

from ui.jobs import Jobs
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.job_bar import JobBar

MARGIN = 6  # pixels


class StatusLine(QStatusBar):
    """Small facts that change all the time; nothing here asks for attention."""

    undo_requested = Signal()

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        """Start with nothing to say."""
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.setContentsMargins(MARGIN, 0, MARGIN, 0)
        self._page = QLabel()
        self._target = ElidedLabel()
        self._step = ElidedLabel()
        self._undo = QToolButton()
        self._undo.setText(self.tr("Undo"))
        self._undo.setAutoRaise(True)
        self._undo.setAccessibleName(self.tr("Undo the last step"))
        self._undo.clicked.connect(self._on_undo)
        self._undo.hide()
        for label, stretch in ((self._page, 0), (self._target, 1), (self._step, 1)):
            label.setContentsMargins(MARGIN, 0, MARGIN, 0)
            self.addWidget(label, stretch)
        self.addWidget(self._undo)
        self._jobs = jobs
        jobs.started.connect(self._add_job_bar)

    def show_page(self, page: int, pages: int) -> None:
        """Name the page (index from 0) that is read."""
        text = self.tr("Page {n} of {total}") if pages else ""
        self._page.setText(text.format(n=page + 1, total=pages))

    def show_target(self, name: str | None, _is_filled: bool) -> None:
        """Name the field that the next selection fills."""
        self._target.setText(self.tr("Target: {name}").format(name=name) if name else "")

    def show_step(self, label: str) -> None:
        """Say what was just done, with a way back."""
        self._step.setText(label)
        self._undo.show()

    def keep_step(self, _can: bool, step: str) -> None:
        """Forget the last step once undo would take back another one."""
        if step != self._step.text():
            self.clear_step()

    def show_reading(self, is_reading: bool) -> None:
        """Show page and target beside papers only."""
        self._page.setVisible(is_reading)
        self._target.setVisible(is_reading)

    def clear(self) -> None:
        """Show nothing of a review that was closed."""
        self._page.clear()
        self._target.clear()
        self.clear_step()

    def clear_step(self) -> None:
        """Forget the last step."""
        self._step.setText("")
        self._undo.hide()

    def _add_job_bar(self) -> None:
        """Make the bar with the first job; most starts show none."""
        self._jobs.started.disconnect(self._add_job_bar)
        self.addPermanentWidget(JobBar(self._jobs))

    def _on_undo(self) -> None:
        self.clear_step()
        self.undo_requested.emit()
