"""Takes decisions from a file of another program: finds the records, names what was not found."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select

from app.domain.answers import Json
from app.domain.edits import Edit, SetReviewSetting, Together
from app.domain.errors import ImportRefused
from app.domain.flow import Found
from app.domain.ids import new_id
from app.domain.screening import (
    NO_DECISION,
    Decision,
    Reason,
    Retrieval,
    Stage,
    Verdict,
    Votes,
    reasons_from_json,
    reasons_to_json,
)
from app.domain.screening_edits import AddScreened, ImportDecisions, Imported, ScreenedRecord
from app.domain.screening_files import ScreenedRow, Standing, rows_of_ris, rows_of_table
from app.services.codec import storable, word_of
from app.services.screening_rows import REASONS, setting_in, votes_in
from app.services.store import Store
from app.sheets.reading import read_sheets
from db.models import RecordRow, ReviewerRow

LARGEST = 200_000_000  # bytes


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would do: the edit (None: nothing), and what it could not use.

    `replaced` names the rows that put another decision in the place of an earlier one.
    """

    edit: Together | None
    rows: int
    matched: int
    added: int
    decisions: int
    not_found: tuple[str, ...] = ()
    odd_words: tuple[str, ...] = ()
    disagreed: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()


def read_decisions(path: Path, standing: Standing) -> tuple[ScreenedRow, ...]:
    """Return the rows of a RIS, CSV or Excel file; raises ImportRefused or TableUnreadable."""
    if _is_ris(path):
        text = path.read_bytes().decode("utf-8-sig", "replace")
        return tuple(rows_of_ris(text, standing))
    [sheet, *_] = read_sheets(path)
    rows = tuple(rows_of_table(sheet.rows, standing))
    if not any(row.said for row in rows):
        raise ImportRefused(
            f"“{path.name}” names no decision in a column that Chartdesk knows. Nothing was "
            "changed. Head a column “Decision”, “Title and abstract” or “Full text”, or say which "
            "list the file is."
        )
    return rows


def _is_ris(path: Path) -> bool:
    """Tell a RIS file by what it holds; raises ImportRefused when it can't be read."""
    try:
        if path.stat().st_size > LARGEST:
            raise ImportRefused(f"“{path.name}” is larger than 200 MB. Nothing was changed.")
        with path.open("rb") as file:
            head = file.read(4000).decode("utf-8-sig", "replace")
    except OSError as error:
        raise ImportRefused(
            f"“{path.name}” could not be opened ({error.strerror or error}). Nothing was changed."
        ) from error
    return re.search(r"(?m)^TY {1,2}- ", head) is not None


