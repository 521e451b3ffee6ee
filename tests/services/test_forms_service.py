"""Templates become form versions that never change."""

import json
from pathlib import Path

import pytest

from app.bootstrap import Review, open_review
from app.creating import create_review
from app.domain.errors import AppError, NotFound
from app.domain.form_problems import problems
from app.domain.templates import form_to_json
from app.services.forms import STARTING, TEMPLATES, template, templates


@pytest.mark.parametrize("template_id", [*STARTING, "tidier", "cfir-2"])
def test_review_is_made_from_every_form_for_studies(tmp_path: Path, template_id: str) -> None:
    create_review(tmp_path / "r", title="T", template_id=template_id)
    with open_review(tmp_path / "r") as review:
        form, shipped = review.forms.current(), template(template_id)
    assert (form.sections, form.form_id, form.number) == (shipped.sections, shipped.form_id, 1)


def test_templates_are_named(review: Review) -> None:
    found = review.forms.templates()
    assert found == templates(TEMPLATES)
    assert [entry.template_id for entry in found] == list(TEMPLATES)
    assert all(entry.name for entry in found)


def test_only_version_is_the_current_one(review: Review) -> None:
    assert review.forms.versions() == (review.forms.current(),)
    assert review.forms.template("jbi-scoping") == template("jbi-scoping")


def test_sections_of_the_instrument_are_locked_but_the_last() -> None:
    sections = template("jbi-scoping").sections
    assert {section.locked for section in sections if section.jbi in {"1", "2", "3"}} == {True}
    assert {section.locked for section in sections if section.jbi == "4"} == {False}


def test_form_comes_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "own.json"
    path.write_text(json.dumps(form_to_json(template("sample-bpd"))), encoding="utf-8")
    create_review(tmp_path / "r", title="T", template_id=str(path))
    with open_review(tmp_path / "r") as review:
        assert review.forms.current().sections == template("sample-bpd").sections


@pytest.mark.parametrize("content", ["", "no JSON", "[]", "{}", '"text"', "\udcff"])
def test_file_that_is_no_form_makes_no_review(tmp_path: Path, content: str) -> None:
    path = tmp_path / "own.json"
    path.write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(AppError, match="Nothing was changed"):
        create_review(tmp_path / "r", title="T", template_id=str(path))
    assert not (tmp_path / "r").exists()


def test_form_that_is_not_there_is_said_to_be(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="nope"):
        template(str(tmp_path / "nope.json"))


def test_review_is_not_charted_with_a_checklist(tmp_path: Path) -> None:
    with pytest.raises(AppError, match="is a checklist"):
        create_review(tmp_path / "r", title="T", template_id="jbi-cohort")
    assert not (tmp_path / "r").exists()


@pytest.mark.parametrize("template_id", TEMPLATES)
def test_shipped_forms_have_no_mistakes(template_id: str) -> None:
    assert problems(template(template_id)) == ()


@pytest.mark.parametrize(
    ("template_id", "items"),
    [
        ("jbi-rct", 13), ("jbi-quasi-experimental", 9), ("jbi-cross-sectional", 8),
        ("jbi-case-control", 10), ("jbi-cohort", 11), ("jbi-case-series", 10),
        ("jbi-case-report", 8), ("jbi-prevalence", 9), ("jbi-qualitative", 10),
        ("jbi-research-synthesis", 11), ("jbi-diagnostic-accuracy", 10), ("jbi-economic", 11),
        ("jbi-text-opinion", 6), ("jbi-narrative-text", 6), ("jbi-expert-opinion", 6),
        ("jbi-policy-consensus", 7), ("prisma-scr", 22), ("tidier", 13),
    ],
)  # fmt: skip
def test_checklists_have_their_items(template_id: str, items: int) -> None:
    assert len(template(template_id).sections[0].fields) == items
