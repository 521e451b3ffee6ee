"""A review of 300 studies, 120 fields and 8 repeating groups, written row by row into the file."""

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.creating import create_review
from app.domain.anchors import Anchor, AnchorKind, Place, Rect
from app.domain.answers import Answer, Cell, Status
from app.domain.ids import derived_id, new_id
from app.services.codec import anchor_checksum, answer_checksum, places_to_json
from db.engine import open_engine, writing
from db.models import (
    AnchorRow,
    AnswerRow,
    EvidenceRow,
    ExtractionRow,
    FormRow,
    GroupRow,
    PaperRow,
    ReportRow,
    ReviewerRow,
    StudyRow,
)

STUDIES, SECTIONS, PLAIN, GROUPS, IN_GROUP, ROWS = 300, 9, 8, 8, 6, 5
QUOTED = 0.64  # of the answers, so that there are about 60,000 links
MOMENT = "2025-01-31T09:05:00.000000+00:00"
TYPES = ("short_text", "long_text", "integer", "year", "yes_no", "single_select")
WORDS = "peer support recovery women borderline weekly session trial cohort online ward".split()


def template() -> dict[str, Any]:
    """Return the form as a JSON document."""
    sections = [_section(f"part{n}", PLAIN, repeating=False) for n in range(SECTIONS)]
    sections += [_section(f"group{n}", IN_GROUP, repeating=True) for n in range(GROUPS)]
    return {"id": "large", "name": "A large form", "edition": "1", "sections": sections}


def _section(key: str, fields: int, *, repeating: bool) -> dict[str, Any]:
    return {
        "key": key,
        "label": key.title(),
        "scope": "source",
        "repeating": repeating,
        "fields": [_field(n) for n in range(fields)],
    }


def _field(number: int) -> dict[str, Any]:
    kind = TYPES[number % len(TYPES)]
    options = {"options": ["Trial", "Cohort", "Interviews"]} if kind == "single_select" else {}
    return {"key": f"f{number}", "label": f"Question {number}", "type": kind, **options}


def make(folder: Path, seed: int = 7, studies: int = STUDIES) -> None:
    """Make the review; takes some seconds."""
    chance = random.Random(seed)
    path = folder.with_name("large.json")
    path.write_text(json.dumps(template()), encoding="utf-8")
    create_review(folder, title="A large review", template_id=str(path))
    engine = open_engine(folder / "review.sqlite")
    with writing(engine) as session:
        reviewer = session.scalars(select(ReviewerRow)).one()
        form = session.scalars(select(FormRow)).one()
        for number in range(studies):
            _study(session, chance, number, (reviewer.id, form.id, str(form.current_id)))
    engine.dispose()


def _study(
    session: Session, chance: random.Random, number: int, keys: tuple[str, str, str]
) -> None:
    reviewer_id, form_id, version_id = keys
    study_id, sha256 = new_id(), f"{number:064x}"
    extraction_id = derived_id("extraction", study_id, reviewer_id, form_id)
    label = f"Study {number} 20{number % 25:02d}"
    session.execute(
        insert(PaperRow).values(
            sha256=sha256,
            file_name=f"{number}.pdf",
            size=1,
            pages=12,
            has_text=True,
            added_at=MOMENT,
            labels=[],
            sizes=[],
            title="",
        )
    )
    session.execute(insert(StudyRow).values(id=study_id, label=label, title="", position=number))
    session.execute(
        insert(ReportRow).values(
            id=new_id(), study_id=study_id, role="primary", citation={}, paper_sha256=sha256
        )
    )
    session.execute(
        insert(ExtractionRow).values(
            id=extraction_id,
            study_id=study_id,
            reviewer_id=reviewer_id,
            form_id=form_id,
            status="open",
            status_reason="",
        )
    )
    rows = [
        {"id": new_id(), "extraction_id": extraction_id, "section_key": f"group{g}", "position": p}
        for g in range(GROUPS)
        for p in range(ROWS)
    ]
    session.execute(insert(GroupRow), rows)
    cells = list(_cells(extraction_id, rows))
    answers = [_answer(chance, cell, version_id) for cell in cells]
    session.execute(insert(AnswerRow), answers)
    quoted = [cell for cell in cells if chance.random() < QUOTED]
    anchors = [_anchor(chance, sha256) for _ in quoted]
    session.execute(insert(AnchorRow), [_anchor_row(anchor) for anchor in anchors])
    links = [_link(cell, anchor) for cell, anchor in zip(quoted, anchors, strict=True)]
    session.execute(insert(EvidenceRow), links)


def _cells(extraction_id: str, rows: list[dict[str, Any]]) -> Iterator[Cell]:
    for section in range(SECTIONS):
        for field in range(PLAIN):
            yield Cell(extraction_id, f"part{section}.f{field}")
    for row in rows:
        for field in range(IN_GROUP):
            yield Cell(extraction_id, f"{row['section_key']}.f{field}", row["id"])


def _answer(chance: random.Random, cell: Cell, version_id: str) -> dict[str, Any]:
    kind = TYPES[int(cell.field_id.rpartition("f")[2]) % len(TYPES)]
    value: Any = {
        "integer": chance.randrange(500),
        "year": 1990 + chance.randrange(35),
        "yes_no": chance.choice(("yes", "no")),
        "single_select": chance.choice(("Trial", "Cohort", "Interviews")),
    }.get(kind, " ".join(chance.choices(WORDS, k=4 if kind == "short_text" else 25)))
    answer = Answer(value, Status.FILLED)
    return {
        "id": derived_id("answer", cell.extraction_id, cell.field_id, cell.row_id),
        "extraction_id": cell.extraction_id,
        "field_id": cell.field_id,
        "row_id": cell.row_id,
        "value": value,
        "status": "filled",
        "note": "",
        "form_version_id": version_id,
        "updated_at": MOMENT,
        "checksum": answer_checksum(cell, answer),
    }


def _anchor(chance: random.Random, sha256: str) -> Anchor:
    top = float(chance.randrange(60, 700))
    place = Place(chance.randrange(12), (Rect(72.0, top, 300.0, top + 11.0),))
    quote = " ".join(chance.choices(WORDS, k=12))
    return Anchor(new_id(), sha256, AnchorKind.TEXT, (place,), quote, "before", "after")


def _anchor_row(anchor: Anchor) -> dict[str, Any]:
    return {
        "id": anchor.anchor_id,
        "paper_sha256": anchor.paper,
        "kind": anchor.kind.value,
        "page": anchor.page,
        "places": places_to_json(anchor.places),
        "quote": anchor.quote,
        "prefix": anchor.prefix,
        "suffix": anchor.suffix,
        "created_at": MOMENT,
    }


def _link(cell: Cell, anchor: Anchor) -> dict[str, Any]:
    return {
        "id": derived_id(
            "evidence", cell.extraction_id, cell.field_id, cell.row_id, anchor.anchor_id
        ),
        "extraction_id": cell.extraction_id,
        "field_id": cell.field_id,
        "row_id": cell.row_id,
        "anchor_id": anchor.anchor_id,
        "checksum": anchor_checksum(anchor),
    }
