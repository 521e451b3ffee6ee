"""Another computer for a part of a test: a name and a profile of its own."""

import platform
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import select

from app.profile import IdentityFile, Known, profile_folder
from db.engine import open_engine, reading
from db.models import ReviewerRow, ReviewRow

PROFILE_VARIABLES = ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "XDG_CONFIG_HOME")


@contextmanager
def computer(home: Path, name: str = "") -> Iterator[None]:
    """Be at another computer; who works on a review there is kept in `home`."""
    with pytest.MonkeyPatch.context() as patch:
        for variable in PROFILE_VARIABLES:
            patch.setenv(variable, str(home))
        patch.setattr(platform, "node", lambda: name or home.name)
        yield


def known_at(home: Path, folder: Path, name: str) -> None:
    """Let somebody be known at another computer for a closed review, as if always there."""
    engine = open_engine(folder / "review.sqlite", read_only=True)
    with reading(engine) as session:
        review = session.scalars(select(ReviewRow.id)).one()
        person = session.scalars(select(ReviewerRow.id).where(ReviewerRow.name == name)).one()
    engine.dispose()
    with computer(home):
        IdentityFile(review, profile_folder()).keep(Known(person))
