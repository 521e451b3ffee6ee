"""Which studies the list shows: one's own, or those of colleagues too."""

from app.bootstrap import Review
from app.domain.studies import Study
from ui.actions import Actions
from ui.extract.study_verbs import StudyVerbs
from ui.studies.study_list import StudyList


class StudyListing:
    """Reads the studies for the list and for stepping through them."""

    def __init__(
        self, review: Review, shown: StudyList, verbs: StudyVerbs, actions: Actions
    ) -> None:
        """Show the studies of the review in `shown`."""
        self._review = review
        self._shown = shown
        self._verbs = verbs
        self._actions = actions
        self._others = 0  # not listed: colleagues chart them
        self.studies: tuple[Study, ...] = ()

    def refresh(self) -> None:
        """Read the studies again; those given to others only are listed on request."""
        everything = self._review.records.studies()
        own = tuple(study for study in everything if not study.is_others)
        shows_all = self._actions["list.others"].isChecked() or not own
        self.studies = everything if shows_all else own
        self._others = len(everything) - len(self.studies)
        self._show()
        self._verbs.show_studies(self.studies)

    def replace(self, study: Study) -> None:
        """Show one study's new counts without reading the others."""
        self.studies = tuple(
            study if one.study_id == study.study_id else one for one in self.studies
        )
        self._show()

    def _show(self) -> None:
        self._shown.show_studies(self.studies, self._others)
