"""The annotations that other programs left in the open paper: shown in grey, and adopted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from app.domain.errors import AppError
from app.pdf.marking import Annotation, ReadAnnotations
from app.pdf.requests import Priority, Seen
from ui.extract import adopting
from ui.extract.bringing import Bringing
from ui.post import Post
from ui.reader.values import FOREIGN, Highlight

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtWidgets import QMenu, QWidget

    from app.bootstrap import Review
    from app.domain.answers import Cell
    from ui.bound_actions import BoundActions
    from ui.extract.adopt_dialog import AdoptDialog
    from ui.extract.controller import ExtractController
    from ui.reader.reader_pane import ReaderPane


class Foreign(Bringing):
    """Reads the annotations when a paper is shown, and brings chosen ones to the controller."""

    def __init__(
        self,
        review: Review,
        controller: ExtractController,
        reader: ReaderPane,
        bound: BoundActions,
        parent: QWidget,
    ) -> None:
        """Watch which paper is shown."""
        super().__init__(controller, reader, parent)
        self._review = review
        self._window = parent
        self._paper = ""  # whose annotations are known
        self._file: Seen | None = None  # that they were read from
        self._annotations: tuple[Annotation, ...] = ()
        self._problem = ""
        self._own: tuple[Highlight, ...] = ()
        self._dialog: AdoptDialog | None = None
        self._post = Post()
        self._post.delivered.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)
        reader.paper_shown.connect(self._read)
        reader.menu_opening.connect(self._offer)
        reader.highlight_clicked.connect(self._tell)
        reader.highlight_remove_requested.connect(self._keep_in_paper)
        bound.when("pdf.adopt", lambda: self._adopt(reader.canvas.current_highlight))
        bound.when("pdf.adoptall", self.ask)

    @property
    def dialog(self) -> AdoptDialog | None:
        """The question about all annotations, once it was asked."""
        return self._dialog

    def show(self, own: tuple[Highlight, ...]) -> None:
        """Show the reviewer's own highlights, and the annotations that are not adopted."""
        self._own = own
        found = self._shown()
        foreign = [adopting.highlight_of(key, entry) for key, entry in found.items()]
        self._reader.show_highlights((*own, *foreign))

    def ask(self) -> None:
        """Ask where the annotations of each colour go."""
        from ui.extract.adopt_dialog import AdoptDialog

        record, found = self._controller.record, self._shown()
        if record is None or not found:
            self.refused.emit(self._why_none())
            return
        groups = adopting.by_colour(found.values())
        before = self._review.places.adoption()
        self._dialog = AdoptDialog(record, groups, before, self._window.window())
        self._dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._dialog.finished.connect(self._on_finished)
        self._dialog.adopted.connect(self._take_all)
        self._dialog.open()

    def _read(self) -> None:
        """Ask for the annotations of the paper that is shown now."""
        paper, seen = self._reader.source.key, self._reader.source.seen
        if paper == self._paper and seen == self._file:
            self.show(self._own)
            return
        self._paper, self._annotations, self._problem = "", (), ""
        self._file = seen
        password = self._review.papers.password_of(paper)
        request = ReadAnnotations(self._review.papers.path_of(paper), password, seen=seen)
        future = self._review.pdf.submit(request, Priority.BACKGROUND)
        post = self._post
        future.add_done_callback(lambda done: post.deliver((paper, seen), done))

    def _on_arrived(
        self, of: tuple[str, Seen], found: tuple[Annotation, ...] | None, error: object
    ) -> None:
        if of != (self._reader.source.key, self._reader.source.seen):
            return  # of a paper that was closed, or a file that was replaced, meanwhile
        if error is not None and not isinstance(error, AppError):
            raise RuntimeError("reading annotations failed") from (
                error if isinstance(error, BaseException) else None
            )
        self._paper, self._annotations = of[0], found or ()
        self._problem = error.message if isinstance(error, AppError) else ""
        self.show(self._own)

    def _shown(self) -> dict[str, Annotation]:
        """Return the annotations of the open paper that are not adopted, by highlight."""
        if not self._paper or self._paper != self._reader.source.key:
            return {}
        return adopting.not_adopted(self._annotations, self._controller.record, self._paper)

    def _why_none(self) -> str:
        if not self._reader.is_open():
            return self.tr("There is no paper to adopt annotations from.")
        if self._paper != self._reader.source.key:
            return self.tr("The annotations of this PDF are still being read. Try again soon.")
        if self._problem:
            return self._problem
        if self._annotations:
            return self.tr("All annotations of this PDF are adopted already.")
        return self.tr("No other program left annotations in this PDF.")

    def _offer(self, menu: QMenu, anchor_id: str) -> None:
        """Add what can be done with the annotation under the pointer."""
        if anchor_id not in self._shown():
            return
        record, target = self._controller.record, self._controller.target
        if record is not None and target is not None and record.form.has(target.field_id):
            name = record.form.field(target.field_id).label
            text = self.tr("Adopt as evidence of “{0}”").format(name.replace("&", "&&"))
            menu.addAction(text).triggered.connect(lambda _on: self._adopt(anchor_id))
        keep = menu.addAction(self.tr("Adopt without a field"))
        keep.triggered.connect(lambda _on: self._adopt(anchor_id, to_target=False))
        menu.addAction(self.tr("Adopt annotations…")).triggered.connect(self.ask)

    def _adopt(self, anchor_id: str, *, to_target: bool = True) -> None:
        """Make one annotation evidence of the target, or (without one) a kept quote."""
        annotation = self._shown().get(anchor_id)
        if annotation is None:
            self.refused.emit(
                self.tr("Choose an annotation first: click a grey mark, or step to it with L.")
            )
            return
        self._take([(annotation, self._controller.target if to_target else None)])

    def _take(self, chosen: Sequence[tuple[Annotation, Cell | None]]) -> bool:
        self.storing_wanted.emit()
        record = self._controller.record
        if record is None or not chosen:
            return False
        return self._controller.take_step(adopting.adopt(record, self._paper, chosen))

    def _take_all(
        self, chosen: Sequence[tuple[Annotation, Cell | None]], choices: Mapping[str, str]
    ) -> None:
        """Adopt what the dialog says, and remember where each colour went."""
        if self._take(chosen):
            self._review.places.keep_adoption(choices)

    def _on_finished(self) -> None:
        self._dialog = None

    def _tell(self, anchor_id: str) -> None:
        annotation = self._shown().get(anchor_id)
        if annotation is not None:
            self.said.emit(" ".join(adopting.tip(annotation).split()))

    def _keep_in_paper(self, anchor_id: str) -> None:
        if anchor_id.startswith(FOREIGN):
            self.refused.emit(
                self.tr("This mark is part of the PDF, which Chartdesk never changes.")
            )
