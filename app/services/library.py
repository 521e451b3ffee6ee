"""The library: takes exports of references in, lists records, finds and answers duplicates."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import select

from app.domain.counting import counted
from app.domain.edits import SetReviewSetting, Together
from app.domain.errors import AppError, ImportRefused, NotFound
from app.domain.ids import new_id
from app.domain.library import AnsweredPair, PairAnswer, ReadFile, SearchDraft, Shown
from app.domain.library_edits import AnswerPairs, JoinRecords, PlaceImport
from app.domain.screening_edits import GiveRecordPaper
from app.jobs import JobContext, without_collecting
from app.references.columns import known_from_json, require_title
from app.references.duplicates import Candidate, Certainty, Pair, candidate, clusters, pairs
from app.references.previewing import Preview, preview
from app.references.reading import Reading
from app.references.values import Format, Reference
from app.services.codec import storable, word_of
from app.services.linking import LinkingService
from app.services.screening_rows import setting_in
from app.services.shelf import Row
from app.services.store import Store
from db.engine import write_json
from db.models import RecordPairRow, RecordRow

COLUMNS = "library.columns"  # the setting that keeps what was said of columns
BATCH = 200  # records between two places to stop
_ESCAPES = frozenset({Format.JSON, Format.WORKBOOK})  # may name lone surrogates and NULs
NOTICES_KEPT = 200  # of one file; a file with more is wrong as a whole


class LibraryService:
    """Reads and stages the library; what changes the review is returned as an edit."""

    def __init__(self, store: Store) -> None:
        """Work on `store`."""
        self._store = store

    def stage(
        self, paths: Sequence[Path], search: SearchDraft, ctx: JobContext | None = None
    ) -> tuple[PlaceImport | None, tuple[ReadFile, ...]]:
        """Read files onto the shelf; returns the edit that imports them (None: no record).

        A file that cannot be read is told in its ReadFile, the others go in. When the job is
        cancelled nothing stays. Progress counts bytes.
        """
        ctx = ctx or JobContext()
        total = sum(_size(path) for path in paths)
        files: list[ReadFile] = []
        before = 0
        try:
            for path in paths:
                files.append(
                    self._stage_file(path, search.search_id, _Progress(ctx, before, total))
                )
                before += _size(path)
        except BaseException:
            self.discard(search.search_id)
            raise
        ctx.step(total, total)
        count = sum(file.read for file in files)
        if not count:
            return None, tuple(files)
        listed = tuple(asdict(file) for file in files)
        return PlaceImport(search, listed, count), tuple(files)

    def columns(self) -> dict[str, dict[int, str]]:
        """Return what was said of the columns of tables, by the fingerprint of their header."""
        with self._store.reading() as session:
            return known_from_json(setting_in(session, COLUMNS))

    def explain_columns(self, fingerprint: str, columns: Mapping[int, str]) -> SetReviewSetting:
        """Return the edit that remembers what the columns of a header hold; raises AppError."""
        require_title(columns)
        with self._store.reading() as session:
            before = setting_in(session, COLUMNS)
        kept = dict(before) if isinstance(before, Mapping) else {}
        kept[fingerprint] = {str(place): field for place, field in sorted(columns.items())}
        return SetReviewSetting(COLUMNS, before, kept)

    def preview(self, paths: Sequence[Path], ctx: JobContext) -> tuple[Preview, ...]:
        """Look at the beginning of files: what each is and holds."""
        known = self.columns()
        found = []
        for done, path in enumerate(paths):
            ctx.step(done, len(paths))
            found.append(preview(path, known))
        return tuple(found)

    def discard(self, search_id: str) -> None:
        """Clear what was staged for an import that is not wanted."""
        self._store.shelf.drop(search_id)

    def records(self) -> Iterator[Shown]:
        """Yield all records, earlier imports first."""
        columns = (RecordRow.id, RecordRow.search_id, RecordRow.title, RecordRow.csl)
        chosen = select(*columns, RecordRow.cluster_id).order_by(RecordRow.id)
        with self._store.reading() as session:
            for row in session.execute(chosen.execution_options(yield_per=BATCH)):
                yield Shown(row.id, row.search_id, row.title, row.csl, row.cluster_id)

    def references(self) -> Iterator[dict[str, Any]]:
        """Yield the CSL-JSON of each report once: the first copy of those that were joined."""
        seen: set[str] = set()
        for shown in self.records():
            cluster = shown.cluster_id or shown.record_id
            if cluster not in seen:
                seen.add(cluster)
                yield dict(shown.csl)

    def raw(self, record_id: str) -> str:
        """Return a record as its file had it; raises NotFound."""
        with self._store.reading() as session:
            row = session.get(RecordRow, record_id)
            if row is None:
                raise NotFound("This record is not in the review any more.")
            return row.raw

    def duplicates(self, ctx: JobContext | None = None) -> tuple[Pair, ...]:
        """Return pairs that are neither joined nor answered yet, best first."""
        return self.open_pairs(self.alike(ctx))

    def alike(self, ctx: JobContext | None = None) -> tuple[Pair, ...]:
        """Return all pairs of records that are alike, also those that were answered."""
        found = [candidate(shown.record_id, dict(shown.csl)) for shown in self.records()]
        return tuple(pairs(found, (ctx or JobContext()).step))

    def open_pairs(self, alike: Sequence[Pair]) -> tuple[Pair, ...]:
        """Return the pairs among those found that are neither joined nor answered."""
        with self._store.reading() as session:
            rows = session.execute(select(RecordRow.id, RecordRow.cluster_id))
            known = {row.id: row.cluster_id or row.id for row in rows}
        answered = {
            frozenset((known.get(one.first), known.get(one.second))) for one in self.answered()
        }
        return tuple(
            pair
            for pair in alike
            if pair.first in known
            and pair.second in known
            and known[pair.first] != known[pair.second]
            and frozenset((known[pair.first], known[pair.second])) not in answered
        )

    def candidates(self) -> tuple[Candidate, ...]:
        """Return what is compared of each report: the first copy of those that were joined."""
        seen: set[str] = set()
        found: list[Candidate] = []
        for shown in self.records():
            cluster = shown.cluster_id or shown.record_id
            if cluster not in seen:
                seen.add(cluster)
                found.append(candidate(shown.record_id, dict(shown.csl)))
        return tuple(found)

    def attachments(self) -> dict[str, tuple[str, ...]]:
        """Return the PDFs that exports name beside their records, by record."""
        found: dict[str, tuple[str, ...]] = {}
        for shown in self.records():
            custom = shown.csl.get("custom")
            named = custom.get("files") if isinstance(custom, dict) else None
            if isinstance(named, list) and named:
                found[shown.cluster_id or shown.record_id] = tuple(map(str, named))
        return found

    def give_paper(self, record_id: str, sha256: str) -> GiveRecordPaper:
        """Return the edit that gives a record its full text; raises NotFound."""
        with self._store.reading() as session:
            row = session.get(RecordRow, record_id)
            if row is None:
                raise NotFound("This record is not in the review any more.")
            return GiveRecordPaper(record_id, row.paper_sha256, sha256)

    def answered(self) -> tuple[AnsweredPair, ...]:
        """Return the pairs that were kept as two, or as two reports of one study."""
        kept = select(RecordPairRow).where(RecordPairRow.answer != "").order_by(RecordPairRow.at)
        with self._store.reading() as session:
            return tuple(
                AnsweredPair(row.first_id, row.second_id, word_of(PairAnswer, row.answer))
                for row in session.scalars(kept)
            )

    def keep_both(self, judged: Sequence[Pair]) -> AnswerPairs:
        """Return the edit that remembers pairs as two different things; not asked about again."""
        return self._answer([(pair.first, pair.second) for pair in judged], PairAnswer.TWO)

    def link_reports(self, judged: Sequence[Pair]) -> Together:
        """Return the edit that remembers pairs as two reports of one study each.

        Both records are screened by themselves. Where both are reports already, the second joins
        the study of the first in the same step; otherwise the one that is included later does.
        """
        said = self._answer([(pair.first, pair.second) for pair in judged], PairAnswer.LINKED)
        linking = LinkingService(self._store)
        moved = [edit for pair in judged if (edit := linking.link_records(pair.first, pair.second))]
        return Together((said, *moved))

    def ask_again(self, answered: Sequence[AnsweredPair]) -> AnswerPairs:
        """Return the edit that forgets answers: the pairs are asked about again."""
        return self._answer([(one.first, one.second) for one in answered], PairAnswer.NONE)

    def _answer(self, asked: Sequence[tuple[str, str]], answer: PairAnswer) -> AnswerPairs:
        before = {(one.first, one.second): one.answer for one in self.answered()}
        changes = []
        for pair in asked:
            first, second = sorted(pair)
            changes.append((first, second, before.get((first, second), PairAnswer.NONE), answer))
        return AnswerPairs(tuple(changes))

    def join(self, judged: Sequence[Pair]) -> JoinRecords | None:
        """Return the edit that joins the records of pairs; None when there is nothing to do."""
        return self.join_groups(clusters(judged))

    def join_groups(self, groups: Sequence[Sequence[str]]) -> JoinRecords | None:
        """Return the edit that joins each group; those joined before come along.

        A group that would unite two records that were told apart is left out.
        """
        before = {shown.record_id: shown.cluster_id for shown in self.records()}
        members: dict[str, list[str]] = {}
        for key, cluster in before.items():
            members.setdefault(cluster or key, []).append(key)
        told_apart = [
            (one.first, one.second)
            for one in self.answered()
            if {one.first, one.second} <= before.keys()
            and (before[one.first] or one.first) != (before[one.second] or one.second)
        ]
        changes: dict[str, str] = {}
        for group in groups:
            whole = {one for key in group for one in members[before[key] or key]}
            if not any(whole.issuperset(pair) for pair in told_apart):
                changes.update(dict.fromkeys(whole, min(whole)))
        made = [(k, before[k], new) for k, new in sorted(changes.items()) if before[k] != new]
        return JoinRecords(tuple(made)) if made else None

    def apart(self, record_id: str) -> JoinRecords:
        """Return the edit that takes the copies of a record apart again; raises AppError."""
        before = {shown.record_id: shown.cluster_id for shown in self.records()}
        cluster = before.get(record_id)
        if cluster is None:
            raise AppError("This record is not joined to another. Nothing was changed.")
        return JoinRecords(tuple((k, c, None) for k, c in before.items() if c == cluster))

    def _stage_file(self, path: Path, search_id: str, progress: "_Progress") -> ReadFile:
        """Put what a file holds on the shelf; where it breaks, what came before stays."""
        staged = 0
        told: list[tuple[int, str]] = []
        try:
            reading = Reading(path, progress.look, self.columns())
        except ImportRefused as error:
            return ReadFile(path.name, refused=error.message)
        try:
            for count in self._batches(reading, search_id, progress):
                staged += count
        except ImportRefused as error:
            if not staged:
                return ReadFile(path.name, refused=error.message)
            why = error.message.replace(" Nothing was imported from it.", "")
            text = f"Nothing was taken behind the first {counted(staged, 'record')}: {why}"
            told.append((0, text))
        told += [(one.line, one.text) for one in reading.notices[:NOTICES_KEPT]]
        return ReadFile(
            path.name,
            reading.format.value,
            reading.encoding,
            max(reading.starts, reading.read),
            staged,
            reading.fill_rates(),
            tuple(told),
        )

    def _batches(self, reading: Reading, search_id: str, progress: "_Progress") -> Iterator[int]:
        """Store the references of a file in batches; yields how many each had."""
        from msgspec.json import Encoder  # a quarter of the time of Python's own

        escapes = reading.format in _ESCAPES
        encode = Encoder().encode
        references = iter(reading)
        done = 0
        broken: ImportRefused | None = None
        batch: list[Row] = []
        while batch or not done:
            batch = []
            try:
                with without_collecting():
                    batch.extend(
                        _row(one, encode, escapes=escapes) for one in islice(references, BATCH)
                    )
            except ImportRefused as error:
                broken = error
            if batch:
                self._store.shelf.put(search_id, batch)
                yield len(batch)
            if broken is not None:
                raise broken
            done += sum(len(row[1]) for row in batch) or 1
            progress.step(done)


class _Progress:
    """Counts the bytes of several files as one job."""

    def __init__(self, ctx: JobContext, before: int, total: int) -> None:
        self._ctx = ctx
        self._before = before
        self._total = total

    def look(self) -> None:
        """Let the job be cancelled while nothing has been read yet."""
        self.step(0)

    def step(self, done: int) -> None:
        self._ctx.step(min(self._before + done, self._total - 1), self._total)


def certain(judged: Sequence[Pair]) -> list[Pair]:
    """Return the pairs that may be joined without looking."""
    return [pair for pair in judged if pair.certainty is Certainty.CERTAIN]


def _row(reference: Reference, encode: Callable[[object], bytes], *, escapes: bool) -> Row:
    csl: Any = _clean(reference.csl) if escapes else reference.csl
    raw, title = reference.raw, str(csl.get("title", ""))
    if escapes or "\0" in raw or "\0" in title:
        raw, title = storable(raw), storable(title)
    issued = csl.get("issued") or {}
    parts = issued.get("date-parts") or [[None]]
    year = parts[0][0] if parts[0] else None
    if not isinstance(year, int):
        year = int(str(year)) if str(year).isdecimal() else None
    return (new_id(), raw, _json(csl, encode), title, year, csl.get("DOI"), csl.get("PMID"))


def _json(csl: Mapping[str, object], encode: Callable[[object], bytes]) -> str:
    """Return a reference as JSON."""
    try:
        return encode(csl).decode()
    except UnicodeEncodeError:  # a lone surrogate
        return write_json(csl)


def _clean(value: Any) -> Any:  # noqa: ANN401 - JSON
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, list):
        return [_clean(one) for one in value]
    if isinstance(value, dict):
        return {key: _clean(one) for key, one in value.items()}
    return value


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0
