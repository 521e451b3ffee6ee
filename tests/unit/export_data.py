"""Made-up review tables for the tests of the exporters."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from app.domain.anchors import Anchor, AnchorKind, Place, Rect
from app.domain.answers import Answer, Cell, Json, Status
from app.domain.fields import Field, FieldType, Form, Scope, Section
from app.domain.records import Evidence, Record, Row
from app.domain.studies import ExtractionStatus, Paper, PaperState, Reviewer, Study
from app.export.model import ExportedStudy, ReviewTable

SHA = "ab" * 32
ANNA = Reviewer("r-anna", "Anna Berg", "AB")
MADE_AT = datetime(2026, 11, 23, 9, 30)

REVIEW = Section(
    "review",
    "Scoping review details",
    Scope.REVIEW,
    repeating=False,
    fields=(
        Field("review.title", "title", "Title", FieldType.SHORT_TEXT, basis="JBI 1.1"),
        Field("review.objectives", "objectives", "Objective", FieldType.LONG_TEXT, basis="JBI 1.2"),
        Field(
            "review.questions", "questions", "Questions", FieldType.REPEATING_TEXT, basis="JBI 1.3"
        ),
    ),
)
SOURCE = Section(
    "source",
    "Source",
    Scope.STUDY,
    repeating=False,
    fields=(
        Field("source.doi", "doi", "DOI", FieldType.IDENTIFIER),
        Field("source.country", "country", "Country", FieldType.COUNTRY, basis="JBI 3.2"),
        Field("source.citation", "citation", "Citation", FieldType.CITATION, basis="JBI 3.1"),
        Field("source.read", "read", "Date read", FieldType.DATE),
    ),
)
RESULTS = Section(
    "results",
    "Results",
    Scope.STUDY,
    repeating=False,
    fields=(
        Field("results.n", "n", "Sample size", FieldType.INTEGER, required=True),
        Field("results.age", "age", "Mean age", FieldType.DECIMAL, unit="years"),
        Field("results.found", "found", "Findings", FieldType.LONG_TEXT),
    ),
)
GROUPS = Section(
    "groups",
    "Participant groups",
    Scope.STUDY,
    repeating=True,
    fields=(
        Field("groups.name", "name", "Group", FieldType.SHORT_TEXT),
        Field("groups.size", "size", "Size", FieldType.INTEGER),
    ),
)
FORM = Form("f", "v", 3, "Test form", "", (REVIEW, SOURCE, RESULTS, GROUPS))


def filled(value: Json) -> Answer:
    """Return a filled answer."""
    return Answer(value, Status.FILLED)


def study(number: int = 1, **changes: Any) -> Study:
    """Return a study with a paper of ten pages, labelled from 101."""
    labels = tuple(str(page) for page in range(101, 111))
    paper = Paper(SHA, "berg2020.pdf", 1000, 10, has_text=True, labels=labels)
    made = Study(
        f"s{number}", f"p{number}", f"Berg {2019 + number}", "A title", number, paper,
        PaperState.READY, ExtractionStatus.COMPLETE, 0, 0,
    )  # fmt: skip
    return replace(made, **changes)


def entry(
    answers: "dict[str, Json | Answer] | None" = None,
    rows: dict[str, list[dict[str, Json]]] | None = None,
    *,
    number: int = 1,
    form: Form = FORM,
    status: ExtractionStatus = ExtractionStatus.COMPLETE,
) -> ExportedStudy:
    """Return one extraction: answers by field id, and rows by section key."""
    key = f"e{number}"
    cells: dict[Cell, Answer] = {
        Cell(key, field_id): value if isinstance(value, Answer) else filled(value)
        for field_id, value in (answers or {}).items()
    }
    kept: list[Row] = []
    for section, lines in (rows or {}).items():
        for position, line in enumerate(lines):
            row = Row(f"{key}-{section}-{position}", section, position)
            kept.append(row)
            cells |= {Cell(key, f"{section}.{k}", row.row_id): filled(v) for k, v in line.items()}
    record = Record(study(number), key, status, form, tuple(kept), cells, ())
    return ExportedStudy(record.study, ANNA, record)


def quoted(
    exported: ExportedStudy, field_id: str | None, quote: str, page: int = 2
) -> ExportedStudy:
    """Return the extraction with a quote at a field (None: at no field)."""
    record = exported.record
    count = len(record.evidence)
    place = Place(page, (Rect(10, 20, 110, 32),))
    anchor = Anchor(f"a{count}", SHA, AnchorKind.TEXT, (place,), quote)
    cell = Cell(record.extraction_id, field_id) if field_id else None
    evidence = (*record.evidence, Evidence(anchor, cell))
    return replace(exported, record=replace(record, evidence=evidence))


def table(*records: ExportedStudy, form: Form = FORM, **changes: Any) -> ReviewTable:
    """Return a review of these extractions."""
    details: dict[str, Json] = {
        "review.title": "Peer support",
        "review.objectives": "To map peer support",
        "review.questions": ["What is known?", "What is missing?"],
    }
    made = ReviewTable("Peer support", details, form, (ANNA.name,), records, MADE_AT)
    return replace(made, **changes)
