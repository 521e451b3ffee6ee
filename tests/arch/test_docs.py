"""The documents name files that are there."""

import re
from pathlib import Path

import pytest

DOCUMENTS = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")
NAMED = re.compile(r"`((?:app|db|ui|resources|tests|docs|requirements)/[\w./-]*)`")
LINKED = re.compile(r"\]\((?!https?:)([^)#]+)\)")


@pytest.mark.parametrize("document", DOCUMENTS)
def test_document_names_files_that_exist(document: str, root: Path) -> None:
    text = (root / document).read_text(encoding="utf-8")
    named = {*NAMED.findall(text), *LINKED.findall(text)}
    assert {name for name in named if not (root / name).exists()} == set()


def test_decisions_are_numbered_without_gaps(root: Path) -> None:
    names = sorted(file.name for file in (root / "docs" / "decisions").glob("*.md"))
    assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1))


def test_the_list_of_decisions_is_complete(root: Path) -> None:
    files = sorted((root / "docs" / "decisions").glob("*.md"))
    titles = [file.read_text(encoding="utf-8").partition("\n")[0][2:] for file in files]
    listed = (root / "docs" / "decisions.md").read_text(encoding="utf-8").splitlines()[4:]
    pairs = zip(files, titles, strict=True)
    assert listed == [f"- [{title}](decisions/{file.name})" for file, title in pairs]


def test_decisions_say_context_choice_and_consequences(root: Path) -> None:
    headings = {"## Context", "## Choice", "## Consequences"}
    incomplete = {
        file.name
        for file in (root / "docs" / "decisions").glob("*.md")
        if not headings <= set(file.read_text(encoding="utf-8").splitlines())
    }
    assert incomplete == set()