class DecisionImport:
    """Plans an import against the records that there are."""

    def __init__(self, store: Store) -> None:
        """Read what the review holds through `store`."""
        with store.reading() as session:
            self._votes = votes_in(session)
            self._reasons_before = setting_in(session, REASONS)
            self._people = [
                (row.id, {row.name.casefold(), row.initials.casefold()})
                for row in session.scalars(select(ReviewerRow))
            ]
            columns = (
                RecordRow.id,
                RecordRow.title,
                RecordRow.year,
                RecordRow.doi,
                RecordRow.retrieval,
            )
            self._retrievals: dict[str, Retrieval] = {}
            self._index: dict[tuple[str, ...], str] = {}
            titles: Counter[str] = Counter()
            for row in session.execute(select(*columns).order_by(RecordRow.id)):
                self._retrievals[row.id] = word_of(Retrieval, row.retrieval)
                for name in _names(row.id, row.doi, row.title, row.year):
                    self._index.setdefault(name, row.id)
                    titles[name[1]] += name[0] == "title"
        self._reasons = list(reasons_from_json(self._reasons_before))
        for name, record_id in list(self._index.items()):
            if name[0] == "title" and titles[name[1]] == 1:  # known without its year
                self._index.setdefault(("title", name[1], ""), record_id)

    def plan(self, rows: Sequence[ScreenedRow], source: str, *, adds: bool) -> Plan:
        """Return what taking the rows would do; with `adds` unknown ones become records."""
        found: list[tuple[str, ScreenedRow]] = []
        new: list[ScreenedRecord] = []
        missing: list[str] = []
        for row in rows:
            record_id = self._known(row)
            if record_id is None and adds:
                record_id = new_id()
                new.append(ScreenedRecord(record_id, storable(row.raw), _clean(row.csl)))
                self._retrievals[record_id] = Retrieval.SOUGHT
            if record_id is None:
                missing.append(f"{row.number}: {row.title}")
            else:
                found.append((record_id, row))
        decisions, disagreed = self._decisions(found)
        got = _last(
            (record_id, self._retrievals[record_id], row.retrieval)
            for record_id, row in found
            if row.retrieval not in (Retrieval.SOUGHT, self._retrievals[record_id])
        )
        edits = self._edits(new, decisions, got, source)
        over = {one.record_id for one in decisions if one.before.is_made}
        return Plan(
            edit=Together(tuple(edits)) if edits else None,
            rows=len(rows),
            matched=len(found) - len(new),
            added=len(new),
            decisions=len(decisions),
            not_found=tuple(missing),
            odd_words=tuple(dict.fromkeys(word for row in rows for word in row.odd)),
            disagreed=tuple(disagreed),
            replaced=tuple(f"{row.number}: {row.title}" for key, row in found if key in over),
        )

    def _edits(
        self,
        new: list[ScreenedRecord],
        decisions: list[Imported],
        got: tuple[tuple[str, Retrieval, Retrieval], ...],
        source: str,
    ) -> list[Edit]:
        edits: list[Edit] = []
        if tuple(self._reasons) != reasons_from_json(self._reasons_before):
            after: Json = [[key, label] for key, label in reasons_to_json(self._reasons)]
            edits.append(SetReviewSetting(REASONS, self._reasons_before, after))
        if new:
            edits.append(AddScreened(new_id(), source, Found.DATABASE, tuple(new)))
        if decisions or got:
            edits.append(ImportDecisions(tuple(decisions), got))
        return edits

    def _known(self, row: ScreenedRow) -> str | None:
        year = row.csl.get("issued", {}).get("date-parts", [[None]])[0][0]
        names = _names(row.key, row.csl.get("DOI"), row.title, year)
        return next((self._index[name] for name in names if name in self._index), None)

    def _decisions(
        self, found: Iterable[tuple[str, ScreenedRow]]
    ) -> tuple[list[Imported], list[str]]:
        """Return the decisions: of reviewers that are known, final where nobody known is named."""
        wanted: dict[tuple[str, Stage, str | None], Decision] = {}
        differ: dict[tuple[str, Stage], str] = {}
        for record_id, row in found:
            for said in row.said:
                reviewer = self._reviewer(said.reviewer)
                reason = self._reason_key(said.reason) if said.verdict is Verdict.EXCLUDE else None
                decision = Decision(said.verdict, reason)
                key = (record_id, said.stage, reviewer)
                if reviewer is None and wanted.get(key, decision).verdict != said.verdict:
                    differ[record_id, said.stage] = f"{row.number}: {row.title}"
                wanted[key] = decision
        made = [
            Imported(*key, self._before(*key), after)
            for key, after in wanted.items()
            if (key[0], key[1]) not in differ and self._before(*key) != after
        ]
        return made, list(differ.values())

    def _before(self, record_id: str, stage: Stage, reviewer: str | None) -> Decision:
        votes = self._votes[stage].get(record_id, Votes(stage))
        return votes.final if reviewer is None else votes.own.get(reviewer, NO_DECISION)

    def _reviewer(self, name: str) -> str | None:
        wanted = name.strip().casefold()
        if not wanted:
            return None
        exact = [key for key, names in self._people if wanted in names]
        if exact:
            return exact[0]
        first = [key for key, names in self._people if wanted in {n.split()[0] for n in names if n}]
        return first[0] if len(first) == 1 else None

    def _reason_key(self, text: str) -> str | None:
        """Return the key of a reason by its words; one that is new joins the end of the list."""
        label = storable(text).strip()
        if not label:
            return None
        for reason in self._reasons:
            if label.casefold() in (reason.label.casefold(), reason.key.casefold()):
                return reason.key
        self._reasons.append(Reason(new_id(), label))
        return self._reasons[-1].key


def _names(key: str, doi: object, title: str, year: object) -> list[tuple[str, ...]]:
    """Return by what a record is recognised, the surest first."""
    plain = re.sub(r"[\W_]+", " ", title.casefold()).strip()
    found: list[tuple[str, ...]] = []
    if key:
        found.append(("id", key))
    if doi:
        found.append(("doi", str(doi).casefold()))
    if plain:
        found.append(("title", plain, str(year or "")))
    return found


def _clean(csl: Mapping[str, Any]) -> dict[str, Any]:
    return {key: storable(v) if isinstance(v, str) else v for key, v in csl.items()}


def _last(
    changes: Iterable[tuple[str, Retrieval, Retrieval]],
) -> tuple[tuple[str, Retrieval, Retrieval], ...]:
    """Return one change for each record: the last that the file states."""
    return tuple({change[0]: change for change in changes}.values())
