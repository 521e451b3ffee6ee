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
# records that are copies: found, missed, wrong. Published: CoLRev-Environment/bib-dedupe,
# output/current_results.md (05c158c); ASySD's own paper gives a sensitivity of 0.95 to 0.99 and a
# specificity above 0.99 on other sets (Hair et al. 2023, 10.1186/s12915-023-01686-z).
PUBLISHED = {
    "cytology_screening": {"bib-dedupe": (766, 6, 0), "ASySD": (751, 21, 1)},
    "haematology": {"bib-dedupe": (120, 15, 0), "ASySD": (109, 26, 0)},
}
# pairs of bib-dedupe 0.11.0 for the same files, run here: recall, precision, pairs to be looked at
MEASURED = {"cytology_screening": (0.9846, 1.0, 215), "haematology": (0.8282, 0.9854, 630)}


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


def compared(name: str, found: list[Candidate]) -> None:
    """Print how many copies are found beside what other programs find in the same files."""
    with (SHARED / name / "merged_record_ids.csv").open(encoding="utf-8") as file:
        groups = [set(row["merged_ids"].split(";")) for row in csv.DictReader(file)]
    gold = {key: place for place, group in enumerate(groups) for key in group}
    judged = pairs(found)
    sure = clusters(p for p in judged if p.certainty is Certainty.CERTAIN)
    true = [p for p in judged if gold.get(p.first, -1) == gold.get(p.second, -2)]
    asked = clusters([*true, *(p for p in judged if p.certainty is Certainty.CERTAIN)])
    copies = sum(len(group) - 1 for group in groups)
    for label, made in (("certain", sure), ("certain, and possible once answered", asked)):
        right = sum(len(one) - len({gold.get(key, key) for key in one}) for one in made)
        wrong = sum(len({gold.get(key, key) for key in one}) - 1 for one in made)
        print(f"  {label}: {right} of {copies} copies ({right / copies:.4f}), {wrong} wrong")
    for other, (right, missed, wrong) in PUBLISHED[name].items():
        share = right / (right + missed)
        print(f"  {other}, published: {right} of {right + missed} ({share:.4f}), {wrong} wrong")
    recall, precision, looked = MEASURED[name]
    print(
        f"  bib-dedupe 0.11.0 measured here, pairs: recall {recall}, precision {precision},"
        f" {looked} pairs to be looked at"
    )


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
    timed("random, 5,000 copies", many)
    timed("the overlap of real libraries", overlapping(base + copper()[0]))


def overlapping(base: list[Candidate]) -> list[Candidate]:
    """Return 50,000 records: real libraries over and over, each time in other words and names."""
    words = sorted({word for one in base for word in one.title.split()})
    names = sorted({name for one in base for name in one.authors})
    made: list[Candidate] = []
    while len(made) < 50_000:
        turn = len(made)
        chance = random.Random(turn)
        said = dict(zip(words, chance.sample(words, len(words)), strict=True))
        called = dict(zip(names, chance.sample(names, len(names)), strict=True))
        made += [
            replace(
                one,
                key=f"{turn} {place}",
                title=" ".join(said[word] for word in one.title.split()),
                doi=one.doi and f"{one.doi}{turn}",
                pmid=one.pmid and f"{one.pmid}{turn}",
                volume=one.volume and f"{one.volume}{turn % 89}",
                authors=tuple(called[name] for name in one.authors),
            )
            for place, one in enumerate(base)
        ]
    return made[:50_000]


def timed(name: str, many: list[Candidate]) -> None:
    """Print time and memory of one search."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    found = pairs(many)
    spent = time.process_time() - start
    more = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(f"{len(many)} records, {name}: {spent:.2f} s CPU, {more:.0f} MB more, {len(found)} pairs")


def held_out() -> None:
    """Print how a library comes out that no rule was made on; both copies are marked in it."""
    found, marked = copper()
    made = clusters(p for p in pairs(found) if p.certainty is Certainty.CERTAIN)
    joined = {key for group in made for key in group}
    print(
        f"copper, never tuned on: {len(joined)} records joined, {len(joined - marked)} of them not"
        f" marked; {len(marked - joined)} of {len(marked)} marked ones left"
    )


if __name__ == "__main__":
    for name in ("cytology_screening", "haematology"):
        report(name, *sra(name))
        compared(name, sra(name)[0])
    cases()
    held_out()
    fifty_thousand()
