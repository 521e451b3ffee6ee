"""Full texts for records: which PDF is of which record, taken in together as one step."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from sqlalchemy import select

from app.domain.edits import Edit, LinkPaper, Together
from app.domain.errors import AppError
from app.jobs import JobContext
from app.pdf.errors import PaperEncrypted
from app.references.matching import Match, accepted, attached_to, matches
from app.services.library_list import attachments_of
from db.models import RecordRow, ReportRow

if TYPE_CHECKING:
    from app.services.library import LibraryService
    from app.services.papers import PaperService
    from app.services.screening import ScreeningService
    from app.services.store import Store

_INTERNAL = "internal-pdf://"  # EndNote: files in the folder "<library>.Data/PDF"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A PDF and the records it may be the full text of, best first.

    `record_id` is the one that needs no look, or None; `problem` says why it could not be read.
    `is_locked` tells that a password is wanted; `held` are those of its records that have a PDF
    already.
    """

    path: Path
    found: tuple[Match, ...] = ()
    record_id: str | None = None
    problem: str = ""
    held: frozenset[str] = frozenset()
    is_locked: bool = False


class PaperMatching:
    """Proposes records for PDFs, and makes the edit that gives them."""

    def __init__(
        self,
        store: Store,
        library: LibraryService,
        papers: PaperService,
        screening: ScreeningService,
    ) -> None:
        """Read through `store`; PDFs are looked at by `papers`."""
        self._store = store
        self._library = library
        self._papers = papers
        self._screening = screening

    def titles(self) -> dict[str, str]:
        """Return what each report is called where one is chosen by hand: "Hale 2019: Title"."""
        return {
            one.key: " ".join(
                filter(None, (one.authors[0] if one.authors else "", str(one.year or "")))
            )
            + f": {one.title}"
            for one in self._library.candidates()
        }

    def propose(self, paths: Sequence[Path], ctx: JobContext) -> tuple[Proposal, ...]:
        """Look at PDFs outside the review; nothing under 90 points is taken as sure."""
        known = self._library.candidates()
        named = self._library.attachments()
        holding = self._holding()
        proposals = []
        for done, path in enumerate(paths):
            ctx.step(done, len(paths))
            try:
                found = matches(self._papers.front_of(path), known)
            except AppError as error:
                is_locked = isinstance(error, PaperEncrypted)
                proposals.append(Proposal(path, problem=error.message, is_locked=is_locked))
                continue
            found = _with_attached(found, attached_to(path, named))
            sure = accepted(found)
            held = holding & {match.key for match in found}
            key = sure.key if sure and sure.key not in held else None
            proposals.append(Proposal(path, tuple(found), key, held=held))
        return tuple(_without_rivals(proposals))

    def _holding(self) -> frozenset[str]:
        """Return the records that have a PDF: their own, or that of one of their copies."""
        columns = select(RecordRow.id, RecordRow.cluster_id)
        with self._store.reading() as session:
            rows = session.execute(columns.where(RecordRow.paper_sha256.is_not(None)))
            return frozenset(key for row in rows for key in (row.id, row.cluster_id) if key)

    def take(self, chosen: Mapping[Path, str], ctx: JobContext) -> Together | None:
        """Copy PDFs into the review; returns the edit that gives them to their records.

        Raises PdfError and other AppErrors for a file that cannot be taken; nothing is given then.
        """
        edits: list[Edit] = []
        for done, (path, record_id) in enumerate(chosen.items()):
            ctx.step(done, len(chosen))
            edits += self.given(record_id, self._papers.take_copy(path))
        return Together(tuple(edits)) if edits else None

    def given(self, record_id: str, sha256: str) -> list[Edit]:
        """Return the edits that give a record its PDF, and its report too if that has none."""
        edits: list[Edit] = [self._screening.give_paper(record_id, sha256)]
        with self._store.reading() as session:
            row = session.get(RecordRow, record_id)
            report = session.get(ReportRow, row.report_id) if row and row.report_id else None
            if report is not None and report.paper_sha256 is None:
                edits.append(LinkPaper(report.id, None, sha256))
        return edits

    def attached(self, search_id: str, exports: Sequence[Path]) -> tuple[Path, ...]:
        """Return the PDFs that the records of a search name and that lie beside their exports."""
        with self._store.reading() as session:
            wanted = select(RecordRow.csl).where(RecordRow.search_id == search_id)
            names = [name for csl in session.scalars(wanted) for name in attachments_of(csl)]
        found = [path for name in names for path in _places(name, exports) if _is_file(path)]
        return tuple(dict.fromkeys(found))


def _with_attached(found: Sequence[Match], attached: Match | None) -> list[Match]:
    """Put the record that names a PDF among those that it may be of."""
    if attached is None:
        return list(found)
    others = [match for match in found if match.key != attached.key]
    return sorted((attached, *others), key=lambda one: -one.score)


def _without_rivals(proposals: Sequence[Proposal]) -> list[Proposal]:
    """Ask about PDFs that are sure of the same record."""
    times: dict[str, int] = defaultdict(int)
    for one in proposals:
        if one.record_id is not None:
            times[one.record_id] += 1
    return [
        replace(one, record_id=None) if one.record_id and times[one.record_id] > 1 else one
        for one in proposals
    ]


def _places(name: str, exports: Sequence[Path]) -> list[Path]:
    """Return where an attachment may lie: as written, beside the export, in EndNote's data."""
    plain = unquote(name).removeprefix("file://").replace("\\", "/")
    if plain.startswith(_INTERNAL):
        inside = plain.removeprefix(_INTERNAL)
        folders = [folder for one in exports for folder in one.parent.glob("*.Data")]
        return [folder / "PDF" / inside for folder in folders]
    if plain.startswith(("http://", "https://")):
        return []
    return [Path(plain), *(one.parent / plain for one in exports)]


def _is_file(path: Path) -> bool:
    try:
        return path.is_file() and path.suffix.casefold() == ".pdf"
    except (OSError, ValueError):
        return False
