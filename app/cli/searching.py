"""Commands that look through a review: find, check."""

import argparse

from app.cli.commands import Commands, add_review, add_reviewer, opened_to_read, progress
from app.cli.outcome import FINE, FOUND, Outcome


def add(commands: Commands) -> None:
    """Add the commands of this family."""
    find = commands.add("find", "search papers, answers and quotes", _find)
    add_review(find)
    find.add_argument(
        "query", metavar="QUERY", help='all these words on a page; "a phrase"; beginn*'
    )
    find.add_argument("--limit", metavar="N", type=int, default=200, help="most places to list")
    add_reviewer(find)
    check = commands.add(
        "check", "gaps, missing quotes, values not in their quote (1: found some)", _check
    )
    add_review(check)
    add_reviewer(check)


def _find(args: argparse.Namespace) -> Outcome:
    with opened_to_read(args) as review:
        if not review.read_only:
            review.search.prepare(progress(args))
        found = review.search.find(args.query, args.limit, progress(args))
        hits = [review.search.placed(hit) for hit in found]
    listed = [
        {
            "kind": hit.kind,
            "study": hit.study_label,
            "field": hit.field_label,
            "page": None if hit.page is None else hit.page + 1,
            "rects": [[r.left, r.top, r.right, r.bottom] for r in hit.rects],
            "excerpt": hit.excerpt,
        }
        for hit in hits
    ]
    lines = [
        ", ".join(str(part) for part in (hit["study"], hit["field"], _page(hit["page"])) if part)
        + f": {hit['excerpt']}"
        for hit in listed
    ]
    count = f"{len(hits)} {'place' if len(hits) == 1 else 'places'}"
    return Outcome((*lines, count), {"query": args.query, "hits": listed})


def _page(page: object) -> str:
    return "" if page is None else f"page {page} of the file"


def _check(args: argparse.Namespace) -> Outcome:
    with opened_to_read(args) as review:
        findings = review.checks.run(progress(args))
    listed = [
        {
            "kind": finding.kind,
            "study": finding.study_label,
            "field": finding.field_label,
            "sentence": finding.sentence,
        }
        for finding in findings
    ]
    lines = [finding.sentence for finding in findings]
    lines.append(f"{len(findings)} found" if findings else "Nothing to mend was found.")
    return Outcome(tuple(lines), {"findings": listed}, FOUND if findings else FINE)
