"""`chartdesk packet` and `merge`: one reviewer's work to a colleague, and a colleague's here."""

import argparse
from pathlib import Path

from app.cli.commands import Commands, add_review, opened_to_read, progress
from app.cli.outcome import Outcome
from app.domain.counting import counted
from app.domain.errors import AppError
from app.domain.packets import MergeReport


def add(commands: Commands) -> None:
    """Add the commands of this family."""
    packet = commands.add("packet", "save one reviewer's work in a file for a colleague", save)
    add_review(packet, names_who=True)
    packet.add_argument("out", metavar="OUT", type=Path, help="the packet to write")
    packet.add_argument(
        "--since-last", action="store_true", help="only what is newer than the last packet"
    )
    packet.add_argument("--papers", action="store_true", help="with the PDFs")
    packet.add_argument(
        "--seals",
        action="store_true",
        help="only the seals: proof of what is finished, without answers",
    )
    merge_parser = commands.add("merge", "merge a colleague's packet, after a backup", merge)
    add_review(merge_parser)
    merge_parser.add_argument(
        "packet", metavar="PACKET", type=Path, nargs="?", help="the packet to merge"
    )
    merge_parser.add_argument(
        "--preview", action="store_true", help="only say what would be merged"
    )
    merge_parser.add_argument(
        "--list", action="store_true", help="only say again what was merged before"
    )


def save(args: argparse.Namespace) -> Outcome:
    """Write a packet."""
    from app.bootstrap import open_review

    with open_review(args.dir, args.reviewer) as review:
        if args.seals:
            manifest = review.exchange.save_seals(args.out, progress(args))
        else:
            manifest = review.exchange.save(
                args.out, progress(args), only_new=args.since_last, with_papers=args.papers
            )
    rows = sum(part.lines for part in manifest.parts.values())
    document = {
        "packet": str(args.out),
        "packet_id": manifest.packet_id,
        "reviewer": manifest.reviewer_name,
        "rows": rows,
        "seals": dict(manifest.seals),
    }
    what = f"seals are in {args.out}: {len(manifest.seals)}" if args.seals else ""
    what = what or f"work is in {args.out}: {counted(rows, 'row')}"
    return Outcome((f"{manifest.reviewer_name}'s {what}.",), document)


def merge(args: argparse.Namespace) -> Outcome:
    """Merge a packet, or say what merging it would do, or what was merged before."""
    from app.bootstrap import open_review

    if args.list:
        return _before(args)
    if args.packet is None:
        raise AppError("Name the packet to merge. Nothing was changed.")

    with open_review(args.dir, args.reviewer, read_only=args.preview) as review:
        act = review.exchange.preview if args.preview else review.exchange.merge
        report = act(args.packet, progress(args))
    return Outcome(tuple(_sentences(report, args.preview)), _document(report))


def _before(args: argparse.Namespace) -> Outcome:
    with opened_to_read(args) as review:
        merges = review.exchange.merges()
    lines = []
    for one in merges:
        at = one.at[:16].replace("T", " ")
        answers, rows = counted(one.answers.new, "new answer"), counted(one.total.changed, "row")
        lines.append(
            f"{at} (UTC): {one.reviewer_name}, {one.file_name}: {answers}, {rows} changed, "
            f"{one.total.conflicting} written on both sides."
        )
        lines += [f"  {sentence}" for sentence in one.told]
    listed = [
        {
            "at": one.at,
            "reviewer": one.reviewer_name,
            "file": one.file_name,
            "total": one.total.by_name(),
            "told": list(one.told),
        }
        for one in merges
    ]
    return Outcome(tuple(lines or ["Nothing was merged yet."]), {"merges": listed})


def _document(report: MergeReport) -> dict[str, object]:
    return {
        "reviewer": report.reviewer_name,
        "made_at": report.made_at,
        "is_known": report.is_known,
        "total": report.total.by_name(),
        "tables": {name: counts.by_name() for name, counts in report.tables.items()},
        "log_entries": report.log_entries,
        "papers": report.papers,
        "warnings": list(report.warnings),
    }


def _sentences(report: MergeReport, preview: bool) -> list[str]:
    total, verb = report.total, ("would be",) * 2 if preview else ("were", "was")
    answers = report.tables["answer"]
    return [
        f"{report.reviewer_name}'s packet of {report.made_at[:16].replace('T', ' ')} (UTC):",
        f"{counted(total.new, 'row')} {verb[total.new == 1]} added and {total.changed} changed; "
        f"{total.same} the same, {total.older} newer here, {total.conflicting} written on both "
        "sides.",
        f"Answers: {answers.new} new, {answers.changed} changed, {answers.conflicting} on both "
        f"sides. Log: {counted(report.log_entries, 'entry', 'entries')}.",
        *(["It was merged before."] if report.is_known else []),
        *report.warnings,
    ]
