"""Quotes from another copy of a paper, shown where they stand in the copy that is here."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from app.domain.anchors import Anchor, AnchorKind
from app.domain.errors import AppError
from app.domain.records import Evidence, Record
from app.domain.studies import PaperState, Study
from app.pdf.locate import Finder
from app.pdf.text import PageText
from app.services.reanchoring import SURE

Texts = Callable[[str], Sequence[PageText]]


class Placing:
    """Finds places for reading only: what is stored stays, and stays sealed.

    Two people may have charted from copies that differ by a byte. Their anchors name the file
    that each of them had; beside each other they are shown in one.
    """

    def __init__(self, texts: Texts) -> None:
        """Read the text of papers, by their SHA-256, through `texts`."""
        self._texts = texts
        self._known: dict[tuple[str, str], Anchor] = {}
        self._looked_into: set[str] = set()  # papers, by SHA-256

    def placed(self, record: Record) -> Record:
        """Return the record with the quotes of other copies where they stand in the shown one.

        A quote that is not surely there keeps its words and has no place.
        """
        foreign, shown = _foreign(record), _shown(record)
        if not foreign or not shown:
            return record
        wanted = self._unknown(record)
        if wanted:
            self._look(wanted, shown)
        return replace(record, evidence=tuple(self._moved(item, shown) for item in record.evidence))

    def must_look(self, record: Record) -> bool:
        """Tell whether `placed` would have to read the text of a paper, which takes a second."""
        return bool(self._unknown(record))

    def is_new(self, study: Study) -> bool:
        """Tell whether the paper of a study was not read here yet."""
        return study.paper is not None and study.paper.sha256 not in self._looked_into

    def _unknown(self, record: Record) -> list[Anchor]:
        """Return the quotes of other copies that were not looked for yet in the shown one."""
        shown = _shown(record)
        return [
            one
            for one in (_foreign(record) if shown else ())
            if (one.anchor_id, shown) not in self._known
        ]

    def _moved(self, item: Evidence, sha256: str) -> Evidence:
        known = self._known.get((item.anchor.anchor_id, sha256))
        return item if known is None else replace(item, anchor=known)

    def _look(self, anchors: Sequence[Anchor], sha256: str) -> None:
        """Find these in a paper; in one that can't be read they stay what they are."""
        self._looked_into.add(sha256)
        try:
            finder = Finder(self._texts(sha256))
        except AppError:  # the paper itself says why when it is shown
            self._known.update({(anchor.anchor_id, sha256): anchor for anchor in anchors})
            return
        for anchor in anchors:
            near = anchor.places[0] if anchor.places else None
            found = None
            if anchor.kind is AnchorKind.TEXT:
                found = finder.locate(anchor.quote, anchor.prefix, anchor.suffix, near)
            is_sure = found is not None and found.confidence > SURE
            places = found.places if found is not None and is_sure else ()
            self._known[anchor.anchor_id, sha256] = replace(anchor, paper=sha256, places=places)

    def outcome(self, record: Record) -> tuple[int, tuple[str, ...]]:
        """Return how many quotes of other copies have a place here, and the words of the others."""
        own = record.study.paper.sha256 if record.study.paper is not None else ""
        known = {report.paper.sha256 for report in record.study.reports if report.paper is not None}
        foreign = {
            item.anchor.anchor_id for item in record.evidence if item.anchor.paper not in known
        }
        placed = {
            item.anchor.anchor_id: item.anchor
            for item in self.placed(record).evidence
            if item.anchor.anchor_id in foreign
        }
        lost = [one for one in placed.values() if one.paper != own or not one.places]
        return len(placed) - len(lost), tuple(" ".join(one.quote.split()) for one in lost)


def _foreign(record: Record) -> list[Anchor]:
    """Return the anchors in files that no report of the study has here."""
    own = {report.paper.sha256 for report in record.study.reports if report.paper is not None}
    return [item.anchor for item in record.evidence if item.anchor.paper not in own]


def _shown(record: Record) -> str:
    """Return the hash of the paper that is shown, "" when none can be read."""
    study = record.study
    return study.paper.sha256 if study.paper and study.paper_state is PaperState.READY else ""
