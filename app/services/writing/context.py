"""What every writer of edits is given: the open transaction and who acts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC
from typing import Any, TypeAlias

from sqlalchemy.orm import Session

from app.domain.edits import ChangeSet
from app.domain.errors import NotFound
from app.services.acting import Acting
from app.services.shelf import Shelf
from db.models import FormRow


def _unheard(done: int, total: int) -> None:
    """Nobody waits for the progress of a short edit."""


@dataclass(frozen=True, slots=True)
class Writing:
    """One transaction of one acting reviewer.

    `counter` is the Lamport clock of its edit; `step(done, total)` reports long writing; on
    `shelf` waits what an import has read.
    """

    session: Session
    acting: Acting
    counter: int = 0
    step: Callable[[int, int], None] = _unheard
    shelf: Shelf = field(default_factory=Shelf)

    def moment(self) -> str:
        """Return the time now as ISO 8601 text in UTC."""
        return self.acting.now().astimezone(UTC).isoformat(timespec="microseconds")

    def version_in_use(self, form_id: str) -> str:
        """Return the version of a form that answers are given under now; raises NotFound."""
        form = self.session.get(FormRow, form_id)
        if form is None or form.current_id is None:
            raise NotFound("This form is not in the review any more. Nothing was changed.")
        return form.current_id


Writers: TypeAlias = Mapping[type, Callable[[Writing, Any], ChangeSet]]
"""The writer of each kind of edit; every module of this package has one as `WRITERS`."""
