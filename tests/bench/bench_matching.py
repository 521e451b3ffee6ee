"""Prints how many of the 32 papers find their reference among a thousand others."""

import csv
import random
import tempfile
from pathlib import Path

from app.bootstrap import Review, open_review
from app.creating import create_review
from app.references.duplicates import Candidate
from app.references.matching import accepted, matches

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"


def known() -> list[Candidate]:
    """Return the papers' references by title alone (the list has no more) among others."""
    with (SHARED / "MANIFEST.tsv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t") if row["section"] == "papers"]
    found = [Candidate(Path(row["file"]).name, row["title"]) for row in rows]
    with (SHARED / "dedup/cytology_screening/records_pre_merged.csv").open(
        encoding="utf-8"
    ) as file:
        others = list(csv.DictReader(file))[:1000]
    found += [Candidate(row["ID"], row["title"], int(row["year"] or 0) or None) for row in others]
    random.Random(1).shuffle(found)
    return found


def count(review: Review, candidates: list[Candidate]) -> tuple[int, int, int, int]:
    """Return papers, right first ones, those taken without asking, and wrong ones of these."""
    titles = {one.key: one.title for one in candidates}
    right = sure = wrong = papers = 0
    for path in sorted((SHARED / "papers").glob("*.pdf")):
        found = matches(review.papers.front_of(path), candidates)
        chosen = accepted(found)
        papers += 1
        right += bool(found) and titles[found[0].key] == titles[path.name]
        sure += chosen is not None
        wrong += chosen is not None and titles[chosen.key] != titles[path.name]
    return papers, right, sure, wrong


def main() -> None:
    """Read every paper and print the counts."""
    with tempfile.TemporaryDirectory() as folder:
        create_review(Path(folder) / "r", title="Matching")
        with open_review(Path(folder) / "r") as review:
            papers, right, sure, wrong = count(review, known())
    print(f"{papers} papers: {right} first, {sure} taken without asking, {wrong} of them wrong")


if __name__ == "__main__":
    main()
