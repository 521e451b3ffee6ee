"""Commands that look through a review: find, check."""

import argparse
from typing import TYPE_CHECKING

from app.cli.commands import Commands, add_review, opened_to_read, progress
from app.cli.outcome import FINE, FOUND, Outcome
from app.domain.errors import AppError, NotFound

if TYPE_CHECKING:
    from app.services.checks import Finding


def add(commands: Commands) -> None:
    """Add the commands of this family."""
    find = commands.add("find", "search papers, answers and quotes", _find)
    add_review(find)
    find.add_argument(
        "query", metavar="QUERY", help='all these words on a page; "a phrase"; beginn*'
    )
    find.add_argument("--limit", metavar="N", type=int, default=200, help="most places to list")
    check = commands.add(
        "check", "gaps, missing quotes, values not in their quote (1: found some)", _check
    )
    add_review(check)
    check.add_argument("--all", action="store_true", help="list what was waived too")
    check.add_argument("--waive", metavar="MARK", help="let the finding with this mark stand")
    check.add_argument("--reason", metavar="TEXT", help="why it may stand")
    check.add_argument("--unwaive", metavar="MARK", help="ask about a waived finding again")


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
    mark, reason = args.waive or args.unwaive, args.reason or ""
    if args.waive and not reason.strip():
        raise AppError(
            "A finding is waived with a reason: give it by --reason. Nothing was changed."
        )
    with opened_to_read(args) as review:
        findings = review.checks.run(progress(args))
        if mark:
            found = next((finding for finding in findings if finding.mark == mark), None)
            if found is None:
                raise NotFound(
                    f"No finding has the mark “{mark}”. Nothing was changed. "
                    "“chartdesk check --json” lists the marks."
                )
            given = "" if args.unwaive else reason
            verb = "Ask again about" if args.unwaive else "Waive"
            review.extraction.apply(found.waive(given), label=f"{verb} “{found.field_label}”")
            findings = review.checks.run(progress(args))
    asked = [finding for finding in findings if not finding.waived]
    shown = findings if args.all else asked
    lines = [_finding_line(finding) for finding in shown]
    waived = len(findings) - len(asked)
    lines.append(f"{len(asked)} found" if asked else "Nothing to mend was found.")
    if waived:
        lines.append(f"{waived} waived")
    listed = [_finding_document(finding) for finding in findings]
    return Outcome(tuple(lines), {"findings": listed}, FOUND if asked else FINE)


def _finding_line(finding: "Finding") -> str:
    place = ", ".join(part for part in (finding.study_label, finding.row) if part)
    end = f" Waived: {finding.waived}" if finding.waived else f" [{finding.mark}]"
    return f"{place}: {finding.sentence}{end}"


def _finding_document(finding: "Finding") -> dict[str, str]:
    return {
        "mark": finding.mark,
        "kind": finding.kind,
        "study": finding.study_label,
        "field": finding.field_label,
        "row": finding.row,
        "sentence": finding.sentence,
        "waived": finding.waived,
    }
