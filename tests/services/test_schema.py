"""The document of `export --format json` keeps to the schema that ships."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import resources
from app.bootstrap import Review
from app.export.json_export import write_json

GOLDEN = Path(__file__).parents[1] / "golden" / "review.json"


@pytest.fixture(scope="module")
def schema() -> Draft202012Validator:
    text = resources.path("schemas/review-1.schema.json").read_text(encoding="utf-8")
    read = json.loads(text)
    Draft202012Validator.check_schema(read)
    return Draft202012Validator(read)


def test_the_sample_keeps_to_it(
    sample: Review, schema: Draft202012Validator, tmp_path: Path
) -> None:
    path = write_json(sample.records.export_table(), tmp_path / "review.json")
    assert list(schema.iter_errors(json.loads(path.read_text(encoding="utf-8")))) == []


def test_rows_marks_notes_and_regions_keep_to_it(schema: Draft202012Validator) -> None:
    assert list(schema.iter_errors(json.loads(GOLDEN.read_text(encoding="utf-8")))) == []


@pytest.mark.parametrize(
    ("key", "value"), [("version", 2), ("studies", [{}]), ("extra", True), ("final", "yes")]
)
def test_another_document_is_refused(schema: Draft202012Validator, key: str, value: Any) -> None:
    read = json.loads(GOLDEN.read_text(encoding="utf-8"))
    assert not schema.is_valid({**read, key: value})
