"""Nothing that can be read shows a colleague's work before both have sealed it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from app.bootstrap import Review, open_review
from app.cli.exports import DIAGRAMS, REFERENCES
from app.cli.main import main
from app.domain.addresses import Address
from app.domain.answers import Answer, Cell, Status
from app.domain.edits import KeepQuote, SetExtractionStatus
from app.domain.ids import derived_id
from app.domain.screening import Stage
from app.domain.studies import ExtractionStatus
from app.export.choices import ExportChoices, Whose
from app.jobs import JobContext
from db.models import EvidenceRow
from tests.services import read_paths
from tests.services.reviews import FIELD, PAPER, add_study, anchor
from tests.services.sealed import Charted, chart

ANA, BEN = "Ana Ortiz", "Ben Kim"
SECRET = "Zqxjverrat"
TEXT = "design.aims"
LABEL = "Lee 2020"


@pytest.fixture
def study(folder: Path) -> str:
    """A study that Ben has charted, with the word in answers, a note, a row and quotes."""
    with open_review(folder) as review:
        study_id = add_study(review, paper=PAPER)
        add_study(review, "Roe 2021")
        review.extraction.apply(review.pilots.begun(1))
    said = Answer(SECRET, Status.FILLED, note=f"note {SECRET}")
    rows = {"participants": ({"participants.group": SECRET, "participants.age": SECRET},)}
    quotes = {TEXT: anchor(f"quote {SECRET}")}
    chart(folder, BEN, study_id, Charted({TEXT: said, FIELD: [SECRET]}, rows, quotes), seals=False)
    return study_id


def seal(folder: Path, who: str, study_id: str) -> None:
    with open_review(folder, who) as review:
        record = review.records.record(study_id)
        if record.status is ExtractionStatus.OPEN:
            done = ExtractionStatus.OPEN, ExtractionStatus.COMPLETE
            review.extraction.apply(SetExtractionStatus(record.extraction_id, *done))
        review.extraction.apply(review.seals.sealed(record.extraction_id))


def nobody(folder: Path, study_id: str) -> None:
    """Leave both unsealed."""


def only_ben(folder: Path, study_id: str) -> None:
    """Let Ben seal."""
    seal(folder, BEN, study_id)


def only_ana(folder: Path, study_id: str) -> None:
    """Let Ana seal."""
    seal(folder, ANA, study_id)


def both(folder: Path, study_id: str) -> None:
    """Let both seal."""
    only_ben(folder, study_id)
    only_ana(folder, study_id)


def walked(review: Review, study_id: str) -> dict[str, str]:
    """Call everything, with Ben's keys wherever a key is asked for."""
    ben = next(p.reviewer for p in review.people.all() if p.reviewer.name == BEN)
    extraction = derived_id("extraction", study_id, ben.reviewer_id, review.forms.form_id)
    record = review.records.record(study_id)
    form, pilots = review.forms.current(), review.pilots.pilots()
    quoted = derived_quote(review, extraction)
    other = next(s.study_id for s in review.records.studies() if s.study_id != study_id)
    return read_paths.told_by_services(
        review,
        {
            "stage": Stage.TITLE, "record_id": SECRET, "record_ids": (SECRET,), "names": (ANA, BEN),
            "version_id": form.version_id, "search_id": SECRET, "into_id": other,
            "whose": Whose.FINAL, **({"pilot": pilots[0]} if pilots else {}),
            "addresses.find": {"address": Address(review.addresses.review_id(), quoted, TEXT)},
            "charts.numbers": {"table": review.exports.table(Whose.FINAL)},
            "exports.chosen": {
                "choices": ExportChoices(whose=Whose.BOTH), "ctx": JobContext(),
            },
            "study_id": study_id, "study_ids": (study_id,),
            "extraction_id": extraction, "field_id": TEXT, "record": record,
            "study": record.study, "cell": Cell(extraction, TEXT), "text": SECRET, "query": SECRET,
            "words": SECRET, "sha256": PAPER, "paper": PAPER, "ctx": JobContext(),
            "reviewer_id": ben.reviewer_id, "form": review.forms.current(),
        },
    )  # fmt: skip


def derived_quote(review: Review, extraction: str) -> str:
    """Return the key of a quote of Ben's."""
    wanted = select(EvidenceRow.anchor_id).where(EvidenceRow.extraction_id == extraction)
    with review._store.reading() as session:
        return session.scalars(wanted.where(EvidenceRow.field_id == TEXT)).one()


@pytest.mark.parametrize("sealed", [nobody, only_ben, only_ana])
def test_no_service_shows_what_is_blinded(
    folder: Path, study: str, sealed: Callable[[Path, str], None]
) -> None:
    sealed(folder, study)
    with open_review(folder, ANA) as review:
        told, every = walked(review, study), read_paths.readers(review)
    assert every - set(told) == set(read_paths.ELSEWHERE)
    echoes = {"records.find_study", "consensus.find", "methods.keep"}
    assert [path for path, words in told.items() if SECRET in words and path not in echoes] == []


def test_the_walk_finds_what_both_have_sealed(folder: Path, study: str) -> None:
    both(folder, study)
    with open_review(folder, ANA) as review:
        told = walked(review, study)
    assert SECRET in told["consensus.compared"]


def test_no_command_and_no_export_shows_what_is_blinded(
    folder: Path, study: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    only_ben(folder, study)
    out = tmp_path / "out"
    out.mkdir()
    special = {
        "find": [SECRET[:4]], "packet": [str(out / "a.chartpacket"), "--reviewer", ANA],
        "form": ["show"], "compare": ["conflicts"], "screen": ["export", str(out / "s.csv")],
        "figure": ["bars", str(out / "y.csv"), "--field", TEXT], "backup": None,
        "restore": None, "new": None, "sample": None,
    }  # fmt: skip
    told = {
        name: read_paths.told_by_command([name, str(folder), *(special.get(name) or [])], capsys)
        for name in read_paths.commands()
        if special.get(name, []) is not None
    }
    for verb in (["look", LABEL], ["blinding"], ["accept"], ["third", str(out / "t.xlsx")]):
        told[verb[0]] = read_paths.told_by_command(["compare", str(folder), *verb], capsys)
    for kind in read_paths.formats():
        for more in ([],) if kind in (*DIAGRAMS, *REFERENCES) else ([], ["--final"]):
            main(["export", str(folder), str(out / f"{kind}{len(more)}"), "--format", kind, *more])
    told["files"] = read_paths.written(out)
    assert [name for name, words in told.items() if SECRET in words] == []


def test_what_a_colleague_kept_without_a_field_is_blinded_too(folder: Path, study: str) -> None:
    with open_review(folder, BEN) as bens:
        record = bens.records.record(study)
        bens.extraction.apply(
            SetExtractionStatus(record.extraction_id, record.status, ExtractionStatus.OPEN)
        )
        bens.extraction.apply(KeepQuote(record.extraction_id, anchor(f"kept {SECRET}")))
    with open_review(folder, ANA) as review:
        told = walked(review, study)
    assert [path for path, words in told.items() if f"kept {SECRET}" in words] == []
