"""Makes reviews: a new one from a template, and a copy of the sample."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.orm import Session

from app import __version__
from app.bootstrap import open_review
from app.domain.errors import AppError
from app.domain.fields import Form, FormKind
from app.domain.ids import new_id
from app.jobs import JobContext
from app.opening import DATABASE
from app.profile import IdentityFile, Known
from app.services.acting import local_now
from app.services.environment import translated
from app.services.forms import publish_first, template
from app.services.sample import SampleWriter, document
from app.services.writing.review import TITLE_FIELD
from db.engine import open_engine, writing
from db.migrate import ensure_current
from db.models import ReviewerRow, ReviewRow

FOLDERS = ("papers", "figures", "backups", "exports")


def create_review(
    folder: Path,
    *,
    title: str,
    template_id: str = "jbi-scoping",
    reviewer: str = "Reviewer",
    now: Callable[[], datetime] = local_now,
) -> None:
    """Make a new review in a folder that is new or empty, with a form from a template."""
    folder = Path(folder).absolute()
    if not title.strip():
        raise AppError("A review needs a title. Nothing was changed. Give it one and try again.")
    form = template(template_id)
    if form.kind is not FormKind.EXTRACTION:
        raise AppError(
            f"“{form.name}” is a checklist, not a form to chart studies with. Nothing was changed. "
            "Begin with another form and add the checklist to it."
        )
    with translated(folder):
        _require_free(folder)
    with translated(folder), _whole_or_gone(folder):
        for name in FOLDERS:
            (folder / name).mkdir(parents=True, exist_ok=True)
        ensure_current(folder / DATABASE)
        engine = open_engine(folder / DATABASE)
        try:
            with writing(engine) as session:
                _write_review(session, title, reviewer, form, _utc(now))
        finally:
            engine.dispose()


def _require_free(folder: Path) -> None:
    """Refuse a place that holds anything; raises AppError."""
    if folder.exists() and not folder.is_dir():
        raise AppError(
            f"“{folder}” is a file. Nothing was changed. Choose a new folder for the review."
        )
    if folder.exists() and any(folder.iterdir()):
        raise AppError(
            f"“{folder}” is not empty. Nothing was changed. Choose a new folder for the review."
        )


@contextmanager
def _whole_or_gone(folder: Path) -> Iterator[None]:
    """Take away what was made in a free folder when the making of it fails."""
    was_there = folder.exists()
    try:
        yield
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        if was_there:
            folder.mkdir(exist_ok=True)
        raise


def _write_review(session: Session, title: str, reviewer: str, form: Form, moment: str) -> None:
    name = reviewer.strip() or "Reviewer"
    person = ReviewerRow(id=new_id(), name=name, initials=initials_of(name))
    session.add(person)
    details = {
        field.field_id: field.default
        for section in form.review_sections
        for field in section.fields
        if field.default is not None
    }
    review_id = new_id()
    session.add(
        ReviewRow(
            id=review_id,
            title=title,
            details={**details, TITLE_FIELD: title},
            settings={},
            created_at=moment,
            app_version=__version__,
        )
    )
    publish_first(session, form, person.id, moment)
    try:
        IdentityFile(review_id).keep(Known(person.id))
    except AppError:
        person.is_here = True  # the folder says it where the profile can't


def initials_of(name: str) -> str:
    """Return up to three initials of a name."""
    return "".join(word[0] for word in name.split()[:3]).upper()


def _utc(now: Callable[[], datetime]) -> str:
    return now().astimezone(UTC).isoformat(timespec="microseconds")


def create_sample(folder: Path, *, reset: bool = False, ctx: JobContext | None = None) -> None:
    """Make a writable copy of the sample review; with `reset` an earlier copy is replaced.

    Raises AppError when the folder holds something else than a copy of the sample.
    """
    folder = Path(folder).absolute()
    sample = document()
    if reset and (folder / DATABASE).exists():
        _remove_copy(folder, str(sample["title"]))
    create_review(
        folder,
        title=str(sample["title"]),
        template_id=str(sample["template"]),
        reviewer=str(sample["reviewer"]),
    )
    try:
        with open_review(folder) as review:
            writer = SampleWriter(review.extraction, review.records, review.papers)
            writer.write(sample, ctx or JobContext())
            review.places.mark_sample()
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _remove_copy(folder: Path, title: str) -> None:
    """Remove an earlier copy of the sample, and nothing else."""
    with open_review(folder) as review:
        found, is_sample = review.info().title, review.places.is_sample()
        review_id = review.addresses.review_id()
    if not is_sample or found != title:
        raise AppError(
            f"“{folder}” holds the review “{found}”, not the sample. Nothing was changed. "
            "Choose another folder."
        )
    with translated(folder):
        shutil.rmtree(folder)
    IdentityFile(review_id).forget()
