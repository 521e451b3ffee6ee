"""Duplicates: certain ones are never wrong, possible ones say why, notices stay apart."""

import csv
import itertools
from dataclasses import replace
from pathlib import Path

import pytest

from app.references.cleaning import people
from app.references.duplicates import Candidate, Certainty, Pair, candidate, clusters, pairs

PAPER = Candidate(
    "a", "Sleep and screens in adolescents: a cohort study", 2019, "10.1/x", "", "Sleep Medicine",
    "12", "3", "45-52", ("Hale", "Guan"),
)  # fmt: skip


def _judged(first: Candidate, second: Candidate) -> Pair | None:
    found = pairs([first, second])
    return found[0] if found else None


def test_same_doi_and_title_is_certain() -> None:
    found = _judged(PAPER, replace(PAPER, key="b", title=PAPER.title.upper(), year=2020))
    assert found is not None
    assert (found.certainty, "same DOI" in found.reasons) == (Certainty.CERTAIN, True)


def test_same_doi_on_another_title_is_only_possible() -> None:
    found = _judged(PAPER, replace(PAPER, key="b", title="Sleep and screens in young adults"))
    assert found is not None
    assert found.certainty is Certainty.POSSIBLE


@pytest.mark.parametrize(
    "title", ["Erratum: Sleep and screens in adolescents: a cohort study", PAPER.title + " - Reply"]
)
def test_a_notice_about_a_paper_is_never_certain(title: str) -> None:
    found = _judged(PAPER, replace(PAPER, key="b", title=title))
    assert found is not None
    assert found.certainty is Certainty.POSSIBLE


def test_parts_of_one_work_are_different() -> None:
    first = replace(PAPER, title="Trials of sleep. Part 1: methods", doi="")
    assert _judged(first, replace(first, key="b", title="Trials of sleep. Part 2: methods")) is None


TRANSLATED = "Sleeping and screens of adolescents: one cohort study"
CONGRESS = "44th Annual Meeting of the Sleep Society, Cavtat"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param({}, {"title": TRANSLATED}, id="the same people fill the same pages"),
        pytest.param({}, {"page": "44-52"}, id="one counts a page of pictures before the first"),
        pytest.param({}, {"title": PAPER.title + " Sleep 2018; 11: 4-6"}, id="a citation behind"),
        pytest.param({}, {"volume": "", "issue": "12", "page": "3"}, id="one column too early"),
        pytest.param(
            {"journal": f"Sleep Med. Conference: {CONGRESS}", "page": "", "volume": ""},
            {"journal": CONGRESS, "page": "", "volume": ""},
            id="a meeting named behind the journal or in its place",
        ),
    ],
)
def test_what_only_one_report_can_be_is_certain(
    first: dict[str, str], second: dict[str, str]
) -> None:
    found = _judged(
        replace(PAPER, doi="", **first),  # type: ignore[arg-type]
        replace(PAPER, key="b", doi="", **second),  # type: ignore[arg-type]
    )
    assert found is not None
    assert found.certainty is Certainty.CERTAIN


def test_groups_join_what_pairs_connect() -> None:
    chain = [replace(PAPER, key=key) for key in "abc"]
    assert clusters(pairs(chain)) == [("a", "b", "c")]


def test_labelled_set_of_cytology_has_no_wrong_certain_pair(shared: Path) -> None:
    folder = shared / "data" / "dedup" / "cytology_screening"
    with (folder / "records_pre_merged.csv").open(encoding="utf-8") as file:
        found = pairs([_candidate(row) for row in csv.DictReader(file)])
    with (folder / "merged_record_ids.csv").open(encoding="utf-8") as file:
        groups = [row["merged_ids"].split(";") for row in csv.DictReader(file)]
    gold = {frozenset(pair) for group in groups for pair in itertools.combinations(group, 2)}
    certain = {frozenset((p.first, p.second)) for p in found if p.certainty is Certainty.CERTAIN}
    assert certain <= gold
    assert len(gold & {frozenset((p.first, p.second)) for p in found}) / len(gold) >= 0.97


def _candidate(row: dict[str, str]) -> Candidate:
    year = int(row["year"]) if row["year"] else None
    names = people(row["author"].split(" and "))
    plain = {"title": row["title"], "author": names, "container-title": row["journal"]}
    place = {"volume": row["volume"], "issue": row["number"], "page": row["pages"]}
    return candidate(row["ID"], {**plain, **place, "issued": {"date-parts": [[year]]}})


def test_what_a_database_adds_to_a_title_is_no_part_of_it() -> None:
    plain = Candidate("a", "Peer support for carers of people at home", 2019, volume="3", page="7")
    added = replace(plain, key="b", title=f"[{plain.title}]. [Review] [16 refs] [Spanish]")
    [pair] = pairs([replace(one, journal="Sleep", authors=("Hale",)) for one in (plain, added)])
    assert pair.certainty is Certainty.CERTAIN


def test_a_title_as_long_as_a_book_is_no_burden() -> None:
    long = "many words " * 300_000
    [pair] = pairs([Candidate(key, long + key, 2020, authors=("Hale",)) for key in "ab"])
    assert pair.certainty is Certainty.POSSIBLE
