"""What a packet would bring beside work: openings, computers, versions, checks, copies of PDFs."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.domain.packets import Manifest
from app.domain.sentence import Sentence
from app.services import decided_twice
from app.services.acting import Acting
from app.services.blinding import A_STUDY, sentences_of
from app.services.exchange import noticing, sentences
from db.models import (
    CheckRow,
    DecisionRow,
    ExtractionRow,
    FormRow,
    FormVersionRow,
    ReportRow,
    ReviewerRow,
    ReviewRow,
    StudyRow,
)

_SEEN = frozenset(
    {"reviewer", "study", "report", "extraction", "form_version", "verification", "decision"}
)
_SETTING = "settings:"

Row = Mapping[str, Any]


class News:
    """Tells before a merge what `noticing` tells after it, of what would stand then."""

    def __init__(self, session: Session, manifest: Manifest, acting: Acting) -> None:
        """Compare with the review of a session."""
        self._session = session
        self._manifest = manifest
        self._acting = acting
        self._rows: dict[str, dict[str, Row]] = defaultdict(dict)
        self._settings: dict[str, Any] = {}
        self._kinds: set[str] = set()

    def see(self, table: str, names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """Take note of rows of a table that would stand."""
        if table in _SEEN:
            seen = (dict(zip(names, row, strict=True)) for row in rows)
            self._rows[table] |= {row["id"]: row for row in seen}

    def see_registers(self, registers: Mapping[str, Any]) -> None:
        """Take note of what would stand of the review's own row, by key."""
        for key, value in registers.items():
            if key.startswith(_SETTING):
                self._settings[key.removeprefix(_SETTING)] = value

    def see_kinds(self, kinds: Collection[str]) -> None:
        """Take note of the kinds of edits that would come into the log."""
        self._kinds.update(kinds)

    def told(self) -> Iterator[Sentence]:
        """Tell it; what is not here yet leads nowhere."""
        names = self._texts("reviewer", "name", select(ReviewerRow.id, ReviewerRow.name))
        labels = self._texts("study", "label", select(StudyRow.id, StudyRow.label))
        yield from self._settings_told(names, labels)
        yield from self._versions(names)
        yield from self._checks()
        yield from self._twice(labels)
        yield from self._copies(labels)

    def _texts(self, table: str, column: str, wanted: Select[str, str]) -> dict[str, str]:
        here = {row[0]: row[1] for row in self._session.execute(wanted)}
        return here | {key: row[column] for key, row in self._rows[table].items() if column in row}

    def _settings_told(
        self, names: Mapping[str, str], labels: Mapping[str, str]
    ) -> Iterator[Sentence]:
        here = self._session.scalars(select(ReviewRow.settings)).one()
        known = set(sentences_of(here, labels, names))
        for told in sentences_of({**here, **self._settings}, labels, names):
            if told not in known:
                yield told.ended().about("")
        came = {key: self._settings[key] for key in sorted(self._settings.keys() - here.keys())}
        yield from noticing.moved(came, names)

    def _versions(self, names: Mapping[str, str]) -> Iterator[Sentence]:
        here = set(self._session.scalars(select(FormVersionRow.id)))
        forms = {row.id: row for row in self._session.scalars(select(FormRow))}
        came = [row for key, row in self._rows["form_version"].items() if key not in here]
        for row in sorted(came, key=lambda one: (one["number"], one["id"])):
            form = forms.get(row["form_id"])
            if form is not None and form.current_id in here:
                name = names.get(row.get("reviewer_id") or "", "somebody")
                yield noticing.version(FormVersionRow(**row), form.name, name)

    def _checks(self) -> Iterator[Sentence]:
        if "CheckAnswer" not in self._kinds:
            return
        own = ExtractionRow.reviewer_id == self._acting.reviewer.reviewer_id
        extractions = set(self._session.scalars(select(ExtractionRow.id).where(own)))
        columns = (CheckRow.id, CheckRow.extraction_id, CheckRow.verdict, CheckRow.removed)
        mine = CheckRow.reviewer_id == self._manifest.reviewer_id
        found = self._session.execute(select(*columns).where(mine)).mappings()
        rows: dict[str, Row] = {row["id"]: dict(row) for row in found}
        verdicts = [
            row["verdict"]
            for row in (rows | self._rows["verification"]).values()
            if row["extraction_id"] in extractions and not row.get("removed")
        ]
        if verdicts:
            yield noticing.checked(verdicts, self._manifest.reviewer_name)

    def _twice(self, labels: Mapping[str, str]) -> Iterator[Sentence]:
        counts = decided_twice.decided_twice(self._session)
        studies = {row["study_id"] for row in self._rows["decision"].values()}
        if studies:
            here = select(DecisionRow).where(DecisionRow.study_id.in_(studies))
            rows = {row.id: row for row in self._session.scalars(here)}
            rows |= {key: DecisionRow(**row) for key, row in self._rows["decision"].items()}
            apart = decided_twice.apart_by_study(rows.values())
            counts = {key: n for key, n in counts.items() if key not in studies} | apart
        for study_id, count in counts.items():
            yield decided_twice.sentence(labels.get(study_id, A_STUDY), count)

    def _copies(self, labels: Mapping[str, str]) -> Iterator[Sentence]:
        papers = select(ReportRow.id, ReportRow.paper_sha256).where(ReportRow.removed.is_(False))
        here = {key: paper for key, paper in self._session.execute(papers) if paper is not None}
        for key, row in self._rows["report"].items():
            paper = row.get("paper_sha256")
            if key in here and paper not in (None, here[key]) and not row.get("removed"):
                label = labels.get(row["study_id"], A_STUDY)
                name = self._manifest.reviewer_name
                yield Sentence(sentences.OTHER_COPY, study=label, name=name)
