"""The checklist against one that was published with a scoping review, which numbers 27 lines."""

import re
from pathlib import Path

import pytest

from app.domain.folding import folded
from app.export.prisma_scr import ITEMS, Item

OF_PRISMA_2009 = {13, 15, 16, 22, 23}
"""Numbers of the published list that are items of PRISMA 2009, "N/A" for scoping reviews."""
Published = tuple[int, str, str, str]


@pytest.fixture(scope="module")
def published(shared: Path) -> list[Published]:
    """Number, section, title ("" where there is none) and place of each line."""
    file = shared / "data" / "forms" / "wba_prisma-scr-checklist.md"
    if not file.is_file():
        pytest.skip(f"{file} is not here")
    text = file.read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d+) \| (.+?)(?: — (.+?))? \| .+ \| (.+) \|$", text, re.MULTILINE)
    return [(int(number), section, title, place) for number, section, title, place in rows]


def test_what_the_published_list_has_more_is_said_there_to_be_none_of_ours(
    published: list[Published],
) -> None:
    assert len(published) == 27
    assert {number for number, _, _, place in published if place == "N/A"} == OF_PRISMA_2009


def test_items_are_those_of_the_published_list_one_by_one(published: list[Published]) -> None:
    theirs = [line for line in published if line[0] not in OF_PRISMA_2009]
    assert [item.number for item in ITEMS] == list(range(1, 23))
    assert [_said(item, line) for item, line in zip(ITEMS, theirs, strict=True)] == [
        (folded(section), folded(_plain(title)), "(Optional)" in title)
        for _, section, title, _ in theirs
    ]


def _said(item: Item, line: Published) -> tuple[str, str, bool]:
    """Return section and title of an item, the title as far as the published line names it."""
    title = folded(item.title)[: len(folded(_plain(line[2])))]
    return folded(item.section), title, item.is_optional


def _plain(title: str) -> str:
    return title.removesuffix(" (Optional)")
