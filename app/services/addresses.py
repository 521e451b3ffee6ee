"""Finds the highlight that an address in a workbook names, and the review it is in."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from app.domain.addresses import Address
from app.domain.anchors import Place
from app.domain.answers import Cell
from app.domain.blinding import may_see
from app.domain.errors import AppError, NotFound
from app.services.acting import Acting
from app.services.codec import places_from_json
from app.services.sight import study_works
from app.services.store import Store
from db.models import AnchorRow, EvidenceRow, ExtractionRow, ReviewRow, StudyRow


@dataclass(frozen=True, slots=True)
class Highlight:
    """Where a highlight is; `cell` is the reviewer's own answer it stands for, if it is one."""

    study_id: str
    paper: str
    places: tuple[Place, ...]
    cell: Cell | None


class AddressService:
    """Follows addresses as far as the acting reviewer may see."""

    def __init__(self, store: Store, acting: Acting) -> None:
        """Read through `store`."""
        self._store = store
        self._acting = acting

    def review_id(self) -> str:
        """Return the id of the review."""
        with self._store.reading() as session:
            return session.scalars(select(ReviewRow.id)).one()

    def find(self, address: Address) -> Highlight:
        """Return where the highlight is.

        Raises AppError for another review's, NotFound for one that is gone or hidden.
        """
        if address.review_id != self.review_id():
            raise AppError(
                "This highlight is of another review. Nothing was changed. Open that review first."
            )
        wanted = (
            select(EvidenceRow, AnchorRow, ExtractionRow)
            .join(AnchorRow, AnchorRow.id == EvidenceRow.anchor_id)
            .join(ExtractionRow, ExtractionRow.id == EvidenceRow.extraction_id)
            .join(StudyRow, StudyRow.id == ExtractionRow.study_id)
            .where(
                AnchorRow.id == address.anchor_id,
                EvidenceRow.removed.is_(False),
                StudyRow.removed.is_(False),
            )
        )
        with self._store.reading() as session:
            works = study_works(session, self._acting.form_id)
            found = [
                (evidence, anchor, extraction)
                for evidence, anchor, extraction in session.execute(wanted)
                if extraction.study_id in works
                and may_see(self._me, extraction.reviewer_id, works[extraction.study_id])
            ]
            if not found:
                raise NotFound(
                    "This highlight is not in the review any more, or it is a colleague's and "
                    "still hidden. Nothing was changed."
                )
            named = [one for one in found if one[0].field_id == address.field_id]
            evidence, anchor, extraction = (named or found)[0]
            cell = None
            if evidence.field_id and extraction.reviewer_id == self._me:
                cell = Cell(extraction.id, evidence.field_id, evidence.row_id)
            places = places_from_json(anchor.places)
            return Highlight(extraction.study_id, anchor.paper_sha256, places, cell)

    @property
    def _me(self) -> str:
        return self._acting.reviewer.reviewer_id


def folder_of(review_id: str, folders: Iterable[Path]) -> Path | None:
    """Return the first folder that holds the review; folders that do not read are passed over."""
    return next((folder for folder in folders if _id_in(folder) == review_id), None)


def _id_in(folder: Path) -> str:
    """Return the id of the review in a folder without opening the review, or ""."""
    database = folder / "review.sqlite"
    if not database.is_file():
        return ""
    try:
        with closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)) as read:
            row = read.execute("SELECT id FROM review").fetchone()
    except sqlite3.Error:
        return ""
    return str(row[0]) if row else ""
