"""What a merge would tell, seen in a packet before anything of it is written."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.packets import Manifest
from app.domain.sentence import Sentence
from app.services.acting import Acting
from app.services.exchange import promises, seals, sentences
from app.services.exchange.news import News
from app.services.exchange.writing import LOG_COLUMNS
from db.models import Base

_OF_SEAL = ("seal", "withdrawn")
_OF_SEALED = {
    "answer": (*seals.ANSWER, "id"),
    "evidence": (*seals.EVIDENCE, "removed"),
    "group_row": (*seals.GROUP, "removed"),
}
"""What is needed of a table by extraction."""
_NAMED = {"study": "label", "extraction": "study_id"}
"""What is needed of a table by its key."""
_BREAKING = "BreakSeal"

Values = tuple[Any, ...]


class Foreseen:
    """Collects what of a packet would stand here, of the extractions whose seals it has."""

    def __init__(self, session: Session, manifest: Manifest, acting: Acting) -> None:
        """Look at the packet of a manifest from the review of a session, as who acts."""
        self._session = session
        self._manifest = manifest
        self._rows: dict[tuple[str, str], dict[str, Values]] = defaultdict(dict)
        self._named: dict[tuple[str, str], str] = {}
        self._breaks: list[tuple[str, str, str]] = []
        self._news = News(session, manifest, acting)

    def see(self, table: str, names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """Take note of rows of a table that would stand."""
        self._news.see(table, names, rows)
        wanted = _columns(table)
        if not {"id", *wanted} <= set(names):
            return
        key, places = names.index("id"), [names.index(name) for name in wanted]
        if table in _NAMED:
            self._named |= {(table, row[key]): row[places[0]] for row in rows}
            return
        owner, sealed = names.index("extraction_id") if wanted else 0, self._manifest.seals
        for row in rows if wanted else ():
            if table == "seal" or row[owner] in sealed:
                values = tuple(row[place] for place in places)
                self._rows[table, row[owner]][row[key]] = values

    def see_log(self, entries: Sequence[Sequence[Any]]) -> None:
        """Take note of entries of the log that would be added."""
        kind, at, edit = (LOG_COLUMNS.index(name) for name in ("kind", "at", "edit"))
        for entry in entries:
            if entry[kind] == _BREAKING and entry[edit].get("reason"):
                said = entry[edit]
                self._breaks.append(
                    (str(said.get("extraction_id")), entry[at][:10], str(said["reason"]))
                )
        self._news.see_kinds({entry[kind] for entry in entries})

    def see_registers(self, registers: Mapping[str, Any]) -> None:
        """Take note of the title, protocol answers and settings that would stand, by key."""
        self._news.see_registers(registers)

    def told(self) -> Iterator[Sentence]:
        """Tell of seals under which other answers come, of those that were broken, and of news."""
        if self._manifest.is_of_seals:
            return
        name = self._manifest.reviewer_name
        for key, seal in self._manifest.seals.items():
            live = [values[0] for values in self._of("seal", key) if not values[1]]
            if seal in live and self._seal_of(key) != seal:
                yield self._notice(sentences.SEALED_OTHERWISE, key, name=name)
        for key, day in promises.unkept(self._session, self._manifest, self._seals_to_come()):
            yield self._notice(sentences.PROMISED_OTHERWISE, key, name=name, day=day)
        for key, day, reason in self._breaks:
            yield self._notice(sentences.SEAL_BROKEN, key, name=name, day=day, reason=reason)
        yield from self._news.told()

    def _seals_to_come(self) -> Iterator[tuple[str, str]]:
        for (table, key), rows in self._rows.items():
            if table == "seal":
                yield from ((key, values[0]) for values in rows.values())

    def _seal_of(self, key: str) -> str:
        answers = [values[:-1] for values in self._of("answer", key)]
        evidence = [values[:-1] for values in self._of("evidence", key) if not values[-1]]
        groups = [values[:-1] for values in self._of("group_row", key) if not values[-1]]
        return seals.seal_over(answers, evidence, groups)

    def _of(self, table: str, key: str) -> Iterator[Values]:
        """Yield the rows of an extraction as they would be, those here first."""
        columns = Base.metadata.tables[table].c
        here = select(columns.id, *(columns[name] for name in _columns(table)))
        found = self._session.execute(here.where(columns.extraction_id == key))
        rows = {row[0]: tuple(row[1:]) for row in found}
        yield from (rows | self._rows.get((table, key), {})).values()

    def _notice(self, sentence: str, key: str, **words: str) -> Sentence:
        """Name the study of an extraction; there is nothing to look at yet."""
        label = self._name("study", self._name("extraction", key))
        return Sentence(sentence, study=f"“{label}”" if label else "a study", **words)

    def _name(self, table: str, key: str) -> str:
        columns = Base.metadata.tables[table].c
        here = select(columns[_NAMED[table]]).where(columns.id == key)
        return self._named.get((table, key)) or self._session.scalar(here) or ""


def _columns(table: str) -> Sequence[str]:
    if table in _NAMED:
        return (_NAMED[table],)
    return _OF_SEAL if table == "seal" else _OF_SEALED.get(table, ())
