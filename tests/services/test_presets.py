"""The presets open, are extracted with and exported as they ship, every field of them."""

import csv
import io
from pathlib import Path

import pytest

from app.bootstrap import Review, open_review
from app.creating import create_review
from app.domain.answers import NO_ANSWER, Answer, Cell, Status
from app.domain.edits import AddRow, FillAnswer, Together
from app.domain.fields import Field, FieldType
from app.domain.form_problems import problems
from app.domain.ids import new_id
from app.domain.records import Record
from app.domain.values import display, is_valid, parse
from app.export.csv_export import CsvStyle, Shape, write_csv
from tests.services.reviews import add_study

PRESETS = ("jbi_scoping_generic", "peer_support_bpd")
TYPED = {
    FieldType.INTEGER: "1 204",
    FieldType.DECIMAL: "63,2",
    FieldType.YEAR_RANGE: "2019-2025",
    FieldType.DATE: "14 March 2019",
    FieldType.YES_NO: "unclear",
    FieldType.COUNTRY: "Sweden; UK; BRA",
    FieldType.IDENTIFIER: "10.3389/fpsyt.2025.1663685",
    FieldType.TEXT_LIST: "hope; connection",
}


def typed(field: Field) -> str:
    """What a reviewer types into a field of this type."""
    return field.options[-1] if field.options else TYPED.get(field.type, f"{field.label}, in words")


def fill_everything(review: Review, record: Record) -> dict[str, str]:
    """Answer every field of the form once; return what each is shown as."""
    edits: list[AddRow | FillAnswer] = []
    shown = {}
    for section in record.form.study_sections:
        row_id = new_id() if section.repeating else None
        edits += [AddRow(record.extraction_id, section.key, row_id, 0)] if row_id else []
        for field in (f for f in section.fields if not f.is_computed):
            value = parse(field, typed(field))
            assert is_valid(field, value)
            cell = Cell(record.extraction_id, field.field_id, row_id)
            edits.append(FillAnswer(cell, NO_ANSWER, Answer(value, Status.FILLED)))
            shown[field.field_id] = display(field, value)
    review.extraction.apply(Together(tuple(edits)))
    return shown


@pytest.mark.parametrize("name", PRESETS)
def test_preset_is_extracted_with_and_exported(name: str, shared: Path, tmp_path: Path) -> None:
    preset = str(shared / "presets" / f"{name}.json")
    create_review(tmp_path / "r", title="Preset", template_id=preset, reviewer="Ana Ortiz")
    with open_review(tmp_path / "r") as review:
        study_id = add_study(review)
        shown = fill_everything(review, review.records.record(study_id))
        record = review.records.record(study_id)
        path = write_csv(
            review.records.export_table(),
            tmp_path / "t.csv",
            Shape.TIDY,
            style=CsvStyle(has_bom=False),
        )
    lines = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8")))
    exported = {line["field_id"]: line["value"] for line in lines if line["field_id"] in shown}
    assert problems(record.form) == ()
    assert (record.progress().answered, len(shown)) == (len(shown), record.progress().asked)
    assert {key: " ".join(text.split()) for key, text in exported.items()} == {
        key: " ".join(text.split()) for key, text in shown.items()
    }
