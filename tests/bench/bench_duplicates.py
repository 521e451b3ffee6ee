"""Prints how well and how fast duplicates are found in the labelled sets of ../shared."""

import csv
import itertools
import json
import random
import resource
import sys
import time
from dataclasses import replace
from pathlib import Path
from xml.etree.ElementTree import parse

from app.references.cleaning import people
from app.references.duplicates import Candidate, Certainty, candidate, clusters, pairs
from app.references.reading import Reading

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "dedup"
Gold = set[frozenset[str]]


def sra(name: str) -> tuple[list[Candidate], Gold]:
    """Return a set of Rathbone 2015 with its pairs."""
    with (SHARED / name / "records_pre_merged.csv").open(encoding="utf-8") as file:
        found = [_row(row) for row in csv.DictReader(file)]
    with (SHARED / name / "merged_record_ids.csv").open(encoding="utf-8") as file:
        groups = [row["merged_ids"].split(";") for row in csv.DictReader(file)]
    return found, _pairs(groups)


def _row(row: dict[str, str]) -> Candidate:
    names = people((row.get("author") or "").split(" and "))
    csl = {
        "title": row["title"], "author": names, "DOI": row.get("doi") or "",
        "container-title": row.get("journal") or row.get("booktitle") or "",
        "volume": row["volume"], "issue": row["number"], "page": row["pages"],
        "issued": {"date-parts": [[int(float(row["year"])) if row["year"] else None]]},
    }  # fmt: skip
    return candidate(row["ID"], csl)


def _pairs(groups: list[list[str]]) -> Gold:
    return {frozenset(pair) for group in groups for pair in itertools.combinations(group, 2)}


def copper() -> tuple[list[Candidate], set[str]]:
    """Return the copper library and which of its records are marked as duplicates."""
    found = [candidate(str(r.line), r.csl) for r in Reading(SHARED / "sra_copper.xml")]
    marked = {
        str(place)
        for place, record in enumerate(parse(SHARED / "sra_copper.xml").iter("record"), start=1)
        if "".join((record.find("caption") or ()) and record.find("caption").itertext())
        == "Duplicate"
    }
    return found, marked


def report(name: str, found: list[Candidate], gold: Gold) -> None:
    """Print precision and recall of pairs, by certainty."""
    start = time.process_time()
    judged = pairs(found)
    spent = time.process_time() - start
    certain = {frozenset((p.first, p.second)) for p in judged if p.certainty is Certainty.CERTAIN}
    closed = _pairs(
        [list(c) for c in clusters(p for p in judged if p.certainty is Certainty.CERTAIN)]
    )
    every = (
        _pairs([list(c) for c in clusters(judged)])
        & {frozenset((p.first, p.second)) for p in judged}
        | closed
    )
    possible = [p for p in judged if p.certainty is Certainty.POSSIBLE]
    open_ = [p for p in possible if frozenset((p.first, p.second)) not in closed]
    print(
        f"{name}: {len(found)} records, {len(gold)} pairs; certain:"
        f" precision {len(certain & gold) / max(len(certain), 1):.4f}"
        f" recall {len(certain & gold) / len(gold):.4f};"
        f" with possible recall {len(every & gold) / len(gold):.4f}; possible {len(open_)}"
        f" ({100 * len(open_) / len(found):.1f} % of records); {spent:.2f} s CPU"
    )
    if "-v" in sys.argv:
        by = {c.key: c for c in found}
        for label, wrong in (("FP", certain - gold), ("FN", gold - every)):
            for pair in list(wrong)[:12]:
                a, b = sorted(pair)
                print(label, by[a], by[b], sep="\n   ")


def cases() -> None:
    """Print how the pairs of bib-dedupe's own tests come out."""
    right = wrong = 0
    for case in json.loads((SHARED / "bib-dedupe_test_cases.json").read_text())["cases"]:
        two = [_case(case[side], side) for side in ("record_a", "record_b")]
        found = pairs(two)
        certain = bool(found) and found[0].certainty is Certainty.CERTAIN
        as_expected = bool(found) if case["expected_duplicate"] else not certain
        right += as_expected
        wrong += not as_expected
        if not as_expected and "-v" in sys.argv:
            print(case["expected_duplicate"], *two, sep="\n  ")
    print(f"bib-dedupe cases: {right} as expected, {wrong} not")


def _case(record: dict[str, str], key: str) -> Candidate:
    filled = dict.fromkeys(("title", "year", "volume", "number", "pages"), "") | record
    return _row({**filled, "ID": key})


def fifty_thousand() -> None:
    """Print time and memory for 50,000 records made from the sets."""
    base = sra("cytology_screening")[0] + sra("haematology")[0]
    words = sorted({word for c in base for word in c.title.split()})
    names = sorted({name for c in base for name in c.authors})
    chance = random.Random(1)
    many = [
        Candidate(
            str(n), " ".join(chance.choices(words, k=12)), chance.randrange(1990, 2025), "", "",
            chance.choice(base).journal, str(chance.randrange(90)), "1",
            str(chance.randrange(900)), tuple(chance.choices(names, k=4)),
        )
        for n in range(45_000)
    ]  # fmt: skip
    many += [replace(chance.choice(many), key=f"copy {n}") for n in range(5_000)]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    found = pairs(many)
    spent = time.process_time() - start
    more = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(f"{len(many)} records: {spent:.2f} s CPU, {more:.0f} MB more, {len(found)} pairs")


if __name__ == "__main__":
    for name in ("cytology_screening", "haematology"):
        report(name, *sra(name))
    cases()
    fifty_thousand()
